"""Accounts of the staff: roles, a login that locks, a second factor, sessions."""

from __future__ import annotations

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group, User
from django.core.management import CommandError, call_command
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.roles import ADMINISTRATOR, ROLES

pytestmark = pytest.mark.django_db
PASSWORD = "قَصْرٌ بَعِيدٌ خَلْفَ ثَلاثَةِ أَنْهار"


@pytest.fixture
def huda() -> User:
    return User.objects.create_user("huda", password=PASSWORD, is_staff=True)


def enter(client: Client, password: str = PASSWORD, code: str = "", name: str = "huda", **extra: Any) -> Any:
    data = {"username": name, "password": password, "code": code, "next": "/admin/"}
    return client.post("/admin/login/", data, **extra)


def app_code(device: TOTPDevice, step: int = 0) -> str:
    return f"{totp(device.bin_key, step=30, t0=-30 * step):06}"


def switched_on(user: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=user, name="app", confirmed=True)


@pytest.mark.parametrize("role", ROLES)
def test_each_group_has_exactly_its_permissions(role: str) -> None:
    group = Group.objects.get(name=role)
    held = {f"{p.content_type.app_label}.{p.codename}" for p in group.permissions.all()}
    assert held == ROLES[role]


def test_the_roles_grow_from_one_to_the_next() -> None:
    curator, editor, administrator = ROLES.values()
    assert curator < editor < administrator
    assert not {right for rights in ROLES.values() for right in rights if "delete_article" in right}


def test_five_wrong_passwords_lock_the_account_and_the_address(client: Client, huda: User) -> None:
    statuses = [enter(client, "خطأ").status_code for _attempt in range(5)]
    assert statuses[:4] == [200] * 4
    page = enter(client)
    assert page.status_code == 429
    assert "أُوقف الدخول مؤقتًا" in page.text
    assert enter(client, REMOTE_ADDR="198.51.100.7").status_code == 429, "the account, from anywhere"
    User.objects.create_user("samia", password=PASSWORD, is_staff=True)
    assert enter(client, name="samia").status_code == 429, "the address, for anybody"
    assert enter(client, name="samia", REMOTE_ADDR="198.51.100.8").status_code == 302


def test_a_thousand_guesses_open_nothing(client: Client, huda: User) -> None:
    answers = {enter(client, f"guess-{number}").status_code for number in range(40)}
    assert answers == {200, 429}
    assert "_auth_user_id" not in client.session


def test_an_address_names_itself_only_through_a_trusted_proxy(
    client: Client, huda: User, settings: Any
) -> None:
    for number in range(5):
        enter(client, "خطأ", name=f"nobody-{number}", HTTP_X_FORWARDED_FOR=f"203.0.113.{number}")
    assert enter(client).status_code == 429, "claimed addresses count as the one that asks"


def test_addresses_of_one_reader_count_together(client: Client, huda: User) -> None:
    for number in range(5):
        enter(client, "خطأ", name=f"nobody-{number}", REMOTE_ADDR=f"2001:db8:1:2::{number + 1}")
    assert enter(client, REMOTE_ADDR="2001:db8:1:2::99").status_code == 429
    assert enter(client, REMOTE_ADDR="2001:db8:1:3::99").status_code == 302


def test_a_locked_account_is_unlocked_by_command_or_by_an_administrator(client: Client, huda: User) -> None:
    for _attempt in range(5):
        enter(client, "خطأ")
    call_command("unlock", "huda", "--address", "127.0.0.1", verbosity=0)
    assert enter(client).status_code == 302
    client.logout()
    for _attempt in range(5):
        enter(client, "خطأ")
    chief = User.objects.create_user("chief", is_staff=True)
    chief.groups.add(Group.objects.get(name=ADMINISTRATOR))
    other = Client()
    other.force_login(chief)
    for attempt in AccessAttempt.objects.all():
        other.post(f"/admin/axes/accessattempt/{attempt.pk}/delete/", {"post": "yes"})
    assert enter(client).status_code == 302


@pytest.mark.parametrize("arguments", [(), ("nobody",), ("--address", "127.0.0.1", "--second-factor")])
def test_unlock_says_what_it_needs(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("unlock", *arguments, verbosity=0)


def test_the_second_factor_is_switched_on_and_then_asked_for(client: Client, huda: User) -> None:
    enter(client)
    page = client.get("/admin/two-factor/")
    device = TOTPDevice.objects.get(user=huda, confirmed=False)
    assert "data:image/svg+xml" in page.text
    assert page.context["secret"] in device.config_url
    assert "<script" not in re.sub(r'<script src="[^"]+"[^>]*></script>', "", page.text)
    client.post("/admin/two-factor/", {"code": "000000", "confirm": "1"})
    assert not TOTPDevice.objects.get().confirmed
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    done = client.post("/admin/two-factor/", {"code": app_code(device), "confirm": "1"})
    codes = done.context["codes"]
    assert len(codes) == 10
    assert all(code in done.text for code in codes)
    assert codes[0] not in client.get("/admin/two-factor/").text
    client.logout()
    assert "اكتب رمز التحقق" in enter(client).text
    assert enter(client, code=codes[0]).status_code == 302
    client.logout()
    assert enter(client, code=codes[0]).status_code == 200, "a recovery code opens once"


def test_a_code_of_the_app_opens_and_a_wrong_one_does_not(client: Client, huda: User) -> None:
    device = switched_on(huda)
    assert "غير صحيح" in enter(client, code="123").text
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    assert enter(client, code=f" {app_code(device)[:3]} {app_code(device)[3:]}").status_code == 302


def test_a_wrong_password_says_nothing_of_the_second_factor(client: Client, huda: User) -> None:
    switched_on(huda)
    assert "رمز التحقق من تطبيق" not in enter(client, "خطأ").text


def test_where_it_is_required_nothing_else_opens_before(client: Client, huda: User, settings: Any) -> None:
    settings.TWO_FACTOR = "required"
    enter(client)
    for path in ("/admin/", "/admin/password_change/", "/admin/archive/article/"):
        assert client.get(path).headers["Location"] == "/admin/two-factor/"
    client.get("/admin/two-factor/")
    device = TOTPDevice.objects.get()
    page = client.post("/admin/two-factor/", {"code": app_code(device), "confirm": "1"})
    assert page.context["codes"]
    assert client.get("/admin/").status_code == 200
    client.post("/admin/two-factor/", {"code": StaticToken.objects.first().token, "remove": "1"})
    assert TOTPDevice.objects.filter(confirmed=True).exists(), "what is required is not switched off"


def test_where_it_is_off_no_code_is_asked(client: Client, huda: User, settings: Any) -> None:
    settings.TWO_FACTOR = "off"
    switched_on(huda)
    assert enter(client).status_code == 302
    assert client.get("/admin/two-factor/").status_code == 404


def test_it_is_removed_with_a_code_or_after_a_lost_phone_by_command(client: Client, huda: User) -> None:
    device = switched_on(huda)
    enter(client, code=app_code(device))
    assert client.post("/admin/two-factor/", {"code": "1", "remove": "1"}).status_code == 200
    assert TOTPDevice.objects.exists()
    call_command("unlock", "huda", "--second-factor", verbosity=0)
    assert not TOTPDevice.objects.exists()
    client.logout()
    assert enter(client).status_code == 302


def test_no_administrator_rises_above_the_roles() -> None:
    chief = User.objects.create_user("chief", is_staff=True)
    chief.groups.add(Group.objects.get(name=ADMINISTRATOR))
    root = User.objects.create_superuser("root")
    client = Client()
    client.force_login(chief)
    assert client.get(f"/admin/auth/user/{root.pk}/password/").status_code == 403
    form = client.get(f"/admin/auth/user/{chief.pk}/change/").context["adminform"].form
    assert not {"is_superuser", "user_permissions"} & set(form.fields)
    data = {"username": "chief", "is_superuser": "on", "is_staff": "on", "is_active": "on"}
    data |= {"date_joined_0": "2026-01-01", "date_joined_1": "0:00"}
    client.post(
        f"/admin/auth/user/{chief.pk}/change/",
        data | {"date_joined_0": "2026-01-01", "date_joined_1": "0:00"},
    )
    assert not User.objects.get(pk=chief.pk).is_superuser


def test_the_session_ends_with_the_browser_and_its_cookie_is_closed_to_scripts(
    client: Client, huda: User, settings: Any
) -> None:
    settings.SESSION_COOKIE_SECURE = True
    cookie = enter(client).cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["secure"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == ""
    assert settings.SESSION_COOKIE_AGE <= 12 * 3600


def test_borrowed_screens_speak_arabic_and_need_no_migration(admin_client: Client, admin_user: User) -> None:
    TOTPDevice.objects.create(user=admin_user, name="app")
    page = admin_client.get("/admin/otp_totp/totpdevice/").text
    for said in ("تطبيقات التحقق", "القيّم", "مؤكَّد", "آخر استعمال", "التحقق بخطوتين"):
        assert said in page
    assert "TOTP" not in admin_client.get("/admin/").text
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
