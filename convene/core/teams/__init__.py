"""Teams: the people of an institution who do something together, and keep what they find in one place."""
