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
    ("أنهت شركة المنصة خدمة 28 موظفا شاركوا في الاعتصام.", ("dismissals", 28.0, "people")),
    ("قررت الشركة صرف 12 ألف موظف من مكاتبها.", ("dismissals", 12000.0, "people")),
    ("وفسخت المنصة عقود 40 سائقا في ليلة واحدة.", ("dismissals", 40.0, "people")),
    ("خسر 1500 عامل وظائفهم في المدينة.", ("dismissals", 1500.0, "people")),
    ("ألغت المجموعة 18 ألف وظيفة هذا العام.", ("dismissals", 18000.0, "jobs")),
    ("أعلنت النقابة فصل موظفين اثنين من أعضائها.", ("dismissals", 2.0, "people")),
    ("كان في المستودع 6 آلاف عامل، ثم فصل منهم 12.", ("dismissals", 12.0, "people")),
    ("فصلت الشركة أكثر من خمسين موظفا احتجوا على العقد.", ("dismissals", 50.0, "people")),
    ("اقتادت الشرطة تسعة موظفين إلى خارج المكتب.", ("arrests", 9.0, "people")),
    ("أوقفت الشرطة 12 سائقا أمام وزارة العمل.", ("arrests", 12.0, "people")),
    ("أوقفت الشركة أربعة موظفين عن العمل.", ("suspensions", 4.0, "people")),
    ("وضعت الإدارة 20 موظفا في إجازة إدارية.", ("suspensions", 20.0, "people")),
    ("تعهد 550 طالبا بعدم العمل لدى الشركة.", ("signatures", 550.0, "people")),
    ("ضمت العريضة تواقيع 72 نائبا.", ("signatures", 72.0, "people")),
    ("دخل 33 ألف ميكانيكي في إضراب مفتوح.", ("strikers", 33000.0, "people")),
    ("اقتحم سبعة محتجين، بينهم موظفان حاليان، مكتب المدير.", ("protesters", 7.0, "people")),
    ("الشرطة تعتقل تسعة محتجين بعد ساعات من الاعتصام.", ("arrests", 9.0, "people")),
    (
        "شن أكثر من 2000 عامل بشركة المنصة للتجارة الإلكترونية في سبعة مواقع إضرابا.",
        ("strikers", 2000.0, "people"),
    ),
    (
        "تجاوز عدد الموقعين على عريضة حملة لا تقنية للفصل العنصري 93 ألفا خلال أسبوع.",
        ("signatures", 93000.0, "people"),
    ),
    ("وبلغ عدد المفصولين 50 موظفا حتى مساء الاثنين.", ("dismissals", 50.0, "people")),
    ("شطبت المجموعة 15 ألف وظيفة.", ("dismissals", 15000.0, "jobs")),
    ("اعتقل 9 من بين 40 معتصما.", ("arrests", 9.0, "people")),
    ("وقع على العريضة 1400 موظف من أصل نحو 70 ألفا.", ("signatures", 1400.0, "people")),
    ("جرى ذلك بعد إضراب لأكثر من 60 عاملا.", ("strikers", 60.0, "people")),
    (
        "جمعت النقابة تبرعات بلغت 120 ألف دولار بينما أنفقت الشركة 4.3 مليون دولار.",
        ("donation", 120000.0, "USD"),
    ),
]

NONE = [
    "وقع 5 بالمئة من الموظفين العريضة.",
    "وقع الموظفون العريضة في 12 مايو 2024.",
    "وقعت الشركة العقد عام 2021.",
    "قال 40 في المئة من الموظفين إنهم وقعوا الرسالة.",
    "كان عمره 34 عاما حين وقع العقد.",
    "بدأت الوزارة صرف رواتب 600 عامل بعد تأخر شهرين.",
    "أنهت الشركة خدمة البث التي يستخدمها 28 ألف شخص.",
    "طالب 500 موظف الشركة بإنهاء عقد خدمات الحوسبة.",
    "قررت الشركة خفض أجور 300 عامل في المستودع.",
    "أدى القرار إلى إلغاء اشتراك 300 مستخدم.",
    "صوت 2654 عاملا لصالح الإضراب.",
    "أعجب 2300 شخص بالمنشور الذي يطالب بفصل المدير.",
    "وقعت النقابة اتفاقا يشمل 5000 عامل.",
    "وقعت الشركة مذكرة تفاهم لتدريب 5000 شاب.",
    "أطلق سراح 9 معتقلين بعد ساعات.",
    "دفعت حملة المقاطعة نحو 200 ألف مستخدم إلى إلغاء حساباتهم.",
    "أصيب 12 عاملا بضربة شمس أثناء الإضراب.",
    "اتصل بالرقم 19991 لتوقيع العريضة.",
    "أعاد 500 شخص نشر التغريدة الداعية إلى الإضراب.",
    "قال 70% من 1500 موظف شملهم الاستطلاع إنهم يؤيدون الإضراب.",
    "تضامن 300 أكاديمي مع المفصولين.",
    "صناعة بمليارات الدولارات تقوم على عقود مؤقتة.",
]


@pytest.mark.parametrize(("sentence", "claim"), CLAIMS)
def test_a_figure_is_read(sentence: str, claim: tuple[str, float, str]) -> None:
    assert [(found.kind, found.value, found.unit) for found in find_figures(sentence)] == [claim]


@pytest.mark.parametrize("sentence", NONE)
def test_shares_dates_and_ages_are_no_figures(sentence: str) -> None:
    assert find_figures(sentence) == []


def test_the_noun_said_once_counts_with_the_next_number() -> None:
    found = find_figures(
        "سرحت الأولى 11 ألف موظف، وقررت الثانية تسريح نحو 10 آلاف، أما الثالثة فلم تسرح أحدا."
    )
    assert [(figure.kind, figure.value) for figure in found] == [("dismissals", 11e3), ("dismissals", 10e3)]


def test_a_particle_before_the_words_that_qualify_a_number() -> None:
    (figure,) = find_figures("جرى ذلك بعد إضراب لأكثر من 60 عاملا.")
    assert figure.qualifier == "at_least"


def test_a_change_tells_what_it_has_come_to() -> None:
    found = find_figures("ارتفع عدد الموقعين من تسعة إلى أكثر من 600 خلال ساعات.")
    assert [(figure.value, figure.qualifier) for figure in found] == [(600, "at_least")]


def test_a_part_of_those_counted_is_of_their_kind() -> None:
    found = find_figures("أوقفت الشرطة 18 محتجا، من بينهم 4 موظفين حاليين.")
    assert [(figure.kind, figure.value) for figure in found] == [("arrests", 18), ("arrests", 4)]
    found = find_figures("أضرب 500 سائق بعد فصل 34 من زملائهم.")
    assert [(figure.kind, figure.value) for figure in found] == [("strikers", 500), ("dismissals", 34)]
