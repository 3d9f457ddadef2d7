"""Discussions: topics, questions, posts, and where each reader stopped."""
