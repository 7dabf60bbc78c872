"""Writes to an OpenSearch index in bulk requests, looking at what became of every single change."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from search.backends.base import IndexUnavailable
from search.backends.opensearch_cluster import Busy, Cluster
from search.backends.opensearch_schema import stored
from search.documents import Document

REQUEST_BYTES = 5_000_000
"""What a request holds at most, but for a single document that is larger."""
SECONDS = 30.0
"""What one request may take."""
PAUSES = (0.1, 0.3, 1.0, 2.0)
"""Seconds before each new try of changes that the cluster could not do just then."""
PATIENT = (*PAUSES, 4.0, 8.0, 16.0)
"""The same where nobody waits: a small cluster that is given much may be busy cleaning up its memory."""
_LATER = (429, 502, 503, 504)


def write(
    cluster: Cluster,
    target: str,
    documents: list[Document],
    gone: list[int],
    params: dict[str, str],
    *,
    patient: bool = False,
) -> None:
    """Add or replace documents and delete ids in an index or behind an alias.

    `params`: of each request, such as `refresh`; `patient`: nobody waits for these changes. Raises
    IndexUnavailable if a change was not made; of the others some were, and making one again does no harm.
    """
    for batch in _batches(_changes(documents, gone)):
        _send(cluster, target, batch, params, PATIENT if patient else PAUSES)


Change = tuple[int, str]
"""An article's id, and the lines of a bulk request that change it."""


def _changes(documents: list[Document], gone: list[int]) -> Iterator[Change]:
    for pk in gone:
        yield pk, json.dumps({"delete": {"_id": str(pk)}}) + "\n"
    for document in documents:
        action = json.dumps({"index": {"_id": str(document.id)}})
        yield document.id, f"{action}\n{json.dumps(stored(document), ensure_ascii=False)}\n"


def _batches(changes: Iterable[Change]) -> Iterator[list[Change]]:
    batch: list[Change] = []
    size = 0
    for change in changes:
        length = len(change[1].encode())
        if batch and size + length > REQUEST_BYTES:
            yield batch
            batch, size = [], 0
        batch.append(change)
        size += length
    if batch:
        yield batch


def _send(
    cluster: Cluster, target: str, batch: list[Change], params: dict[str, str], pauses: Sequence[float]
) -> None:
    busy: Busy | None = None
    try:
        later, why = _tried(cluster, target, batch, params)
    except Busy as error:
        later, why, busy = batch, "", error
    if not later:
        return
    if not pauses:
        raise busy or IndexUnavailable(f"the search cluster refused {len(later)} changes ({why})")
    time.sleep(pauses[0])
    # What was too much for its memory at once may not be in two parts.
    middle = len(later) // 2 if busy else 0
    for part in filter(None, (later[:middle], later[middle:])):
        _send(cluster, target, part, params, pauses[1:])


def _tried(
    cluster: Cluster, target: str, batch: list[Change], params: dict[str, str]
) -> tuple[list[Change], str]:
    """The changes that the cluster could not make just then, and its word for why. Raises IndexUnavailable,
    Busy where it would not even look at them.
    """
    body = "".join(lines for _pk, lines in batch).encode()
    answer = cluster.ask("POST", f"/{target}/_bulk", body, params=params, seconds=SECONDS)
    try:
        failed = _failures(batch, answer)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise cluster.rubbish(error) from error
    hopeless = [(pk, kind) for (pk, _lines), status, kind in failed if status not in _LATER]
    if hopeless:
        raise IndexUnavailable(f"the search cluster cannot index article {hopeless[0][0]} ({hopeless[0][1]})")
    return [change for change, _status, _kind in failed], failed[0][2] if failed else ""


def _failures(batch: list[Change], answer: dict[str, Any]) -> list[tuple[Change, int, str]]:
    """The changes that were not made, each with its status and the cluster's word for why."""
    items = answer["items"]
    if len(items) != len(batch):
        raise ValueError(f"{len(items)} answers to {len(batch)} changes")
    found = []
    for change, item in zip(batch, items, strict=True):
        [(action, result)] = item.items()
        if int(result["_id"]) != change[0]:
            raise ValueError("an answer to another change")
        status = int(result["status"])
        if not (200 <= status < 300 or (action == "delete" and status == 404)):
            found.append((change, status, str(result["error"]["type"])))
    return found
