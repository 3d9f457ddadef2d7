"""Who may write to whom: what each person chose, and whom they have blocked. One rule for every way of writing."""
