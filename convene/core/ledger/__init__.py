"""The ledger: one line for everything that happened. Feed, notifications and audit are read from it."""
