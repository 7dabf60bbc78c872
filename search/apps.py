"""Search: the index, the engine and the pages that need them."""

from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Drains the outbox after each change, and forgets names when the gazetteer changes."""

    name = "search"
    verbose_name = _("البحث")

    def ready(self) -> None:
        """Connect to the archive's signals."""
        from archive.changes import changed
        from archive.models import Alias, Campaign, Company, Publisher
        from archive.retag.candidates import register as register_finder
        from search.candidates import candidates
        from search.drain import after_commit
        from search.gazetteer import forget
        from search.outgrown import check

        register(check, Tags.database)
        register_finder(candidates)
        changed.connect(after_commit, dispatch_uid="search.drain")
        for model in (Alias, Company, Campaign, Publisher):
            for signal in (post_save, post_delete):
                signal.connect(forget, sender=model, dispatch_uid=f"search.forget.{model.__name__}")
