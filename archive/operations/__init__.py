"""Changes to many rows at once, written down so that each can be undone."""
