"""Pages of moderation: find what is visible, read the form, do the action, go there."""
