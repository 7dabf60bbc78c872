"""Each example of the help panel finds something in the sample articles, and what it says it finds."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from search.drain import drain
from search.engine import search
from search.help import EXAMPLES
from search.params import SearchParams


@pytest.mark.usefixtures("gazetteer_loaded", "data_dir", "index")
def test_every_example_finds_something() -> None:
    call_command("load_samples")
    drain()
    found = {example.query: search(SearchParams(q=example.query)) for example in EXAMPLES}
    assert {query for query, results in found.items() if not results.total} == set()
    assert not any(results.suggestion or results.unquoted for results in found.values())
