"""Frameworks: the network's framework, discussion guide, readiness, rubric and skills, as texts that it can replace."""
