"""One company or campaign made two: spellings move, and the mentions that they made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from archive.ingest.fold import fold_name
from archive.merge.moves import move
from archive.models import Alias, Campaign, Company, Mention
from archive.operations.record import Recorder
from archive.redirects import MODELS

NEW = ("slug", "name_ar", "name_en")
"""What a new record needs."""


def target_of(recorder: Recorder, kind: str, target: int | dict[str, str]) -> Any:
    """The record to move to: an existing one, or a new one made of these fields. Raises DoesNotExist."""
    model = MODELS[kind]
    if isinstance(target, int):
        return model._default_manager.select_for_update().get(pk=target)
    made = model(**{name: target[name] for name in NEW})
    recorder.create([made])
    return made


def split(
    recorder: Recorder, kind: str, source: Company | Campaign, new: Company | Campaign, aliases: Sequence[int]
) -> None:
    """Move the spellings with these ids, and every mention written like one of them."""
    chosen = Alias.objects.filter(pk__in=aliases, **{kind: source})
    moving = set(chosen.values_list("text", flat=True))
    staying = Alias.objects.filter(**{kind: source}).exclude(pk__in=aliases).values_list("text", flat=True)
    column = f"{kind}_id"
    found = mentions_written(kind, source, moving, staying)
    move(recorder, (Alias, column), chosen, new.pk)
    move(recorder, (Mention, column), Mention.objects.filter(pk__in=found), new.pk)


def mentions_written(
    kind: str, source: Company | Campaign, moving: Iterable[str], staying: Iterable[str]
) -> list[int]:
    """Ids of the mentions whose words are one of the moving spellings and none of the others."""
    wanted = {fold_name(text) for text in moving} - {fold_name(text) for text in staying}
    rows = Mention.objects.filter(**{kind: source}).order_by().values_list("surface", flat=True).distinct()
    surfaces = [surface for surface in rows if fold_name(surface) in wanted]
    found = Mention.objects.filter(**{kind: source}, surface__in=surfaces)
    return list(found.values_list("pk", flat=True))
