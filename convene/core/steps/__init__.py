"""Actions of teams: what somebody does by a day, and what became of it. On screen they are "actions"."""
