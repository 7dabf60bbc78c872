"""From where somebody tries to log in, as failed attempts are counted."""

from __future__ import annotations

from django.http import HttpRequest

from archive.serving.addresses import reader


def login_address(request: HttpRequest) -> str:
    """The address that asks (a trusted proxy has named it), of IPv6 the first of the reader's /64."""
    return reader(request.META.get("REMOTE_ADDR", "")).partition("/")[0]
