"""Publisher, author and place: read where a page says them, unknown everywhere else."""

from __future__ import annotations

import pytest

from archive.ingest.draft import Draft, Given, Source
from archive.ingest.parse import Rules, parse

BODY = (
    "قال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد يرضي الجميع في كل المواقع المعنية.\n"
    "وأضافوا أن المفاوضات مع الإدارة لم تبدأ بعد رغم الوعود المتكررة خلال الأسابيع الماضية.\n"
)
TITLE = "عمال المستودعات يواصلون إضرابهم المفتوح"


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
        ("نواكشوط (وكالة منارة الجنوب) -", "وكالة منارة الجنوب", None, "نواكشوط"),
        ("القاهرة (رويترز) –", None, None, "القاهرة"),
        ("خاص بيروت", None, None, "بيروت"),
        ("خاص بمنارة نيوز", "منارة نيوز", None, None),
        ("خاص منارة نيوز", "منارة نيوز", None, None),
        ("منارة الشرق- فريق التحرير:", "منارة الشرق", None, None),
        ("القاهرة - فريق التحرير", None, None, "القاهرة"),
        ("وكالات-منارة 24", "منارة 24", None, None),
        ("شبكة منارة القدس | 12 مايو 2021", "شبكة منارة القدس", None, None),
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
        ("دبي، الإمارات العربية المتحدة (CNN) -- ", "CNN بالعربية", "دبي"),
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


@pytest.mark.parametrize(
    ("line", "publisher", "author"),
    [
        ("«نبراس» (جدة) @nibras", "نبراس", None),
        ("جدة - «نبراس»", "نبراس", None),
        ("جدة - نبراس نيوز العربية", "نبراس نيوز العربية", None),
        ("نص: سيزار الحاج", None, "سيزار الحاج"),
        ("كتبت - سيزار الحاج", None, "سيزار الحاج"),
        ("سيزار الحاج - محرر", None, "سيزار الحاج"),
        ("سامي الحاج @sami", None, "سامي الحاج"),
        ("سامي الحاج | 3 دقائق", None, "سامي الحاج"),
        ("جدة – «نبراس» – من سامي الحاج:", None, "سامي الحاج"),
        ("ترجمة: سامي الحاج", None, None),
    ],
)
def test_more_bylines(line: str, publisher: str | None, author: str | None, rules: Rules) -> None:
    found = draft(f"{TITLE}\n{line}\n\n{BODY}", rules)
    assert found.author == author
    assert publisher in (None, found.publisher)
    assert found.lines[1].kind == "meta"


@pytest.mark.parametrize("line", ["صورة: سامي الحاج", "تصوير: سامي الحاج", "متجر الشركة - سيزار الحاج"])
def test_a_credit_is_no_author(line: str, rules: Rules) -> None:
    found = draft(f"{TITLE}\n{line}\n\n{BODY}", rules)
    assert (found.author, found.publisher) == (None, None)


def test_a_label_on_its_own_line_names_the_author_below(rules: Rules) -> None:
    assert draft(f"{TITLE}\nبواسطة\nسيزار الحاج\n\n{BODY}", rules).author == "سيزار الحاج"


@pytest.mark.parametrize(
    ("page", "publisher"),
    [
        (f"{TITLE}\n{BODY}\n© 2022 نبراس", "نبراس"),
        (f"{TITLE}\n{BODY}\nنبراس © 2022", "نبراس"),
        (f"{TITLE}\n{BODY}\nجميع الحقوق محفوظة لـ نبراس", "نبراس"),
        (f"{TITLE}\n{BODY}\nجميع الحقوق محفوظة لصحيفة نبراس", "صحيفة نبراس"),
        (f"{TITLE}\n{BODY}\nكافة الحقوق محفوظة لدى نبراس", "نبراس"),
        (f"{TITLE}\n{BODY}\nحمّل تطبيق قناة نبراس", "قناة نبراس"),
        (f"نبراس\nالرئيسية\n{TITLE}\n{BODY}\nتابعوا نبراس على تويتر", "نبراس"),
        (f"{TITLE} | نبراس نيوز\n{TITLE}\n{BODY}", "نبراس نيوز"),
        (f"{TITLE}\nجدة 12-3-2021 نبراس - {BODY}", "نبراس"),
        (f"{TITLE}\nجدة 12 آذار (نبراس) - {BODY}--(نبراس)\n12/3/2021 10:20:00", "نبراس"),
        (f"{TITLE}\nجدة - شبكة نبراس - {BODY}", "شبكة نبراس"),
        (f"{TITLE}\nالمصدر:\nجدة - نبراس\n{BODY}", "نبراس"),
        (
            f"{TITLE}\n{BODY}\nوقالت الشركة لـ«نبراس» إنها تدرس الأمر مع محاميها.\nادعموا عضوية نبراس",
            "نبراس",
        ),
        (f"{TITLE}\nالمصدر: خاص - نبراس الوادي\n\n{BODY}", "نبراس الوادي"),
        (f"{TITLE}\nالمصدر: جدة - نبراس\n\n{BODY}", "نبراس"),
        (f"{TITLE}\nقناة الوادي - د ب أ\n\n{BODY}", "قناة الوادي"),
        (f"{TITLE}\nنبراس 9\n3 مايو 2021\n\n{BODY}\nتابعوا آخر الأخبار من نبراس 9 على", "نبراس 9"),
        (f"{TITLE}\nنبراس\n\n{BODY}\nاشترك في «نبراس» على يوتيوب", "نبراس"),
        (f"{TITLE}\n{BODY}\nحمّل تطبيق نبراس", None),
        (f"{TITLE}\n{BODY}\nتابعوا قناة تيليجرام", None),
        (f"{TITLE}\n{BODY}\n© رويترز", None),
        (f"{TITLE}\n{BODY}\nجميع الحقوق محفوظة للمؤلف", None),
        (f"{TITLE}\n{BODY}\nجميع الحقوق محفوظة © 2022", None),
        (f"{TITLE}\n{BODY}\nالمصدر: شبكة نبراس", None),
        (f"{TITLE}\nجدة 12-3-2021 رويترز - {BODY}", None),
        (f"الأخبار|اقتصاد|محليات\n{TITLE}\n{BODY}", None),
    ],
)
def test_what_a_page_calls_itself(page: str, publisher: str | None, rules: Rules) -> None:
    assert draft(page, rules).publisher == publisher


def test_a_name_between_headline_and_date_that_nothing_else_speaks_of_is_the_authors(rules: Rules) -> None:
    assert draft(f"{TITLE}\nسنمار دهمان\n12 مارس 2021\n{BODY}", rules).author == "سنمار دهمان"
    assert draft(f"{TITLE}\nإضراب مفتوح\n12 مارس 2021\n{BODY}", rules).author is None


def test_a_source_line_above_the_text_is_metadata(rules: Rules) -> None:
    found = draft(f"{TITLE}\nالمصدر: صحيفة الساحل + وكالات\n12 مارس 2021\n{BODY}", rules)
    assert (found.publisher, found.lines[1].kind) == ("صحيفة الساحل", "meta")


def test_a_masthead_needs_a_second_proof(rules: Rules) -> None:
    menus = "الرئيسية\nاقتصاد\nرياضة"
    assert draft(f"أرقام\n{menus}\n{TITLE}\n12 مارس 2021\n{BODY}", rules).publisher == "أرقام"
    assert draft(f"ضفة\nورق\n{menus}\n{TITLE}\n12 مارس 2021\n{BODY}", rules).publisher is None
    owned = f"ضفة أخرى\n{menus}\n{TITLE}\n12 مارس 2021\n{BODY}© 2021 ضفة أخرى\n"
    assert draft(owned, rules).publisher == "ضفة أخرى"


@pytest.mark.parametrize("name", ["ليبيا أونلاين", "منارة 24"])
@pytest.mark.parametrize("claim", ["جميع الحقوق محفوظة لـ{}", "© 2024 {}. جميع الحقوق محفوظة"])
def test_a_copyright_line_gives_the_whole_name(claim: str, name: str, rules: Rules) -> None:
    assert draft(f"{TITLE}\n\n{BODY}\n{claim.format(name)}", rules).publisher == name
