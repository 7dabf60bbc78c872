"""Who changed what, when and why; how to take it back.

Changes made through `save()` and `delete()` note themselves. What goes past these (`update`, `bulk_create`,
`bulk_update`, large deletions) is done by the functions of `archive.history.bulk`. Code says who acts, why:

    with acting(user, "merge", batch=new_batch()): ...
    with because("reparse"): ...
"""

from archive.history.actor import Actor, acting, because, current, new_batch

__all__ = ["Actor", "acting", "because", "current", "new_batch"]
