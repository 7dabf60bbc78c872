"""Corrections from a file: read, compared with the archive, shown, and only then applied as a whole."""
