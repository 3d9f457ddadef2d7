"""Tags: the network's words for what something is about, the same in every feature."""
