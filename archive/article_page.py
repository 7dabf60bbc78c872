"""What the article page shows besides the row itself: marked paragraphs, tags with their places."""

from __future__ import annotations

from dataclasses import dataclass, field

from archive.marking import Paragraph, Span, paragraphs
from archive.models import Article, Campaign, Company, Mention


@dataclass(frozen=True, slots=True)
class Place:
    """One place where a tag's name stands; `key` numbers the page's mentions (`#m-3`)."""

    key: int
    surface: str
    in_title: bool
    label: str
    """What its link says: the words themselves where they stand first so, then only a number."""


@dataclass(slots=True)
class Tag:
    """A company or campaign of the article and where its text names it."""

    entity: Company | Campaign
    kind: str
    places: list[Place] = field(default_factory=list)
    brands: list[str] = field(default_factory=list)

    @property
    def group(self) -> str:
        """The name that joins the tag and its mentions in the page: `company-google`."""
        return f"{self.kind}-{self.entity.slug}"


def _kind(mention: Mention) -> str:
    return "company" if mention.company_id else "campaign"


def tags_of(mentions: list[Mention]) -> list[Tag]:
    """The article's tags, most mentioned first. `mentions`: counted ones, numbered by their position + 1."""
    tags: dict[tuple[str, int], Tag] = {}
    for key, mention in enumerate(mentions, start=1):
        entity, kind = mention.entity, _kind(mention)
        tag = tags.setdefault((kind, entity.pk), Tag(entity, kind))
        if mention.start == mention.end:
            continue  # a person gave the tag to the article as a whole
        known = any(place.surface == mention.surface for place in tag.places)
        label = str(len(tag.places) + 1) if known else mention.surface
        tag.places.append(Place(key, mention.surface, mention.in_title, label))
        if mention.brand and mention.brand not in tag.brands:
            tag.brands.append(mention.brand)
    return sorted(tags.values(), key=lambda tag: (-len(tag.places), tag.entity.slug))


def marked_paragraphs(article: Article, body: str, mentions: list[Mention]) -> list[Paragraph]:
    """The body with mentions linked to their company or campaign and figures given an anchor.

    `body`: what the public may read, a beginning of the article's.
    """
    spans = [
        Span(
            "mention",
            key,
            mention.start,
            mention.end,
            url=mention.entity.get_absolute_url(),
            label=mention.entity.name,
            group=f"{_kind(mention)}-{mention.entity.slug}",
        )
        for key, mention in enumerate(mentions, start=1)
        if not mention.in_title and mention.end <= len(body)
    ]
    spans += [
        Span("figure", figure.pk, figure.start, figure.end)
        for figure in article.figures.all()
        if figure.end <= len(body)
    ]
    return paragraphs(body, spans)
