"""Pressing the buttons of the review screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from archive.models import Article, Mention
from archive.review import screen, steps


def address(made: Article) -> str:
    return reverse("review-article", args=[made.pk])


def press(browser: Client, made: Article, do: str, **typed: Any) -> HttpResponse:
    """Press a button of the page as it is now."""
    made = Article.objects.get(pk=made.pk)
    form = {"token": steps.token(made), "needs": 0, **screen.fields(made), "do": do, **typed}
    return browser.post(address(made), form)


def mention(made: Article, surface: str, number: int = 0) -> Mention:
    return made.mentions.filter(surface=surface).order_by("-in_title", "start")[number]


def surfaces(made: Article) -> set[str]:
    """The words at every mention's offsets, in the text as it is now."""
    made = Article.objects.get(pk=made.pk)
    return {(made.title if m.in_title else made.body)[m.start : m.end] for m in made.mentions.all()}
