"""How contract tests ask: through `search.engine` and `search.ask`, as the site does."""

from __future__ import annotations

from django.http import QueryDict

from search.ask import ask
from search.engine import search
from search.params import parse
from search.results import Results


def found(query: str = "", **params: str) -> list[int]:
    """Ids of all matches in order; a parameter named like a Python word ends with an underscore."""
    data = QueryDict(mutable=True)
    data["q"] = query
    for name, value in params.items():
        data[name.rstrip("_")] = value
    return list(ask(parse(data), limit=None).found.ids)


def results(address: str) -> Results:
    """The results page for a query string as in an address."""
    return search(parse(QueryDict(address)))
