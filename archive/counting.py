"""Counted nouns in the reader's language, with the six Arabic forms taken from the catalogues."""

from __future__ import annotations

from django.utils.translation import ngettext


def grouped(value: float) -> str:
    """A number with thousands separated by commas and Latin digits: 19400000 → `19,400,000`.

    At most two decimals; a whole number shows none.
    """
    return f"{int(value):,}" if value == int(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def results(n: int) -> str:
    """«لا نتائج»، «نتيجة واحدة»، «نتيجتان»، «3 نتائج»، «11 نتيجة»، «100 نتيجة»."""
    return ngettext("نتيجة واحدة", "%(n)s نتيجة", n) % {"n": grouped(n)}


def articles(n: int) -> str:
    """«مقال واحد»، «مقالان»، «3 مقالات» …"""
    return ngettext("مقال واحد", "%(n)s مقالًا", n) % {"n": grouped(n)}


def mentions(n: int) -> str:
    """«موضع واحد»، «موضعان»، «3 مواضع» …: places in a text where a name stands."""
    return ngettext("موضع واحد", "%(n)s موضعًا", n) % {"n": grouped(n)}


def lines(n: int) -> str:
    """«سطر واحد»، «سطران»، «3 أسطر» …"""
    return ngettext("سطر واحد", "%(n)s سطرًا", n) % {"n": grouped(n)}


def paragraphs(n: int) -> str:
    """«فقرة واحدة»، «فقرتان»، «3 فقرات» …"""
    return ngettext("فقرة واحدة", "%(n)s فقرة", n) % {"n": grouped(n)}


def sites(n: int) -> str:
    """«موقع واحد»، «موقعين»، «3 مواقع» …: as they read after a preposition."""
    return ngettext("موقع واحد", "%(n)s موقعًا", n) % {"n": grouped(n)}


def spellings(n: int) -> str:
    """«تهجئة واحدة»، «تهجئتان»، «3 تهجئات» …"""
    return ngettext("تهجئة واحدة", "%(n)s تهجئة", n) % {"n": grouped(n)}


def companies(n: int) -> str:
    """«شركة واحدة»، «شركتان»، «3 شركات» …"""
    return ngettext("شركة واحدة", "%(n)s شركة", n) % {"n": grouped(n)}


def campaigns(n: int) -> str:
    """«حملة واحدة»، «حملتان»، «3 حملات» …"""
    return ngettext("حملة واحدة", "%(n)s حملة", n) % {"n": grouped(n)}


def publishers(n: int) -> str:
    """«ناشر واحد»، «ناشران»، «3 ناشرين» …"""
    return ngettext("ناشر واحد", "%(n)s ناشرًا", n) % {"n": grouped(n)}


def people(n: float) -> str:
    """«شخص واحد»، «شخصان»، «3 أشخاص»، «18 شخصًا»، «100 شخص»."""
    return ngettext("شخص واحد", "%(n)s شخصًا", int(n)) % {"n": grouped(n)}


def dollars(n: float) -> str:
    """«دولار واحد»، «دولاران»، «3 دولارات»، «18 دولارًا»، «100 دولار»."""
    return ngettext("دولار واحد", "%(n)s دولارًا", int(n)) % {"n": grouped(n)}


def euros(n: float) -> str:
    """«يورو واحد»، «100 يورو»: the word never changes."""
    return ngettext("يورو واحد", "%(n)s يورو", int(n)) % {"n": grouped(n)}


def pounds(n: float) -> str:
    """«جنيه إسترليني واحد»، «3 جنيهات إسترلينية» …"""
    return ngettext("جنيه إسترليني واحد", "%(n)s جنيهًا إسترلينيًا", int(n)) % {"n": grouped(n)}


def shekels(n: float) -> str:
    """«شيكل واحد»، «شيكلان»، «3 شواكل» …"""
    return ngettext("شيكل واحد", "%(n)s شيكلًا", int(n)) % {"n": grouped(n)}


UNITS = {"people": people, "USD": dollars, "EUR": euros, "GBP": pounds, "ILS": shekels}


def amount(value: float, unit: str) -> str:
    """`amount(18, "people")` → «18 شخصًا»; a unit without a noun of its own stands behind the number."""
    return UNITS[unit](value) if unit in UNITS else f"{grouped(value)} {unit}"


NOUNS = {
    "results": results,
    "articles": articles,
    "mentions": mentions,
    "lines": lines,
    "paragraphs": paragraphs,
    "sites": sites,
    "spellings": spellings,
    "companies": companies,
    "campaigns": campaigns,
    "publishers": publishers,
}
