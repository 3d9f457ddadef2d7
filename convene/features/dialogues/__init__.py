"""Dialogues: a question to a whole room, and an honest picture of what it thinks."""
