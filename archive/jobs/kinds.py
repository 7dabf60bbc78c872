"""Which code does which kind of job."""

from __future__ import annotations

from typing import Protocol

from django.utils.module_loading import import_string

from archive.models import Job


class Work(Protocol):
    """What does a job. Made once a run from the job, so it may keep what is dear to make."""

    def __init__(self, job: Job) -> None: ...

    def step(self, job: Job) -> bool:
        """Do the next small part inside the transaction of the caller; whether there is more.

        Reads and writes `job.cursor`, `done`, `total` and `result`, which the caller saves.
        """
        ...


KINDS = {
    "retag": "archive.retag.work.Retag",
    "operation": "archive.operations.work.Carry",
    "undo": "archive.operations.work.TakeBack",
}
"""Name → the class that does it, loaded when first needed."""


def work_of(job: Job) -> Work:
    """The work of a job. Raises LookupError for a kind that this version does not know."""
    if job.kind not in KINDS:
        raise LookupError(f"no job is called {job.kind!r}")
    made: type[Work] = import_string(KINDS[job.kind])
    return made(job)
