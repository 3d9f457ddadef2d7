"""People: accounts, profiles, sign-in, privacy."""
