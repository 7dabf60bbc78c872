"""Forms that templates of Arabic sites share, each beside what must not be taken for it; all is invented."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from archive.ingest.dateline import is_relative, posted_by
from archive.ingest.draft import Draft, Source
from archive.ingest.normalise import phrase_key
from archive.ingest.parse import Rules, parse

TITLE = "بحارة ميناء صور يوقفون منصة الحجز الإلكترونية أسبوعا كاملا"
BODY = (
    "أوقف بحارة في ميناء صور العمل على منصة الحجز الإلكترونية، وقالوا إنها تقتطع من أجورهم بلا تفسير.",
    "وقالت إدارة الميناء إنها ستراجع طريقة الحساب مع لجنة يختارها البحارة، ولم تحدد موعدا لذلك.",
    "وأكد ممثل البحارة أن المنصة ستبقى متوقفة حتى تنشر الإدارة قواعد الاقتطاع كلها على الملأ.",
)


def page(
    rules: Rules,
    top: Sequence[str] = (),
    mid: Sequence[str] = (),
    foot: Sequence[str] = (),
    body: Sequence[str] = BODY,
) -> Draft:
    text = "\n".join([*top, TITLE, *mid, *body, *foot])
    return parse(Source("x", text.encode()), rules=rules, tagger=lambda title, body: [])


def kinds(draft: Draft) -> dict[str, str]:
    return {line.text.strip(): line.kind for line in draft.lines}


def test_the_headline_stands_without_the_words_that_a_window_or_a_picture_adds(rules: Rules) -> None:
    for added in ("- فنار تك", "البحارة"):
        for lines in ((f"{TITLE} {added}", TITLE), (TITLE, f"{TITLE} {added}")):
            text = "\n".join([*lines, "12 أيار 2022", *BODY])
            draft = parse(Source("x", text.encode()), rules=rules, tagger=lambda title, body: [])
            assert draft.title == TITLE


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("كتبه فراس حيدر منذ 4 سنوات", "فراس حيدر"),
        ("بواسطة فراس حيدر قبل يومين", "فراس حيدر"),
        ("فراس حيدر أرسل بريدا إلكترونيامنذ 5 أيام", "فراس حيدر"),
        ("فراس حيدر أرسل بريدًا إلكترونيًا منذ أسبوعين", "فراس حيدر"),
    ],
)
def test_who_wrote_it_and_how_long_ago(rules: Rules, line: str, name: str) -> None:
    draft = page(rules, mid=(line,))
    assert (draft.author, kinds(draft)[line], draft.published) == (name, "meta", None)


def test_a_headline_may_end_with_a_span_of_time() -> None:
    for text in ("أكبر توقف للبحارة منذ 5 سنوات", "نشر منذ ساعتين"):
        assert posted_by(phrase_key(text)) == ""
    assert not is_relative(phrase_key("أكبر توقف للبحارة منذ 5 سنوات"))


def day(draft: Draft) -> date | None:
    return draft.published.value if draft.published else None


def test_a_date_above_the_headline_stands_right_above_the_change_of_the_page(rules: Rules) -> None:
    top = ("الخميس 12 مايو 2022 - 09:10", "آخر تحديث: السبت 14 مايو 2022 - 07:00", "موانئ", "صور اليوم")
    assert day(page(rules, top=top)) == date(2022, 5, 12)


def test_a_bare_numeric_date_right_above_the_headline_is_the_articles(rules: Rules) -> None:
    draft = page(rules, top=("خلاصات | البريد", "23/05/2022"))
    assert (day(draft), kinds(draft)["23/05/2022"]) == (date(2022, 5, 23), "meta")
    assert day(page(rules, top=("بيان صحفي", "23 أيار 2022"))) == date(2022, 5, 23)
    for clock in (
        "الاثنين 23 مايو 2022",
        "23 مايو 2022 - 22 شوال 1443",
        "23/05/2022 14:20",
        "تم الطباعة بتاريخ: 23/05/2022 04:51:08 م",
    ):
        assert day(page(rules, top=("خلاصات | البريد", clock))) is None
    assert day(page(rules, top=("23/05/2022", "اقتصاد"))) is None


def test_a_change_within_days_tells_how_numeric_dates_read(rules: Rules) -> None:
    line = "نشرت في: 02/05/2022 - 10:15آخر تحديث: 03/05/2022 - 08:00"
    assert day(page(rules, mid=(line,))) == date(2022, 5, 2)
    assert day(page(rules, mid=("نشرت في: 02/05/2022 - 10:15آخر تحديث: 09/06/2022 - 08:00",))) is None


def test_a_first_name_with_a_mediums_word_is_a_medium(rules: Rules) -> None:
    draft = page(rules, mid=("فراس نيوز - صور",))
    assert (draft.publisher, draft.author) == ("فراس نيوز", None)


def test_a_step_of_a_path_is_no_publisher(rules: Rules) -> None:
    menu = ("أخبار الموانئ والسفن", f"الرئيسية / أخبار الموانئ والسفن / {TITLE}", "أخبار الموانئ والسفن")
    assert page(rules, top=menu).publisher is None


@pytest.mark.parametrize(
    ("top", "foot", "name"),
    [
        ((), ("تخطي إلى الجزء التالي المزيد من فنار ميديا", "المزيد من فنار ميديا"), "فنار ميديا"),
        ((), ("معاييرنا: مبادئ الثقة لدى تومسون رويترز",), "رويترز"),
        ((), ("(«الفنار»، أ ف ب، رويترز)",), "الفنار"),
        (("فنار 19",), ("بودكاست فنار 19",), "فنار 19"),
        (("وكالة أنباء الفنار (فنار)", "طباعة |  أرسل لصديق  |  PDF"), (), "وكالة أنباء الفنار"),
        (
            ("التخطي إلى المحتوى الرئيسي", "دفاتر بحار", "ملح وورق"),
            ("مرسلة بواسطة نوّار في 10:22 م", "يتم التشغيل بواسطة Blogger."),
            "دفاتر بحار",
        ),
        (
            ("صحيفة الفنار الصورية - العدد 311 - الأربعاء 11 مايو 2022", "الرئيسية | بحر"),
            (),
            "صحيفة الفنار الصورية",
        ),
    ],
)
def test_what_only_the_pages_own_template_says_names_its_publisher(
    rules: Rules, top: Sequence[str], foot: Sequence[str], name: str
) -> None:
    assert page(rules, top=top, foot=foot).publisher == name


@pytest.mark.parametrize(
    "foot", ["المزيد من الأخبار", "(رويترز، أ ف ب)", "(«الفنار» تغرق، رويترز)", "Powered by WordPress"]
)
def test_what_any_template_says_names_nobody(rules: Rules, foot: str) -> None:
    assert page(rules, top=("دفاتر بحار",), foot=(foot,)).publisher is None


def test_the_foot_gives_the_whole_name(rules: Rules) -> None:
    draft = page(rules, mid=("المدن - بيروت",), foot=("وكالة المدن المستقلة - لبنان",))
    assert draft.publisher == "وكالة المدن المستقلة"


def test_an_organisation_signs_behind_a_bar(rules: Rules) -> None:
    assert (
        page(rules, mid=("11 أيار 2022", "/ الاتحاد العام لبحارة الساحل")).publisher
        == "الاتحاد العام لبحارة الساحل"
    )


def test_a_bloggers_name_keeps_its_marks(rules: Rules) -> None:
    draft = page(rules, foot=("مرسلة بواسطة نوّار الصوري في 10:22 م", "كتابة مدونة حول هذه المشاركة"))
    assert draft.author == "نوّار الصوري"
    assert kinds(draft)["كتابة مدونة حول هذه المشاركة"] == "removed"


def test_what_readers_shall_press_or_read_besides_is_no_text(rules: Rules) -> None:
    extra = ("نرشح لك: أسعار السمك في الأسواق اليوم", "اضغط للاشتراك في قناة الفنار على تيليجرام")
    draft = page(rules, body=(BODY[0], *extra, *BODY[1:]), foot=("- اختر/اختاري -",))
    assert draft.body.split("\n\n") == list(BODY) or draft.body.splitlines() == list(BODY)


@pytest.mark.parametrize(
    ("line", "place", "publisher"),
    [
        ("بيروت، لبنان (فنار نيوز)--", "بيروت", "فنار نيوز"),
        ("فنار نيوز من بيروت:", "بيروت", "فنار نيوز"),
    ],
)
def test_where_it_was_written_stands_on_a_line_of_its_own(
    rules: Rules, line: str, place: str, publisher: str
) -> None:
    draft = page(rules, mid=("12 أيار 2022", "أخبار ذات صلة", "أسعار السمك في الأسواق", line))
    assert (draft.place, draft.publisher, kinds(draft)[line]) == (place, publisher, "meta")
    assert page(rules, mid=("12 أيار 2022", "البحارة من الشاطئ إلى البيت:")).place is None


def test_a_medium_signs_with_the_end_of_its_name_and_by_a_correspondent(rules: Rules) -> None:
    draft = page(rules, mid=("نص: قناة الفنار 24 / أ ف ب",), foot=("الفنار 24/ أ ف ب",))
    assert kinds(draft)["الفنار 24/ أ ف ب"] == "meta"
    for line in ("بيروت - مراسل الفنار", "الدوير - مراسل الفنار"):
        assert kinds(page(rules, mid=("12 أيار 2022", line)))[line] == "meta"


def test_a_box_about_the_author_goes_below_a_list_of_tags(rules: Rules) -> None:
    about = "مهندس سفن ومدون، يكتب عن الموانئ والبرمجيات الحرة منذ سنوات."
    foot = ("الوسوم", "البحر الأجور", "فراس حيدر", about)
    draft = page(rules, mid=("فراس حيدر أرسل بريدا إلكترونيا منذ 5 أيام",), foot=foot)
    assert kinds(draft)[about] == "removed"


def test_who_hands_out_the_statement_presents_itself_at_the_foot(rules: Rules) -> None:
    name = "الاتحاد العام لبحارة الساحل"
    about = f"{name} (GSU) هو أكبر تجمع نقابي للبحارة، ويقود حملاتهم منذ ثلاثين عاما."
    call = "أوقفوا المنصة، اليوم قبل الغد!"
    draft = page(rules, mid=("11 أيار 2022", f"/ {name}"), foot=(call, "اشترك في نشرتنا البريدية", about))
    assert (kinds(draft)[call], kinds(draft)[about]) == ("body", "removed")


def test_a_channels_stamp_counts_behind_its_address(rules: Rules) -> None:
    foot = ("#صور #بحارة", "t.me/sur_sailors_news_ar", "3.1K 18:22 14 مايو 2022")
    draft = page(rules, top=("بحارة صور", "2.4K subscribers"), foot=foot)
    assert day(draft) == date(2022, 5, 14)


def test_a_posts_date_ends_with_a_dot_in_the_middle(rules: Rules) -> None:
    assert day(page(rules, top=("بحارة بلا حدود", "14 مايو 2022 ·"))) == date(2022, 5, 14)


def test_a_name_before_a_bar_and_two_dates(rules: Rules) -> None:
    assert day(page(rules, mid=("Firas Haydar |14.05.2022 - محدث : 14.05.2022",))) == date(2022, 5, 14)


def test_a_paper_in_quotation_marks_is_no_person(rules: Rules) -> None:
    draft = page(rules, mid=("بيروت – “ضحى الساحل” – من جهاد الخالدي:",))
    assert (draft.publisher, draft.author) == ("ضحى الساحل", "جهاد الخالدي")


def test_below_a_statement_its_organisation_tells_of_itself(rules: Rules) -> None:
    foot = ("عن جمعية حراس الشاطئ", "جمعية حراس الشاطئ منظمة غير ربحية تأسست عام 2011.")
    assert page(rules, top=("بيان صحفي",), foot=foot).publisher == "جمعية حراس الشاطئ"


def test_the_points_of_an_open_letter_and_its_signers_are_text(rules: Rules) -> None:
    letter = ("إلى إدارة الميناء،", *BODY, "نطالبكم بما يلي:", "1. إلغاء الاقتطاع فورا.", "2. نشر القواعد.")
    signed = ("الموقعون:", "فراس حيدر، بحار", "ليلى منصور، مهندسة")
    draft = page(rules, mid=("14 أيار 2022",), body=(*letter, *signed), foot=("مشاركة",))
    assert [kinds(draft)[line] for line in (*letter, *signed)] == ["body"] * 10


def test_a_short_quotation_opens_the_text(rules: Rules) -> None:
    quotation = '"لن نبحر اليوم".'
    draft = page(rules, mid=("14 أيار 2022", "ليلى منصور"), body=(quotation, *BODY))
    assert kinds(draft)[quotation] == "body"


def test_a_page_on_one_line_may_name_its_site_behind_the_headline(rules: Rules) -> None:
    text = f"{TITLE} - ساحل نيوز الأربعاء 14 أيلول 2022 " + " ".join(BODY)
    draft = parse(Source("x", text.encode()), rules=rules, tagger=lambda title, body: [])
    assert (draft.title, draft.publisher) == (TITLE, "ساحل نيوز")


def test_a_dateline_without_its_year_bears_out_the_date_above(rules: Rules) -> None:
    body = (f"بيروت في 14 مايو / وكالة الساحل / {BODY[0]}", *BODY[1:])
    assert day(page(rules, top=("14-05-2022",), body=body)) == date(2022, 5, 14)
    assert day(page(rules, top=("15-05-2022",), body=body)) is None


def test_who_answers_for_comments_is_no_text(rules: Rules) -> None:
    line = "يلفت موقع الساحل إلى أنّه ليس مسؤولًا عن التعليقات التي ترده."
    assert kinds(page(rules, mid=("14 أيار 2022",), foot=(line,)))[line] == "removed"


@pytest.mark.parametrize(
    "line",
    ["صورة فراس حيدر فراس حيدر14 مايو 2022", "May 14, 2022 by فراس حيدر", "فراس حيدر | 14 مايو 2022"],
)
def test_the_author_on_the_line_of_the_date(rules: Rules, line: str) -> None:
    draft = page(rules, mid=(line,))
    assert (day(draft), draft.author, kinds(draft)[line]) == (date(2022, 5, 14), "فراس حيدر", "meta")


@pytest.mark.parametrize("top", [("دفاتر الساحل", "14 مايو 2022"), ("الطقس: 22°", "14/05/2022")])
def test_below_a_masthead_stands_the_day_of_the_visit(rules: Rules, top: Sequence[str]) -> None:
    assert page(rules, top=top).published is None


def test_a_day_above_is_none_where_the_page_tells_how_long_ago(rules: Rules) -> None:
    assert page(rules, top=("خلاصات | البريد", "14 مايو 2022"), mid=("قبل 3 سنوات",)).published is None
