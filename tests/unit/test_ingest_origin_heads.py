"""Who published and who wrote, by further forms of pages, each beside what must not be taken for it."""

from __future__ import annotations

from datetime import date

import pytest

from archive.ingest.parse import Rules
from tests.unit.porters import BODY, TITLE, kinds, page


@pytest.mark.parametrize(
    "foot",
    [
        "تابعوا آخر الأخبار عبر Google News",
        "تابعوا أحدث المستجدات على فيسبوك",
        "تابع كل الأخبار على واتساب",
    ],
)
def test_what_any_site_asks_to_follow_is_not_its_name(rules: Rules, foot: str) -> None:
    name = foot.split(" ", 1)[1].rsplit(" على", 1)[0].rsplit(" عبر", 1)[0]
    assert page(rules, name, "سياسة", "مجتمع", TITLE, *BODY, foot).publisher is None


def test_a_name_that_readers_shall_follow_still_counts(rules: Rules) -> None:
    assert page(rules, *BODY, "تابعوا مرفأ الحكايات على فيسبوك").publisher == "مرفأ الحكايات"


def test_the_team_of_the_pages_head_wrote_it(rules: Rules) -> None:
    top = ("مرفأ الحكايات", "أجهزة")
    byline = "كُتب بواسطة فريق مرفأ الحكايات في 14/11/2018 - 18:30"
    assert page(rules, *top, TITLE, byline, *BODY).publisher == "مرفأ الحكايات"
    assert page(rules, *top, TITLE, byline.replace("مرفأ الحكايات", "التحرير"), *BODY).publisher is None


@pytest.mark.parametrize("line", ["الخرطوم: المرفأ", "أربيل (فنار تك)", "عدن - المرفأ"])
def test_a_city_beside_a_name_on_no_list_is_metadata(rules: Rules, line: str) -> None:
    draft = page(rules, "12 أيار 2022", line, *BODY)
    assert kinds(draft)[line] == "meta"
    assert draft.publisher is None


def test_beside_place_and_person_stands_the_medium_that_the_text_speaks_of(rules: Rules) -> None:
    byline = "لندن/ عمر كوسا/ المنارة"
    body = (*BODY[:2], "وأفاد مراسل المنارة أن الحمالين لن يستعملوا التطبيق حتى تنشر طريقة حساب الأجر.")
    assert page(rules, "26.11.2021", byline, *body).publisher == "المنارة"
    assert page(rules, "26.11.2021", byline, *BODY).publisher is None


def test_a_star_answers_for_a_translated_author(rules: Rules) -> None:
    lines = ('سليم فارس* - (مجلة "الأفق")', "*سليم فارس: مراسل المجلة في لندن.")
    draft = page(rules, lines[0], *BODY, lines[1])
    assert draft.author == "سليم فارس"
    assert {kinds(draft)[line] for line in lines} <= {"meta", "removed"}


def test_a_name_over_a_short_menu_heads_the_page(rules: Rules) -> None:
    menu = ("أخبار", "مقالات", "أندرويد", "آيفون")
    assert page(rules, "مرفأ الحكايات", *menu, TITLE, *BODY).publisher == "مرفأ الحكايات"
    assert page(rules, "مرفأ الصيادين", "زاوية أخرى", menu[0], TITLE, *BODY).publisher == "مرفأ الصيادين"
    for section in ("أهل الفن", "سوق المال", "ملفات ساخنة"):
        assert page(rules, section, *menu[1:], TITLE, *BODY).publisher is None
    assert page(rules, "تلفزيون مباشر", *menu, TITLE, *BODY).publisher is None


@pytest.mark.parametrize("foot", ["لمتابعة الأخبار الاقتصادية اضغط هنا", "لمتابعة أخبار الاقتصاد اضغط هنا"])
def test_what_news_readers_shall_follow_is_no_name(rules: Rules, foot: str) -> None:
    assert page(rules, *BODY, foot).publisher is None


def test_a_newsroom_is_no_person(rules: Rules) -> None:
    assert page(rules, "إعداد: غرفة أخبار المرفأ", "12 أيار 2022", *BODY).author is None


def test_who_the_pages_head_says_posted_it(rules: Rules) -> None:
    byline = "نشر من طرف مرفأ الحكايات في 31 جويلية 2024 على الساعة 18:22"
    assert page(rules, "مرفأ الحكايات", "أجهزة", TITLE, byline, *BODY).publisher == "مرفأ الحكايات"
    other = byline.replace("مرفأ الحكايات", "سليم فارس")
    assert page(rules, "مرفأ الحكايات", "أجهزة", TITLE, other, *BODY).publisher is None


def test_the_editor_may_stand_behind_the_name(rules: Rules) -> None:
    top = ("search", "بوابة المرفأ رئيس التحرير أشرف علام", "كأس العالم", "سياسة", "خدمات")
    assert page(rules, *top, TITLE, "12 أيار 2022", *BODY).publisher == "بوابة المرفأ"


def test_a_part_of_the_publishers_name_signs(rules: Rules) -> None:
    for byline in ("المرفأ - وكالات", "خاص جريدة المرفأ الاقتصادية"):
        draft = page(rules, "جريدة المرفأ الاقتصادية", "بورصة", "بنوك", TITLE, "12 أيار 2022", byline, *BODY)
        assert draft.publisher == "جريدة المرفأ الاقتصادية"
        assert kinds(draft)[byline] == "meta"


def test_a_name_alone_below_the_text_wrote_it(rules: Rules) -> None:
    draft = page(rules, "12 أيار 2022", *BODY, "أحمد ولد سالم", "جميع الحقوق محفوظة")
    assert draft.author == "أحمد ولد سالم"
    assert kinds(draft)["أحمد ولد سالم"] == "meta"
    tags = page(rules, "12 أيار 2022", *BODY, "أحمد ولد سالم", "سوق الجملة", "الحمالون")
    assert tags.author is None
    spoken = (*BODY, "وأضاف ممثلهم أحمد ولد سالم أن الأجر لا يكفي ثمن الخبز في السوق.")
    assert page(rules, "12 أيار 2022", *spoken, "أحمد ولد سالم", "جميع الحقوق محفوظة").author is None


def test_whose_picture_it_is_wrote_nothing(rules: Rules) -> None:
    text = (*BODY[:2], "وقال خالد العبيدي ممثل الحمالين إنهم لن يستعملوا التطبيق حتى تنشر طريقة الحساب.")
    assert page(rules, "وكالات", "خالد العبيدي", *text).author is None
    assert page(rules, "وكالات", "خالد العبيدي", *BODY).author == "خالد العبيدي"


@pytest.mark.parametrize("slogan", ["قناة عامة", "مدونة شخصية", "صفحة رسمية", "منصة حقوقية مستقلة"])
def test_what_kind_of_page_it_is_names_none(rules: Rules, slogan: str) -> None:
    assert page(rules, slogan, TITLE, "12 أيار 2022", *BODY).publisher is None
    assert page(rules, "مرفأ الحكايات", slogan, TITLE, "12 أيار 2022", *BODY).publisher == "مرفأ الحكايات"


def test_a_channel_tells_what_it_is_before_its_followers(rules: Rules) -> None:
    draft = page(rules, "أنباء بلا مرفأ", "قناة عامة", "12 543 مشترك", TITLE, *BODY)
    assert draft.publisher == "أنباء بلا مرفأ"


def test_a_name_beside_a_city_over_the_date_and_the_headline(rules: Rules) -> None:
    top = ("مرفأ الحكايات/ بورتسودان", "الأربعاء 12 يونيو 2024م")
    spoken = (
        *BODY[:2],
        "وأوضح ممثل الحمالين لـ (مرفأ الحكايات) أنهم لن يستعملوا التطبيق حتى تنشر طريقة الحساب.",
    )
    draft = page(rules, *top, TITLE, *spoken)
    assert draft.publisher == "مرفأ الحكايات"
    assert draft.published is not None
    assert draft.published.value == date(2024, 6, 12)


def test_a_papers_name_opens_the_line_of_its_issue(rules: Rules) -> None:
    line = "المرفأ العمالي - العدد: 6789 - 2021 / 1 / 19 - 10:51"
    assert page(rules, line, "المحور: العمل", TITLE, *BODY).publisher == "المرفأ العمالي"
    other = line.replace("المرفأ العمالي", "أرشيف الأعداد")
    assert page(rules, other, "المحور: العمل", TITLE, *BODY).publisher is None


def test_a_section_among_sections_is_no_publisher(rules: Rules) -> None:
    top = ("مرفأ الحكايات", "أخبار وطنية", "متفرقات")
    assert page(rules, *top, TITLE, "12 أيار 2022", *BODY).publisher != "أخبار وطنية"


def test_what_tells_of_the_blog_stands_below_its_name(rules: Rules) -> None:
    draft = page(rules, "مرفأ الحكايات", "عن المدونة", "أرشيف", TITLE, "12 أيار 2022", *BODY)
    assert draft.publisher == "مرفأ الحكايات"


def test_what_a_paper_does_is_no_part_of_its_name(rules: Rules) -> None:
    top = ("مرفأ الحكايات الرقمي", "مال", "تقارير")
    foot = "صحيفة مرفأ الحكايات الرقمي ترحب بمشاركاتكم"
    assert page(rules, *top, TITLE, "27 يوليو 2023", *BODY, foot).publisher != foot


def test_a_unionists_words_about_himself_are_no_text(rules: Rules) -> None:
    bio = "خليل حداد: نقابي لبناني."
    assert kinds(page(rules, "خليل حداد", "8 نيسان 2022", *BODY, bio))[bio] == "removed"
