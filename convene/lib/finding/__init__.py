"""Words as they are found again: taken from text, asked for, marked, and mended when they were mistyped."""
