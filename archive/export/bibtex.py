"""BibTeX. Letters stay UTF-8 (biber, BibTeX from 0.99e on); only TeX's own characters are escaped. Pure."""

from __future__ import annotations

from archive.export.record import Record, one_line

CONTENT_TYPE = "application/x-bibtex; charset=utf-8"
_TEX: dict[str, str | int | None] = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",  # not \{, which BibTeX counts as a brace like any other
    "}": r"\textbraceright{}",
    "%": r"\%",
    "&": r"\&",
    "#": r"\#",
    "$": r"\$",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_URL: dict[str, str | int | None] = {"\\": "%5C", "{": "%7B", "}": "%7D", " ": "%20"}


def escaped(text: str) -> str:
    """Text as a BibTeX value: on one line, with TeX's special characters escaped."""
    return one_line(text).translate(str.maketrans(_TEX))


def bibtex(record: Record) -> str:
    """One entry, ending in an empty line. Unknown fields are left out."""
    parts = record.date_parts
    fields = {
        "title": "{" + escaped(record.title) + "}",
        "author": "{" + escaped(record.author) + "}" if record.author else "",
        "journal": escaped(record.publisher),
        "date": "-".join(f"{n:02}" for n in parts),
        "year": f"{parts[0]:04}" if parts else "",
        "langid": "arabic",
        "url": one_line(record.source_url or record.url).translate(str.maketrans(_URL)),
        "note": record.url if record.source_url else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@article{{{record.key},", *lines, "}", "", ""])
