"""Files, folders, archives and manifests: everything readable is found, nothing outside is touched."""

from __future__ import annotations

import gzip
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from archive.ingest.draft import Source
from archive.ingest.manifest import read_manifest
from archive.ingest.read import Unreadable, count_files, find_sources

TEXT = "عنوان\n\nقال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد.\n".encode()
LIMIT = 2_000


def found(*paths: Path, limit: int = LIMIT) -> tuple[list[Source], list[Unreadable]]:
    everything = list(find_sources(paths, max_bytes=limit))
    sources = [item for item in everything if isinstance(item, Source)]
    return sources, [item for item in everything if isinstance(item, Unreadable)]


def warc(path: Path, pages: list[tuple[str, str, str, bytes]], compressed: bool = True) -> None:
    """Pages: address, status line, content type, body."""
    with path.open("wb") as file:
        for number, (url, status, kind, body) in enumerate(pages):
            response = f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n".encode() + body
            head = (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{UUID(int=number)}>\r\n"
                f"WARC-Target-URI: {url}\r\nWARC-Date: 2022-07-14T09:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n\r\n"
            )
            record = head.encode() + response + b"\r\n\r\n"
            file.write(gzip.compress(record) if compressed else record)


def test_a_folder_is_walked_in_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/2.txt", "a/1.html", ".hidden.txt", ".git/x.txt", "photo.jpg", "c.TXT"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    sources, unreadable = found(tmp_path)
    names = [str(Path(source.path).relative_to(tmp_path)) for source in sources]
    assert names == ["b.txt", "c.TXT", "a/1.html", "a/2.txt"]
    assert unreadable == []
    assert count_files([tmp_path]) == 4


def test_each_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "large.txt").write_bytes(b"x" * (LIMIT + 1))
    (tmp_path / "folder.txt").mkdir()
    _, unreadable = found(
        tmp_path / "empty.txt", tmp_path / "large.txt", tmp_path / "none.txt", tmp_path / "folder.txt"
    )
    reasons = [item.reason for item in unreadable]
    assert [
        any(word in reason for reason in reasons) for word in ("empty", "too large", "no such", "no articles")
    ] == [True] * 4


def test_an_unreadable_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "locked.txt"
    path.write_bytes(TEXT)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    _, (item,) = found(path)
    assert item.path == str(path)
    assert "Permission denied" in item.reason


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_bytes(TEXT)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    (folder / "folder").symlink_to(tmp_path, target_is_directory=True)
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "real.txt").write_bytes(TEXT)
    sources, unreadable = found(folder)
    assert [Path(source.path).name for source in sources] == ["real.txt"]
    assert [Path(item.path).name for item in unreadable] == ["link.txt"]


def test_a_manifest_says_what_is_known_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_bytes(TEXT)
    (tmp_path / "b.txt").write_bytes(TEXT)
    (tmp_path / "manifest.csv").write_text(
        "path,url,publisher,published_on,captured_at\n"
        "sub/a.txt,https://example.org/a,صحيفة ما,2021-03-12,2022-01-02T03:04:05\n"
        "gone.txt,,,,\n",
        "utf-8",
    )
    sources, unreadable = found(tmp_path)
    by_name = {Path(source.path).name: source.given for source in sources}
    given = by_name["a.txt"]
    assert (given.url, given.publisher, given.published_on) == (
        "https://example.org/a",
        "صحيفة ما",
        "2021-03-12",
    )
    assert given.captured_at == datetime(2022, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert by_name["b.txt"].url is None
    assert [Path(item.path).name for item in unreadable] == ["gone.txt"]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("path\n../x.txt\n", "leads out"),
        ("path\n/etc/passwd\n", "leads out"),
        ("path\nC:\\x.txt\n", "leads out"),
        ("path\na/../../x.txt\n", "leads out"),
        ("path,publisher\n,x\n", "no path"),
        ("path,publisher\na.txt,x\n./a.txt,y\n", "named twice"),
        ("path\na.txt,b,c\n", "too many"),
        ("path,published_on\na.txt,2021-02-30\n", "no date"),
        ("path,captured_at\na.txt,yesterday\n", "no time"),
        ("path,url\na.txt,javascript:alert(1)\n", "no web address"),
        ("path,url\na.txt,news.example\n", "no web address"),
        ("file,url\na.txt,x\n", "columns"),
        ("", "columns"),
    ],
)
def test_a_manifests_mistakes_are_named_with_their_row(rows: str, problem: str) -> None:
    manifest = read_manifest(rows.encode())
    ((where, why),) = manifest.problems
    assert problem in why
    assert where.startswith("row")


def test_a_manifest_in_another_encoding_is_refused() -> None:
    manifest = read_manifest("path,publisher\na.txt,صحيفة\n".encode("cp1256"))
    assert manifest.given == {}
    assert len(manifest.problems) == 1


def test_a_zip_gives_its_pages_and_refuses_names_that_lead_out(tmp_path: Path) -> None:
    path = tmp_path / "pages.zip"
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("b/2.txt", TEXT)
        archive.writestr("1.html", TEXT)
        archive.writestr("../evil.txt", TEXT)
        archive.writestr("/abs.txt", TEXT)
        archive.writestr("x.jpg", b"x")
        archive.writestr(link, "/etc/passwd")
        archive.writestr("large.txt", b"a" * (LIMIT + 1))
        archive.writestr("manifest.csv", "path,publisher\n1.html,صحيفة ما\n")
    sources, unreadable = found(path)
    assert [(source.path.split("!")[1], source.given.publisher) for source in sources] == [
        ("1.html", "صحيفة ما"),
        ("b/2.txt", None),
    ]
    assert sorted(item.path.split("!")[1] for item in unreadable) == [
        "../evil.txt",
        "/abs.txt",
        "large.txt",
        "link.txt",
    ]


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(60):
            archive.writestr(f"{number:02}.txt", b"a" * 20_000)
    sources, unreadable = found(path, limit=20_000)
    assert len(sources) < 60
    last = unreadable[-1]
    assert "expands" in last.reason


def test_a_broken_zip_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.zip"
    path.write_bytes(b"PK\x03\x04 not a zip at all")
    sources, (item,) = found(path)
    assert sources == []
    assert "cannot be read" in item.reason


@pytest.mark.parametrize("name", ["capture.warc", "capture.warc.gz"])
def test_a_warc_gives_its_pages_with_address_and_time(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    pages = [
        ("https://example.org/a", "200 OK", "text/html; charset=utf-8", TEXT),
        ("https://example.org/missing", "404 Not Found", "text/html", TEXT),
        ("https://example.org/x.jpg", "200 OK", "image/jpeg", b"\xff\xd8\xff"),
        ("https://example.org/large", "200 OK", "text/html", b"a" * (LIMIT + 1)),
        ("https://example.org/b", "200 OK", "text/plain", TEXT),
    ]
    warc(path, pages, compressed=name.endswith(".gz"))
    sources, unreadable = found(path)
    assert [source.given.url for source in sources] == ["https://example.org/a", "https://example.org/b"]
    assert {source.given.captured_at for source in sources} == {datetime(2022, 7, 14, 9, tzinfo=UTC)}
    assert [source.data for source in sources] == [TEXT, TEXT]
    assert [item.path for item in unreadable] == [f"{path}!https://example.org/large"]


def test_a_warc_that_expands_without_end_is_left(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    pages = [(f"https://example.org/{number}", "200 OK", "text/html", b"a" * 400_000) for number in range(3)]
    warc(path, pages)
    sources, unreadable = found(path, limit=1_000)
    assert sources == []
    assert "expands" in unreadable[-1].reason


@pytest.mark.parametrize(
    "data",
    [b"", b"not a warc", gzip.compress(b"not a warc", mtime=0), gzip.compress(TEXT, mtime=0)[:20]],
)
def test_a_broken_warc_is_named(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.warc.gz"
    path.write_bytes(data)
    sources, unreadable = found(path)
    assert sources == []
    assert len(unreadable) == 1


@pytest.mark.parametrize("compressed", [False, True])
@pytest.mark.parametrize("lost", [0.05, 0.3, 0.55, 0.8, 0.95])
def test_a_warc_that_was_cut_keeps_its_whole_pages_and_says_so(
    tmp_path: Path, compressed: bool, lost: float
) -> None:
    path = tmp_path / "cut.warc"
    pages = [(f"https://example.org/{number}", "200 OK", "text/plain", TEXT) for number in range(3)]
    warc(path, pages, compressed)
    data = path.read_bytes()
    path.write_bytes(data[: round(len(data) * (1 - lost / 3))])
    sources, (item,) = found(path)
    assert [source.data for source in sources] == [TEXT, TEXT]
    assert "WARC" in item.reason


def test_a_warc_whose_record_has_no_address_is_named(tmp_path: Path) -> None:
    path = tmp_path / "odd.warc"
    warc(path, [("https://example.org/0", "200 OK", "text/plain", TEXT)] * 2, compressed=False)
    first, second, third = path.read_bytes().split(b"WARC-Target-URI: ")
    path.write_bytes(first + b"WARC-Target-URI: " + second + b"X-Odd: " + third)
    sources, (item,) = found(path)
    assert [source.data for source in sources] == [TEXT]
    assert "no address" in item.reason
