"""A curator's word on mentions: accept, reject, reject in such a context from now on, add one."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from archive.ingest.fold import fold_name
from archive.ingest.retag import tag_again
from archive.models import Alias, Article, Campaign, Company, Mention, Step
from archive.retag import retagging
from archive.review import contexts, queue, steps

User = Any
LONGEST = 300
MOST_CONTEXTS = 100
"""Words that one spelling's guard holds at most: a longer list says that the spelling needs another guard."""


class NotThere(ValueError):
    """The article has no such mention, place or entity."""


def mention_of(article: Article, pk: int) -> Mention:
    """A mention of this article. Raises NotThere for any other."""
    found = article.mentions.select_related("company", "campaign").filter(pk=pk).first()
    if found is None:
        raise NotThere(f"article {article.pk} has no mention {pk}")
    return found


@transaction.atomic
def judge(article: Article, pk: int, state: str, user: User) -> Step:
    """Confirm or reject a mention. Raises NotThere."""
    mention = mention_of(article, pk)
    before = [[mention.pk, mention.state]]
    mention.state = state
    mention.save()
    queue.refresh([article.pk])
    return steps.note(article, user, state, mentions=before)


def aliases_of(mention: Mention) -> list[Alias]:
    """The spellings by which the tagger may have found it; none where a campaign is proposed, not named."""
    if mention.rule.startswith("subject."):
        return []
    surface = fold_name(mention.surface)
    # ل before the article is written لل, which hides the name's first letter
    keys = {surface, "ال" + surface[2:]} if surface.startswith("لل") else {surface}
    return [alias for alias in mention.entity.aliases.all() if fold_name(alias.text) in keys]


def choices(article: Article, mention: Mention) -> list[contexts.Neighbour]:
    """The words near the mention that may become a guard; none where no spelling could carry one."""
    if not aliases_of(mention):
        return []
    text = article.title if mention.in_title else article.body
    return contexts.neighbours(text, mention.start, mention.end)


@transaction.atomic
def reject_always(article: Article, pk: int, word: str, user: User) -> Step:
    """Reject the mention, and its spelling wherever `word` stands near it. Raises NotThere."""
    mention = mention_of(article, pk)
    if word not in {choice.word for choice in choices(article, mention)}:
        raise NotThere(f"«{word}» does not stand near mention {pk}")
    aliases = aliases_of(mention)
    before = [[alias.pk, alias.guard] for alias in aliases]
    with retagging([mention.entity], user):  # the other articles follow in the background
        for alias in aliases:
            guard = contexts.with_context(alias.guard, word)
            if len(guard["not_near"]) > MOST_CONTEXTS:
                raise NotThere(f"«{alias.text}» has {MOST_CONTEXTS} such words already")
            alias.guard = guard
            alias.save()
    states = [[mention.pk, mention.state]]
    mention.state = Mention.State.REJECTED
    mention.save()
    tag_again(article)
    return steps.note(article, user, "always", mentions=states, aliases=before)


@transaction.atomic
def add(
    article: Article, entity: Company | Campaign, start: int, end: int, in_title: bool, user: User
) -> Step:
    """Add a confirmed mention at `start:end` of the title or the body. Raises NotThere for no such place."""
    text = article.title if in_title else article.body
    surface = text[start:end]
    if not 0 <= start < end <= len(text) or end - start > LONGEST or "\n" in surface or not surface.strip():
        raise NotThere("there are no such words in the text")
    kind = "company" if isinstance(entity, Company) else "campaign"
    same = article.mentions.filter(**{kind: entity}, in_title=in_title, start__lt=end, end__gt=start)
    there = same.first()
    if there is not None:
        return judge(article, there.pk, Mention.State.CONFIRMED, user)
    made = Mention.objects.create(
        article=article,
        company=entity if isinstance(entity, Company) else None,
        campaign=entity if isinstance(entity, Campaign) else None,
        start=start,
        end=end,
        surface=surface,
        in_title=in_title,
        state=Mention.State.CONFIRMED,
    )
    queue.refresh([article.pk])
    return steps.note(article, user, "added", added=[made.pk])


def find_words(article: Article, words: str) -> tuple[int, int, bool]:
    """Where these words stand first, in the body or else in the title. Raises NotThere."""
    words = words.strip()
    for text, in_title in ((article.body, False), (article.title, True)):
        start = text.find(words) if words else -1
        if start >= 0:
            return start, start + len(words), in_title
    raise NotThere("there are no such words in the text")


def entity_named(text: str) -> Company | Campaign:
    """The company or campaign of this slug, name or spelling. Raises NotThere for none, or for several."""
    text = " ".join(text.split())
    for model in (Company, Campaign):
        found = model._default_manager.filter(slug=text).first()
        if isinstance(found, Company | Campaign):
            return found
    rows = Alias.objects.filter(text__iexact=text).select_related("company", "campaign")
    named = {alias.company or alias.campaign for alias in rows}
    for model in (Company, Campaign):
        named |= set(model._default_manager.filter(name_ar=text)) | set(
            model._default_manager.filter(name_en__iexact=text)
        )
    named.discard(None)
    if len(named) != 1:
        raise NotThere(f"«{text}»: {len(named)}")
    entity = named.pop()
    if not isinstance(entity, Company | Campaign):
        raise NotThere(text)
    return entity
