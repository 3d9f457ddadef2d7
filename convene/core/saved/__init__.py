"""Searches that people keep, and what is new that fits them: at the bell, and by mail as often as they like."""
