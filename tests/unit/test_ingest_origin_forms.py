"""Dates, publishers and authors in the forms of many sites, and the traps beside them; all is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from archive.ingest.dates import find_dates
from archive.ingest.draft import Draft, Given, Source
from archive.ingest.parse import Rules, parse

TITLE = "سائقو حافلات النقل الحضري في عنابة يوقفون العمل احتجاجا على التطبيق الجديد"
BODY = (
    "قال سائقون في شركة النقل إن التوقف عن العمل سيستمر حتى تسحب الإدارة التطبيق الذي يراقب رحلاتهم كلها.",
    "وردت الإدارة بأن التطبيق جزء من خطة التحديث، وأنها مستعدة للاستماع إلى ملاحظات السائقين في أي وقت.",
    "وتعد هذه الوقفة الثالثة من نوعها منذ مطلع السنة، وقد شارك فيها معظم العاملين في الخطوط الرئيسية.",
)
NAME = "أرصفة الغد"
MENU = ("الرئيسية", "سياسة", "اقتصاد", "رياضة", "ثقافة")
DAY = "17 نيسان 2023"


def page(
    rules: Rules,
    top: Sequence[str] = (),
    mid: Sequence[str] = (),
    foot: Sequence[str] = (),
    body: Sequence[str] = BODY,
    title: str = TITLE,
    given: Given | None = None,
) -> Draft:
    text = "\n".join([*top, title, *mid, *body, *foot])
    return parse(Source("x", text.encode(), given or Given()), rules=rules, tagger=lambda title, body: [])


@pytest.mark.parametrize(
    "line",
    [
        "بواسطة قدور بلحاج / نيسان 17, 2023 / لا توجد تعليقات",
        "Posted on نيسان 17, 2023 by admin",
        "17 نيسان 2023 أضف تعليق",
        "17 نيسان 2023 | القسم: أخبار | الكاتب: قدور بلحاج",
        "رقم الخبر: 5512 تاريخ النشر: 17 نيسان 2023 - 10:22",
        "2023-04-17 10:22 | عدد القراءات: 423 | أرسل لصديق",
        "17/04/2023 10h22",
        "17 avril 2023 à 10h22",
        "دراسات وأبحاث | 17 نيسان 2023",
        "تدوينة · 17 نيسان 2023",
        "تاريخ النشر : 2023-04-17 ( منذ سنتين )",
        "17 نيسان 2023 (توقيت مكة)",
        "من قبل سلمى العمري - الاثنين ,17 نيسان 2023",
        "تكنولوجيا|سلمى العمري|الاثنين 17 نيسان 2023",
        "17 نيسان أبريل 2023",
        "17 نيسان 2023١٧ نيسان ٢٠٢٣",
        "5,112 مشاهدة   17/04/2023   #نقل #عنابة",
        "05/04/2023 الموافق 14 رمضان 1444 هـ",
    ],
)
def test_a_date_line_beside_what_sites_set_there(line: str, rules: Rules) -> None:
    found = page(rules, mid=[line])
    wanted = date(2023, 4, 5) if "رمضان" in line else date(2023, 4, 17)
    assert found.published is not None
    assert (found.published.value, found.published.precision) == (wanted, "day")
    assert found.publisher is None
    assert next(shown.kind for shown in found.lines if shown.text == line) == "meta"


@pytest.mark.parametrize(
    ("top", "mid", "foot"),
    [
        ((), ("سكيكدة، 17 نيسان 2019 (رويترز)",), ()),
        ((), ("أرشيف - 17 نيسان 2019",), ()),
        ((), ("غيتي، 17 نيسان 2019",), ()),
        ((), ("© رويترز 17 نيسان 2019",), ()),
        ((), ("وقفة السائقين | 17 نيسان 2019 | رويترز",), ()),
        ((), ("الآن: 17 نيسان 2019 10:22",), ()),
        ((), ("03/04/2023",), ()),
        ((NAME, *MENU, "الأربعاء 17 نيسان 2019", "اقتصاد"), (), ()),
        ((NAME, *MENU, "آخر تحديث: الأربعاء 17 نيسان 2019", "اقتصاد"), (), ()),
        ((), (), ("سامي العمري يقول:", "17 نيسان، 2019 الساعة 10:22 م", "كلام صحيح وجميل")),
        ((), (), ("حافلات جديدة تصل إلى الميناء", "17 نيسان 2019 - 10:22")),
        ((), (), ("طبع في 17 نيسان 2019 10:22",)),
    ],
)
def test_dates_of_pictures_clocks_and_comments_date_nothing(
    top: tuple[str, ...], mid: tuple[str, ...], foot: tuple[str, ...], rules: Rules
) -> None:
    assert page(rules, top, mid, foot).published is None


@pytest.mark.parametrize(
    ("line", "opening", "wanted", "rule"),
    [
        (
            "05/07/2023 - 10:22",
            "توقف السائقون أمس الثلاثاء عن العمل في خطوط المدينة كلها.",
            "2023-07-05",
            "today",
        ),
        ("05/07/2023", "توقف السائقون الاثنين 3 تموز عن العمل في خطوط المدينة كلها.", "2023-07-05", "today"),
        ("05/07/2023", "توقف السائقون أمس الأول الأربعاء عن العمل في المدينة.", "2023-05-07", None),
        ("\u200f05\u200f/07\u200f/2023", BODY[0], "2023-07-05", "order"),
        ("نشر: 05/07/2023 آخر تحديث: 04/08/2023", BODY[0], "2023-07-05", "order"),
        ("الأربعاء 05/07/2023", BODY[0], "2023-07-05", "weekday"),
    ],
)
def test_what_proves_how_a_numeric_date_reads(
    line: str, opening: str, wanted: str, rule: str | None, rules: Rules
) -> None:
    published = page(rules, mid=[line], body=(opening, *BODY[1:])).published
    if rule is None:
        assert published is None
        return
    assert published is not None
    assert published.value.isoformat() == wanted
    assert published.evidence.rule.endswith(rule)


def test_no_reading_lies_after_the_capture(rules: Rules) -> None:
    given = Given(captured_at=datetime(2023, 5, 20, tzinfo=UTC))
    published = page(rules, mid=["05/07/2023"], given=given).published
    assert published is not None
    assert published.value == date(2023, 5, 7)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("العدد 12 - آذار 2020", [("2020-03-01", "month")]),
        ("العدد ١٧ | آذار/ مارس ٢٠٢٥", [("2025-03-01", "month")]),
        ("الثالث والعشرون من آذار 2021", [("2021-03-23", "day")]),
        ("5 ل آذار 2021", []),
        ("24.03.202524 آذار 2025", [("2025-03-24", "day"), ("2025-03-01", "month")]),
    ],
)
def test_numbers_beside_a_month(text: str, wanted: list[tuple[str, str]]) -> None:
    found = find_dates(text)
    assert [(item.value.isoformat(), item.precision) for item in found if item.value] == wanted


@pytest.mark.parametrize(
    ("top", "mid", "foot", "publisher"),
    [
        ((), (DAY,), (f"جميع الحقوق محفوظة لـ{NAME}",), NAME),
        ((), (DAY,), (f"حقوق النشر محفوظة لـ «{NAME}» 2019-2023",), NAME),
        ((), (DAY,), ("من نحن", f"عن {NAME}", "اتصل بنا", "سياسة الخصوصية"), NAME),
        ((), (DAY,), (f"عن {NAME} | هيئة التحرير | اتصل بنا | شروط الاستخدام",), NAME),
        ((), (DAY, f"تابعوا {NAME} على Google News"), (), NAME),
        ((), (DAY,), (f"تابع {NAME} على:", "facebook", "twitter"), NAME),
        ((f"{TITLE} - {NAME}", *MENU), (DAY,), (), NAME),
        ((NAME, "12.4 ألف مشترك"), (DAY,), (), NAME),
        ((NAME, "رئيس التحرير: سامي العمري"), (DAY,), (), NAME),
        ((NAME,), (DAY,), (f"المصدر: {NAME}",), NAME),
        ((NAME,), (DAY,), (f"للتواصل مع {NAME}: info@arsifa.example",), NAME),
        ((NAME, "سياسة", "اقتصاد", "رياضة"), (DAY,), (), NAME),
        ((), (f"خاص بـ{NAME}", DAY), (), NAME),
        ((), (f"خاص موقع {NAME}", DAY), (), NAME),
        ((), (f"عنابة - «{NAME}» - {DAY}",), (), NAME),
        ((), (DAY,), (f"المقالات لا تعبر بالضرورة عن رأي {NAME}",), NAME),
        ((), (DAY,), (f"{NAME} غير مسؤولة عن محتوى المواقع الخارجية",), NAME),
        ((f"أهلا بكم في موقع {NAME}",), (DAY,), (), NAME),
        ((f"شعار موقع {NAME}", *MENU), (DAY,), (), NAME),
        ((f"{NAME} - يومية مستقلة - {DAY} - العدد 4512 - صفحة 7",), (), (), NAME),
        (("منتديات مبرمجي الأرصفة > الأقسام العامة > أخبار",), (DAY,), (), "منتديات مبرمجي الأرصفة"),
        ((), (DAY,), ("enabbaladi.net",), "عنب بلدي"),
        ((), ("هسبريس من الرباط", DAY), (), "هسبريس"),
        ((), (DAY,), ("جميع الحقوق محفوظة لمؤسسة المصري اليوم",), "المصري اليوم"),
        ((f"صحيفة {NAME}",), (f"{NAME}/ خاص:", DAY), (), f"صحيفة {NAME}"),
    ],
)
def test_a_page_says_whose_it_is(
    top: tuple[str, ...], mid: tuple[str, ...], foot: tuple[str, ...], publisher: str, rules: Rules
) -> None:
    assert page(rules, top, mid, foot).publisher == publisher


@pytest.mark.parametrize(
    ("top", "mid", "foot"),
    [
        (("إذهب الى المحتوى", *MENU, "إذهب الى المحتوى"), (DAY,), ()),
        (("ادعم صحافتنا المستقلة", *MENU), (DAY,), ()),
        ((), ("aa-logo", DAY), ()),
        ((), (f"{NAME} - وكالات", DAY), ()),
        ((), ("رقم الخبر: 5512", DAY), ()),
        ((), (f"نشر في صحيفة الفجر الأحمر يوم {DAY}",), ()),
        ((), (DAY,), ("المصدر: صحيفة الفجر الأحمر",)),
        ((), (DAY,), ("حمّل تطبيق طلبات الآن",)),
        ((), (DAY,), ("تصميم وتطوير أوراس ويب",)),
    ],
)
def test_what_is_no_publisher(
    top: tuple[str, ...], mid: tuple[str, ...], foot: tuple[str, ...], rules: Rules
) -> None:
    assert page(rules, top, mid, foot).publisher is None


@pytest.mark.parametrize(
    ("mid", "foot", "author"),
    [
        (("كتب بواسطة قدور بلحاج", DAY), (), "قدور بلحاج"),
        (("إعداد وتحرير: محمد الطاهر", DAY), (), "محمد الطاهر"),
        (("محمد الطاهر - ترجمة أرصفة الغد", DAY), (), "محمد الطاهر"),
        ((DAY,), ("بقلم: محمد الطاهر",), "محمد الطاهر"),
        ((DAY,), ("محمد الطاهر", "كاتب وباحث من عنابة"), "محمد الطاهر"),
        ((f"نشر بواسطة: حزب الطريق الجديد في {DAY}",), (), None),
        (("ح.م", DAY), (), None),
        (("بقلم: أ ف ب", DAY), (), None),
        ((DAY,), ("ترجمة: محمد الطاهر",), None),
    ],
)
def test_who_wrote_it(mid: tuple[str, ...], foot: tuple[str, ...], author: str | None, rules: Rules) -> None:
    assert page(rules, (), mid, foot).author == author


def test_a_forums_first_post(rules: Rules) -> None:
    above = page(rules, ["#1", "قديم 17-04-2023, 09:10 PM", "أبو ليث السائق", "عضو ذهبي", "الدولة: عنابة"])
    assert (above.author, above.published and above.published.value) == ("أبو ليث السائق", date(2023, 4, 17))
    below = page(
        rules,
        mid=["abu_layth", "عضو محترف"],
        foot=["[ 14:05 - 2023/04/17 ]", f"رد : {TITLE}", "salma", "عضو نشيط", "[ 15:31 - 2023/04/18 ]"],
    )
    assert (below.author, below.published and below.published.value) == ("abu_layth", date(2023, 4, 17))


def test_a_record_a_networks_post_and_a_calendars_leaf(rules: Rules) -> None:
    record = page(
        rules,
        title=f"العنوان: {TITLE}",
        mid=["الكاتب: محمد الطاهر", f"المصدر: {NAME}", f"التاريخ: {DAY}"],
    )
    assert (record.title, record.publisher, record.author) == (TITLE, NAME, "محمد الطاهر")
    post = page(rules, [NAME, f"{DAY} · تمت المشاركة مع العامة"])
    assert (post.publisher, post.published and post.published.value) == (NAME, date(2023, 4, 17))
    leaf = page(rules, mid=["17", "نيسان 2023"])
    assert leaf.published is not None
    assert (leaf.published.value, leaf.published.precision) == (date(2023, 4, 17), "day")


def test_a_signed_statement(rules: Rules) -> None:
    found = page(
        rules,
        title="بيان تضامن مع سائقي حافلات النقل الحضري في عنابة",
        foot=["المكتب التنفيذي", "النقابة الوطنية لعمال الأرصفة", "عنابة، في 17 نيسان 2023"],
    )
    assert found.publisher == "النقابة الوطنية لعمال الأرصفة"
    assert found.published is not None
    assert [line.kind for line in found.lines[-3:]] == ["meta", "meta", "meta"]


def test_an_agencys_dateline_without_a_dash(rules: Rules) -> None:
    found = page(rules, body=(f"عنابة 17 نيسان 2023 (شينخوا) {BODY[0]}", *BODY[1:]))
    assert found.published is not None
    assert found.published.evidence.rule == "date.dateline"
