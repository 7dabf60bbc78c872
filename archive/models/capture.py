"""A capture: the bytes of a file exactly as they came, and where they came from."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.seal import Sealed, SealedQuerySet


class PlainJSON(json.JSONEncoder):
    """JSON with Arabic as it is written: half the bytes of `\\u` escapes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "ensure_ascii": False, "separators": (",", ":")})


class CaptureQuerySet(SealedQuerySet["Capture"]):
    """Sets of captures."""


class Capture(Sealed):
    """One file as captured. Its bytes lie in the capture store under their SHA-256.

    `origins` lists every place the same bytes were seen: `[{"path": …, "at": ISO time}]`. `current` marks
    the capture its article was read from; the others are earlier versions and copies. `ledger` accounts
    for every line as rules of `rules_version` understood it: `[[number, text, ending, kind, rule], …]`;
    joining text and ending gives the decoded file back. `site`: where it comes from
    (`archive.ingest.sites.site_of`), whose repeated lines a reading heeds. `given`: what a person or a
    manifest said of the file besides its address and time, `{"publisher": …, "published_on": …}`; a later
    reading heeds it too.
    """

    article = models.ForeignKey(
        "archive.Article", models.PROTECT, related_name="captures", verbose_name=_("المقال")
    )
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("الحجم بالبايت"))
    encoding = models.CharField(_("الترميز"), max_length=40)
    source_url = models.CharField(_("رابط المصدر"), max_length=2000, blank=True)
    captured_at = models.DateTimeField(_("وقت الالتقاط"), null=True, blank=True)
    site = models.CharField(_("الموقع"), max_length=200, blank=True, db_index=True, editable=False)
    given = models.JSONField(_("ما قاله إنسان"), default=dict, blank=True)
    ingested_at = models.DateTimeField(_("وقت الإدخال"), auto_now_add=True)
    origins = models.JSONField(_("أماكن الورود"), default=list)
    current = models.BooleanField(_("النسخة المعتمدة"), default=True)
    ledger = models.JSONField(_("سجلّ الأسطر"), default=list, editable=False, encoder=PlainJSON)
    rules_version = models.CharField(_("إصدار القواعد"), max_length=60, editable=False)

    objects = CaptureQuerySet.as_manager()

    class Meta:
        verbose_name = _("نسخة أصلية")
        verbose_name_plural = _("النسخ الأصلية")
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("article",), condition=models.Q(current=True), name="one_current_capture"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.sha256[:12]})"

    @property
    def name(self) -> str:
        """The file's own name where it was first seen, without folders."""
        return (
            str(self.origins[0]["path"]).replace("\\", "/").rsplit("/", 1)[-1]
            if self.origins
            else self.sha256
        )

    @property
    def seen_at(self) -> datetime:
        """When the page looked so: the time of capture, or of ingest where nobody noted that."""
        return self.captured_at or self.ingested_at

    @property
    def removed_lines(self) -> list[dict[str, object]]:
        """The lines cleaning took out, with the rule that took each: `[{"line", "text", "rule"}]`."""
        return [
            {"line": number, "text": text, "rule": rule}
            for number, text, _ending, kind, rule in self.ledger
            if kind == "removed"
        ]
