"""What the archive knows already of files and drafts, asked for a batch at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone

from archive.ingest.prepare import Prepared
from archive.ingest.textkey import text_key
from archive.models import Article, Capture, Publisher

Status = Literal["created", "unchanged", "updated", "duplicate"]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: `article` is the new, changed or already known one."""

    status: Status
    article: Article


def file_name(path: str) -> str:
    """The last part of a path of any system, or of `archive.zip!folder/member`."""
    return path.replace("\\", "/").replace("!", "/").rsplit("/", 1)[-1]


def origin(path: str) -> dict[str, str]:
    """A place where bytes were seen, now, as `Capture.origins` keeps it."""
    return {"path": path, "at": timezone.now().isoformat(timespec="seconds")}


def known_hashes(hashes: Iterable[str]) -> set[str]:
    """Those of the SHA-256 (hex) whose bytes the archive holds."""
    return set(Capture.objects.filter(sha256__in=list(hashes)).values_list("sha256", flat=True))


def recognise(files: Sequence[tuple[str, str]], *, note: bool = True) -> list[Outcome | None]:
    """The outcome for each file (SHA-256, path) whose bytes the archive already holds, None for the others.

    Under a name seen before they are `unchanged`; under a new one `duplicate`, and (with `note`) the
    name is kept among the capture's origins.
    """
    rows = Capture.objects.filter(sha256__in=[sha256 for sha256, _path in files])
    captures = {row.sha256: row for row in rows.select_related("article__publisher").defer("ledger")}
    return [_seen(captures[sha256], path, note) if sha256 in captures else None for sha256, path in files]


def _seen(capture: Capture, path: str, note: bool) -> Outcome:
    if file_name(path) in {file_name(place["path"]) for place in capture.origins}:
        return Outcome("unchanged", capture.article)
    if note:
        capture.origins = [*capture.origins, origin(path)]
        capture.save(update_fields=["origins"])
    return Outcome("duplicate", capture.article)


class Known:
    """Tells which drafts of a batch have anything to do with the archive or with another of the batch.

    A draft is related by its bytes, its text, its address, or its title together with its publisher.
    """

    def __init__(self, batch: Sequence[Prepared], publishers: Mapping[str, Publisher]) -> None:
        self._publishers = publishers
        self._keys: set[Key] = {
            *(("bytes", sha256) for sha256 in known_hashes(item.draft.sha256 for item in batch)),
            *_texts(batch),
            *_addresses(batch),
            *self._titles(batch),
        }

    def meets(self, item: Prepared) -> bool:
        """Whether it is related to something; from now on others may be related to it."""
        keys = set(_keys(item))
        related = not self._keys.isdisjoint(keys)
        self._keys |= keys
        return related

    def _titles(self, batch: Sequence[Prepared]) -> Iterator[Key]:
        wanted = {
            self._publishers[key].pk: key
            for item in batch
            if (key := text_key(item.draft.publisher or "")) in self._publishers
        }
        if wanted:
            titled = Article.objects.titled(*(item.draft.title for item in batch))
            rows = titled.filter(publisher__in=wanted).values_list("publisher", "title")
            yield from (("title", wanted[pk], title) for pk, title in rows if pk is not None)


class Foreseen:
    """The files of a dry run so far, none of which is stored: the later ones may be related to them."""

    def __init__(self, shared_url: str = "") -> None:
        """`shared_url`: as `Storer` takes it."""
        self.shared_url = shared_url
        self._seen: set[int] = set()  # hashes of keys: a run may have hundreds of thousands

    def status(self, item: Prepared) -> Status | None:
        """What storing the files before it would make of this one; None where it has nothing to do with
        them. From now on it is one of them.
        """
        met: dict[str, bool] = {}
        for kind, *key in self._marks(item):
            mark = hash((kind, *key))
            met[kind] = met.get(kind, False) or mark in self._seen
            self._seen.add(mark)
        if met["bytes"]:
            return "unchanged" if met["name"] else "duplicate"
        if met["text"]:
            return "duplicate"
        return "updated" if met.get("address") or met.get("title") else None

    def _marks(self, item: Prepared) -> Iterator[Key]:
        yield "name", item.draft.sha256, file_name(item.draft.source.path)
        for key in _keys(item):
            shared = key == ("address", self.shared_url)
            yield (*key, item.draft.title) if shared else key


def _keys(item: Prepared) -> Iterator[Key]:
    yield "bytes", item.draft.sha256
    yield "text", item.text_hash
    if item.draft.source.given.url:
        yield "address", item.draft.source.given.url
    if item.draft.publisher:
        yield "title", text_key(item.draft.publisher), item.draft.title


def _texts(batch: Sequence[Prepared]) -> Iterator[Key]:
    rows = Article.objects.filter(text_hash__in=[item.text_hash for item in batch])
    yield from (("text", text_hash) for text_hash in rows.values_list("text_hash", flat=True))


def _addresses(batch: Sequence[Prepared]) -> Iterator[Key]:
    urls = [item.draft.source.given.url for item in batch if item.draft.source.given.url]
    if urls:
        rows = Article.objects.at_address(*urls)
        yield from (("address", url) for url in rows.values_list("source_url", flat=True))
