"""Arabic numbers, and what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.figure_sentences import sentences
from archive.ingest.figures import find_figures
from archive.ingest.numbers import find_quantities, tokens


def values(text: str) -> list[float]:
    return [quantity.value for quantity in find_quantities(tokens(text), text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1400", [1400]),
        ("1,400", [1400]),
        ("1.400 عامل", [1400]),
        ("١٬٤٠٠", [1400]),
        ("١٤٠٠", [1400]),
        ("19.4 مليون", [19.4e6]),
        ("1,2 مليار", [1.2e9]),
        ("1.2 مليار", [1.2e9]),
        ("10 ملايين", [10e6]),
        ("3 آلاف", [3000]),
        ("1.200.000", [1.2e6]),
        ("130 ألف", [130_000]),
        ("ألف", [1000]),
        ("ألفا موظف", [2000]),
        ("ألفين", [2000]),
        ("خمسة آلاف", [5000]),
        ("خمسون ألفا", [50_000]),
        ("خمسمئة وخمسين", [550]),
        ("خمس مئة", [500]),
        ("ثلاثمائة", [300]),
        ("مئتا مهندس", [200]),
        ("ألف ومئتي", [1200]),
        ("ثمانية وعشرين", [28]),
        ("خمسة عشر", [15]),
        ("أحد عشر", [11]),
        ("وإحدى عشرة", [11]),
        ("أحد عشر ألفا", [11_000]),
        ("إحدى العاملات", []),
        ("اثني عشر", [12]),
        ("مئة وخمسة وعشرين", [125]),
        ("ألفان وثلاثمئة وأربعون", [2340]),
        ("مليون ونصف المليون", [1.5e6]),
        ("نصف مليون", [5e5]),
        ("مئات", [200]),
        ("عشرات الآلاف", [20_000]),
        ("مئات الآلاف", [200_000]),
        ("ملايين", [2e6]),
        ("آلاف العمال", [2000]),
        ("بمليار دولار", [1e9]),
        ("لخمسين", [50]),
        ("والستين", [60]),
        ("9 عمال و12 عاملة", [9, 12]),
        ("لا أرقام هنا", []),
        ("أحد العاملين", []),
        ("الفصل العنصري", []),
        ("", []),
    ],
)
def test_numbers_are_read(text: str, expected: list[float]) -> None:
    assert values(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقع أكثر من خمسمئة موظف عريضة", ("signatures", 500, "people", "at_least")),
        ("جمعت العريضة نحو 60 ألف توقيع", ("signatures", 60_000, "people", "about")),
        ("عريضة وقعها 3100 من العاملين", ("signatures", 3100, "people", "exact")),
        ("تجاوز عدد الموقعين على الرسالة 900 موظف", ("signatures", 900, "people", "at_least")),
        ("فصلت الشركة ثمانية وعشرين موظفا", ("dismissals", 28, "people", "exact")),
        ("سرحت الشركة 12 ألف عامل", ("dismissals", 12_000, "people", "exact")),
        ("ستستغني المجموعة عن نحو 4 آلاف عامل", ("dismissals", 4000, "people", "about")),
        ("تعتزم إلغاء 10 آلاف وظيفة", ("dismissals", 10_000, "jobs", "exact")),
        ("اعتقلت الشرطة تسعة متظاهرين", ("arrests", 9, "people", "exact")),
        ("أضرب مئات العمال", ("strikers", 200, "people", "at_least")),
        ("استقال موظفان احتجاجا", ("resignations", 2, "people", "exact")),
        ("استقالة نحو 12 احتجاجا", ("resignations", 12, "people", "about")),
        ("عقد قيمته 1.2 مليار دولار", ("contract", 1.2e9, "USD", "exact")),
        ("صفقة بقيمة 250 مليون جنيه إسترليني", ("contract", 250e6, "GBP", "exact")),
        ("ستتبرع بمبلغ 10 ملايين دولار", ("donation", 10e6, "USD", "exact")),
        ("غرامة قدرها 500 ألف درهم مغربي", ("fine", 500_000, "MAD", "exact")),
        ("تعويض لا يقل عن 3 ملايين يورو", ("compensation", 3e6, "EUR", "at_least")),
        ("عقد بقيمة 5 ملايين دينار", ("contract", 5e6, "dinar", "exact")),
        ("عقد قيمته $40 مليون", ("contract", 40e6, "USD", "exact")),
    ],
)
def test_a_number_counts_what_its_sentence_says(text: str, expected: tuple[str, float, str, str]) -> None:
    (figure,) = find_figures(text)
    assert (figure.kind, figure.value, figure.unit, figure.qualifier) == expected
    assert figure.text == text


@pytest.mark.parametrize(
    "text",
    [
        "بلغ راتب العامل 414 دولارا في الشهر",
        "يعمل في الشركة 130 ألف موظف",
        "فصل 30% من الموظفين",
        "في عام 2018 وقعت الشركة عقدا",
        "استمر الإضراب 48 ساعة",
        "منذ 3 سنوات يطالب العمال بحقوقهم",
        "تجنب الفصل العنصري 20 عاما",
        "ارتفع السهم إلى 200 دولار",
        "وقعت الحادثة عند الساعة 10",
        'مجلة "972+" وموظفون',
        "وقع خمسة عمال ضحية احتيال",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("فصلت الشركة 28 موظفا بعد وقفة لحملة «لا للفصل العنصري»", [("dismissals", 28)]),
        (
            "طالب أكثر من 100 موظف رئيسهم بقطع العقد مع الوكالة، في رسالة مفتوحة نشرت أمس",
            [("signatures", 100)],
        ),
        ("أعلن مئات الموظفين أنهم لن يعملوا وضبطوا بريدهم على رسالة غياب", []),
        (
            "أكثر من 90 موظفا في الأولى وأكثر من 300 في الثانية وقعوها",
            [("signatures", 90), ("signatures", 300)],
        ),
        ("ارتفع عدد الموقعين إلى نحو 4,000", [("signatures", 4000)]),
        ("خلط البرنامج بين 28 عضوا في المجلس وأشخاص سبق توقيفهم", []),
        ("في تشرين الأول 2024 فُصل موظفان", [("dismissals", 2)]),
        ("اعتقلت الشرطة تسعة أشخاص: خمسة في مدينة وأربعة في أخرى", [("arrests", 9)]),
        ("منحت الشركة مديرها 90 مليون دولار عند خروجه", []),
    ],
)
def test_the_whole_sentence_decides(text: str, expected: list[tuple[str, float]]) -> None:
    assert [(figure.kind, figure.value) for figure in find_figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("فصلت الشركة 250 إلى 300 موظف", 250, "250 إلى 300 موظف"),
        ("فصلت الشركة بين 200 و300 موظف", 200, "200 و300 موظف"),
        ("فصلت الشركة ما بين 200 و 300 موظف", 200, "200 و 300 موظف"),
        ("فصلت الشركة من 200 حتى 300 موظف", 200, "200 حتى 300 موظف"),
        ("فصلت الشركة 250-300 موظف", 250, "250-300 موظف"),
        ("فصلت الشركة بين 20 و30 ألف موظف", 20_000, "20 و30 ألف موظف"),
        ("فصلت الشركة بين مئتين وثلاثمئة موظف", 200, "مئتين وثلاثمئة موظف"),
        ("وقع الرسالة ما بين ألف وألفي موظف", 1000, "ألف وألفي موظف"),
        ("بلغت قيمة العقد من 10 إلى 12 مليون دولار", 10e6, "10 إلى 12 مليون دولار"),
    ],
)
def test_of_a_range_the_lower_end_is_certain(text: str, value: float, words: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.value, figure.qualifier) == (value, "at_least")
    assert text[figure.start : figure.end] == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ارتفع عدد الموقعين من 250 إلى 300 موظف", 300),
        ("فصلت الشركة 300 موظف", 300),
        ("نقلت الشركة 20 مكتبا إلى المدينة وفصلت 300 موظف", 300),
    ],
)
def test_a_change_is_no_range(text: str, expected: float) -> None:
    figure = find_figures(text)[-1]
    assert (figure.value, figure.qualifier) == (expected, "exact")


def test_offsets_point_at_the_numbers_words_and_the_sentence_is_whole() -> None:
    body = "بدأت الحملة أمس. وقّع 550 طالبًا تعهدا في 19.4 ساعة.\n\nولم ترد الشركة."
    (figure,) = find_figures(body)
    assert body[figure.start : figure.end] == "550 طالبًا"
    assert figure.text == "وقّع 550 طالبًا تعهدا في 19.4 ساعة."


def test_a_verb_with_its_own_number_does_not_count_another() -> None:
    figures = find_figures("أعلن 200 عامل تأسيس نقابة، ووقع 226 منهم بطاقات العضوية")
    assert [figure.value for figure in figures] == [226]


@given(st.text(alphabet='0123456789٠١٢.,٫٬ ألفمئةونمليرخسعشدت%$\n"،؟', max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    for figure in find_figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
    assert [text[start:end].strip() for start, end in sentences(text)] == [
        text[s:e] for s, e in sentences(text)
    ]


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "qualifier"),
    [
        ("أنهت الشركة خدمات ثمانية وعشرين موظفا.", "dismissals", 28, "people", "exact"),
        ("قررت إنهاء خدمات 40 عاملا.", "dismissals", 40, "people", "exact"),
        ("طردت اثنين من شركائها.", "dismissals", 2, "people", "exact"),
        ("فأوقفت الشرطة أحد عشر منهم.", "arrests", 11, "people", "exact"),
        ("طالت حملة الإيقافات حوالي 300 مهاجر.", "arrests", 300, "people", "about"),
        ("وقعت عقدا تجاوزت قيمته أربعة ملايين دولار.", "contract", 4e6, "USD", "at_least"),
        ("ألغت عقدا تناهز قيمته مئتي ألف دولار.", "contract", 2e5, "USD", "about"),
        ("يناهز عدد الموقعين 300 موظف.", "signatures", 300, "people", "about"),
        ("باعت طلبية أسرة بقيمة 200 ألف دولار تقريبا.", "contract", 2e5, "USD", "about"),
    ],
)
def test_forms_of_figures(text, kind, value, unit, qualifier):
    (figure,) = find_figures(text)
    assert (figure.kind, figure.value, figure.unit, figure.qualifier) == (kind, value, unit, qualifier)


@pytest.mark.parametrize(
    "text",
    [
        "قدرت الإدارة أرباح الصفقة بـ86 ألف دولار.",
        "تقدم خدماتها إلى 200 موظف.",
        "وصلت طلبية من 200 قطعة.",
    ],
)
def test_what_only_looks_like_a_figure(text):
    assert find_figures(text) == []


def test_a_verb_measures_the_number_behind_it_only():
    one, other = find_figures("تجاوز عدد الموقعين 500 موظف ووقع 30 مهندسا رسالة أخرى.")
    assert (one.qualifier, other.qualifier) == ("at_least", "exact")
