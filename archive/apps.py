"""The archive: articles, captures, companies, campaigns and how they come in."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """Installs the outbox triggers after each migrate."""

    name = "archive"
    verbose_name = _("الأرشيف")

    def ready(self) -> None:
        """Connect what must run after migrations."""
        from archive.triggers import install

        post_migrate.connect(install, sender=self, dispatch_uid="archive.triggers")
