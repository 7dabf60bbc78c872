"""Background work: jobs asked for by people, done step by step beside the site."""
