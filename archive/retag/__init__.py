"""Spellings that change: what that would tag, shown before it is saved, and the tagging afterwards.

with retagging([company], request.user): ...  # change its spellings inside
"""

from archive.retag.ask import retagging

__all__ = ["retagging"]
