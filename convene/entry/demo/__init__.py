"""Demo content: believable people, communities and discussions, brought in by calling actions."""
