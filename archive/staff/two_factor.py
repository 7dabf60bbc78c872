"""The page where a member of staff switches the second factor on and off and prints recovery codes."""

from __future__ import annotations

from typing import Any

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_otp import login
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from archive.staff.login import device_for

RECOVERY_CODES = 10


@never_cache
@admin.site.admin_view
@require_http_methods(["GET", "HEAD", "POST"])
def two_factor(request: HttpRequest) -> HttpResponse:
    """GET: the state. POST: `confirm` a new device, `codes` for new recovery codes, or `remove` it all.

    Every POST carries a code: of the new device to confirm it, of a known one for the rest.
    """
    if settings.TWO_FACTOR == "off":
        raise Http404
    user: Any = request.user
    known = TOTPDevice.objects.filter(user=user, confirmed=True).first()
    codes: list[str] = []
    if request.method == "POST":
        device = device_for(user, request.POST.get("code", "")) if known else _confirmed(request)
        if device is None:
            messages.error(request, _("رمز التحقق غير صحيح أو انتهى وقته."))
        elif "remove" in request.POST and settings.TWO_FACTOR != "required":
            forget(user)
            messages.success(request, _("أُلغي التحقق بخطوتين."))
            return HttpResponseRedirect(request.path)
        else:
            login(request, device)
            known = TOTPDevice.objects.filter(user=user, confirmed=True).first()
            codes = _new_codes(user)
    context = {
        **admin.site.each_context(request),
        "title": _("التحقق بخطوتين"),
        "known": known,
        "codes": codes,
        "left": StaticToken.objects.filter(device__user=user).count(),
        "required": settings.TWO_FACTOR == "required",
        **({} if known else _to_scan(user)),
    }
    return TemplateResponse(request, "admin/two_factor.html", context)


def _pending(user: Any) -> TOTPDevice:
    """The device that waits for its first code."""
    waiting = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return waiting or TOTPDevice.objects.create(user=user, name="app", confirmed=False)


def _confirmed(request: HttpRequest) -> Any:
    """The waiting device, confirmed by its first code; None where the code is wrong."""
    device = _pending(request.user)
    if not device.verify_token(request.POST.get("code", "").replace(" ", "")):
        return None
    device.confirmed = True
    device.save()
    return device


def _to_scan(user: Any) -> dict[str, str]:
    """The key as a picture (a `data:` address, which the policy of images allows) and as letters."""
    address = _pending(user).config_url
    secret = address.partition("secret=")[2].partition("&")[0]
    return {"picture": segno.make(address).svg_data_uri(scale=5), "secret": secret}


@transaction.atomic
def _new_codes(user: Any) -> list[str]:
    """Fresh single-use codes in place of all older ones; shown once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="recovery")
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes


@transaction.atomic
def forget(user: Any) -> int:
    """Remove every device of a user; returns how many there were."""
    removed = 0
    for model in (TOTPDevice, StaticDevice):
        found = model.objects.filter(user=user)
        removed += found.count()
        found.delete()
    return removed
