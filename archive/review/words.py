"""What the codes of review are called on its pages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from archive.review.needs import Need

NEEDS = {
    Need.DATE: _("بلا تاريخ"),
    Need.PUBLISHER: _("ناشر غير معروف"),
    Need.TAG: _("وسم ملتبس"),
    Need.CAMPAIGN: _("حملة مقترحة"),
    Need.COPIES: _("مكرّر محتمل"),
    Need.WARNING: _("تنبيه من المعالجة"),
    Need.ARRIVED: _("مقال مقترح"),
}
WARNINGS = {"title.derived": _("أُخذ العنوان من أول المتن")}
STATES = {
    "asserted": _("مثبَت"),
    "proposed": _("مقترح"),
    "confirmed": _("مقبول"),
    "rejected": _("مرفوض"),
}
STEPS = {
    "edit": _("تعديل الحقول"),
    "date": _("تأريخ المقال"),
    "line.back": _("إعادة سطر"),
    "line.out": _("حذف سطر"),
    "confirmed": _("قبول ذِكر"),
    "rejected": _("رفض ذِكر"),
    "always": _("رفض دائم في سياق"),
    "added": _("إضافة ذِكر"),
    "reviewed": _("إتمام المراجعة"),
}
REFUSED = {
    ("title", "empty"): _("اكتب عنوانًا للمقال."),
    ("title", "long"): _("العنوان أطول من ألف حرف."),
    ("date", "unreadable"): _(
        "لم يُفهم التاريخ. اكتبه هكذا: 2025 أو 2025-02 أو 2025-02-15، أو بالكلمات: 15 فبراير 2025."
    ),
    ("publisher", "long"): _("اسم الناشر أطول من مئتي حرف."),
    ("publisher", "unknown"): _("لا ناشر بهذا الاسم، ولا تسمح صلاحيتك بإضافة ناشر جديد."),
}


def needs_of(total: int) -> list[object]:
    """The reasons in a sum, worst first."""
    return [words for need, words in NEEDS.items() if total & need]
