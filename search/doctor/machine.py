"""The machine below the archive: its disk, who may read what, and its clock."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Max
from django.utils import timezone

from archive.models import Article
from search.doctor.finding import Finding, good, problem, warning

MB = 1 << 20
LITTLE, HARDLY = 1024 * MB, 200 * MB
"""Free bytes below which to warn, and below which soon nothing can be stored."""
SECRETS = ("SIJIL_SECRET_KEY_FILE", "DATABASE_URL_FILE", "SEARCH_URL_FILE", "SIJIL_METRICS_TOKEN_FILE")
SLACK_SECONDS = 300


def data_dir() -> Path:
    """The folder in which everything lies."""
    return Path(settings.DATA_DIR)


def disk() -> Iterator[Finding]:
    """Is there room for more?"""
    usage = shutil.disk_usage(data_dir())
    said = f"{usage.free // MB} MB of {usage.total // MB} MB are free at {data_dir()}"
    if usage.free < HARDLY:
        yield problem("disk", said, "make room now: ingest and saving stop when it is full, reading goes on")
    elif usage.free < LITTLE:
        yield warning("disk", said, "make room, or move the data folder to a larger disk")
    else:
        yield good("disk", said)


def permissions() -> Iterator[Finding]:
    """Can we write where we must, and can nobody else read what is secret?"""
    try:
        with tempfile.NamedTemporaryFile(dir=data_dir(), prefix=".doctor-"):
            yield good("permissions", f"{data_dir()} can be written")
    except OSError as error:
        do = f"give the folder to the user who runs Sijil: chown -R USER {data_dir()}"
        yield problem("permissions", f"{data_dir()} cannot be written: {error.strerror}", do)
    named = (os.environ.get(name, "") for name in SECRETS)
    secret = [data_dir() / "secret_key", *(Path(path) for path in named if path)]
    for path in filter(Path.is_file, secret):
        yield from _readable(path, problem)
    for path in filter(Path.is_file, data_dir().glob("*.sqlite3")):
        yield from _readable(path, warning)


def _readable(path: Path, level: Callable[[str, str, str], Finding]) -> Iterator[Finding]:
    mode = path.stat().st_mode
    if not mode & (stat.S_IROTH | stat.S_IWOTH):
        yield good("permissions", f"{path} is closed to other users")
        return
    yield level("permissions", f"every user of this machine can read {path}", f"chmod o-rwx {path}")


def clock() -> Iterator[Finding]:
    """Does the clock stand before things that have already happened?"""
    now = timezone.now().timestamp()
    past = [Path(__file__).stat().st_mtime]
    try:
        latest = Article.objects.aggregate(at=Max("updated_at"))["at"]
        past += [latest.timestamp()] if latest else []
    except DatabaseError as error:
        yield warning("clock", f"compared with files only: {error}", "see the database's own finding")
    behind = max(past) - now
    if behind > SLACK_SECONDS:
        said = f"it is {behind / 3600:.1f} h before the last change of the archive"
        yield problem("clock", said, "set it and keep it set: timedatectl set-ntp true")
    else:
        yield good("clock", f"{timezone.now():%Y-%m-%d %H:%M} UTC, after the last change of the archive")
