"""What the core knows of a person: the account, their files, and mail to them."""
