"""The curators' workshop, one file a screen."""

from archive.admin import article, capture, entity, job, listing, mention, operation, site, site_line

__all__ = ["article", "capture", "entity", "job", "listing", "mention", "operation", "site", "site_line"]
