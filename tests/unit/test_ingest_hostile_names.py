"""A hundred names that try to lead out of the folder: in a zip, in a manifest, as links. None does."""

from __future__ import annotations

import zipfile
from itertools import product
from pathlib import Path

import pytest

from archive.ingest.draft import Source
from archive.ingest.manifest import read_manifest
from archive.ingest.read import Unreadable, find_sources

SECRET = "سرّ لا يخرج من مكانه".encode()
PAGE = "عنوان الخبر\n\nنص الخبر كاملًا هنا.\n".encode()
UPS = ("../", "../../", "../../../../../../", "a/../../", "./../", "a/b/../../../", "..//", "a/./../../")
ENDS = ("outside.txt", "etc/passwd.txt", "outside/../outside.txt", "خارج.txt", "outside.html")
ABSOLUTE = (
    "/",
    "//",
    "///",
    "\\",
    "\\\\server\\share\\",
    "C:\\",
    "C:/",
    "c:",
    "file:///",
    "..\\",
    "..\\..\\",
)
NAMES = [up + end for up, end in product(UPS, ENDS)] + [root + end for root, end in product(ABSOLUTE, ENDS)]
NAMES += ["..", "../", "a/..", "../.txt", "outside.txt/../../outside.txt"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder beside which lies what must stay there."""
    for place in (tmp_path, tmp_path / "etc", tmp_path / "outside"):
        place.mkdir(exist_ok=True)
        for name in ("outside.txt", "outside.html", "passwd.txt", "خارج.txt"):
            (place / name).write_bytes(SECRET)
    inside = tmp_path / "a" / "b" / "inside"
    inside.mkdir(parents=True)
    return inside


def read(path: Path) -> tuple[list[Source], list[Unreadable]]:
    found = list(find_sources([path], max_bytes=1_000_000))
    return [one for one in found if isinstance(one, Source)], [o for o in found if isinstance(o, Unreadable)]


def everything(folder: Path) -> set[Path]:
    return set(folder.parents[2].rglob("*"))


def test_there_are_a_hundred_names() -> None:
    assert len(set(NAMES)) >= 100


def test_in_a_zip(folder: Path) -> None:
    path = folder / "pages.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in dict.fromkeys(NAMES):
            archive.writestr(name, PAGE)
        archive.writestr("good.txt", PAGE)
    before = everything(folder)
    sources, unreadable = read(path)
    assert [source.path.rpartition("!")[2] for source in sources] == ["good.txt"]
    assert len(unreadable) >= 95, "each is refused by its name; folders are passed over"
    assert everything(folder) == before, "nothing was unpacked"


def test_in_a_manifest(folder: Path) -> None:
    rows = "".join(f'"{name}",صحيفة\n' for name in dict.fromkeys(NAMES))
    (folder / "manifest.csv").write_text("path,publisher\n" + rows, encoding="utf-8")
    (folder / "good.txt").write_bytes(PAGE)
    manifest = read_manifest((folder / "manifest.csv").read_bytes())
    assert manifest.given == {}
    assert len(manifest.problems) == len(set(NAMES))
    sources, _unreadable = read(folder)
    assert [(Path(source.path).name, source.given.publisher) for source in sources] == [("good.txt", None)]
    assert all(source.data == PAGE for source in sources)


def test_as_links(folder: Path) -> None:
    (folder / "good.txt").write_bytes(PAGE)
    (folder / "file.txt").symlink_to(folder.parents[2] / "outside.txt")
    (folder / "folder").symlink_to(folder.parents[2] / "etc")
    (folder / "up").symlink_to("..")
    sources, _unreadable = read(folder)
    assert [source.data for source in sources] == [PAGE]
