"""More forms that templates of Arabic sites share, each beside what must not be taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from archive.ingest.draft import Draft, Source
from archive.ingest.parse import Rules, load_rules, parse

TITLE = "حمالو سوق الجملة يرفضون تطبيق المواعيد الجديد"
BODY = (
    "رفض حمالو سوق الجملة تطبيق المواعيد الجديد، وقالوا إنه يحدد أجر الساعة دون أن يسألهم أحد.",
    "وقالت إدارة السوق إنها ستعرض التطبيق على لجنة من الحمالين قبل نهاية الشهر، ولم تحدد اليوم.",
    "وأكد ممثل الحمالين أنهم لن يستعملوا التطبيق حتى تنشر الإدارة طريقة حساب الأجر كلها.",
)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()


def page(rules: Rules, *lines: str, title: str = TITLE) -> Draft:
    text = "\n".join(lines) if title in lines else "\n".join([title, *lines])
    return parse(Source("x", text.encode()), rules=rules, tagger=lambda title, body: [])


def kinds(draft: Draft) -> dict[str, str]:
    return {line.text.strip(): line.kind for line in draft.lines}


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


def test_a_lone_sign_may_stand_below_a_posts_date(rules: Rules) -> None:
    draft = page(rules, "رابطة الحمالين", "٢٣ أبريل ٢٠٢٢ ·", "🌍", TITLE, *BODY)
    assert draft.published is not None
    assert draft.published.value == date(2022, 4, 23)


@pytest.mark.parametrize(
    "line", ["نُشر في 5 نوفمبر 2022 وحُدّث في 8 نوفمبر 2022", "نشر في 5 نوفمبر 2022 وتم تحديثه في 8 نوفمبر 2022"]
)
def test_published_and_updated_in_one_phrase(rules: Rules, line: str) -> None:
    draft = page(rules, "هند الراجحي", line, *BODY)
    assert draft.published is not None
    assert draft.published.value == date(2022, 11, 5)


def test_a_poll_goes_with_its_label_its_answers_and_its_button(rules: Rules) -> None:
    poll = ("استطلاع", "هل تتوقع أن تستجيب الإدارة؟", "○ نعم", "○ لا", "○ لا أعرف", "صوّت | النتائج")
    subheading = "ماذا عن الأجور؟"
    found = kinds(page(rules, *BODY[:2], *poll, subheading, BODY[2]))
    assert {found[line] for line in poll} == {"removed"}
    assert found[subheading] == found[BODY[2]] == "body"


def test_a_summary_reaches_to_its_button(rules: Rules) -> None:
    points = ("رفض الحمالون تطبيق المواعيد لأنه يحدد أجورهم.", "وعدت الإدارة بعرضه على لجنة منهم.")
    label = "تم إنشاء هذا الملخص بالذكاء الاصطناعي"
    found = kinds(page(rules, label, *points, "عرض المزيد", *BODY))
    assert {found[line] for line in points} == {"removed"}
    unbuttoned = kinds(page(rules, label, *BODY))
    assert {unbuttoned[line] for line in BODY} == {"body"}


@pytest.mark.parametrize(
    "line",
    [
        "حمالون وعمال خلال الاحتجاج أمام بوابة السوق في وسط المدينة",
        "محتجون يرفعون لافتة كبيرة أمام مبنى الإدارة رقم 34 في المدينة",
        "جانب من الوقفة التي نظمها الحمالون أمام السوق صباح أمس الأحد",
        "شعار تطبيق المواعيد على شاشة هاتف يحمله رجل في السوق",
    ],
)
def test_a_long_description_of_a_picture_below_the_date(rules: Rules, line: str) -> None:
    expected = "body" if line.startswith("حمالون") else "removed"  # no word for people that the rule knows
    assert kinds(page(rules, "12 أيار 2022", line, *BODY))[line] == expected


@pytest.mark.parametrize(
    "line",
    [
        "عاملون يحملون الإدارة مسؤولية ما جرى في السوق صباح الأحد",
        "موظفون يرفعون دعوى على الإدارة بسبب تطبيق المواعيد الجديد في السوق",
        "قانون يرفع أجور الحمالين ويمنع فصلهم دون إنذار قبل شهرين",
    ],
)
def test_a_standfirst_is_no_description(rules: Rules, line: str) -> None:
    assert kinds(page(rules, "12 أيار 2022", line, *BODY))[line] == "body"


def test_another_piece_behind_a_bar(rules: Rules) -> None:
    lines: Sequence[str] = ("فيديو | لحظة دخول الحمالين إلى مكتب المدير", "فيديو يوثق دخول الحمالين")
    found = kinds(page(rules, *BODY[:2], lines[0], BODY[2]))
    assert found[lines[0]] == "removed"
    assert kinds(page(rules, *BODY[:2], lines[1], BODY[2]))[lines[1]] == "body"


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


def test_what_a_petition_has_gathered(rules: Rules) -> None:
    frame = ("تم جمع 12,480 توقيعا. لنصل إلى 15,000!", "بدأ هذه العريضة: تجمع الحمالين")
    found = kinds(page(rules, *frame, *BODY))
    assert {found[line] for line in frame} == {"removed"}
    told = "تم جمع 500 توقيع على العريضة خلال يومين."
    assert kinds(page(rules, *BODY, told))[told] == "body"


def test_a_name_over_a_short_menu_heads_the_page(rules: Rules) -> None:
    menu = ("أخبار", "مقالات", "أندرويد", "آيفون")
    assert page(rules, "مرفأ الحكايات", *menu, TITLE, *BODY).publisher == "مرفأ الحكايات"
    assert page(rules, "مرفأ الحكايات", *menu[:2], TITLE, *BODY).publisher is None
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


def test_a_slogan_is_no_headline(rules: Rules) -> None:
    assert page(rules, "أقلام", "صحيفة عربية مستقلة تصدر من لندن", TITLE, *BODY).title == TITLE


def test_the_editor_may_stand_behind_the_name(rules: Rules) -> None:
    top = ("search", "بوابة المرفأ رئيس التحرير أشرف علام", "كأس العالم", "سياسة", "خدمات")
    assert page(rules, *top, TITLE, "12 أيار 2022", *BODY).publisher == "بوابة المرفأ"


def test_a_part_of_the_publishers_name_signs(rules: Rules) -> None:
    for byline in ("المرفأ - وكالات", "خاص جريدة المرفأ الاقتصادية"):
        draft = page(rules, "جريدة المرفأ الاقتصادية", "بورصة", "بنوك", TITLE, "12 أيار 2022", byline, *BODY)
        assert draft.publisher == "جريدة المرفأ الاقتصادية"
        assert kinds(draft)[byline] == "meta"


def test_a_headline_to_read_also_right_above_a_short_paragraph(rules: Rules) -> None:
    other = "توقيف شخص متلبس بترويج المخدرات بفاس"
    last = "وطالب البلاغ بسحب التطبيق دون قيد أو شرط."
    found = kinds(page(rules, *BODY, "إقرأ أيضا", other, last))
    assert (found[other], found[last]) == ("removed", "body")


def test_a_clock_divides_a_live_report(rules: Rules) -> None:
    later = "الحمالون يرفضون إنذارا أخيرا بالمغادرة ويرددون هتافات."
    assert kinds(page(rules, "06:58", *BODY, "05:30", later))[later] == "body"


def test_an_agencys_mark_stands_behind_the_last_sentence(rules: Rules) -> None:
    last = 'وقال مؤسس التطبيق إن عام 2023 هو "عام الكفاءة". /نهاية الخبر/'
    assert kinds(page(rules, *BODY, last))[last] == "body"


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


def test_a_date_over_the_byline_over_the_headline(rules: Rules) -> None:
    top = ("جريدة المرفأ", "الثلاثاء 4 يوليو 2023")
    draft = page(rules, *top, "كتب نواف الشمري:", TITLE, *BODY)
    assert draft.published is not None
    assert draft.published.value == date(2023, 7, 4)
    assert page(rules, *top, TITLE, *BODY).published is None


def test_a_picture_that_stands_for_others(rules: Rules) -> None:
    line = "حمال أمام شاشة هاتفه (صورة رمزية)"
    assert kinds(page(rules, "12 أيار 2022", line, *BODY))[line] == "removed"


@pytest.mark.parametrize("slogan", ["قناة عامة", "مدونة شخصية", "صفحة رسمية", "منصة حقوقية مستقلة"])
def test_what_kind_of_page_it_is_names_none(rules: Rules, slogan: str) -> None:
    assert page(rules, slogan, TITLE, "12 أيار 2022", *BODY).publisher is None
    assert page(rules, "مرفأ الحكايات", slogan, TITLE, "12 أيار 2022", *BODY).publisher == "مرفأ الحكايات"


def test_a_channel_tells_what_it_is_before_its_followers(rules: Rules) -> None:
    draft = page(rules, "أنباء بلا مرفأ", "قناة عامة", "12 543 مشترك", TITLE, *BODY)
    assert draft.publisher == "أنباء بلا مرفأ"


def test_a_name_may_end_with_today(rules: Rules) -> None:
    draft = page(rules, "مرفأ اليوم", "أحدث المقالات", TITLE, "بواسطةفريق مرفأ اليوم-مايو 14, 2018", *BODY)
    assert draft.published is not None
    assert draft.published.value == date(2018, 5, 14)
    assert page(rules, "مرفأ اليوم", "اليوم: 14 مايو 2018", TITLE, *BODY).published is None


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


def test_a_name_beside_an_agency_is_metadata(rules: Rules) -> None:
    assert kinds(page(rules, "12 أيار 2022", "شاطئ: وكالات", *BODY))["شاطئ: وكالات"] == "meta"


def test_the_pages_head_stands_beside_the_date(rules: Rules) -> None:
    draft = page(rules, "مرفأ الحكايات", "© 2024", TITLE, "17 فبراير 2024 مرفأ الحكايات", *BODY)
    assert draft.published is not None
    assert draft.published.value == date(2024, 2, 17)
    assert page(rules, "أجهزة", TITLE, "17 فبراير 2024 سوق الجملة الجديد", *BODY).published is None


def test_a_paper_signs_without_the_word_for_its_kind(rules: Rules) -> None:
    draft = page(rules, "موقع مرفأ", TITLE, "مرفأ - خاص", "11 حزيران/يونيو 2020", *BODY)
    assert kinds(draft)["مرفأ - خاص"] == "meta"


def test_the_last_question_belongs_to_the_text(rules: Rules) -> None:
    last = "لا يملكون عقدا، فكيف يملكون نقابة؟"
    assert kinds(page(rules, *BODY, last, "قرأت لك"))[last] == "body"
    assert kinds(page(rules, *BODY, "ما رأيك في القرار؟", "قرأت لك"))["ما رأيك في القرار؟"] == "removed"


def test_the_axis_of_an_article_is_no_headline(rules: Rules) -> None:
    assert page(rules, "المحور: الحركة العمالية والنقابية", TITLE, "عزيز الدين بوبكري", *BODY).title == TITLE


def test_a_papers_name_opens_the_line_of_its_issue(rules: Rules) -> None:
    line = "المرفأ العمالي - العدد: 6789 - 2021 / 1 / 19 - 10:51"
    assert page(rules, line, "المحور: العمل", TITLE, *BODY).publisher == "المرفأ العمالي"
    other = line.replace("المرفأ العمالي", "أرشيف الأعداد")
    assert page(rules, other, "المحور: العمل", TITLE, *BODY).publisher is None


def test_a_subheading_follows_a_box_with_one_headline_or_none(rules: Rules) -> None:
    box, headline = ("تكنولوجيا", "التحديثات الحية"), "متجر كبير يعلن عن تخفيضات الصيف"
    for subheading in ("ماذا قالت الإدارة؟", "خلفية القرار"):
        for inner in ((), (headline,)):
            found = kinds(page(rules, "12 أيار 2022", *BODY[:2], *box, *inner, subheading, BODY[2]))
            assert found[subheading] == found[BODY[2]] == "body"
            assert {found[line] for line in (*box, *inner)} == {"removed"}
    assert kinds(page(rules, "12 أيار 2022", *BODY[:2], *box, headline, BODY[2]))[headline] == "removed"
