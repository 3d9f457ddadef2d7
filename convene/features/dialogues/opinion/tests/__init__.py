"""Of the package alone; real conversations are read from the data beside the checkout, where it is."""
