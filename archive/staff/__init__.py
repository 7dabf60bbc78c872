"""Those who work on the archive: how they log in, and what an administrator sees of their accounts."""
