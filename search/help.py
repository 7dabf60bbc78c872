"""The query language in a few lines, each with a search that finds something in the sample articles."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.addresses import address
from search.params import SearchParams


@dataclass(frozen=True, slots=True)
class Example:
    """A query as a reader types it and what it asks for."""

    query: str
    meaning: str | Promise

    @property
    def url(self) -> str:
        """The address of its search."""
        return address(SearchParams(q=self.query))


EXAMPLES = (
    Example("احتجاج الموظفين", _("كلمتان: يُبحث عن كل كلمة ومشتقاتها، والأقرب إلى ما كتبت أولًا.")),
    Example("google", _("اسم شركة أو حملة: يُبحث عنه بكل تهجئاته، بالعربية واللاتينية.")),
    Example("«رسالة مفتوحة»", _("بين علامتي تنصيص: العبارة نفسها بترتيبها.")),
    Example("+عقد +جيش", _("علامة + قبل الكلمة: لا بدّ منها.")),
    Example("احتجاج -أمازون", _("علامة - أو NOT قبل الكلمة: لا تكون في المقال.")),
    Example("مايكروسوفت OR أمازون", _("OR أو |: أحدهما يكفي.")),
    Example("(عريضة OR رسالة) +موظفي", _("الأقواس تجمع البدائل.")),
    Example("موظف*", _("نجمة في آخر الكلمة: كل ما يبدأ بها.")),
    Example("شركة:أمازون نقابة", _("شركة: أو حملة: أو ناشر: يحصر البحث في ما يُذكر فيه الاسم.")),
    Example("عقد بعد:2021", _("بعد: وقبل: يحصران تاريخ النشر، بسنة أو شهر أو يوم.")),
)
"""What the panel shows; a test runs each against the samples."""


def shown() -> list[tuple[str, str, str]]:
    """What the panel shows in the reader's language: `(query, meaning, address)` of each."""
    return [(example.query, str(example.meaning), example.url) for example in EXAMPLES]
