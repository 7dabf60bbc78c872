"""Review: what needs a person, the screen on which it is decided, and articles put in by hand."""
