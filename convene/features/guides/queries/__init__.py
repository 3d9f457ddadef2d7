"""Reads for the pages of the guide."""
