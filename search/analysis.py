"""The analyzer this site is set to use: chain A, or chain B with SIJIL_ARABIC_NGRAMS."""

from __future__ import annotations

from django.conf import settings

from search.arabic import Analyzer, default_analyzer


def analyzer() -> Analyzer:
    """One analyzer a process."""
    return default_analyzer(settings.ARABIC_NGRAMS)
