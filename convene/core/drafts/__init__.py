"""Drafts: what a person is writing in a form, kept on the server until it is sent."""
