"""Tools around requests and answers."""
