"""An invented story about porters, and what ingest makes of the pages that tests put it in."""

from __future__ import annotations

from archive.ingest.draft import Draft, Source
from archive.ingest.parse import Rules, parse

TITLE = "حمالو سوق الجملة يرفضون تطبيق المواعيد الجديد"
BODY = (
    "رفض حمالو سوق الجملة تطبيق المواعيد الجديد، وقالوا إنه يحدد أجر الساعة دون أن يسألهم أحد.",
    "وقالت إدارة السوق إنها ستعرض التطبيق على لجنة من الحمالين قبل نهاية الشهر، ولم تحدد اليوم.",
    "وأكد ممثل الحمالين أنهم لن يستعملوا التطبيق حتى تنشر الإدارة طريقة حساب الأجر كلها.",
)


def page(rules: Rules, *lines: str, title: str = TITLE) -> Draft:
    """A page of these lines, below the headline where they do not hold it."""
    text = "\n".join(lines) if title in lines else "\n".join([title, *lines])
    return parse(Source("x", text.encode()), rules=rules, tagger=lambda title, body: [])


def kinds(draft: Draft) -> dict[str, str]:
    """Each line and what it was taken for."""
    return {line.text.strip(): line.kind for line in draft.lines}
