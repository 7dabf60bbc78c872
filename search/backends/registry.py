"""The engines that SEARCH_URL may name, by the scheme of the address, and the size each is good for. Pure."""

ENGINES = {
    "whoosh": "search.backends.whoosh.WhooshEngine",
    "tantivy": "search.backends.tantivy.TantivyEngine",
    "opensearch": "search.backends.opensearch.OpenSearchEngine",
}
CLUSTERED = "opensearch"
"""The engine that is reached over the network; the others are a folder."""
COMFORTABLE = {"whoosh": 10_000}
"""Articles up to which an engine was seen to answer at once (docs/performance.md); not measured beyond."""
NEXT = {"whoosh": "tantivy"}
"""What to set instead, beyond that."""


def scheme_of(engine: object) -> str:
    """The scheme of a HAYSTACK_CONNECTIONS engine; empty for a foreign one."""
    return next((scheme for scheme, path in ENGINES.items() if path == engine), "")
