"""Pages about people: profiles and settings, what is mine, and showing that it is still me."""
