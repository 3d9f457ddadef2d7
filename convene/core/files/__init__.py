"""Files that people bring in: one intake, and one way out that asks who is looking."""
