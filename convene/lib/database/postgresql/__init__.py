"""Django's backend for PostgreSQL, which asks the server less."""
