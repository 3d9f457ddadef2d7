"""The library: what colleagues used, each with why it fits a science center."""
