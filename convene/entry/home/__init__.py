"""The front page, what is new for a member, the network's own texts, and what machines read first."""
