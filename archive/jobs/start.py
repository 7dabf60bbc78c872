"""Asks for jobs and sees that somebody runs them: a process of its own, a worker, or (in tests) at once."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from django.conf import settings
from django.db import transaction

from archive.jobs.run import run_all
from archive.models import Job

MOST_CHILDREN = 2
"""One that works, and one for what was asked for while the first was about to end."""
_children: list[subprocess.Popen[bytes]] = []


def ask(kind: str, params: dict[str, Any], user: Any = None, total: int = 0) -> Job:
    """Note a job in the running transaction and have it run once that is through.

    `total`: number of things it will look at, for its progress.
    """
    job = Job.objects.create(kind=kind, params=params, total=total, user=user)
    transaction.on_commit(wake)
    return job


def again(job: Job) -> None:
    """Let a job that failed go on after its last whole step."""
    failed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED)
    if failed.update(state=Job.State.WAITING, worker="", error="", finished_at=None):
        transaction.on_commit(wake)


def wake() -> None:
    """See that jobs that are due get run, in the way that SIJIL_JOBS names."""
    if settings.JOBS == "inline":
        run_all()
    elif settings.JOBS == "process":
        _children[:] = [child for child in _children if child.poll() is None]
        if len(_children) < MOST_CHILDREN:
            _children.append(_spawn())


def _spawn() -> subprocess.Popen[bytes]:
    """A process that runs what is due and ends; it outlives the web process that started it."""
    return subprocess.Popen(
        [sys.executable, "-m", "django", "run_jobs", "--once"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
