"""Search: the index, the engine and the pages that need them."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Nothing to set up yet."""

    name = "search"
    verbose_name = _("البحث")
