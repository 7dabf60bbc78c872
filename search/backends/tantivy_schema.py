"""How a document lies in a tantivy index: text fields of ready terms, and columns for everything else.

tantivy splits our space-joined terms on spaces and nothing more. Title and body are two values of a field,
which tantivy keeps a position apart, so no phrase crosses over and no break term counts in the length.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import tantivy

from search.documents import Document, encodable, sections
from search.plan import TAG_FIELDS

SCHEMA_VERSION = 3
"""Raised with every change here; an index of another version is rebuilt."""
POSITIONAL = ("text", "exact")
BAGS = ("stem", "root", "gram")
NUMBERS = ("year", "newest", "oldest", "hash0", "hash1", "hash2", "hash3")
ID_BITS = 40
"""Sort keys hold the day above and the id in these lower bits, so that no two are equal."""
ID_MASK = (1 << ID_BITS) - 1
_UNDATED_LAST = 1 << 22
"""Above every proleptic ordinal (3,652,059 is 9999-12-31)."""


@cache
def schema() -> tantivy.Schema:
    """The schema of an article index, made once a process."""
    builder = tantivy.SchemaBuilder()
    for name in ("id", "day"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in NUMBERS:
        builder.add_unsigned_field(name, fast=True)
    for name in (*POSITIONAL, *BAGS):
        option = "position" if name in POSITIONAL else "freq"
        builder.add_text_field(name, tokenizer_name="terms", index_option=option)
    for name in TAG_FIELDS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("forms", stored=True)
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Teach an opened index the analyzer of our text fields; needed for writing."""
    split = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("terms", split)


def stored(document: Document) -> tantivy.Document:
    """A document as the index takes it."""
    made = tantivy.Document()
    made.add_unsigned("id", document.id)
    made.add_unsigned("day", document.day)
    made.add_unsigned("year", date.fromordinal(document.day).year if document.day else 0)
    made.add_unsigned("newest", document.day << ID_BITS | document.id)
    made.add_unsigned("oldest", (document.day or _UNDATED_LAST) << ID_BITS | document.id)
    for number in range(4):
        part = document.content_hash[8 * number : 8 * number + 8]
        made.add_unsigned(f"hash{number}", int.from_bytes(part, "big"))
    for name in (*POSITIONAL, *BAGS):
        for value in sections(getattr(document, name)):
            made.add_text(name, encodable(value))
    for name in TAG_FIELDS:
        for slug in getattr(document, name):
            made.add_text(name, encodable(slug))
    made.add_bytes("forms", document.forms)
    return made
