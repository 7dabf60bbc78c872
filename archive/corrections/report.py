"""What a file of corrections would do, counted and in words, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from archive.corrections.plan import Correction
from archive.dates_display import isolated
from archive.export import table

SHOWN = 100
FAULTS = {
    "article": _("لا مقال بهذا الرقم أو الرابط"),
    "field": _("حقل غير معروف"),
    "date": _("تاريخ لا يُقرأ؛ يُكتب 2024-05-31 أو 2024-05 أو 2024"),
    "status": _("حالة غير معروفة"),
    "withdrawn": _("السحب يحتاج إلى سبب معلن ولا يكون من ملف"),
    "empty": _("لا يكون العنوان فارغًا"),
    "long": _("القيمة أطول من الحقل"),
    "publisher": _("لا ناشر بهذا الاسم"),
    "slug": _("لا شركة ولا حملة بهذا المعرّف"),
    "slugs": _("شركة وحملة بهذا المعرّف؛ اكتب company: أو campaign: قبله"),
    "twice": _("سطر سابق يغيّر الحقل نفسه من المقال نفسه"),
    "cells": _("في السطر أعمدة أقلّ مما في العنوان"),
    "encoding": _("ترميز الملف لا يُعرف"),
    "columns": _("لا بدّ من أعمدة id أو url ثم field وvalue"),
    "rows": _("الملف أطول من الحدّ"),
}


def why(code: str) -> str:
    """A fault in words."""
    return isolated(str(FAULTS.get(code, code)))


@dataclass(slots=True)
class Summary:
    """Numbers of rows, and the first ones of each sort."""

    changed: int = 0
    same: int = 0
    faulty: int = 0
    articles: set[int] = field(default_factory=set)
    changes: list[Correction] = field(default_factory=list)
    faults: list[Correction] = field(default_factory=list)

    def add(self, found: Correction) -> None:
        """Count one row."""
        if found.fault:
            self.faulty += 1
            self.faults += [found] if len(self.faults) < SHOWN else []
        elif found.changes:
            self.changed += 1
            self.articles.add(found.article)
            self.changes += [found] if len(self.changes) < SHOWN else []
        else:
            self.same += 1

    def as_json(self) -> dict[str, Any]:
        """For `Operation.params`."""
        return {"changed": self.changed, "same": self.same, "faulty": self.faulty}


def summary_of(corrections: Iterable[Correction]) -> Summary:
    """Every row, counted."""
    found = Summary()
    for one in corrections:
        found.add(one)
    return found


def lines(corrections: Iterable[Correction]) -> Iterator[str]:
    """The whole report as CSV, row by row, for spreadsheets."""
    yield table.heading(("line", "article", "field", "before", "after", "result", "why"))
    for one in corrections:
        result = "fault" if one.fault else "change" if one.changes else "same"
        why_not = why(one.fault) if one.fault else ""
        yield table.line((one.line, one.article or "", one.field, one.before, one.after, result, why_not))
