"""Pages of community science, and of a team's rounds of the discussion guide."""
