"""Rounds: a team looks at itself by one of the network's texts, and comes back to it."""
