"""How a document lies in an OpenSearch index: text fields of ready terms, and columns for everything else.

The cluster splits our space-joined terms on spaces and nothing more. Title and body are two values of a
field, which Lucene keeps a hundred positions apart, so no phrase crosses over and no break term counts in the
length.
"""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

from search.documents import Document, encodable, sections, terms_of
from search.evaluate import K1, B
from search.plan import TAG_FIELDS

SCHEMA_VERSION = 2
"""Raised with every change here; an index of another version is rebuilt."""
POSITIONAL = ("text", "exact")
BAGS = ("stem", "root", "gram")
OR = "|"
"""Stands between terms that may fill one place of a query; the analyzer `alternatives` parts them there."""
LONGEST_TERM = 8_000
"""Characters of a term that count; Lucene takes 32,766 bytes."""
_LONGEST_TOKEN = 1_000_000

ANALYSIS = {
    "tokenizer": {"spaces": {"type": "whitespace", "max_token_length": _LONGEST_TOKEN}},
    "filter": {
        "each": {"type": "pattern_capture", "preserve_original": False, "patterns": [f"([^{OR}]+)"]},
    },
    "analyzer": {
        "terms": {"type": "custom", "tokenizer": "spaces"},
        "alternatives": {"type": "custom", "tokenizer": "spaces", "filter": ["each"]},
    },
}


def settings(shards: int) -> dict[str, Any]:
    """The settings of an index that is being filled: no copies of its shards yet, and nothing to be seen."""
    return {
        "number_of_shards": shards,
        "number_of_replicas": 0,
        "refresh_interval": "-1",
        "analysis": ANALYSIS,
        "similarity": {"lucene": {"type": "BM25", "k1": K1, "b": B}},
    }


def mapping(meta: dict[str, object]) -> dict[str, Any]:
    """The mapping; `meta` is kept with it. Fields that are not named are an error."""
    tag, plain = {"type": "keyword"}, {"type": "keyword", "index": False}
    return {
        "dynamic": "strict",
        "_meta": meta,
        # Nothing is ever updated in place: the index is a cache, and the analyses are all that is read back.
        "_source": {"includes": ["forms"]},
        "properties": {
            "id": {"type": "long"},
            "day": {"type": "integer"},
            "year": {"type": "integer"},
            "hash": plain,
            "words": plain,
            "forms": {"type": "binary"},
            **dict.fromkeys(TAG_FIELDS, tag),
            **{name: _text("positions") for name in POSITIONAL},
            **{name: _text("freqs") for name in BAGS},
        },
    }


def _text(options: str) -> dict[str, str]:
    return {"type": "text", "analyzer": "terms", "index_options": options, "similarity": "lucene"}


def term(text: str) -> str:
    """A term as the index holds it."""
    return encodable(text[:LONGEST_TERM])


def stored(document: Document) -> dict[str, Any]:
    """A document as the index takes it. Undated ones have neither `day` nor `year`."""
    made: dict[str, Any] = {
        "id": document.id,
        "hash": document.content_hash.hex(),
        "forms": base64.b64encode(document.forms).decode(),
        "words": sorted({term(text) for part in sections(document.text) for text in terms_of(part)}),
    }
    if document.day:
        made |= {"day": document.day, "year": date.fromordinal(document.day).year}
    for name in (*POSITIONAL, *BAGS):
        made[name] = [" ".join(map(term, terms_of(part))) for part in sections(getattr(document, name))]
    for name in TAG_FIELDS:
        made[name] = [encodable(slug) for slug in getattr(document, name)]
    return made
