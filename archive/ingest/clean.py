"""Furniture out, article in: every shown line of a page gets its kind and the rule that decided it.

The order matters: named furniture first, then the headline, then the bounds of the text; only then
can a short line be told for a label above the text, a sub-heading inside it or a link below it.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass

from archive.ingest import author_box, boxes, contents, embeds, page_speak, promos, strangers, structure
from archive.ingest.bounds import text_bounds
from archive.ingest.dateline import DateLine, is_relative, read_date_line
from archive.ingest.dates import holds_year
from archive.ingest.draft import Rejected
from archive.ingest.furniture import Furniture, Rule
from archive.ingest.headline_shapes import SUBJECT
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import Page, PageLine
from archive.ingest.normalise import phrase_key
from archive.ingest.one_line import open_page
from archive.ingest.opening import Opening
from archive.ingest.printed import printed_pages
from archive.ingest.site_mark import parted
from archive.ingest.text_start import first_paragraph
from archive.ingest.title import find_title

HEADS, HEAD_WORDS = 3, 5
"""Lines at the top of a page one of which may be the site's name, which stands beside dates as well."""


@dataclass(slots=True)
class Layout:
    """A page understood: indexes into `page.shown` of the headline, the first and the last line of text.

    `opening`: set where no line is the headline, which was then taken from the first line of text; `title`
    is in that case the index before it. `headline` and `site`: see `name`. `is_section`: whether a word key
    is made of nothing but names of a site's sections.
    """

    page: Page
    title: int
    first: int
    last: int
    date_lines: dict[int, DateLine]
    opening: Opening | None = None
    headline: str = ""
    site: str = ""
    is_section: Callable[[str], bool] = bool

    def name(self, lexicon: Lexicon) -> None:
        """Set `headline`, the title as the page writes it, and `site`, the site's name beside it.

        Where the page's margin broke the headline, the line below is marked as part of it.
        """
        if self.opening:
            self.headline, self.site = self.opening.headline, self.opening.site
            if not self.site:
                self.headline, self.site = parted(self.headline, self.page.shown, self.first, lexicon)
            return
        text = SUBJECT.sub("", self.page.shown[self.title].text, count=1)
        self.headline, self.site = parted(text, self.page.shown, self.title, lexicon)
        before = text[: len(text) - len(self.headline)].strip()
        is_section = (
            before.endswith("/") and text.endswith(self.headline) and self.is_section(phrase_key(before))
        )
        if is_section or (not self.site and self._is_own(text[len(self.headline) :])):
            self.headline, self.site = text, ""
        if structure.is_broken_title(self.page.shown, self.title, self.first):
            below = self.page.shown[self.title + 1]
            below.remark("title", "title.line")
            self.headline = f"{self.headline} {below.text}"

    def _is_own(self, tail: str) -> bool:
        """The words behind the headline's bar are somebody's of whom the text speaks, and not the site's."""
        key = phrase_key(tail)
        return key.count(" ") > 0 and any(
            f" {key} " in f" {line.key} " for line in self.page.shown[self.first : self.last + 1] if line.open
        )


def clean(
    page: Page,
    furniture: Furniture,
    lexicon: Lexicon,
    strips: Furniture | None = None,
    repeated: Container[str] = (),
) -> Layout:
    """Decide what every line is, except bylines, which `byline` reads from the lines above the text.

    `strips`: furniture of the page's publisher, where it is known; `repeated`: folded lines that stand in
    most articles of the page's site (`census`). Raises `Rejected` where no headline or no text can be found.
    """
    lines = page.shown
    for line in lines:
        line.elsewhere = line.folded in repeated
    date_lines = _date_lines(lines, lexicon, furniture)
    matched = structure.apply_rules(lines, furniture, strips)
    _around_any_title(lines, matched, lexicon, date_lines)
    title, opening = _title(lines, matched, lexicon, date_lines, furniture)
    if opening is None:
        lines[title].remark("title", "title.line")
    _below_title(lines, matched, title, opening)
    first, last = text_bounds(lines, title, lexicon)
    layout = Layout(page, title, first, last, date_lines, opening, is_section=furniture.is_section)
    layout.name(lexicon)
    _inside_text(layout, lexicon)
    _above_title(layout)
    _below_text(layout)
    return layout


def _around_any_title(
    lines: list[PageLine], matched: dict[int, Rule], lexicon: Lexicon, dated: Container[int]
) -> None:
    """What goes wherever the headline is: tickers, printed heads, skipped parts, menus, credits."""
    structure.tickers(lines, dated)
    structure.wordless(lines)
    structure.shortcode_captions(lines)
    embeds.posts(lines)
    printed_pages(lines)
    boxes.skipped(lines)
    structure.menus(lines, first_paragraph(lines))
    structure.credits(lines, first_paragraph(lines), lexicon)
    boxes.swallow_small(lines, matched)


def _below_title(
    lines: list[PageLine], matched: dict[int, Rule], title: int, opening: Opening | None
) -> None:
    """What a label takes with it, what the page says again, and what it says of its author and itself."""
    boxes.summary_points(lines, matched, title + 1)
    boxes.swallow_headlines(lines, matched, title + 1)
    boxes.swallow_rest(lines, matched, title + 1)
    boxes.related_sections(lines)
    boxes.polls(lines)
    if opening is None:
        structure.repeated_title(lines, title)
        structure.echoed_title(lines, title)
        structure.keyword_lists(lines, title + 1)
    contents.remove(lines, title + 1)
    first = first_paragraph(lines)
    contents.short_titles(lines, title + 1, first)
    structure.repeated_paragraphs(lines, title + 1)
    promos.appeals(lines, title + 1)
    promos.about(lines, first)
    page_speak.remove(lines, lines[title].key if opening is None else "", first)
    author_box.remove(lines, title, first_paragraph(lines))


def _inside_text(layout: Layout, lexicon: Lexicon) -> None:
    """Between the first and the last line of text: captions, boxes, and lines about something else."""
    lines, first, last = layout.page.shown, layout.first, layout.last
    structure.inner_captions(lines[first + 1 : last], lexicon)
    text = lines[first : last + 1]
    structure.inner_boxes(text)
    embeds.buttons(text)
    promos.slogans(lines, first, last)
    strangers.clips(text)
    strangers.boxes(text)
    if not structure.wrapped_at(lines, first):
        strangers.headlines(text, phrase_key(layout.headline))


def _title(
    lines: list[PageLine],
    matched: dict[int, Rule],
    lexicon: Lexicon,
    dated: Container[int],
    furniture: Furniture,
) -> tuple[int, Opening | None]:
    """Index of the headline, or of the line before the one whose beginning serves as headline."""
    found = find_title(lines, lexicon, dated)
    if found is not None:
        return found, None
    first = first_paragraph(lines)
    opening = open_page(lines[first].text, furniture, lexicon) if first < len(lines) else None
    if opening is not None:
        return first - 1, opening
    for index in range(min(len(lines), 10)):  # a headline that reads like a label is still the headline
        if index in matched and 4 <= lines[index].words <= 30 and matched[index].swallows != "summary":
            return index, None
    raise Rejected("no headline was found")


def _date_lines(lines: list[PageLine], lexicon: Lexicon, furniture: Furniture) -> dict[int, DateLine]:
    """Lines that are nothing but dates and bylines, by index; hinted at so that no rule takes them."""
    found: dict[int, DateLine] = {}
    heads = {line.key for line in lines[:HEADS] if not line.hint and 1 < line.words <= HEAD_WORDS}
    for index, line in enumerate(lines):
        if is_relative(line.key):
            line.hint = "date.relative"
        if line.words > 30 or not holds_year(line.folded):
            continue
        date_line = read_date_line(line.text)
        if date_line is None:
            continue
        found[index] = date_line
        named = date_line.without(heads.__contains__) if date_line.rest else date_line
        if named.without(furniture.is_section).pure(lexicon):
            line.hint = "date.line"
    return found


def _above_title(layout: Layout) -> None:
    """Nothing above the headline is text; a clock, a site's name and menus stand there."""
    for index in range(layout.title if layout.opening is None else layout.first):
        line = layout.page.shown[index]
        if index in layout.date_lines and line.hint == "date.line":
            line.mark("removed", "page.date")
        line.mark("removed", line.hint or "structure.above_title")


def _below_text(layout: Layout) -> None:
    """After the last sentence: what a rule hints at, and any other short line."""
    for index in range(layout.last + 1, len(layout.page.shown)):
        line = layout.page.shown[index]
        if line.hint != "date.line":
            line.mark("removed", line.hint or "structure.below_text")
