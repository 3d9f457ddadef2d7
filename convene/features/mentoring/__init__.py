"""Mentoring: who would accompany whom for a while, asked and answered in private."""
