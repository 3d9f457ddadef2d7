"""Pictures drawn anew in a process of their own, so that nothing hidden in a file reaches anybody."""
