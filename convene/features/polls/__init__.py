"""Polls and proposals: people are asked, say why, and hear what followed. A poll shows where they stand; the outcome
that somebody writes afterwards is what was decided."""
