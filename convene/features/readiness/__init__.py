"""Readiness and the rubric: what a team is ready for, and what its work shows."""
