"""Lines that no rule names: what shape, place and words give away, and what must stay with the text."""

from __future__ import annotations

import pytest

from archive.ingest.draft import Draft, Source
from archive.ingest.parse import Rules, parse

TITLE = "عمال مصنع الرقائق يوقفون خط الإنتاج في حيفا"
FIRST = "أوقف عمال مصنع الرقائق خط الإنتاج صباح أمس احتجاجا على قرار الإدارة تمديد نوبات الليل إلى عشر ساعات."
SECOND = (
    "وقالت لجنة المصنع إن القرار اتخذ من دون علمها، وإن العمال لن يعودوا قبل إلغائه ودفع أجور يوم التوقف."
)
THIRD = "وردت الإدارة ببيان قصير أعلنت فيه استعدادها للتفاوض على مدة نوبات الليل من دون أن تذكر الأجور."


def read(rules: Rules, *lines: str) -> Draft:
    return parse(Source("page.txt", "\n".join(lines).encode()), rules=rules, tagger=lambda title, body: [])


def kinds(draft: Draft, *lines: str) -> list[str]:
    return [line.kind for text in lines for line in draft.lines if line.text == text]


@pytest.mark.parametrize(
    "line",
    [
        "أسعار الخضار تتراجع في أسواق الجملة",
        "لا يفوتك | نجم السينما يكشف سر غيابه الطويل",
        "وأيضا: سبع فوائد للمشي قبل النوم",
        "نزّل التطبيق لقراءة المقال",
        "كل الفيديوهات على قناتنا",
        "رصيدك من القصص هذا الأسبوع: 1 من 3",
        "Watch live on our app",
    ],
)
def test_a_line_about_something_else_between_paragraphs_goes(rules: Rules, line: str) -> None:
    draft = read(rules, TITLE, FIRST, "إعلان", line, SECOND, THIRD)
    assert kinds(draft, line) == ["removed"]
    assert kinds(draft, FIRST, SECOND, THIRD) == ["body"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "نوبات الليل",
        "ليل طويل في الوادي",
        "«لن نعود إلى الآلات قبل أن يسمعنا أحد»",
        "من يدفع الثمن؟",
        "موقف الإدارة من العمال المتوقفين عن العمل",
        "تعليق الإنتاج",
        "2. أجور يوم التوقف",
    ],
)
def test_a_sub_heading_between_paragraphs_stays(rules: Rules, line: str) -> None:
    assert kinds(read(rules, TITLE, FIRST, line, SECOND, THIRD), line) == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        "هل أفادك ما قرأت؟",
        "نرحب بملاحظاتكم ومقترحاتكم.",
        "يمكنكم تحميل النسخة المطبوعة من هنا.",
        "شكرا لقراءتكم",
        "المزيد عن: نقابات صناعة",
    ],
)
def test_what_a_page_says_below_its_text_goes(rules: Rules, line: str) -> None:
    assert kinds(read(rules, TITLE, FIRST, SECOND, THIRD, line), line) == ["removed"]


@pytest.mark.parametrize(
    "line", ["عاش نضال العمال.", "فهل تسمع الإدارة؟", "ولم تعلق الوزارة على الخبر.", "والبقية تأتي."]
)
def test_a_short_end_of_the_text_stays(rules: Rules, line: str) -> None:
    assert kinds(read(rules, TITLE, FIRST, SECOND, THIRD, line), line) == ["body"]


def test_a_table_of_contents_goes_and_its_sub_headings_stay(rules: Rules) -> None:
    draft = read(
        rules,
        TITLE,
        "المحتويات",
        "نوبات الليل",
        "رد الإدارة",
        FIRST,
        "نوبات الليل",
        SECOND,
        "رد الإدارة",
        THIRD,
    )
    assert kinds(draft, "نوبات الليل") == ["removed", "body"]
    assert kinds(draft, "رد الإدارة") == ["removed", "body"]


def test_the_last_step_of_the_path_is_no_text(rules: Rules) -> None:
    draft = read(rules, "الرئيسية » عمال » إضراب مصنع حيفا", TITLE, "إضراب مصنع حيفا", FIRST, SECOND)
    assert draft.title == TITLE
    assert kinds(draft, "إضراب مصنع حيفا") == ["removed"]


def test_the_foreign_words_of_a_post_go_with_the_line_that_signs_it(rules: Rules) -> None:
    draft = read(
        rules, TITLE, FIRST, "We are not machines and we say so", "— Worker (@worker_x) May 3, 2024", SECOND
    )
    assert kinds(draft, "We are not machines and we say so") == ["removed"]


def test_the_name_of_the_site_with_its_slogan_goes(rules: Rules) -> None:
    draft = read(rules, "صوت الوادي", TITLE, FIRST, "صوت الوادي: معكم أينما كنتم", SECOND, THIRD)
    assert kinds(draft, "صوت الوادي: معكم أينما كنتم") == ["removed"]


def test_an_appeal_above_a_button_goes_and_no_paragraph_above_one_between_them(rules: Rules) -> None:
    appeal = "نكتب لكم كل يوم بلا ممول ولا معلن، وبقاؤنا معلق على كرمكم"
    draft = read(rules, TITLE, FIRST, "اشترك الآن", SECOND, THIRD, appeal, "تبرع الآن")
    assert kinds(draft, appeal) == ["removed"]
    assert kinds(draft, FIRST, SECOND, THIRD) == ["body"] * 3


def test_a_site_presents_itself_below_the_text(rules: Rules) -> None:
    about = "موقع مستقل يغطي شؤون البلدات الساحلية منذ سنوات بلغات ثلاث ويقرؤه الآلاف."
    draft = read(rules, "صوت الوادي", TITLE, FIRST, SECOND, THIRD, "عن صوت الوادي", about)
    assert kinds(draft, "عن صوت الوادي", about) == ["removed", "removed"]


def test_an_end_mark_closes_the_text_but_not_in_its_middle(rules: Rules) -> None:
    about = "لجنة المصنع هيئة منتخبة تمثل عمال الرقائق وتجتمع مرة كل شهر في مقر النقابة بالمدينة."
    draft = read(rules, TITLE, FIRST, SECOND, THIRD, "-انتهى-", about)
    assert kinds(draft, "-انتهى-", about) == ["removed", "removed"]
    draft = read(rules, TITLE, FIRST, "انتهى", SECOND, THIRD, FIRST.replace("أمس", "اليوم"))
    assert kinds(draft, SECOND, THIRD) == ["body", "body"]


def test_the_names_below_a_statement_belong_to_it(rules: Rules) -> None:
    names = ("نقابة المطاحن", "لجنة عمال الميناء")
    draft = read(rules, TITLE, FIRST, SECOND, "الموقعون:", *names)
    assert kinds(draft, *names) == ["body", "body"]


def test_points_of_a_summary_go_and_no_paragraph_without_a_full_stop(rules: Rules) -> None:
    point = "توقف خط الإنتاج وتمديد نوبات الليل سبب الخلاف"
    open_ended = [text.rstrip(".") for text in (FIRST, SECOND, THIRD)]
    draft = read(rules, TITLE, "ملخص", point, *open_ended)
    assert kinds(draft, point) == ["removed"]
    assert kinds(draft, *open_ended) == ["body"] * 3


def test_a_row_of_bars_with_a_date_above_the_text_is_no_ticker(rules: Rules) -> None:
    row = "عمال | سليم الراعي | 3 أيار 2024"
    assert read(rules, TITLE, row, FIRST, SECOND).lines[1].rule != "structure.ticker"


def test_a_standfirst_above_a_described_credit_stays(rules: Rules) -> None:
    deck = "اللجنة تصف القرار بأنه إهانة، والإدارة تعد بالحوار قبل نهاية الأسبوع الجاري."
    draft = read(rules, TITLE, deck, "خط إنتاج متوقف في المصنع (Getty Images)", "3 أيار 2024", FIRST, SECOND)
    assert kinds(draft, deck) == ["body"]


def test_items_below_the_headline_without_a_label_stay(rules: Rules) -> None:
    item = "- اللجنة ترفض عرض الإدارة الأخير وتطلب لقاء جديدا"
    assert kinds(read(rules, TITLE, item, "3 أيار 2024", FIRST, SECOND), item) == ["body"]
