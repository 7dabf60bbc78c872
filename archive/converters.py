"""Path converters: Django's own `slug` knows ASCII letters only."""

from __future__ import annotations


class UnicodeSlugConverter:
    """Letters of any script, digits, underscore and hyphen: publishers' slugs keep Arabic letters."""

    regex = r"[-\w]+"

    def to_python(self, value: str) -> str:
        """The slug as it stands in the path."""
        return value

    def to_url(self, value: str) -> str:
        """The slug as it goes into a path; Django percent-encodes it."""
        return value
