"""The doctor finds what is wrong with a deployment, says what to do, and ends with a code."""

from __future__ import annotations

import os
import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from archive.models import Article, Outbox
from archive.serving import records
from archive.serving.addresses import networks
from archive.triggers import install, remove
from search.backends.generations import FolderBackend
from search.doctor.index import index as index_check
from search.doctor.index import outbox
from search.doctor.machine import clock, disk, permissions
from search.doctor.site import backups, database, deployment, static
from search.drain import drain
from tests.factory import article

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def well(
    index: FolderBackend, data_dir: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A deployment as it should be."""
    data_dir.mkdir()
    (data_dir / "secret_key").touch(0o600)
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS = 31536000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECRET_KEY = "k3y-" * 20 + "abcdefgh"
    settings.TRUSTED_PROXIES = networks(["127.0.0.1"])
    settings.RATE_LIMIT = 600
    settings.STATIC_ROOT = data_dir / "static"
    shutil.copytree(Path(settings.BASE_DIR) / "static", data_dir / "static")
    (data_dir / "static" / "staticfiles.json").touch()
    # The tests' own database lies in memory.
    monkeypatch.setattr("search.doctor.site.pragmas", lambda: ("wal", 2, "ok"))
    records.note("backup")
    records.note("verification", faults=0)
    article("خبر")
    drain()


def levels(check: object) -> set[str]:
    return {finding.level for finding in check()} - {"ok"}


def said(*arguments: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("doctor", *arguments, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_nothing_is_wrong() -> None:
    code, text = said()
    assert code == 0, text
    assert text.endswith("0 problems, 0 warnings\n")
    assert said("--quiet")[1] == "0 problems, 0 warnings\n"


def test_a_problem_is_said_with_what_to_do_and_ends_with_one(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = []
    code, text = said("--quiet")
    assert code == 1
    assert "PROBLEM settings: no proxy may say" in text
    assert "→ set SIJIL_TRUSTED_PROXIES" in text


@pytest.mark.parametrize(
    ("name", "value", "level"),
    [
        ("DEBUG", True, "problem"),
        ("ALLOWED_HOSTS", ["*"], "problem"),
        ("SECURE_SSL_REDIRECT", False, "warning"),
        ("RATE_LIMIT", 0, "warning"),
        ("SECRET_KEY", "short", "warning"),
        ("X_FRAME_OPTIONS", "SAMEORIGIN", "warning"),
    ],
)
def test_settings(settings: LazySettings, name: str, value: object, level: str) -> None:
    setattr(settings, name, value)
    assert level in levels(deployment)


@pytest.mark.parametrize(("free", "level"), [(10**7, {"problem"}), (5 * 10**8, {"warning"}), (10**12, set())])
def test_disk(monkeypatch: pytest.MonkeyPatch, free: int, level: set[str]) -> None:
    monkeypatch.setattr("search.doctor.machine.shutil.disk_usage", lambda _path: Usage(10**12, 0, free))
    assert levels(disk) == level


def test_permissions(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert levels(permissions) == set()
    (data_dir / "secret_key").chmod(0o644)
    assert levels(permissions) == {"problem"}
    (data_dir / "secret_key").chmod(0o600)
    secret = tmp_path / "url"
    secret.touch(0o604)
    secret.chmod(0o604)
    monkeypatch.setitem(os.environ, "DATABASE_URL_FILE", str(secret))
    assert levels(permissions) == {"problem"}


def test_a_data_folder_that_cannot_be_written(settings: LazySettings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "not there"
    assert levels(permissions) == {"problem"}


def test_clock() -> None:
    assert levels(clock) == set()
    Article.objects.update(updated_at=timezone.now() + timedelta(hours=2))
    assert levels(clock) == {"problem"}


def test_migrations_and_triggers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert levels(database) == set()
    with monkeypatch.context() as behind:
        behind.setattr("search.doctor.site._unapplied", lambda: ["archive.0999_new"])
        assert levels(database) == {"problem"}
    if connection.vendor == "sqlite":
        remove(plan=[("x", False)])
        assert levels(database) == {"problem"}
        install()
        assert levels(database) == set()


def test_index(index: FolderBackend) -> None:
    assert levels(index_check) == set()
    with index.rebuilding():
        pass
    assert levels(index_check) == {"problem"}
    (index.folder / "CURRENT").unlink()
    assert levels(index_check) == {"problem"}


def test_queue() -> None:
    article("ينتظر")
    assert levels(outbox) == set()
    Outbox.objects.update(changed_at=timezone.now() - timedelta(hours=1), error="the disk is full")
    found = list(outbox())
    assert found[0].level == "problem"
    assert "because the disk is full" in found[0].said


def test_backups(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert levels(backups) == set()
    records.note("verification", faults=3)
    assert levels(backups) == {"problem"}
    monkeypatch.setattr("search.doctor.site.timezone.now", lambda: datetime.now(UTC) + timedelta(days=40))
    assert [finding.level for finding in backups()] == ["warning", "warning"]
    shutil.rmtree(data_dir / "records")
    (data_dir / "restore_unfinished").touch()
    assert [finding.level for finding in backups()] == ["problem", "warning", "warning"]


def test_static_files(data_dir: Path) -> None:
    assert levels(static) == set()
    next((data_dir / "static" / "fonts").glob("*.woff2")).unlink()
    assert levels(static) == {"problem"}


@pytest.mark.parametrize(
    "found", [("delete", 2, "ok"), ("wal", 1, "ok"), ("wal", 2, "row 3 missing from index x")]
)
def test_a_database_that_a_power_cut_would_harm(
    monkeypatch: pytest.MonkeyPatch, found: tuple[str, int, str]
) -> None:
    monkeypatch.setattr("search.doctor.site.pragmas", lambda: found)
    if connection.vendor == "sqlite":
        assert levels(database) == {"problem"}
