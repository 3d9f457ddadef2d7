"""What the pages of moderation show, and what is in force."""
