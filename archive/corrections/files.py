"""An uploaded file of corrections as an operation that waits to be looked at."""

from __future__ import annotations

from typing import Any

from archive.corrections.plan import Plan
from archive.corrections.report import Summary, summary_of
from archive.models import Operation
from archive.operations.perform import draft


def draft_of(data: bytes, name: str, user: Any = None) -> tuple[Operation, Summary]:
    """The draft of a file's corrections and what it would do. Raises Unreadable."""
    found = summary_of(Plan().corrections(data))
    params = {"name": name[:200], **found.as_json()}
    operation = draft(Operation.Kind.CORRECTIONS, params, sorted(found.articles), user)
    operation.upload = data
    operation.save(update_fields=["upload"])
    return operation, found
