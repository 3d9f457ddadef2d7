"""Guides: community science as pages that one can read in ten minutes."""
