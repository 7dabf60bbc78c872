"""The archive's tables, one file a thing."""

from archive.models.article import Article, ArticleQuerySet
from archive.models.capture import Capture
from archive.models.copy import Copy, CopyBand
from archive.models.entity import Alias, Campaign, Company, Entity, Publisher
from archive.models.figure import Figure
from archive.models.mention import Mention
from archive.models.outbox import Outbox
from archive.models.redaction import Opening, Redaction

__all__ = [
    "Alias",
    "Article",
    "ArticleQuerySet",
    "Campaign",
    "Capture",
    "Company",
    "Copy",
    "CopyBand",
    "Entity",
    "Figure",
    "Mention",
    "Opening",
    "Outbox",
    "Publisher",
    "Redaction",
]
