"""Names of campaigns as papers write them that set every company in quotation marks: نقابة عمال «أمازون»."""

from __future__ import annotations

from collections.abc import Iterator, Set

LONGEST = 3
"""Words of a company's name within the name of a campaign."""


def with_quotes(name: str, companies: Set[str]) -> Iterator[str]:
    """The folded `name` with each company it holds in quotation marks; `companies`: their folded names.

    A name that is nothing but the company's has no such spelling: the marks around it are no part of it.
    """
    words = name.split(" ")
    for length in range(min(LONGEST, len(words) - 1), 0, -1):
        for start in range(len(words) - length + 1):
            held = " ".join(words[start : start + length])
            if held in companies:
                yield " ".join([*words[:start], f'"{held}"', *words[start + length :]])
