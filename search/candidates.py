"""Articles that may name a spelling, told by the index: for previews in the archive's admin."""

from __future__ import annotations

from archive.models import Outbox
from search.arabic import tokenize
from search.ask import ask_index, backend, understand
from search.backends.base import IndexUnavailable
from search.params import SearchParams

MOST = 4000


def candidates(text: str) -> list[int] | None:
    """Ids of published articles that have all words of `text`, likeliest first, at most MOST.

    Words are compared by stem and root, so attached particles do no harm. What waits to be indexed comes
    first. None where the index cannot be used or knows no word of the text.
    """
    words = " ".join(token.text for token in tokenize(text))
    if not words:
        return None
    params = SearchParams(q=words, all_words=True, plain_names=True)
    try:
        answer = ask_index(backend(), params, understand(params), limit=MOST, facets=False)
    except IndexUnavailable:
        return None
    waiting = Outbox.objects.order_by("-article_id").values_list("article_id", flat=True)[:MOST]
    return [*waiting, *answer.found.ids]
