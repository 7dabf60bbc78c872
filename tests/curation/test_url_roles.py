"""Every address of the site × every role: exactly who gets what. A new address without a row fails.

The rows are in url_roles.txt: name, path, then the status of a GET for an anonymous reader, a reader with an
account, a curator, an editor and an administrator. `{article}` and its like stand for keys.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive import captures, redaction
from archive.models import Article, Capture, Job, Opening, Operation, SiteLine
from archive.roles import ADMINISTRATOR, CURATOR, EDITOR
from search.backends.base import SijilBackend
from tests.factory import article, campaign, company

pytestmark = pytest.mark.django_db
ROLES = ("anonymous", "reader", CURATOR, EDITOR, ADMINISTRATOR)
TABLE = Path(__file__).with_name("url_roles.txt")
Row = tuple[str, str, tuple[int, ...]]


def rows() -> list[Row]:
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, path, *statuses = line.split()
            found.append((name, path, tuple(map(int, statuses))))
    return found


def names(patterns: list[Any], space: str = "") -> Iterator[str]:
    """Every address: its name with its namespace, or its pattern where it has none."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or str(pattern.pattern).replace(' ', '')}"


@pytest.fixture
def keys(index: SijilBackend, data_dir: Path) -> dict[str, Any]:
    """One row of everything that an address may name."""
    company("google", "غوغل")
    campaign("nimbus")
    made = article("عنوان المقال", "نص المقال.", companies=["google"], publisher="الغد")
    locked = article("عنوان مقفل", "نص فيه سر.")
    files = {}
    for row in (made, locked):
        sha256 = captures.keep(f"{row.title}\n{row.body}".encode())
        files[row.pk] = Capture.objects.create(
            article=row, sha256=sha256, size=1, encoding="utf-8", rules_version="1"
        )
    redaction.redact(locked, "سر", "x")
    admin = User.objects.create_user("someone")
    opening = Opening.objects.create(capture=files[locked.pk], user=admin, reason="x")
    attempt = AccessAttempt.objects.create(username="x", ip_address="127.0.0.1", failures_since_start=1)
    return {
        "article": made.pk,
        "capture": files[made.pk].pk,
        "locked": files[locked.pk].pk,
        "mention": made.mentions.get().pk,
        "company": made.mentions.get().company_id,
        "alias": made.mentions.get().company.aliases.get().pk,
        "campaign": campaign("nimbus").pk,
        "publisher": made.publisher_id,
        "siteline": SiteLine.objects.create(site="x.example", text="شارك", articles=3, counted=4).pk,
        "operation": Operation.objects.create(kind="corrections", targets=[1], upload=b"id,field,value").pk,
        "job": Job.objects.create(kind="retag", state="done").pk,
        "opening": opening.pk,
        "user": admin.pk,
        "group": Group.objects.get(name=CURATOR).pk,
        "attempt": attempt.pk,
        "device": TOTPDevice.objects.create(user=admin, name="app").pk,
        "type": ContentType.objects.get_for_model(Article).pk,
    }


def client_of(role: str) -> Client:
    client = Client(raise_request_exception=False)
    if role != "anonymous":
        user = User.objects.create_user(f"{role}-user", is_staff=role != "reader")
        if role != "reader":
            user.groups.add(Group.objects.get(name=role))
        client.force_login(user)
    return client


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    found, known = set(names(get_resolver().url_patterns)), {name for name, _path, _statuses in rows()}
    assert found - known == set(), "addresses without a row in url_roles.txt"
    assert known - found == set(), "rows of addresses that are gone"


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_exactly_what_the_table_says(role: str, keys: dict[str, Any]) -> None:
    client, column = client_of(role), ROLES.index(role)
    wrong = {}
    for name, path, statuses in rows():
        status = client.get(path.format(**keys)).status_code
        if status != statuses[column]:
            wrong[f"{name} {path}"] = f"{status}, not {statuses[column]}"
    assert wrong == {}
    assert Article.objects.count() == 2


@pytest.mark.parametrize("role", ROLES)
def test_nobody_without_the_right_writes_by_post(role: str, keys: dict[str, Any]) -> None:
    """A form that a role may not open must not be answered either."""
    client, column = client_of(role), ROLES.index(role)
    open_to_all = {"admin:login", "admin:logout", "admin:password_change"}
    refused = {302, 403, 404, 405}
    for name, path, statuses in rows():
        if path.startswith("/admin/") and name not in open_to_all and statuses[column] in (302, 403):
            assert client.post(path.format(**keys), {"post": "yes"}).status_code in refused, name
    assert Article.objects.filter(status="published").count() == 2
