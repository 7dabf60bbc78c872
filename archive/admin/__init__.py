"""The curators' workshop, one file a screen."""

from archive.admin import article, capture, entity, mention, site, site_line

__all__ = ["article", "capture", "entity", "mention", "site", "site_line"]
