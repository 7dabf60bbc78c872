"""Notes every change of a tracked row beside its table: django-simple-history, with four differences.

- What ingest adds leaves no row: its capture says where it came from. The first change of such a row notes
  first how the row was (type `+`, without person or reason), so nothing is lost and adding stays as fast.
- A save that changes nothing notes nothing.
- A save of some fields (`update_fields`) notes the others as the database holds them.
- Person, reason and batch are those of `archive.history.actor`.
"""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import models
from django.db.models.signals import pre_save
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from archive.history.actor import Actor, current

TRACKED: dict[str, type[models.Model]] = {}
"""Model name (`article`) → model, in the order in which the models were made."""


class Recorded(models.Model):
    """What each note says besides who, when and why."""

    batch = models.UUIDField(_("دفعة التغييرات"), null=True, db_index=True)

    class Meta:
        abstract = True


class Tracked(HistoricalRecords):
    """Put on a model as `history`. `excluded_fields`: those that say nothing to a person."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            bases=(Recorded,),
            history_id_field=models.BigAutoField(),
            history_change_reason_field=models.TextField(null=True),
            **options | {"excluded_fields": [*options.get("excluded_fields", ()), "seal"]},
        )

    def finalize(self, sender: type[models.Model], **kwargs: Any) -> None:
        """Connect once the model is complete."""
        super().finalize(sender, **kwargs)
        if self.cls is sender or issubclass(sender, self.cls):
            TRACKED[sender._meta.model_name or ""] = sender
            pre_save.connect(self.pre_save, sender=sender, weak=False)

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        """Notes are nobody's to add, change or delete, so no permission speaks of them."""
        options: dict[str, Any] = super().get_meta_options(model)
        return {**options, "default_permissions": ()}

    def get_meta_options_m2m(self, through_model: type[models.Model]) -> dict[str, Any]:
        """The same for the related rows noted with them."""
        options: dict[str, Any] = super().get_meta_options_m2m(through_model)
        return {**options, "default_permissions": ()}

    def pre_save(self, instance: models.Model, raw: bool = False, **_kwargs: Any) -> None:
        """Remember how the row is now, and note that where nothing was noted of it before."""
        before = None
        if not raw and not instance._state.adding:
            before = type(instance)._base_manager.filter(pk=instance.pk).first()
        vars(instance)["_before"] = before

    def post_save(
        self,
        instance: models.Model,
        created: bool,
        using: str | None = None,
        raw: bool = False,
        update_fields: Iterable[str] | None = None,
        **_kwargs: Any,
    ) -> None:
        """Note what changed; of a new row only where somebody acts."""
        before = vars(instance).pop("_before", None)
        if raw:
            return
        if created or before is None:
            if current() is not None:
                self.create_historical_record(instance, "+" if created else "~")
            return
        after = _merged(before, instance, update_fields)
        if changed_fields(before, after):
            ensure_baseline([before])
            self.create_historical_record(after, "~")

    def m2m_changed(
        self, instance: Any, action: str, attr: str, pk_set: Any, reverse: bool, **options: Any
    ) -> None:
        """Note the related rows of a tracked one, whichever end they were changed from."""
        owners = self.cls._default_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
        for owner in owners:
            if action.startswith("pre_"):
                ensure_baseline([owner])
            else:
                super().m2m_changed(owner, action, attr, pk_set, reverse, **options)

    def get_history_user(self, instance: models.Model) -> Any:
        """The person who acts."""
        return (current() or Actor()).user

    def get_change_reason_for_object(self, instance: models.Model, history_type: str, using: Any) -> str:
        """The reason that the running code gave."""
        return (current() or Actor()).reason

    def create_historical_record(
        self, instance: models.Model, history_type: str, using: str | None = None
    ) -> None:
        """Write the note with its batch, and the related rows that are tracked with it."""
        note = note_of(instance, history_type)
        note.save(using=using)
        self.create_historical_record_m2ms(note, instance)


def fields_of(model: type[models.Model]) -> list[Any]:
    """The fields whose changes are noted."""
    return _noted(model)[1]


def notes_of(model: type[models.Model]) -> Any:
    """The model of the notes: `Article` → `HistoricalArticle`."""
    return _noted(model)[0]


@cache
def _noted(model: type[models.Model]) -> tuple[Any, list[Any]]:
    """Kept, for each asking would make a manager, and every row of a batch asks."""
    notes = getattr(model, "history").model  # noqa: B009 (only tracked models have it, which types cannot say)
    return notes, [field for field in notes.tracked_fields if not field.primary_key]


def changed_fields(before: Any, after: Any) -> list[str]:
    """Attribute names of the tracked fields that differ. Each is a row of the model or a note of it."""
    model = getattr(before, "instance_type", type(before))
    names = [field.attname for field in fields_of(model)]
    return [name for name in names if getattr(before, name) != getattr(after, name)]


def note_of(instance: models.Model, history_type: str, at: datetime | None = None) -> Any:
    """An unsaved note of the row as it is in memory, by whoever acts now. `history_type`: `+`, `~` or `-`."""
    model, actor = type(instance), current() or Actor()
    note = notes_of(model)(
        history_date=at or timezone.now(),
        history_type=history_type,
        history_change_reason=actor.reason,
        history_user=actor.user,
        batch=actor.batch,
    )
    for field in notes_of(model).tracked_fields:
        setattr(note, field.attname, getattr(instance, field.attname))
    return note


def ensure_baseline(rows: Iterable[Any]) -> None:
    """Note how these rows of one model are, for those of which nothing was noted before.

    The note is dated when the row was made, where that is known; nobody made it.
    """
    rows = list(rows)
    if not rows:
        return
    model = type(rows[0])
    notes = notes_of(model)
    known = set(notes.objects.filter(id__in=[row.pk for row in rows]).values_list("id", flat=True))
    missing = [row for row in rows if row.pk not in known]
    before_now = timezone.now() - timedelta(microseconds=1)
    made = []
    for row in missing:
        note = note_of(row, "+", getattr(row, "created_at", None) or before_now)
        note.history_change_reason, note.history_user, note.batch = "", None, None
        made.append(note)
    if not notes._history_m2m_fields:
        notes.objects.bulk_create(made)
        return
    for note, row in zip(made, missing, strict=True):
        note.save()
        Tracked().create_historical_record_m2ms(note, row)


def _merged(
    before: models.Model, instance: models.Model, update_fields: Iterable[str] | None
) -> models.Model:
    """The row as the database has it after a save of these fields."""
    if update_fields is None:
        return instance
    after = copy(before)
    for field in before._meta.concrete_fields:
        if {field.name, field.attname} & set(update_fields):
            setattr(after, field.attname, getattr(instance, field.attname))
    return after
