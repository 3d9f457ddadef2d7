"""Convene: communities of practice and community science for networks of museums."""
