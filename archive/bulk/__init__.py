"""What can be done to many articles at once."""
