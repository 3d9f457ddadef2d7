"""The shapes of the five texts, and how YAML is read into them. Without tables: text in, dataclasses out."""
