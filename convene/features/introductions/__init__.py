"""Introductions: somebody whom both know brings two people together, when both want it."""
