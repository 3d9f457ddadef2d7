"""Moderation: what is reported or waits before it appears, who decides, and how trust grows."""
