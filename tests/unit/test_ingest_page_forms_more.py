"""More forms that templates of Arabic sites share, each beside what must not be taken for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from archive.ingest.parse import Rules
from tests.unit.porters import BODY, TITLE, kinds, page


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


def test_what_a_petition_has_gathered(rules: Rules) -> None:
    frame = ("تم جمع 12,480 توقيعا. لنصل إلى 15,000!", "بدأ هذه العريضة: تجمع الحمالين")
    found = kinds(page(rules, *frame, *BODY))
    assert {found[line] for line in frame} == {"removed"}
    told = "تم جمع 500 توقيع على العريضة خلال يومين."
    assert kinds(page(rules, *BODY, told))[told] == "body"


def test_a_slogan_is_no_headline(rules: Rules) -> None:
    assert page(rules, "أقلام", "صحيفة عربية مستقلة تصدر من لندن", TITLE, *BODY).title == TITLE


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


def test_a_date_over_the_byline_over_the_headline(rules: Rules) -> None:
    top = ("جريدة المرفأ", "الثلاثاء 4 يوليو 2023")
    draft = page(rules, *top, "كتب نواف الشمري:", TITLE, *BODY)
    assert draft.published is not None
    assert draft.published.value == date(2023, 7, 4)
    assert page(rules, *top, TITLE, *BODY).published is None


def test_a_picture_that_stands_for_others(rules: Rules) -> None:
    line = "حمال أمام شاشة هاتفه (صورة رمزية)"
    assert kinds(page(rules, "12 أيار 2022", line, *BODY))[line] == "removed"


def test_a_name_may_end_with_today(rules: Rules) -> None:
    draft = page(rules, "مرفأ اليوم", "أحدث المقالات", TITLE, "بواسطةفريق مرفأ اليوم-مايو 14, 2018", *BODY)
    assert draft.published is not None
    assert draft.published.value == date(2018, 5, 14)
    assert page(rules, "مرفأ اليوم", "اليوم: 14 مايو 2018", TITLE, *BODY).published is None


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


def test_a_subheading_follows_a_box_with_one_headline_or_none(rules: Rules) -> None:
    box, headline = ("تكنولوجيا", "التحديثات الحية"), "متجر كبير يعلن عن تخفيضات الصيف"
    for subheading in ("ماذا قالت الإدارة؟", "خلفية القرار"):
        for inner in ((), (headline,)):
            found = kinds(page(rules, "12 أيار 2022", *BODY[:2], *box, *inner, subheading, BODY[2]))
            assert found[subheading] == found[BODY[2]] == "body"
            assert {found[line] for line in (*box, *inner)} == {"removed"}
    assert kinds(page(rules, "12 أيار 2022", *BODY[:2], *box, headline, BODY[2]))[headline] == "removed"


def test_the_pages_head_beside_an_agency_is_no_picture(rules: Rules) -> None:
    draft = page(
        rules, "المرفأ الجنوبي", "Accueil", TITLE, "29 مارس، 2022 - 14:20", "المرفأ الجنوبي / وكالات", *BODY
    )
    assert kinds(draft)["المرفأ الجنوبي / وكالات"] == "meta"
    credit = "سليم فارس / رويترز"
    assert kinds(page(rules, "المرفأ الجنوبي", TITLE, "29 مارس 2022", credit, *BODY))[credit] == "removed"


@pytest.mark.parametrize("line", ["مجلس الإدارة: عبد الحق الوافي", "تردد القناة: 11345 عمودي"])
def test_what_a_masthead_says_besides_is_no_headline(rules: Rules, line: str) -> None:
    assert page(rules, "قناة المرفأ", line, TITLE, "12 أيار 2022", *BODY).title == TITLE


def test_the_authors_name_again_below_the_text_goes(rules: Rules) -> None:
    lines = ("بواسطة شهد الغامدي", "29 يوليو 2021", *BODY, "شهد الغامدي", "مهووسة بألعاب تقمص الأدوار")
    assert kinds(page(rules, *lines))["شهد الغامدي"] == "removed"
