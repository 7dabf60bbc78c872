"""Makes static/fonts from the @fontsource npm packages: Arabic and basic Latin, woff2, every layout feature.

Run once when a typeface changes, not at build time:

    npm pack @fontsource/ibm-plex-sans-arabic @fontsource/noto-naskh-arabic    # unpack both beside each other
    pip install fonttools brotli
    python scripts/subset_fonts.py FOLDER_WITH_THE_UNPACKED_PACKAGES

The licence of IBM Plex reserves the name "Plex", and a subset is a modified version: so the files carry
names of our own.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

TARGET = Path(__file__).resolve().parent.parent / "static" / "fonts"
ARABIC = (
    "060C,061B,061F,0621-063A,0640-0655,0660-066C,0670,0671,067E,0686,0698,06A4,06A9,06AF,06CC,"
    "06F0-06F9,200C-200F,2010,2011,FD3E,FD3F,00AB,00BB,002E,003A,0020,00A0"
)
LATIN = "0020-007E,00A0-00FF,2010-2015,2018-201E,2022,2026,2190-2193,20AC,2212,202F"
FONTS = [
    ("ibm-plex-sans-arabic-arabic-400-normal", "sans-arabic-400", "Sijil Sans", ARABIC),
    ("ibm-plex-sans-arabic-arabic-600-normal", "sans-arabic-600", "Sijil Sans", ARABIC),
    ("ibm-plex-sans-arabic-latin-400-normal", "sans-latin-400", "Sijil Sans", LATIN),
    ("ibm-plex-sans-arabic-latin-600-normal", "sans-latin-600", "Sijil Sans", LATIN),
    ("noto-naskh-arabic-arabic-400-normal", "naskh-arabic-400", "Sijil Naskh", ARABIC),
    ("noto-naskh-arabic-arabic-700-normal", "naskh-arabic-700", "Sijil Naskh", ARABIC),
    ("noto-naskh-arabic-latin-400-normal", "naskh-latin-400", "Sijil Naskh", LATIN),
]


def subset(source: Path, target: Path, family: str, unicodes: str) -> int:
    """Write one subset font under our own family name; returns its size in bytes."""
    options = Options(flavor="woff2", layout_features=["*"], hinting=False, desubroutinize=True)
    font = load_font(str(source), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(unicodes))
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = family.replace(" ", "") if record.nameID == 6 else family
    save_font(font, str(target), options)
    return target.stat().st_size


def main(folder: str) -> None:
    """Find each shipped file below `folder` and write its subset."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for shipped, name, family, unicodes in FONTS:
        source = next(Path(folder).rglob(f"{shipped}.woff2"))
        print(name, subset(source, TARGET / f"{name}.woff2", family, unicodes))


if __name__ == "__main__":
    main(sys.argv[1])
