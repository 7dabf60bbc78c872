"""Runs jobs: one process a data folder at a time, one step a transaction.

The step's changes and the note of where the next one begins are committed together. A process that was
killed, or that another has taken the job from, therefore leaves whole steps only, and none is done twice.
"""

from __future__ import annotations

import fcntl
import logging
import os
import platform
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from archive import changes
from archive.jobs.kinds import Work, work_of
from archive.models import Job

log = logging.getLogger(__name__)


@contextmanager
def only_here() -> Iterator[bool]:
    """Whether this process alone runs jobs of this data folder, until the block or the process ends."""
    path = Path(settings.DATA_DIR) / "jobs.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        yield False
    else:
        yield True
    finally:
        os.close(handle)  # which also lets the lock go


def run_all() -> int:
    """Run what is due until nothing is; returns the number of jobs finished.

    Where another process of this data folder runs jobs already it takes ours along: it looks once more
    after it let the lock go.
    """
    finished = 0
    while True:
        with only_here() as alone:
            if not alone:
                return finished
            _take_back_from_the_dead()
            while (job := _claim()) is not None:
                _run(job)
                finished += 1
        if not Job.objects.due().exists():
            return finished


def _host() -> str:
    """This machine and its data folder: whoever ran jobs here before is dead, for we hold the lock."""
    return f"{platform.node()}:{settings.DATA_DIR}"[:60]


def _take_back_from_the_dead() -> None:
    lost = Job.objects.filter(state=Job.State.RUNNING, worker__startswith=_host() + " ")
    lost.update(state=Job.State.WAITING, worker="", interruptions=F("interruptions") + 1)


def _claim() -> Job | None:
    """Take the oldest job that is due; None where there is none left."""
    me = f"{_host()} {uuid.uuid4().hex[:12]}"
    for pk, state in list(Job.objects.due().values_list("pk", "state")):
        lost = int(state == Job.State.RUNNING)
        taken = Job.objects.due().filter(pk=pk, state=state).order_by()
        if taken.update(
            state=Job.State.RUNNING,
            worker=me,
            alive_at=timezone.now(),
            interruptions=F("interruptions") + lost,
        ):
            job = Job.objects.get(pk=pk)
            if job.interruptions:
                log.warning("%s was interrupted; it goes on after %s of %s", job, job.done, job.total)
            return job
    return None


def _run(job: Job) -> None:
    """All steps of a claimed job. Never raises: what goes wrong is written into the job for people to see."""
    try:
        work = work_of(job)
        while _step(job, work):
            pass
    except Exception as error:  # a job may fail in any way; whoever asked for it must hear of it
        log.exception("job %s failed", job)
        mine = Job.objects.filter(Q(pk=job.pk, worker=job.worker, state=Job.State.RUNNING))
        mine.update(
            state=Job.State.FAILED,
            error=f"{type(error).__name__}: {error}"[:2000],
            finished_at=timezone.now(),
        )


def _step(job: Job, work: Work) -> bool:
    """One step in one transaction; whether there is more to do for this process."""
    with changes.held(), transaction.atomic():
        now = Job.objects.select_for_update().get(pk=job.pk)
        if now.worker != job.worker or now.state != Job.State.RUNNING:
            return False  # another process took the job over while this one slept
        more = work.step(now)
        now.alive_at = timezone.now()
        if not more:
            now.state, now.finished_at = Job.State.DONE, now.alive_at
        now.save()
    return more
