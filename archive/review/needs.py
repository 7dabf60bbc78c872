"""Why an article needs a person, as one number that sorts by severity. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntFlag


class Need(IntFlag):
    """Reasons for review, the worst one the highest: a sum is sorted by its worst part first."""

    ARRIVED = 1
    """Arrived as proposed: no reader sees it until a person publishes it."""
    WARNING = 2
    """Ingest was not sure how to read the file."""
    COPIES = 4
    """Ingest took it for a copy and nobody has confirmed that."""
    CAMPAIGN = 8
    """A campaign is proposed that the text does not name."""
    TAG = 16
    """A tag hangs on an ambiguous word."""
    PUBLISHER = 32
    """The publisher is unknown."""
    DATE = 64
    """The date of publication is unknown."""


WORST_FIRST = tuple(sorted(Need, reverse=True))
PROPOSED_BY_POLICY = frozenset({"organisation", "law", "system"})
"""Rules of mentions that wait because of what they name, not because anything is doubtful."""
DOUBTFUL_RULES = ("guard.near", "guard.quoted", "guard.gloss")
"""Conditions that a word of ordinary language may meet by chance; `guard.before` (شركة طلبات) is not one."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a mention says for the review: `entity` stands for what it mentions."""

    entity: tuple[str, object]
    state: str
    rule: str


def of_mentions(mentions: Iterable[Seen]) -> Need:
    """CAMPAIGN and TAG, where the mentions of one article ask for them.

    A tag is doubtful if it is proposed, or if nothing else in the article speaks for it than a word near an
    ambiguous spelling.
    """
    needs = Need(0)
    grounds: dict[tuple[str, object], list[bool]] = defaultdict(list)
    for mention in mentions:
        if mention.state == "proposed" and mention.rule not in PROPOSED_BY_POLICY:
            named = mention.entity[0] == "company" or mention.rule == "hashtag"
            needs |= Need.TAG if named else Need.CAMPAIGN
        elif mention.state in ("asserted", "confirmed"):
            doubtful = mention.state == "asserted" and mention.rule.startswith(DOUBTFUL_RULES)
            grounds[mention.entity].append(doubtful)
    if any(all(doubts) for doubts in grounds.values()):
        needs |= Need.TAG
    return needs


def of_article(
    *, dated: bool, published_by: bool, proposed: bool, warned: bool, copied: bool, mentions: Iterable[Seen]
) -> Need:
    """Everything an article needs.

    `dated`: its date is known; `published_by`: its publisher is; `proposed`: it waits to be published;
    `warned`: ingest gave warnings that nobody has settled; `copied`: an unconfirmed copy.
    """
    needs = of_mentions(mentions)
    for missing, need in (
        (not dated, Need.DATE),
        (not published_by, Need.PUBLISHER),
        (copied, Need.COPIES),
        (warned, Need.WARNING),
        (proposed, Need.ARRIVED),
    ):
        if missing:
            needs |= need
    return needs
