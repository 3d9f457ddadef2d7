"""Mail archives become topics: read and cook in other processes, find what is known, write in batches."""
