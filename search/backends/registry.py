"""The engines that SEARCH_URL may name, by the scheme of the address. Pure."""

ENGINES = {
    "whoosh": "search.backends.whoosh.WhooshEngine",
    "tantivy": "search.backends.tantivy.TantivyEngine",
}
