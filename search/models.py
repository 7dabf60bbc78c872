"""What the search keeps in the database; all of it can be made again from the articles."""

from __future__ import annotations

from django.db import models


class StoredForms(models.Model):
    """An article's analysed body, so that marking a page of results needs no analysis.

    `content_hash`: that of `search.documents.content_hash`, which names the text and the analyser's version;
    a row with another one is out of date and passed over. No foreign key: like the index, rows may be late.
    """

    article_id = models.BigIntegerField(primary_key=True)
    content_hash = models.BinaryField(max_length=32)
    packed = models.BinaryField()

    def __str__(self) -> str:
        return str(self.article_id)
