"""A backup: the database as of one moment, every file it names, and a manifest with their SHA-256."""
