"""Skills: the wheel, and what may be said of the skills of a team or a network."""
