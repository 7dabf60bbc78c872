"""An index deleted, cut, changed or foreign while the site serves: the database answers.

Each damage is done to each engine, once to an index the process already reads and once to one it opens anew.
How to mend it is said, and does mend it.
"""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from search.backends.generations import FolderBackend, FolderState
from search.drain import after_commit, drain
from tests.factory import article

pytestmark = pytest.mark.django_db
NOTICE = "فهرس البحث غير متاح الآن"
SECONDS = 1.0


def generation(folder: Path) -> Path:
    return folder / (folder / "CURRENT").read_text(encoding="utf-8")


def largest(folder: Path) -> Path:
    files = [path for path in generation(folder).iterdir() if path.suffix not in (".json", ".lock")]
    return max(files, key=lambda path: path.stat().st_size)


def every_file(folder: Path) -> list[Path]:
    return [path for path in generation(folder).iterdir() if path.is_file()]


def change_meta(**values: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        path = generation(folder) / "made_with.json"
        path.write_text(json.dumps(json.loads(path.read_text(encoding="utf-8")) | values), encoding="utf-8")

    return change


def flip(path: Path, place: float) -> None:
    data = bytearray(path.read_bytes())
    data[min(len(data) - 1, int(len(data) * place))] ^= 0x10
    # In place, as a failing disk would: readers have the same file open or mapped.
    with path.open("r+b") as file:
        file.write(data)


def cut(path: Path, share: float) -> None:
    with path.open("r+b") as file:
        file.truncate(int(path.stat().st_size * share))


def move_into_a_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder", encoding="utf-8")


def answered(client: Client) -> tuple[Any, float]:
    """The search page, and the seconds it took."""
    begun = time.perf_counter()
    return client.get("/search/", {"q": "إضراب"}), time.perf_counter() - begun


DAMAGES: dict[str, Callable[[Path], object]] = {
    "folder deleted": shutil.rmtree,
    "folder is a file": move_into_a_file,
    "folder emptied": lambda folder: (
        [shutil.rmtree(path) for path in folder.glob("g*")] + [path.unlink() for path in folder.iterdir()]
    ),
    "generation deleted": lambda folder: shutil.rmtree(generation(folder)),
    "all files deleted": lambda folder: [path.unlink() for path in every_file(folder)],
    "all files empty": lambda folder: [cut(path, 0) for path in every_file(folder)],
    "all files cut": lambda folder: [cut(path, 0.5) for path in every_file(folder)],
    "all files changed": lambda folder: [
        flip(path, 0.5) for path in every_file(folder) if path.stat().st_size
    ],
    "CURRENT deleted": lambda folder: (folder / "CURRENT").unlink(),
    "CURRENT empty": lambda folder: (folder / "CURRENT").write_text(""),
    "CURRENT names nothing": lambda folder: (folder / "CURRENT").write_text("g999999"),
    "CURRENT is no text": lambda folder: (folder / "CURRENT").write_bytes(b"\xff\x00\xfe"),
    "CURRENT is a folder": lambda folder: [(folder / "CURRENT").unlink(), (folder / "CURRENT").mkdir()],
    "another schema": change_meta(schema=-1),
    "another engine": change_meta(engine="other"),
    "another analyser": change_meta(analysis="0"),
    "meta is not JSON": lambda folder: (generation(folder) / "made_with.json").write_text("{"),
    "meta deleted": lambda folder: (generation(folder) / "made_with.json").unlink(),
    "seal deleted": lambda folder: (generation(folder) / "seal.json").unlink(),
    "seal is not JSON": lambda folder: (generation(folder) / "seal.json").write_text("[1"),
    "seal of another shape": lambda folder: (generation(folder) / "seal.json").write_text('{"a": 1}'),
    "largest file deleted": lambda folder: largest(folder).unlink(),
    "largest file empty": lambda folder: cut(largest(folder), 0),
    "largest file cut": lambda folder: cut(largest(folder), 0.6),
    "first bit of the largest file": lambda folder: flip(largest(folder), 0),
    "a bit inside the largest file": lambda folder: flip(largest(folder), 0.4),
    "last bit of the largest file": lambda folder: flip(largest(folder), 1),
}


@pytest.mark.parametrize("index", ["whoosh", "tantivy"], indirect=True)
@pytest.mark.parametrize("opened", ["open", "anew"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_database_answers_and_a_rebuild_mends(
    index: FolderBackend, client: Client, damage: str, opened: str
) -> None:
    for number in range(10):
        article(f"إضراب رقم {number}", "نظم العمال إضرابا أمام المقر", companies=["google"])
    drain()
    assert NOTICE not in client.get("/search/", {"q": "إضراب"}).content.decode()
    DAMAGES[damage](index.folder)
    if opened == "anew":
        index.state.__dict__.update(FolderState(index.folder).__dict__)
    answer, seconds = answered(client)
    # On a busy machine one answer may wait for the processor; the index is as damaged at the second.
    assert seconds < SECONDS or answered(client)[1] < SECONDS
    assert answer.status_code == 200
    assert NOTICE in answer.content.decode()
    assert answer.context["results"].total == 10
    health = client.get("/healthz").json()
    assert health["status"] == "degraded"
    assert "rebuild_index" in health["index"]
    if damage == "folder is a file":
        index.folder.unlink()
    call_command("rebuild_index", interactive=False, verbosity=0)
    assert NOTICE not in client.get("/search/", {"q": "عمال"}).content.decode()
    assert client.get("/healthz").json()["status"] == "ok"


@pytest.mark.parametrize("index", ["whoosh", "tantivy"], indirect=True)
def test_saving_an_article_works_while_the_index_is_damaged(index: FolderBackend) -> None:
    article("خبر")
    drain()
    cut(largest(index.folder), 0.5)
    article("خبر ثان")
    after_commit()
    assert index.problem()


@pytest.mark.parametrize("index", ["whoosh", "tantivy"], indirect=True)
def test_a_rebuild_that_ends_while_the_index_is_opened_is_no_damage(
    index: FolderBackend, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    """Another process may swap the generations between reading CURRENT and opening what it names."""
    article("خبر", "إضراب العمال")
    drain()
    open_live = index.live
    ended: list[Path] = []

    def swapped_meanwhile() -> Path:
        folder = open_live()
        if not ended:
            ended.append(folder)
            call_command("rebuild_index", interactive=False, verbosity=0)
        return folder

    monkeypatch.setattr(index, "live", swapped_meanwhile)
    index.state.opened = None
    assert index.problem() == ""
    assert not ended[0].exists()
    assert NOTICE not in client.get("/search/", {"q": "إضراب"}).content.decode()
