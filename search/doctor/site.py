"""The site's settings, its database, its static files and its backups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from archive.backup.restore import MARK
from archive.serving import records
from archive.triggers import missing
from search.doctor.finding import Finding, good, problem, warning

BACKUP_AGE, VERIFICATION_AGE = timedelta(days=2), timedelta(days=35)


def deployment() -> Iterator[Finding]:
    """Django's own deployment checks, and what only we can know."""
    if settings.DEBUG:
        yield problem("settings", "SIJIL_DEBUG is True: errors show the code", "set SIJIL_DEBUG=False")
    if "*" in settings.ALLOWED_HOSTS:
        do = "set SIJIL_ALLOWED_HOSTS to the names of the site"
        yield problem("settings", "the site answers to any name", do)
    if not settings.SECURE_SSL_REDIRECT:
        yield warning("settings", "SIJIL_HTTPS is False: passwords can be read on the way", "use HTTPS")
    elif not settings.TRUSTED_PROXIES:
        do = "set SIJIL_TRUSTED_PROXIES to the proxy's address (127.0.0.1 on one machine)"
        yield problem(
            "settings", "no proxy may say that a request came over HTTPS: it redirects for ever", do
        )
    if not settings.RATE_LIMIT:
        do = "set SIJIL_RATE_LIMIT, unless the proxy limits"
        yield warning("settings", "requests have no limit", do)
    known = {"security.W004", "security.W008", "security.W012", "security.W016", "security.W018"}
    found = [item for item in checks.run_checks(include_deployment_checks=True) if item.id not in known]
    for item in found:
        level = problem if item.level >= checks.ERROR else warning
        yield level("settings", f"{item.id}: {str(item.msg).splitlines()[0]}", item.hint or "see the message")
    if not found:
        yield good("settings", "nothing that Django's deployment checks warn of")


def database() -> Iterator[Finding]:
    """Reachable, up to date, safe against a power cut, whole at a glance."""
    try:
        waiting = _unapplied()
        absent = missing()
        yield from _sqlite() if connection.vendor == "sqlite" else _postgresql()
    except DatabaseError as error:
        yield problem("database", f"cannot be read: {error}", "check DATABASE_URL, and that its server runs")
        return
    if waiting:
        said = f"{len(waiting)} migrations are not applied: {', '.join(waiting[:5])}"
        yield problem("database", said, "make a backup, then run `manage.py migrate`")
    if absent:
        said = f"changes are not noted for the index: {len(absent)} triggers are missing"
        yield problem("database", said, "run `manage.py migrate`, then `manage.py check_index --repair`")
    if not (waiting or absent):
        yield good("database", "migrated, and notes every change for the index")


def _unapplied() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def pragmas() -> tuple[str, int, str]:
    """What SQLite says of its journal, its waits for the disk, and its structure. Raises DatabaseError."""
    with connection.cursor() as cursor:
        asked = ("journal_mode", "synchronous", "quick_check(1)")
        mode, sync, check = (cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in asked)
    return str(mode), int(sync), str(check)


def _sqlite() -> Iterator[Finding]:
    mode, sync, check = pragmas()
    if mode != "wal" or sync != 2:
        do = "is the disk one that knows no write-ahead log (a network disk)? Use a local one, or PostgreSQL"
        yield problem("database", f"journal_mode is {mode}, synchronous {sync}; not safe in a power cut", do)
    else:
        yield good("database", "SQLite, write-ahead log, synchronous FULL")
    if check != "ok":
        do = "stop writing, run `manage.py verify_archive`, restore the last backup"
        yield problem("database", f"SQLite says: {check}", do)


def _postgresql() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('server_version')")
        fsync, version = cursor.fetchone()
    if fsync != "on":
        yield problem("database", "PostgreSQL runs with fsync off", "set fsync = on and restart it")
    yield good("database", f"PostgreSQL {version}")


def backups() -> Iterator[Finding]:
    """Is there a recent one, and was the archive looked through lately?"""
    if (Path(settings.DATA_DIR) / MARK).exists():
        do = "run the same `manage.py restore` again, or begin in another empty place"
        yield problem("backups", "a restore did not end", do)
    backup, verified = records.last("backup"), records.last("verification")
    do = "run `manage.py backup DIR` every night, onto another disk (deploy/systemd has a timer)"
    if backup is None:
        yield warning("backups", "no backup was ever made from here", do)
    elif timezone.now() - backup["at"] > BACKUP_AGE:
        yield warning("backups", f"the last one is of {backup['at']:%Y-%m-%d}", do)
    else:
        yield good("backups", f"the last one is of {backup['at']:%Y-%m-%d %H:%M} UTC")
    do = "run `manage.py verify_archive` once a month"
    if verified is None or timezone.now() - verified["at"] > VERIFICATION_AGE:
        yield warning("backups", "files and rows were not verified for a month or more", do)
    elif verified.get("faults"):
        do = "run it again to see which, and take them from a backup made before"
        yield problem("backups", f"the last verify_archive found {verified['faults']} faults", do)


def static() -> Iterator[Finding]:
    """Are style sheets, scripts and fonts where the site serves them from?"""
    root, do = Path(settings.STATIC_ROOT), "run `manage.py collectstatic --noinput` and restart the service"
    names = [f"fonts/{path.name}" for path in Path(settings.BASE_DIR, "static", "fonts").glob("*.woff2")]
    names += ["css/base.css", "js/sijil.js"]
    if settings.DEBUG:
        absent = [name for name in names if finders.find(name) is None]
    else:
        absent = [name for name in ("staticfiles.json", *names) if not (root / name).is_file()]
    if absent or len(names) < 3:
        yield problem("static files", f"missing in {root}: {', '.join(absent[:4]) or 'every font'}", do)
    else:
        yield good("static files", f"{len(names)} files looked for, fonts included")
