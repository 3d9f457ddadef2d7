"""Mail as archives hold it: read message by message, repaired, and turned into Markdown and threads."""
