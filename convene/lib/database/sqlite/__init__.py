"""SQLite, with what Django translates at each query kept."""
