"""The building that holds everything: settings, addresses, processes."""
