"""Ways in that serve every feature."""
