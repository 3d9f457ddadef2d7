"""What may be said of the skills of several without telling on any of them: mathematics without tables."""
