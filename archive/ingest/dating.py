"""Which date is the article's: the line that proves it, or nothing.

Order of trust: given by a person; stated in a saved page's head; a labelled date line; a date line
between headline and text; a dateline that opens the text; a signature right below it; a date above the
headline that the text bears out; a channel's stamp; the address; words relative to the capture.
The clock in a page's header, a caption's date and dates inside the text never date an article.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from archive.ingest.calendars import flat
from archive.ingest.clean import Layout
from archive.ingest.dateline import DateLine, Label, label_of
from archive.ingest.dates import DateFound, Order, find_dates, make_date, weekdays_in
from archive.ingest.dates_apart import ABOVE, DateLines, dates_above, in_box, issue_date, stamp_below
from archive.ingest.dates_order import before_capture, choose, day_first, proven_order, resolve, told_by_text
from archive.ingest.dates_outside import from_capture, from_head, from_url, given_date
from archive.ingest.draft import Evidence, Given, PublishedOn
from archive.ingest.header import first_paragraphs, header_lines, post_header
from archive.ingest.lexicon import Lexicon
from archive.ingest.lines import PageLine
from archive.ingest.normalise import phrase_key
from archive.ingest.signature import is_initials, is_office, signature_lines

_DATELINE = re.compile(r"^(?P<place>[^\d.:؛]{2,40}?)[\s,،/]*(?:في\s+)?$")
_BRACKET = re.compile(r"(?:م\s*)?[(]([^()\d]{2,25})[)]\s*\S")
"""«سول 8 يوليو 2024 (شينخوا) بدأت …»: no dash, but an agency's name."""
_BOXED_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")
_SIGNED = re.compile(r"[)\]]?\s*(?:م\s*)?(?:[(/\[][^)/\]]{1,25}[)/\]]\s*|[^\W\d_]{2,12}\s*)?[-–—:/]")


def date_article(
    layout: Layout, given: Given, lexicon: Lexicon, order: Order = "", declared: str | None = None
) -> PublishedOn | None:
    """The article's date with its evidence; marks the date lines it used as metadata.

    `order`: how the publisher is known to write numeric dates; `declared`: the date in a saved page's head.
    """
    if given.captured_at is not None:
        before_capture(layout.date_lines, given.captured_at.date())
    header, below = _header_dates(layout, lexicon), _dates_below(layout)
    published = _date(layout, given, lexicon, order or proven_order(layout), declared, header, below)
    _mark_evidence(layout, published)
    same = [item for item in layout.date_lines.items() if item[0] not in dict(header + below)]
    for index, line in same:
        shown = layout.page.shown[index]
        boxed = index > layout.last and in_box(layout, index)
        signed = index <= layout.last or (line.rest and all(map(lexicon.is_place, line.rest)))
        near = index >= layout.title - ABOVE and shown.hint == "date.line" and not boxed and signed
        if published and near and all(item.date.value == published.value for item in line.dates):
            shown.remark("meta", "date.line")
    for index, line in header + below:
        if index <= layout.last or (
            published and any(published.value == item.date.value for item in line.dates)
        ):
            layout.page.shown[index].remark("meta", "date.line")
    _close(layout)
    return published


def _mark_evidence(layout: Layout, published: PublishedOn | None) -> None:
    """The date line that dates the article is metadata, also where only the text told which way it reads."""
    number = published.evidence.line if published and published.evidence else None
    for index in layout.date_lines:
        shown = layout.page.shown[index]
        outside = not layout.first <= index <= layout.last and index != layout.title
        if shown.line.number == number and outside and shown.hint == "date.line":
            shown.remark("meta", "date.line")


def _date(
    layout: Layout,
    given: Given,
    lexicon: Lexicon,
    order: Order,
    declared: str | None,
    header: DateLines,
    below: DateLines,
) -> PublishedOn | None:
    if given.published_on:
        return given_date(given.published_on)
    return (
        from_head(declared)
        or _from_opening(layout)
        or _from_lines(layout, header, order, ("published", ""))
        or _from_lines(layout, below, order, ("published",))
        or _from_dateline(layout, lexicon, order)
        or _from_signature(layout, order)
        or _from_lines(layout, dates_above(layout, lexicon), order, ("", "updated"))
        or _from_lines(layout, issue_date(layout), order, ("", "published"))
        or _from_lines(layout, stamp_below(layout), order, ("",))
        or _from_lines(layout, header, order, ("updated",))
        or from_url(given.url)
        or from_capture(layout, given)
    )


def _header_dates(layout: Layout, lexicon: Lexicon) -> DateLines:
    """Date lines between headline and text, and labelled ones right above the headline."""
    found = []
    header, post = set(header_lines(layout)), post_header(layout, lexicon)
    for index, line in sorted(layout.date_lines.items()):
        shown = layout.page.shown[index]
        if shown.hint != "date.line" or index == layout.title:
            continue
        labelled = _labelled(layout, index, line)
        is_published = any(item.label == "published" for item in labelled.dates)
        near = 0 < layout.title - index <= 3 and is_published and line.pure(lexicon)
        if near or index in post or (shown.open and index in header):
            found.append((index, labelled))
    return found


def _dates_below(layout: Layout) -> DateLines:
    """Dates labelled as the article's below the text; none where several differ, or below related headlines.

    Directly below the heading of a box the labels of the article itself may stand, so that one counts.
    """
    found = []
    lines = layout.page.shown
    for index, line in sorted(layout.date_lines.items()):
        if index <= layout.last or lines[index].hint != "date.line":
            continue
        labelled = _labelled(layout, index, line)
        if not any(item.label == "published" for item in labelled.dates):
            continue
        heading, headline = (
            lines[place].line.rule.startswith("related.") for place in (index - 1, index - 2)
        )
        boxed = heading and not headline
        if boxed or (lines[index].open and not heading):
            found.append((index, labelled))
    values = {item.date.readings for _, line in found for item in line.dates if item.label == "published"}
    return found if len(values) == 1 else []


def _labelled(layout: Layout, index: int, line: DateLine) -> DateLine:
    """The date line with the label that stands alone on the line above it; that line is metadata too."""
    above = layout.page.shown[index - 1] if index else None
    label = label_of(above.key) if above is not None else ""
    if above is None or not label or index - 1 == layout.title:
        return line
    above.remark("meta", "date.label")
    return replace(line, dates=tuple(replace(item, label=item.label or label) for item in line.dates))


def _close(layout: Layout) -> None:
    """Date lines that tell of something else go; how long ago the article was written is its metadata."""
    header = {layout.title - 1, *header_lines(layout)}
    closing = [layout.page.shown[index] for index in signature_lines(layout)]
    for line in closing:
        if is_initials(line):
            line.remark("meta", "byline.initials")
        elif closing[-1].line.kind == "meta" and is_office(line):
            line.remark("meta", "byline.office")
    for index, shown in enumerate(layout.page.shown):
        if shown.hint == "date.relative" and index in header:
            shown.remark("meta", "date.relative")
        elif shown.hint == "date.line" and shown.open and index > layout.last:
            shown.mark("removed", "page.date")


def _from_opening(layout: Layout) -> PublishedOn | None:
    """The date between headline and text where both stand on one line."""
    dated = layout.opening.dated if layout.opening else None
    if dated is None or dated.value is None:
        return None
    line = layout.page.shown[layout.first]
    evidence = Evidence(line.text[dated.start : dated.end], line.line.number, "date.opening")
    return PublishedOn(dated.value, dated.precision, evidence)


def _from_lines(
    layout: Layout, candidates: DateLines, order: Order, labels: tuple[Label, ...]
) -> PublishedOn | None:
    for label in labels:
        for index, line in candidates:
            chosen = [item for item in line.dates if item.label == label]
            known = order or day_first(layout.page.shown[index].line.text)
            value = choose(chosen, line, known) or told_by_text(layout, chosen)
            if value is not None:
                return _published(layout, index, value, label)
    return None


def _published(layout: Layout, index: int, chosen: tuple[DateFound, date, str], label: str) -> PublishedOn:
    found, value, how = chosen
    text = layout.page.shown[index].text
    rule = ".".join(
        filter(None, ("date", label or "line", found.calendar if found.calendar == "hijri" else "", how))
    )
    evidence = Evidence(text, layout.page.shown[index].line.number, rule)
    above = layout.page.shown[index - 1] if index else None
    if above is not None and found.precision == "month" and _BOXED_DAY.fullmatch(above.folded):
        whole = make_date(value.year, value.month, int(above.folded))
        if whole is not None:  # a calendar's leaf: «12» over «مارس 2021»
            above.remark("meta", "date.day")
            return PublishedOn(whole, "day", evidence)
    return PublishedOn(value, found.precision, evidence)


def _from_dateline(layout: Layout, lexicon: Lexicon, order: Order) -> PublishedOn | None:
    """«القاهرة في 5 يناير 2021 (شينخوا) –» at the very start of the text."""
    for index in first_paragraphs(layout):
        line = layout.page.shown[index]
        published = _read_dateline(line, lexicon, order)
        if published is not None:
            return published
    return None


def _read_dateline(line: PageLine, lexicon: Lexicon, order: Order) -> PublishedOn | None:
    head = line.text[:120]
    for found in find_dates(head)[:1]:
        before = _DATELINE.match(flat(head[: found.start]).lstrip("(["))
        after = head[found.end : found.end + 40].lstrip()
        signed = _BRACKET.match(after)
        agency = signed is not None and lexicon.is_agency(phrase_key(signed[1]))
        if before is None or not (agency or _SIGNED.match(after)):
            continue
        place = re.sub(r"[\W_]+", " ", re.sub(r"\([^()]*\)", " ", before["place"])).strip()
        value, how = resolve(found, tuple(day for *_, day in weekdays_in(head[: found.start])), order)
        if value is not None and found.precision == "day" and lexicon.is_place(place.removesuffix(" في")):
            rule = f"date.dateline.{how}" if how else "date.dateline"
            return PublishedOn(value, "day", Evidence(head[: found.end], line.line.number, rule))
    return None


def _from_signature(layout: Layout, order: Order) -> PublishedOn | None:
    """A date alone on the line below the text; an agency's closing lines may stand between."""
    for index in signature_lines(layout):
        line, shown = layout.date_lines.get(index), layout.page.shown[index]
        if line is None or not shown.open or shown.hint != "date.line":
            continue
        chosen = choose([item for item in line.dates if not item.label], line, order)
        if chosen is not None:
            shown.mark("meta", "date.line")
            return _published(layout, index, chosen, "signature")
    return None
