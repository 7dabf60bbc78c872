"""Fixtures that every test may use."""

from __future__ import annotations

import gc
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from tests.nodes import LocalCluster

if TYPE_CHECKING:
    from pytest_django.fixtures import SettingsWrapper

    from archive.gazetteer.entry import Entry
    from search.backends.base import SijilBackend
    from tests.loaded_gazetteer import LoadedGazetteer

ROOT = Path(__file__).resolve().parent.parent
if (
    "CI" not in os.environ
):  # there Hypothesis has a profile of its own: no deadline, the same examples each time
    hypothesis_settings.register_profile("any machine", deadline=None)  # a busy one is no defect
    hypothesis_settings.load_profile("any machine")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real and labelled texts beside the project; CI always has it."""
    folder = Path(os.environ.get("SIJIL_SHARED", ROOT.parent / "shared"))
    if not folder.is_dir():
        if os.environ.get("CI"):
            pytest.fail("CI must have the folder of labelled texts beside the project")
        pytest.skip("../shared is absent: no labelled texts to test against")
    return folder


def pytest_collection_finish() -> None:
    """The garbage collector leaves alone what is imported and collected, and looks less often at the rest.

    It would run twenty thousand times, and Hypothesis takes the time of each.
    """
    gc.freeze()
    gc.set_threshold(5_000, 10, 10)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Emptying the tables after a test with real transactions fires the triggers: empty the outbox too."""
    yield
    marker = item.get_closest_marker("django_db")
    if nextitem and marker and marker.kwargs.get("transaction"):  # after the last one there is no database
        from archive.models import Outbox

        with item.config.stash[blocking_manager_key].unblock():
            Outbox.objects.all().delete()


@pytest.fixture
def index(
    db: None,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    settings: SettingsWrapper,
) -> Iterator[SijilBackend]:
    """An empty index in a folder of the test's own, of the engine that its class or parameter names."""
    from django.utils.module_loading import import_string
    from haystack import connections

    from search import gazetteer, known_words
    from search.ask import backend
    from search.backends.registry import CLUSTERED, ENGINES

    connections["default"]  # the site's own, made with its own settings: it is put back afterwards
    name = getattr(request, "param", getattr(request.cls, "ENGINE", "whoosh"))
    if name == CLUSTERED:
        cluster = request.getfixturevalue("cluster")
        address = f"opensearch://{','.join(cluster.hosts)}/{uuid.uuid4().hex}"
        settings.HAYSTACK_CONNECTIONS = {"default": connection_to(address)}
    monkeypatch.setitem(
        connections.thread_local.connections, "default", import_string(ENGINES[name])("default")
    )
    made = backend()
    if name != CLUSTERED:
        made.folder = tmp_path / "index"
    gazetteer.forget()
    known_words.forget()
    with made.rebuilding():
        pass
    yield made
    gazetteer.forget()
    if name == CLUSTERED:
        for left in made.indexes.all():
            made.indexes.drop(left)


def connection_to(address: str, **environment: str) -> dict[str, object]:
    """A Haystack connection for a cluster that may take its time: the machine has few cores."""
    from config.environment import Environment
    from config.search_url import haystack_connection

    defaults = {"SIJIL_OPENSEARCH_TIMEOUT_MS": "30000", "SIJIL_OPENSEARCH_REPLICAS": "0"}
    return haystack_connection(Environment({"SEARCH_URL": address, **defaults, **environment}), Path())


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCluster]:
    """A real cluster of three nodes. Its absence is an error: only its own command selects such tests."""
    jars = os.environ.get("SIJIL_OPENSEARCH_JARS")
    if not jars:
        pytest.fail("tests marked opensearch are run by: make test-opensearch")
    made = LocalCluster(tmp_path_factory.mktemp("cluster"), Path(jars))
    try:
        made.start()
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="session")
def entries() -> list[Entry]:
    """The gazetteer that ships with the project."""
    from archive.gazetteer.load import load

    return load()


@pytest.fixture(scope="session")
def loaded_once(entries: list[Entry]) -> LoadedGazetteer:
    """The rows of the shipped gazetteer, for `gazetteer_loaded`."""
    from tests.loaded_gazetteer import LoadedGazetteer

    return LoadedGazetteer(entries)


@pytest.fixture
def gazetteer_loaded(db: None, loaded_once: LoadedGazetteer) -> None:
    """The shipped gazetteer in the database."""
    loaded_once.put()


@pytest.fixture
def data_dir(tmp_path: Path, settings: SettingsWrapper) -> Path:
    """A data folder of the test's own: captures go there."""
    settings.DATA_DIR = tmp_path / "data"
    return settings.DATA_DIR
