"""Drawings as pure functions: numbers in, shapes out. Macros in templates/ui/drawings.html show them beside a table."""
