"""Archives and lists from elsewhere move in: `convene import …`."""
