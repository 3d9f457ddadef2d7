"""One index of everything that can be found, written from the ledger, and read with what each reader may see."""
