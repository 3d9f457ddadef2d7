"""Back a site up into one file, and restore one from it."""
