"""One article to review: every button posts the whole form, so nothing typed is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from archive import locks
from archive.history import because
from archive.models import Article, Campaign, Company, Publisher, Review
from archive.review import decide, edit, filters, queue, screen, steps, words
from archive.review.access import for_curators, page
from archive.review.placing import NoSuchLine

FIELDS = ("title", "publisher", "date")
MOST_NAMES = 1000
FINISHING = ("done", "publish", "skip")
OF_MENTIONS = ("accept", "reject", "always", "add")


class Stale(Exception):
    """The article was changed after this form was opened."""


class NotAllowed(Exception):
    """The person lacks the right that this action needs."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_curators("archive.change_article")
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """The screen of an article; a POST does what its `do` says and leads back, or to the next article."""
    article = get_object_or_404(Article, pk=pk)
    if request.method != "POST":
        return _screen(request, article)
    try:
        with transaction.atomic(), because(_("مراجعة")):
            locks.one_writer()  # before the row: a changed text looks for its copies
            _act(request, Article.objects.select_for_update().get(pk=pk))
    except Stale:
        messages.error(request, _stale_words(article))
        return _screen(request, Article.objects.get(pk=pk), typed=_typed(request), status=409)
    except NotAllowed:
        messages.error(request, _("لا تسمح صلاحيتك بهذا."))
        return _screen(request, Article.objects.get(pk=pk), typed=_typed(request), status=403)
    except (edit.NotAccepted, decide.NotThere, NoSuchLine, steps.CannotUndo) as reason:
        messages.error(request, _refusal(reason))
        return _screen(request, Article.objects.get(pk=pk), typed=_typed(request), status=400)
    return HttpResponseRedirect(_following(request, pk))


def _act(request: HttpRequest, article: Article) -> None:
    """Save what was typed, then do what the button says."""
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    if verb == "skip":
        return
    if verb not in ACTIONS:
        raise decide.NotThere(verb)
    if request.POST.get("token") != steps.token(article):
        raise Stale
    values = {} if verb == "undo" else _values(request, article, besides="date" if verb == "date" else "")
    if verb in OF_MENTIONS:  # a changed title is tagged again, which gives mentions new ids
        ACTIONS[verb](request, article, rest)
        edit.change(article, values, request.user)
    else:
        edit.change(article, values, request.user)
        ACTIONS[verb](request, article, rest)


def _values(request: HttpRequest, article: Article, besides: str) -> dict[str, Any]:
    """The fields that differ from what the form was made with. Raises NotAccepted."""
    shown, typed = screen.fields(article), _typed(request)
    values: dict[str, Any] = {}
    for name in typed.keys() - {besides}:
        if " ".join(typed[name].split()) == " ".join(shown[name].split()):
            continue
        if name == "title":
            values |= edit.title_of(typed[name])
        elif name == "date":
            values |= edit.typed_date(typed[name])
        else:
            values |= edit.publisher_of(typed[name], lambda: request.user.has_perm("archive.add_publisher"))
    return values


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in FIELDS if name in request.POST}


def _number(text: str) -> int:
    found = filters.whole(text)
    if found is None:
        raise decide.NotThere(text)
    return found


def _save(request: HttpRequest, article: Article, rest: str) -> None:
    """The fields are saved already."""


def _accept(request: HttpRequest, article: Article, rest: str) -> None:
    decide.judge(article, _number(rest), "confirmed", request.user)


def _reject(request: HttpRequest, article: Article, rest: str) -> None:
    decide.judge(article, _number(rest), "rejected", request.user)


def _always(request: HttpRequest, article: Article, rest: str) -> None:
    if not request.user.has_perm("archive.change_alias"):
        raise NotAllowed
    pk, _colon, word = rest.partition(":")
    decide.reject_always(article, _number(pk), word, request.user)
    messages.success(request, _("لن تُقبل هذه التهجئة بعد الآن قرب «%(word)s».") % {"word": word})


def _add(request: HttpRequest, article: Article, rest: str) -> None:
    entity = decide.entity_named(request.POST.get("entity", ""))
    if request.POST.get("start") and request.POST.get("end"):
        start, end = _number(request.POST["start"]), _number(request.POST["end"])
        in_title = request.POST.get("in_title") == "1"
    else:
        start, end, in_title = decide.find_words(article, request.POST.get("words", ""))
    decide.add(article, entity, start, end, in_title, request.user)


def _back(request: HttpRequest, article: Article, rest: str) -> None:
    edit.put_back(article, _number(rest), request.user)


def _out(request: HttpRequest, article: Article, rest: str) -> None:
    edit.take_out(article, _number(rest), request.user)


def _date(request: HttpRequest, article: Article, rest: str) -> None:
    line, _colon, which = rest.partition(":")
    edit.date_from_line(article, _number(line), _number(which or "0"), request.user)


def _done(request: HttpRequest, article: Article, rest: str) -> None:
    edit.settle(article, request.user)


def _publish(request: HttpRequest, article: Article, rest: str) -> None:
    edit.settle(article, request.user, publish=True)


def _undo(request: HttpRequest, article: Article, rest: str) -> None:
    step = steps.last(article, request.user)
    if step is None:
        raise steps.CannotUndo
    steps.undo(step)


ACTIONS: dict[str, Callable[[HttpRequest, Article, str], None]] = {
    "save": _save,
    "accept": _accept,
    "reject": _reject,
    "always": _always,
    "add": _add,
    "back": _back,
    "out": _out,
    "date": _date,
    "done": _done,
    "publish": _publish,
    "undo": _undo,
}


def _refusal(reason: Exception) -> str:
    """Why an action was refused, for the person."""
    if isinstance(reason, edit.NotAccepted):
        return str(words.REFUSED[reason.field, str(reason)])
    if isinstance(reason, steps.CannotUndo):
        return _("لا خطوة هنا يمكن التراجع عنها: تغيّر المقال بعدها أو لم تفعل فيه شيئًا.")
    if isinstance(reason, NoSuchLine):
        return _("لم يُفعل شيء: السطر ليس حيث يُنتظر، أو لن يبقى من المتن شيء من دونه.")
    return _("لم يُفعل شيء: لا موضع أو اسم كهذا في هذا المقال.")


def _stale_words(article: Article) -> str:
    """Who changed the article meanwhile, as far as the review knows."""
    step = article.review_steps.select_related("user").first()
    who = step.user.get_username() if step and step.user else _("شخص آخر")
    return _("غيّر %(who)s المقال بعد أن فتحته. ما كتبته باقٍ في الحقول: قارنه بما صار ثم احفظ.") % {"who": who}


def _following(request: HttpRequest, pk: int) -> str:
    """Where to go now: back to the article, or on to the next one."""
    chosen = filters.read(request.GET)
    verb, _colon, rest = request.POST.get("do", "").partition(":")
    if verb not in FINISHING:
        place = f"#m-{rest.partition(':')[0]}" if verb in ("accept", "reject", "always") else ""
        previous = filters.whole(request.GET.get("prev", ""))
        return f"{reverse('review-article', args=[pk])}{filters.query(chosen, prev=previous)}{place}"
    needs = filters.whole(request.POST.get("needs", "")) or 0
    following = queue.next_one(chosen, needs, pk)
    if following is None:
        messages.success(request, _("لم يبقَ في القائمة مقال ينتظر."))
        return f"{reverse('review-queue')}{filters.query(chosen)}"
    return f"{reverse('review-article', args=[following])}{filters.query(chosen, prev=pk)}"


def _screen(
    request: HttpRequest, article: Article, typed: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    chosen = filters.read(request.GET)
    names = [
        (row.slug, row.name_ar, row.name_en)
        for model in (Company, Campaign)
        for row in model._default_manager.only("slug", "name_ar", "name_en")[:MOST_NAMES]
    ]
    row = Review.objects.filter(article=article).first()
    context = page(
        request,
        _("مراجعة مقال"),
        **screen.context(article, request.user, typed),
        at=request.POST.get("needs") or (row.needs if row else 0),
        names=names,
        publishers=Publisher.objects.order_by("name").values_list("name", flat=True)[:MOST_NAMES],
        here=filters.query(chosen),
        previous=filters.whole(request.GET.get("prev", "")),
        left=queue.counts(chosen)[0],
    )
    return render(request, "review/article.html", context, status=status)
