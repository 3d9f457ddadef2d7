"""Mail archives become topics: read and cook in other processes, tell copies apart, find each mail's place, write."""
