"""Django's backend for SQLite, which asks less."""
