"""Bytes to text: which encoding a scraped Arabic file is in, and when to give up.

Order: UTF-8; byte order marks; UTF-16 told by its zero page bytes; then the 8-bit Arabic code pages,
the one whose reading holds most Arabic function words; last charset-normalizer. Anything that would
put invented characters into the archive is rejected instead.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from archive.ingest.draft import Rejected
from archive.ingest.normalise import arabic_letters, has_arabic

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"RIFF", "an audio, video or WebP file"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio file"),
    (b"{\\rtf", "an RTF document"),
)
_CODE_PAGES = ("cp1256", "iso8859_6", "mac_arabic", "cp720", "cp864")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_DECLARED = {
    "windows-1256": "cp1256",
    "cp1256": "cp1256",
    "iso-8859-6": "iso8859_6",
    "x-mac-arabic": "mac_arabic",
}
_COMMON = re.compile(
    r"(?<![\u0621-\u064a])(?:في|من|على|إلى|الى|أن|ان|عن|مع|التي|الذي|هذا|هذه|بعد|قبل|خلال|و?ال[\u0621-\u064a]{3,})"
    r"(?![\u0621-\u064a])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LETTER = re.compile(r"[^\W\d_]")
SAMPLE_BYTES = 65_536
MIN_ARABIC_LETTERS = 10


def decode(data: bytes) -> tuple[str, str]:
    """The file's text and the name of its encoding.

    Raises `Rejected` for an empty file, a binary, text that had already been destroyed when it was
    saved (replacement characters) and text with no Arabic in it.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Rejected("the file is empty")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Rejected(f"the file is {what}, not text")
    text, encoding = (
        _by_mark(data) or _utf8(data) or _utf16(data) or _declared(data) or _code_page(data) or _guess(data)
    )
    _check(text)
    return text, encoding


def _by_mark(data: bytes) -> tuple[str, str] | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            text = _strict(data, encoding)
            if text is None:
                text = data.decode(encoding, errors="replace")
            return text, encoding
    return None


def _utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8, also with a few broken bytes: pages are cut in the middle of a letter by careless tools."""
    text = _strict(data, "utf-8")
    if text is not None:
        if "\x00" in text and _utf16(data) is not None:
            return None
        return text, "utf-8"
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    if has_arabic(text[:SAMPLE_BYTES], MIN_ARABIC_LETTERS) and broken <= max(3, len(text) // 200):
        return text, "utf-8"
    return None


def _declared(data: bytes) -> tuple[str, str] | None:
    """The Arabic code page that a saved page's head names: its markup would outweigh its letters."""
    found = _CHARSET.search(data[:SAMPLE_BYTES])
    encoding = _DECLARED.get(found[1].decode("ascii").lower()) if found else None
    text = _strict(data, encoding) if encoding else None
    return (text, encoding) if text is not None and encoding else None


def _utf16(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a mark: the high byte of Arabic letters is 06, of spaces and digits 00."""
    sample = data[: SAMPLE_BYTES // 2 * 2]
    half = len(sample) // 2
    if half < 8:
        return None
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        high = sample[first::2]
        if high.count(6) >= 0.3 * half and high.count(6) + high.count(0) + high.count(0x20) >= 0.9 * half:
            return data.decode(encoding, errors="replace"), encoding
    return None


def _code_page(data: bytes) -> tuple[str, str] | None:
    """The 8-bit Arabic code page whose reading looks most like Arabic prose, if any does."""
    best, best_score = "", 0.0
    for encoding in _CODE_PAGES:
        sample = _strict(data[:SAMPLE_BYTES], encoding)
        if sample is None:
            continue
        score = _likeness(sample)
        if score > best_score:
            best, best_score = encoding, score
    if not best:
        return None
    text = _strict(data, best)
    return None if text is None else (text, best)


def _likeness(text: str) -> float:
    """0: not Arabic; otherwise grows with the share of Arabic letters and of common words."""
    letters = len(_LETTER.findall(text))
    arabic = arabic_letters(text)
    if arabic < MIN_ARABIC_LETTERS or arabic < 0.5 * letters or _CONTROL.search(text):
        return 0.0
    common = sum(len(found.group()) for found in _COMMON.finditer(text))
    return arabic / letters + 4 * common / arabic if common else 0.0


def _guess(data: bytes) -> tuple[str, str]:
    if len(_CONTROL.findall(data[:SAMPLE_BYTES].decode("latin-1"))) > len(data[:SAMPLE_BYTES]) // 200:
        raise Rejected("the file is binary, not text")
    match = from_bytes(data[:SAMPLE_BYTES]).best()
    text = _strict(data, match.encoding) if match is not None else None
    if match is None or text is None or _likeness(text[:SAMPLE_BYTES]) == 0.0:
        raise Rejected("the file's encoding could not be told: no reading of it is Arabic text")
    return text, match.encoding


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _check(text: str) -> None:
    controls = len(_CONTROL.findall(text))
    if "\x00" in text or controls > max(2, len(text) // 500):
        raise Rejected("the file is binary, not text")
    lost = text.count("\ufffd")
    if lost > max(5, len(text) // 50) and lost > max(5, (arabic_letters(text) + len(text)) // 50):
        raise Rejected("the file's letters were lost before it was saved (replacement characters)")
    if not has_arabic(text, MIN_ARABIC_LETTERS):
        raise Rejected("the file holds no Arabic text")
