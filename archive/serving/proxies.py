"""Who really asks, where a reverse proxy stands in front. A proxy is believed only when configured."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from archive.serving.addresses import client, inside, parse

FORWARDED = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_REAL_IP",
)
UNHEEDED = "sijil.unheeded"
"""Key in `request.META`: whether somebody not trusted claims to speak for others."""


class TrustedProxies:
    """Puts the reader's address and scheme where Django looks for them; drops what strangers claim.

    Must be the first middleware. Only X-Forwarded-For and X-Forwarded-Proto are heeded.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta, trusted = request.META, settings.TRUSTED_PROXIES
        peer = meta.get("REMOTE_ADDR", "")
        if inside(parse(peer), trusted):
            meta["REMOTE_ADDR"] = client(peer, meta.get("HTTP_X_FORWARDED_FOR", ""), trusted)
            scheme = meta.get("HTTP_X_FORWARDED_PROTO", "").rpartition(",")[2].strip().lower()
            if scheme in ("http", "https"):
                meta["wsgi.url_scheme"] = scheme
        else:
            meta.pop("HTTP_X_REQUEST_ID", None)
            meta[UNHEEDED] = any(name in meta for name in FORWARDED)
        for name in FORWARDED:
            meta.pop(name, None)
        return self.get_response(request)
