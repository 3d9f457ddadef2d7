"""Private messages: one person to one or a few others."""
