"""An app of its own, last in the list: its screens replace those of the apps before it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    """Accounts of the staff; has no tables."""

    name = "archive.staff"
    label = "staff"
    verbose_name = _("القيّمون")
