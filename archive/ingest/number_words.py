"""Number words of Arabic as tables, folded: units, tens, hundreds, scales, duals, vague plurals, halves.

Spellings of the press of all countries stand beside one another (مئة، مائة، ميه); `numbers` adds them up.
"""

from __future__ import annotations

UNITS = {
    "واحد": 1,
    "واحده": 1,
    "اثنان": 2,
    "اثنين": 2,
    "اثنتان": 2,
    "اثنتين": 2,
    "اثنا": 2,
    "اثني": 2,
    "اثنتا": 2,
    "اثنتي": 2,
    "ثلاث": 3,
    "ثلاثه": 3,
    "اربع": 4,
    "اربعه": 4,
    "خمس": 5,
    "خمسه": 5,
    "ست": 6,
    "سته": 6,
    "سبع": 7,
    "سبعه": 7,
    "ثمان": 8,
    "ثماني": 8,
    "ثمانيه": 8,
    "تسع": 9,
    "تسعه": 9,
    "عشر": 10,
    "عشره": 10,
}
ONE_OF_ELEVEN = frozenset({"احد", "احدي", "حادي"})
"""The unit of eleven: «أحد عشر», «إحدى عشرة»; alone «أحد العاملين» is one of them and counts nothing."""
TENS = {
    "عشرون": 20,
    "عشرين": 20,
    "ثلاثون": 30,
    "ثلاثين": 30,
    "اربعون": 40,
    "اربعين": 40,
    "خمسون": 50,
    "خمسين": 50,
    "ستون": 60,
    "ستين": 60,
    "سبعون": 70,
    "سبعين": 70,
    "ثمانون": 80,
    "ثمانين": 80,
    "تسعون": 90,
    "تسعين": 90,
}
HUNDRED = ("مئه", "مايه", "مائه", "ميه", "مئة")
HUNDREDS = {
    **dict.fromkeys(HUNDRED, 100),
    **dict.fromkeys(
        ("مئتان", "مئتين", "مئتا", "مئتي", "مائتان", "مائتين", "مائتا", "مائتي", "ميتين", "مئتى"), 200
    ),
    **{
        stem + hundred: number * 100
        for number, stems in {
            3: ("ثلاث", "ثلاثه"),
            4: ("اربع", "اربعه"),
            5: ("خمس", "خمسه"),
            6: ("ست", "سته"),
            7: ("سبع", "سبعه"),
            8: ("ثمان", "ثماني", "ثمانيه"),
            9: ("تسع", "تسعه"),
        }.items()
        for stem in stems
        for hundred in HUNDRED
    },
}
SCALES = {
    **dict.fromkeys(("الف", "الفا", "الاف", "الفًا"), 1_000),
    **dict.fromkeys(("مليون", "مليونا", "ملايين", "ملاين"), 1_000_000),
    **dict.fromkeys(("مليار", "مليارا", "مليارات", "بليون", "بليونا", "بلايين"), 1_000_000_000),
    **dict.fromkeys(("تريليون", "ترليون", "تريليونا", "تريليونات", "ترليونات"), 1_000_000_000_000),
    **{"k": 1_000, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000},
}
DUALS = {
    **dict.fromkeys(("الفان", "الفين", "الفا", "الفي"), 2_000),
    **dict.fromkeys(("مليونان", "مليونين", "مليوني", "مليونا"), 2_000_000),
    **dict.fromkeys(("ملياران", "مليارين", "ملياري"), 2_000_000_000),
}
DUAL_ONLY = {word: value for word, value in DUALS.items() if word not in SCALES}
ACCUSATIVES = ("الفا", "مليونا", "مليارا")
PERCENT = frozenset(
    before + hundred for before in ("بال", "ال") for hundred in ("مئه", "مائه", "ميه", "مايه", "مئة")
)
"""«5 بالمئة»، «في المئة»: a share, not a hundred."""
VAGUE = {
    "عشرات": 20,
    "مئات": 200,
    "مءات": 200,
    "مائات": 200,
    "ميات": 200,
    "الاف": 2_000,
    "الوف": 2_000,
    "ملايين": 2_000_000,
    "مليارات": 2_000_000_000,
}
HALVES = {"نصف": 0.5, "ربع": 0.25}
CLITICS = ("وبال", "وال", "فال", "بال", "لل", "ال", "وب", "ول", "و", "ف", "ب", "ل", "ك")
CLITIC_LETTERS = frozenset(clitic[0] for clitic in CLITICS)
"""Letters with which a word may begin that has a clitic: a quick look spares most words the slow one."""
