"""What a page of Convene costs, beside a ruler: `make bench`."""
