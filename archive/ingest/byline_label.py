"""Byline lines that begin with a label: «كتبت: …»، «بقلم …»، «بواسطة …»."""

from __future__ import annotations

import re

from archive.ingest.calendars import flat
from archive.ingest.lines import PageLine
from archive.ingest.names import Byline, Names, pieces_of
from archive.ingest.normalise import phrase_key

NAME_WORDS = 6
_LABEL = re.compile(
    r"^(?P<label>(?:اعداد|كتابه|تحرير|تقرير|ترجمه)(?: و ?(?:اعداد|كتابه|تحرير|ترجمه|تصوير|تقرير))|(?:كتبت?"
    r"|نشرت?|اضيفت?|ارسلت?) (?:بواسطه|من قبل)|من قبل|كتبت?(?:ها|ه)?|كتابه|نص|نصوص|من|بقلم|بواسطه|بريشه"
    r"|تحرير من طرف|نشره?|نشرته|متابعه"
    r"|تغطيه|تحقيق|تقرير|تحرير|اعداد|اعدت?ه|ترجمه|حوار|حاورت?ه|المحرره?|الكاتبه?|المؤلفه?"
    r"|الصحفيه?|الصحافيه?|مراسلتنا|مراسلنا|by|written by|posted by|author)"
    r"(?P<mark>\s*[:,\-–—/|]\s*|\s+)(?P<name>\S.*)$"
)
_SURE_LABELS = frozenset(
    (
        *(
            "تحرير من طرف",
            "من قبل",
            "كتب بواسطه",
            "نشر بواسطه",
            "بقلم",
            "بواسطه",
            "الكاتب",
            "الكاتبه",
            "المؤلف",
            "المؤلفه",
        ),
        *("by", "written by", "posted by", "author"),
    )
)
_TRANSLATED = re.compile(r"ترجمه(?! و)")
_INSIDE = re.compile(
    r"(?:^|(?<=[|,-])|\s)(?:بقلم|بواسطه|من قبل|كتبت?\s?[:/]|اعداد\s?[:/]|تحرير\s?[:/]|تقرير\s?[:/]"
    r"|by\b)\s*:?\s*"
    r"(?P<name>(?:[^\W\d_][\u064b-\u0652]*)+(?:[ .]+(?:[^\W\d_][\u064b-\u0652]*)+){0,3}?)"
    r"(?=\s*(?:$|[|/(\[,:-]|\d|(?:في|يوم|بتاريخ|نشر|الساعه|at|on)\b|ال\w+[\s,]+\d))"
)
"""A labelled name within a line, before a mark, a date or the line's end."""
_HANDLE = re.compile(r"\s*(?:@\s?[A-Za-z0-9_.]+|[A-Za-z0-9_.]+@)\s*$")


def byline_text(line: PageLine) -> str:
    """The line without an account's name, bullets and dashes around it."""
    return _HANDLE.sub("", line.text.strip()).rstrip(":").strip(" •·*-–—")


def read_labelled(line: PageLine, byline: Byline, names: Names) -> bool:
    """«كتبت: …»، «بقلم …»: a person by list, or by a label that only people follow. True: it is a byline."""
    text = byline_text(line)
    found = _LABEL.match(flat(text))
    pieces = pieces_of(text[found.start("name") :]) if found else []
    if found is None or not pieces or pieces[0].count(" ") >= NAME_WORDS or "<" in text:
        return False
    key = phrase_key(pieces[0])
    kind = names.kind(pieces[0]) or ("medium" if names.lexicon.is_organisation(key) else "")
    sure = found["label"] in _SURE_LABELS or found["mark"].strip() != ""
    if not kind and sure and _is_name(key, names, found["label"] in _SURE_LABELS):
        kind = "person"
    if not kind and not sure:
        return False
    if kind != "person" or not _TRANSLATED.match(found["label"]):  # who translated a text is not its author
        byline.take(pieces[0], kind, line, "byline.label")
    for piece in pieces[1:]:
        byline.take(piece, names.kind(piece), line, "byline.label")
    return True


def read_inside(line: PageLine, byline: Byline, names: Names) -> bool:
    """«مرسلة بواسطة فلان في 9:12 ص», «12 مارس | بقلم: فلان»: a labelled name anywhere on the line."""
    found = _INSIDE.search(flat(line.text))
    if found is None:
        return False
    name = line.text[found.start("name") : found.end("name")]
    kind = names.kind(name) or ("medium" if names.lexicon.is_organisation(phrase_key(name)) else "")
    if not kind and _is_name(phrase_key(name), names, alone=True):
        kind = "person"
    if kind in ("person", "medium"):
        byline.take(name, kind, line, "byline.label")
    return True


def _is_name(key: str, names: Names, alone: bool) -> bool:
    """Two to four words without a number, or (`alone`) a first name by itself, as bloggers sign."""
    if any(map(str.isdigit, key)):
        return False
    return key.count(" ") in (1, 2, 3) or (alone and names.lexicon.is_first_name(key))
