"""A table of sentences with figures: what is counted, how many, in which unit; and what is no figure."""

from __future__ import annotations

import pytest

from archive.ingest.figures import find_figures

CLAIMS = [
    ("وقع ألفا موظف رسالة إلى الإدارة.", ("signatures", 2000.0, "people")),
    ("وقع أكثر من 1400 موظف على العريضة.", ("signatures", 1400.0, "people")),
    ("فصلت الشركة 28 موظفا بعد الاعتصام.", ("dismissals", 28.0, "people")),
    ("فصلت غوغل ثمانية وعشرين موظفا.", ("dismissals", 28.0, "people")),
    ("اعتقلت الشرطة تسعة أشخاص داخل المبنى.", ("arrests", 9.0, "people")),
    ("تبلغ قيمة العقد مليارا ومئتي مليون دولار.", ("contract", 1200000000.0, "USD")),
    ("قيمة العقد 1.2 مليار دولار.", ("contract", 1200000000.0, "USD")),
    ("عقد بقيمة مليوني دولار مع الجيش.", ("contract", 2000000.0, "USD")),
    ("عقد قيمته 500 مليون يورو مع الوزارة.", ("contract", 500000000.0, "EUR")),
    ("عقد بقيمة 30 مليون ريال سعودي.", ("contract", 30000000.0, "SAR")),
    ("عقد بقيمة 12 مليون جنيه مصري.", ("contract", 12000000.0, "EGP")),
    ("عقد بقيمة 7 ملايين شيكل.", ("contract", 7000000.0, "ILS")),
    ("عقد بقيمة 7 ملايين درهم إماراتي.", ("contract", 7000000.0, "AED")),
    ("تبرعت الشركة بعشرة ملايين دولار للصليب الأحمر.", ("donation", 10000000.0, "USD")),
    ("سرحت الشركة ١٤ ألف موظف.", ("dismissals", 14000.0, "people")),
    ("سرحت الشركة 14,000 موظف.", ("dismissals", 14000.0, "people")),
    ("وقع الرسالة أكثر من ألف ومئتي عامل.", ("signatures", 1200.0, "people")),
    ("شارك في الإضراب نحو 20 ألف موظف.", ("strikers", 20000.0, "people")),
    ("وقع على البيان ٥٥٠ طالبا وطالبة.", ("signatures", 550.0, "people")),
    ("غرامة قدرها 1.3 مليار يورو على ميتا.", ("fine", 1300000000.0, "EUR")),
    ("جمعت العريضة ثلاثة آلاف توقيع.", ("signatures", 3000.0, "people")),
    ("جمعت العريضة 10 آلاف توقيع خلال يومين.", ("signatures", 10000.0, "people")),
    ("استقال 13 موظفا احتجاجا.", ("resignations", 13.0, "people")),
    ("قيمة العقد مليارا دولار.", ("contract", 2e9, "USD")),
]

NONE = [
    "وقع 5 بالمئة من الموظفين العريضة.",
    "وقع الموظفون العريضة في 12 مايو 2024.",
    "وقعت الشركة العقد عام 2021.",
    "قال 40 في المئة من الموظفين إنهم وقعوا الرسالة.",
    "كان عمره 34 عاما حين وقع العقد.",
]


@pytest.mark.parametrize(("sentence", "claim"), CLAIMS)
def test_a_figure_is_read(sentence: str, claim: tuple[str, float, str]) -> None:
    assert [(found.kind, found.value, found.unit) for found in find_figures(sentence)] == [claim]


@pytest.mark.parametrize("sentence", NONE)
def test_shares_dates_and_ages_are_no_figures(sentence: str) -> None:
    assert find_figures(sentence) == []
