"""Why ingest refuses a file, in the curator's language. Ingest itself speaks English, for its reports."""

from __future__ import annotations

import re

from django.utils.translation import gettext_lazy as _

_SAID = (
    (r"the file is empty|only blank lines", _("الملف فارغ.")),
    (r"the file is (?:an? .*), not text", _("الملف ليس نصًّا: أرسل نصًّا أو صفحة محفوظة (.txt أو .html).")),
    (r"binary", _("الملف ثنائي وليس نصًّا.")),
    (r"encoding could not be told", _("لم يُعرف ترميز الملف: لا قراءة له تعطي نصًّا عربيًّا.")),
    (r"letters were lost", _("فُقدت حروف النص قبل حفظه (علامات استفهام أو �). اطلب نسخة سليمة من الصفحة.")),
    (r"no Arabic text", _("لا نصّ عربيًّا في الملف.")),
    (r"lines", _("أسطر الملف أكثر من أن يكون مقالًا واحدًا.")),
    (r"no headline", _("لم يُعثر على عنوان. ضع العنوان في السطر الأول وبعده سطر فارغ.")),
    (r"below the headline", _("لم يُعثر على نصّ تحت العنوان.")),
    (r"furniture is removed|holds no article text", _("لا يبقى نصّ مقال بعد حذف حواشي الصفحة.")),
    (r"markup cannot be read", _("تعذّرت قراءة ترميز الصفحة المحفوظة.")),
    (r"too large", _("الملف أكبر من الحدّ المسموح به.")),
)


def in_words(reason: str) -> str:
    """The reason as a sentence; one that has no translation is given as it is."""
    return next((str(words) for pattern, words in _SAID if re.search(pattern, reason)), reason)
