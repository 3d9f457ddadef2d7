"""Databases: which engine, how safe, and small portable tools on top of the ORM."""
