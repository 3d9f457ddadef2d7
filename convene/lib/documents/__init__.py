"""Documents read and drawn in a process of their own, which can be killed without harm."""
