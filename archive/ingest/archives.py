"""Archives of pages: ZIP files and WARC captures, member by member, each member and the whole capped."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from archive.ingest.draft import Given, Source
from archive.ingest.manifest import NAME, Manifest, is_inside, read_manifest
from archive.ingest.unreadable import Unreadable

EXPANSION = 40
"""How many times its own size an archive may expand to: pages shrink five to ten times, bombs a thousand."""
CHUNK = 1 << 16
TEXT_SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml")
_TEXT_TYPES = ("text/html", "text/plain", "application/xhtml")


class _Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class Budget:
    """Bytes an archive may still expand to."""

    def __init__(self, size: int, max_bytes: int) -> None:
        self.left = max(20 * max_bytes, EXPANSION * size)

    def spend(self, count: int) -> bool:
        """Take `count` bytes; False when the archive has expanded too far."""
        self.left -= count
        return self.left >= 0


def zip_sources(path: Path, shown: str, max_bytes: int) -> Iterator[Source | Unreadable]:
    """The pages in a ZIP file, in the order of their names, with its own manifest if it holds one."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield from _zip_members(archive, shown, max_bytes, Budget(path.stat().st_size, max_bytes))
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        yield Unreadable(shown, f"the ZIP archive cannot be read: {error}")


def _zip_members(
    archive: zipfile.ZipFile, shown: str, max_bytes: int, budget: Budget
) -> Iterator[Source | Unreadable]:
    members = {item.filename: item for item in archive.infolist() if not item.is_dir()}
    manifest = Manifest()
    if NAME in members:
        content = _zip_read(archive, members.pop(NAME), max_bytes)
        manifest = read_manifest(content) if isinstance(content, bytes) else manifest
        yield from problems(manifest, f"{shown}!{NAME}")
    found = False
    for name in sorted(members):
        if not is_inside(name):
            found = True
            yield Unreadable(f"{shown}!{name}", "the name leads out of the archive")
        elif name.lower().endswith(TEXT_SUFFIXES):
            found = True
            content = _zip_read(archive, members[name], max_bytes)
            if isinstance(content, str):
                yield Unreadable(f"{shown}!{name}", content)
            elif not budget.spend(len(content)):
                yield Unreadable(shown, EXPANDS)
                return
            else:
                yield Source(f"{shown}!{name}", content, manifest.take(name))
    yield from (Unreadable(f"{shown}!{name}", MISSING) for name in manifest.missing())
    if not found:
        yield Unreadable(shown, "the archive holds no articles")


EXPANDS = "the archive expands to far more than its size: the rest is not read"
MISSING = "the manifest names this file, but it is not there"


def problems(manifest: Manifest, shown: str) -> Iterator[Unreadable]:
    """What a manifest's rows got wrong, as lines of the report."""
    for where, why in manifest.problems:
        yield Unreadable(f"{shown} {where}", why)


def _zip_read(archive: zipfile.ZipFile, item: zipfile.ZipInfo, max_bytes: int) -> bytes | str:
    """A member's bytes, or why it is not read."""
    if item.flag_bits & 0x1:
        return "the file is encrypted"
    if stat.S_ISLNK(item.external_attr >> 16):
        return "the file is a link"
    too_large = f"the file is too large (more than {max_bytes} bytes)"
    if item.file_size > max_bytes:
        return too_large
    try:
        with archive.open(item) as file:
            data = file.read(max_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        return f"the file cannot be read: {error}"
    if len(data) > max_bytes:
        return too_large
    return data or "the file is empty"


def warc_sources(path: Path, shown: str, max_bytes: int) -> Iterator[Source | Unreadable]:
    """The pages in a WARC file (also gzipped): each successful response of text, with address and time."""
    from warcio.exceptions import ArchiveLoadFailed  # slow to load, and rarely needed

    budget = Budget(path.stat().st_size, max_bytes)
    found = False
    try:
        with path.open("rb") as file:
            for record in _records(file):
                page = None
                if _is_page(record):
                    found = True
                    data = record.content_stream().read(max_bytes + 1)
                    page = _record(record.rec_headers, shown, data, max_bytes)
                    budget.spend(len(data))
                if not _drain(record.raw_stream, budget):
                    yield from filter(None, (page, Unreadable(shown, EXPANDS)))
                    return
                # A record says how long it is; what is missing of it is left of its reader's limit.
                if record.length is None or getattr(record.raw_stream, "limit", False):
                    yield Unreadable(page.path if page else shown, "the WARC file ends within this record")
                    return
                if page is not None:
                    yield page
    except (ArchiveLoadFailed, OSError, EOFError, ValueError, zlib.error) as error:
        yield Unreadable(shown, f"the WARC file cannot be read: {error}")
        return
    if not found:
        yield Unreadable(shown, "the archive holds no articles")


def _records(file: BinaryIO) -> Iterator[Any]:
    """The records of a WARC file in order. Raises ValueError where it is damaged or ends within one."""
    from warcio.archiveiterator import ArchiveIterator

    class Records(ArchiveIterator):  # type: ignore[misc]  # warcio has no types
        whole = True

        def _next_record(self, next_line: bytes | None) -> Any:
            """An end that comes after some bytes of a record looks like the end of the file to warcio."""
            at = self.reader.tell()
            try:
                return super()._next_record(next_line)
            except EOFError:
                self.whole = not next_line and self.reader.tell() == at
                raise

        def close(self) -> None:
            """What the end of the file says is lost once the reader is closed."""
            packed = self.reader and self.reader.decompressor
            self.whole = self.whole and (not packed or packed.eof)
            super().close()

    records = Records(_Counted(file), no_record_parse=False)
    while True:
        try:
            record = next(records)
        except StopIteration:
            break
        except AttributeError as error:  # warcio takes it for granted that a record has an address
            raise ValueError("a record has no address") from error
        yield record
    if not records.whole:
        raise ValueError("it ends within a record")


def _is_page(record: object) -> bool:
    kind = getattr(record, "rec_type", "")
    headers = getattr(record, "http_headers", None)
    if kind == "resource":
        return str(getattr(record, "content_type", "")).startswith(_TEXT_TYPES)
    if kind != "response" or headers is None:
        return False
    content_type = (headers.get_header("Content-Type") or "text/html").lower()
    return str(headers.get_statuscode()) == "200" and content_type.startswith(_TEXT_TYPES)


def _record(headers: Any, shown: str, data: bytes, max_bytes: int) -> Source | Unreadable:
    """A page by its record's headers: its address, its time and where it lies."""
    address = headers.get_header("WARC-Target-URI") or ""
    name = f"{shown}!{address or headers.get_header('WARC-Record-ID')}"
    time = headers.get_header("WARC-Date")
    if len(data) > max_bytes:
        return Unreadable(name, f"the page is too large (more than {max_bytes} bytes)")
    if not data:
        return Unreadable(name, "the page is empty")
    try:
        captured = datetime.fromisoformat(time) if time else None
    except ValueError:
        captured = None
    if captured is not None and captured.tzinfo is None:
        captured = captured.replace(tzinfo=UTC)
    return Source(name, data, Given(url=address or None, captured_at=captured))


def _drain(stream: _Readable, budget: Budget) -> bool:
    """Read what is left of a record in small pieces; False when the budget is spent."""
    while chunk := stream.read(CHUNK):
        if not budget.spend(len(chunk)):
            return False
    return budget.left >= 0


class _Counted:
    """A file as warcio wants it: forward reading only."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def read(self, size: int = -1) -> bytes:
        """At most a chunk at a time, so that a bomb is met piece by piece."""
        return self.file.read(CHUNK if size < 0 else min(size, CHUNK))

    def tell(self) -> int:
        """Position in the file."""
        return self.file.tell()

    def close(self) -> None:
        """The caller closes the file."""
