"""Institutions: where people of the network work, from lists that others keep, each with a page of its own."""
