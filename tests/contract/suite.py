"""What every engine must do. Each engine's test file subclasses `EngineContract` and names its engine.

Tests speak through `search.engine`, as the site does, and check against the database. A gap that an engine
is known to have is a test overridden there as an expected failure, with its reason.
"""

from __future__ import annotations

import pytest

from search.backends.base import SijilBackend
from tests.contract.changing import Changing
from tests.contract.dating import Dating
from tests.contract.filters import Filters
from tests.contract.hostile import Hostile
from tests.contract.keeping import Keeping
from tests.contract.matching import Matching
from tests.contract.naming import Naming
from tests.contract.paging import Paging
from tests.contract.phrases import Phrases
from tests.contract.rebuilding import Rebuilding
from tests.contract.showing import Showing
from tests.contract.through_haystack import ThroughHaystack


@pytest.mark.django_db
class EngineContract(
    Matching,
    Phrases,
    Naming,
    Filters,
    Paging,
    Dating,
    Showing,
    Changing,
    Keeping,
    Rebuilding,
    Hostile,
    ThroughHaystack,
):
    """All the tests; `engine` is the backend under test, the one that ENGINE names."""

    ENGINE = "whoosh"

    @pytest.fixture(autouse=True)
    def engine(self, index: SijilBackend) -> SijilBackend:
        return index
