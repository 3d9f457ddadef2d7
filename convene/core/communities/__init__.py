"""Communities of practice: who belongs, who leads, who may see what, and how a community lives and ends."""
