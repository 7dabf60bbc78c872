"""What codes of the archive are called on pages: kinds of figures, units, kinds of campaigns."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FIGURE_KINDS = {
    "signatures": _("توقيعات"),
    "contract": _("قيمة عقد"),
    "donation": _("تبرّع"),
    "dismissals": _("فصل من العمل"),
    "suspensions": _("إيقاف عن العمل"),
    "compensation": _("تعويض"),
    "settlement": _("تسوية"),
    "layoffs": _("تسريح"),
    "arrests": _("توقيف"),
    "strikers": _("مضربون"),
    "protesters": _("محتجّون"),
    "resignations": _("استقالات"),
    "employees": _("موظفون"),
    "members": _("أعضاء"),
    "fine": _("غرامة"),
    "investment": _("استثمار"),
    "users": _("مستخدمون"),
    "casualties": _("ضحايا"),
}
QUALIFIERS = {"exact": "", "at_least": _("على الأقل"), "about": _("نحو")}
CATEGORIES = {
    "campaign": _("حملة"),
    "contract": _("عقد"),
    "organisation": _("منظمة"),
    "boycott": _("مقاطعة"),
    "strike": _("إضراب"),
    "leak": _("تسريب"),
    "system": _("نظام"),
    "union": _("نقابة"),
    "hashtag": _("وسم"),
    "law": _("قانون"),
    "movement": _("حركة"),
    "petition": _("عريضة"),
    "event": _("حدث"),
}


def label(table: Mapping[str, object], code: str) -> str:
    """The word for a code, or the code itself where none is known."""
    return str(table.get(code, code))


def reader_language() -> str:
    """The reader's language code: `ar` unless English was chosen."""
    return "en" if get_language() == "en" else "ar"


def name_in(value: object, language: str) -> str:
    """The name of a facet value, an entity or a publisher in a language (`ar` or `en`), else in the other."""
    if language == "en" and (name := getattr(value, "name_en", "")):
        return str(name)
    return str(getattr(value, "name_ar", "") or value)
