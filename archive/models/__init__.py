"""The archive's tables, one file a thing."""

from archive.models.article import Article, ArticleQuerySet
from archive.models.capture import Capture
from archive.models.copy import Apart, Copy, CopyBand
from archive.models.entity import Alias, Campaign, Company, Entity, Publisher
from archive.models.figure import Figure
from archive.models.job import Job
from archive.models.mention import Mention
from archive.models.operation import Change, Operation
from archive.models.outbox import Outbox
from archive.models.redaction import Opening, Redaction
from archive.models.redirect import Redirect
from archive.models.review import Review, Step
from archive.models.site_line import SiteLine

__all__ = [
    "Alias",
    "Apart",
    "Article",
    "ArticleQuerySet",
    "Campaign",
    "Capture",
    "Change",
    "Company",
    "Copy",
    "CopyBand",
    "Entity",
    "Figure",
    "Job",
    "Mention",
    "Opening",
    "Operation",
    "Outbox",
    "Publisher",
    "Redaction",
    "Redirect",
    "Review",
    "SiteLine",
    "Step",
]
