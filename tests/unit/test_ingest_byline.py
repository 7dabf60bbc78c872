"""Publisher, author and place: read where a page says them, unknown everywhere else."""

from __future__ import annotations

import pytest

from archive.ingest.draft import Draft, Given, Source
from archive.ingest.parse import Rules, load_rules, parse

BODY = (
    "قال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع المعنية.\n"
    "وأضافوا أن المفاوضات مع الإدارة لم تبدأ بعد رغم الوعود المتكررة خلال الأسابيع الماضية.\n"
)
TITLE = "عمال المستودعات يواصلون إضرابهم المفتوح"


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def draft(page: str, rules: Rules, given: Given | None = None) -> Draft:
    return parse(Source("x", page.encode(), given or Given()), rules=rules, tagger=lambda title, body: [])


@pytest.mark.parametrize(
    ("line", "publisher", "author", "place"),
    [
        ("وكالات-منارة الجنوب", "منارة الجنوب", None, None),
        ("متابعات - منارة الجنوب:", "منارة الجنوب", None, None),
        ("رام الله - دنيا الأخبار", "دنيا الأخبار", None, "رام الله"),
        ("القدس المحتلة-شبكة منارة", "شبكة منارة", None, "القدس المحتلة"),
        ("صحيفة منارة الجنوب - فريق التحرير", "صحيفة منارة الجنوب", None, None),
        ("لندن: «منارة الجنوب»", "منارة الجنوب", None, "لندن"),
        ("كتبت: سلمى العمري", None, "سلمى العمري", None),
        ("بقلم: سيزيف الراوي", None, "سيزيف الراوي", None),
        ("كتب - أحمد منصور", None, "أحمد منصور", None),
        ("بواسطة خالد الحمدان", None, "خالد الحمدان", None),
        ("القاهرة - أحمد منصور", None, "أحمد منصور", "القاهرة"),
        ("خالد الحمدان", None, "خالد الحمدان", None),
        ("د. خالد الحمدان", None, "د. خالد الحمدان", None),
        ("بيروت", None, None, "بيروت"),
        ("القاهرة - رويترز", None, None, "القاهرة"),
        ("وكالات", None, None, None),
        ("فريق التحرير", None, None, None),
        ("كتب محرر الشؤون العربية", None, None, None),
    ],
)
def test_a_byline_between_headline_and_text(
    line: str, publisher: str | None, author: str | None, place: str | None, rules: Rules
) -> None:
    found = draft(f"{TITLE}\n{line}\n\n{BODY}", rules)
    assert (found.publisher, found.author, found.place) == (publisher, author, place)
    assert found.lines[1].kind == "meta"


@pytest.mark.parametrize(
    ("opening", "publisher", "place"),
    [
        ("شبكة منارة الجنوب – ", "شبكة منارة الجنوب", None),
        ("مرصد الحقوق الرقمية - ", "مرصد الحقوق الرقمية", None),
        ("واشنطن– ", None, "واشنطن"),
        ("نيروبي (أ ب) – ", None, "نيروبي"),
        ("رام الله - وفا - ", None, "رام الله"),
        ("لندن – «منارة الجنوب»: ", "منارة الجنوب", "لندن"),
        ("دبي، الإمارات العربية المتحدة (CNN) -- ", "سي إن إن بالعربية", "دبي"),
        ("مدينة ما غير معروفة – ", None, None),
        ("في خطوة غير مسبوقة - كما قيل - ", None, None),
    ],
)
def test_a_dateline_that_opens_the_text(
    opening: str, publisher: str | None, place: str | None, rules: Rules
) -> None:
    found = draft(f"{TITLE}\n\n{opening}{BODY}", rules)
    assert (found.publisher, found.place) == (publisher, place)
    assert found.body.startswith(opening.strip())


@pytest.mark.parametrize(
    "page",
    [
        f"{TITLE}\n  • نسخ كوفي مدى عارف مرزا\n{BODY}",
        f"{TITLE}\nعمال خلال الوقفة - رويترز\n{BODY}",
        f"{TITLE}\nمالك المنصة الجديد\n{BODY}",
        f"{TITLE}\n{BODY}المصدر: رويترز\n",
        f"{TITLE}\n0 231 دقيقة واحدة\n{BODY}",
        f"{TITLE}\nID: 482913\n{BODY}",
        f"رئيس التحرير\nسامي النجار\n{TITLE}\n{BODY}",
    ],
)
def test_nothing_is_guessed(page: str, rules: Rules) -> None:
    found = draft(page, rules)
    assert (found.publisher, found.author) == (None, None)


@pytest.mark.parametrize(
    ("page", "publisher"),
    [
        (f"تلفزيون الساحل\nإعلانات\n{TITLE}\n{BODY}", "تلفزيون الساحل"),
        (f"ضفة أخرى\nإعلانات\n{TITLE}\n{BODY}", "ضفة أخرى"),
        (f"{TITLE} - موقع تقاطع\nالقائمة\n{TITLE}\n{BODY}© 2022 موقع تقاطع\n", "موقع تقاطع"),
        (f"{TITLE}\n{BODY}جميع الحقوق محفوظة لصحيفة الساحل اليومية 2021\n", "صحيفة الساحل اليومية"),
    ],
)
def test_a_sites_name_in_header_or_footer(page: str, publisher: str, rules: Rules) -> None:
    found = draft(page, rules)
    assert found.title == TITLE
    assert found.publisher == publisher


def test_a_person_or_a_manifest_wins_then_the_address(rules: Rules) -> None:
    page = f"{TITLE}\nوكالات-منارة الجنوب\n{BODY}"
    given = draft(page, rules, Given(url="https://www.hespress.com/x", publisher="صحيفة أخرى"))
    assert (given.publisher, given.publisher_evidence and given.publisher_evidence.rule) == (
        "صحيفة أخرى",
        "given",
    )
    domain = draft(page, rules, Given(url="https://www.hespress.com/x"))
    assert domain.publisher_evidence is not None
    assert domain.publisher_evidence.rule == "publisher.domain"
