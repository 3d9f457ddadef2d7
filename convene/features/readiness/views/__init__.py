"""Pages of readiness and the rubric."""
