"""The archive: articles, captures, companies, campaigns and how they come in."""

from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save, pre_migrate
from django.utils.translation import gettext_lazy as _


class ArchiveConfig(AppConfig):
    """Installs the outbox triggers after each migrate."""

    name = "archive"
    verbose_name = _("الأرشيف")

    def ready(self) -> None:
        """Connect what must run after migrations."""
        from archive.changes import notify
        from archive.models import Article, Campaign, Company, Mention, Publisher
        from archive.review.queue import article_saved
        from archive.triggers import install, remove

        pre_migrate.connect(remove, sender=self, dispatch_uid="archive.triggers")
        post_migrate.connect(install, sender=self, dispatch_uid="archive.triggers")
        post_save.connect(article_saved, sender=Article, dispatch_uid="archive.review")
        for model in (Article, Mention, Company, Campaign, Publisher):
            for signal in (post_save, post_delete):
                signal.connect(notify, sender=model, dispatch_uid=f"archive.changes.{model.__name__}")
