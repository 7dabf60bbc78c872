"""Error pages: what happened and what to do, in the reader's language, with the right status."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from archive.models import Article


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the form cannot be read; 413 where the form holds more text than is taken."""
    if isinstance(exception, RequestDataTooBig):
        sentences = [_("النص المُرسل أكبر من أن يُلصق في خانة. احفظه في ملف وارفعه.")]
        return render(request, "errors/400.html", {"sentences": sentences}, status=413)
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this reader."""
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page; says so and offers the search box."""
    return render(request, "errors/404.html", status=404)


def gone(request: HttpRequest, article: Article) -> HttpResponse:
    """410: the article was here and has been withdrawn, and why."""
    return render(request, "errors/410.html", {"article": article}, status=410)


def locked(request: HttpRequest, article: Article) -> HttpResponse:
    """403: the article is public but its files are not, for its publisher's rights or a person's safety."""
    return render(request, "errors/locked.html", {"article": article}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: rendered without the request and without the database, which may be what failed."""
    try:
        page = loader.get_template("errors/500.html").render({})
    except ValueError:  # the static manifest lacks a file: what failed may be the static files themselves
        page = '<!DOCTYPE html><html lang="ar" dir="rtl"><title>500</title><h1>حدث خطأ في الخادم</h1></html>'
    return HttpResponse(page, status=500)
