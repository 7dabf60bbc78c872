"""Bytes to text: encodings in use, and refusing what would put invented letters into the archive."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest.decoding import MIN_ARABIC_LETTERS, decode
from archive.ingest.draft import Rejected
from archive.ingest.normalise import arabic_letters

TEXT = "قال العاملون إن الإضراب مستمر حتى توقيع اتفاق جديد.\nوأضافوا أن المفاوضات لم تبدأ بعد، في 5 مايو.\n"
PLAIN = "قال العاملون ان الاضراب مستمر حتى توقيع اتفاق جديد.\nواضافوا ان المفاوضات لم تبدا بعد من قبل\n"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-32"), "utf-32"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1256"), "cp1256"),
        (TEXT.encode("iso8859_6"), "iso8859_6"),
        (PLAIN.encode("mac_arabic"), "mac_arabic"),
    ],
)
def test_every_encoding_in_use_is_read(data: bytes, encoding: str) -> None:
    text, name = decode(data)
    assert name == encoding
    assert text in (TEXT, PLAIN)


def test_a_letter_cut_in_half_does_not_cost_the_file() -> None:
    text, name = decode(TEXT.encode()[:-3])
    assert name == "utf-8"
    assert text.startswith("قال العاملون")


def test_a_few_broken_bytes_inside_do_not_cost_the_file() -> None:
    text, _ = decode(TEXT.encode() + b"\xff\xfe" + TEXT.encode())
    assert text.count("الإضراب") == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7 " + TEXT.encode(), "PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "PNG"),
        (b"PK\x03\x04" + bytes(100), "ZIP"),
        (TEXT.encode() + b"\x00\x01\x02" * 20, "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"Plain English text about a strike in a warehouse.", "no Arabic"),
        (("\ufffd" * 40 + " قال ").encode() * 5, "letters were lost"),
        ("Текст на русском языке о забастовке рабочих".encode("koi8-r"), "encoding"),
    ],
)
def test_what_is_not_arabic_text_is_rejected_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Rejected, match=reason):
        decode(data)


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_rejected(data: bytes) -> None:
    with suppress(Rejected):
        text, name = decode(data)
        assert "\x00" not in text
        assert codecs.lookup(name)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي \n،.", min_size=60, max_size=300))
def test_utf8_is_never_mistaken_for_another_encoding(text: str) -> None:
    if arabic_letters(text) >= MIN_ARABIC_LETTERS:
        assert decode(text.encode()) == (text, "utf-8")
