"""What stands beside a topic or a resource, with why, as far as the reader may see it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Count, IntegerField, Q, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ...discussions.models import Topic
from ..models import Alike, Beside, Collection, Placed, Resource, Tagged, Use, Why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from ....core.people.models import Actor
    from ....core.tags.models import Term

MOST, LOOKED_AT = 5, 40
TOGETHER, GATHERED = "together", "gathered"


@dataclass(slots=True)
class Related:
    """A resource that one may want too, and why."""

    resource: Resource
    reasons: list[str] = field(default_factory=list)


def beside(actor: Actor, topic: Topic) -> list[Related]:
    """What the library has on a topic, the surest first. One query."""
    rows = Beside.objects.visible_to(actor).filter(topic=topic).select_related("resource")
    return [Related(one.resource, [_why(one)]) for one in rows.defer("resource__description", "resource__html")]


def related_to(actor: Actor, resource: Resource, terms: Sequence[Term]) -> list[Related]:
    """Resources that have most to do with this one. Four queries.

    They say the same, were used by the same people, stand in a collection with it, or answer to the same terms.
    """
    telling = {one.pk: one.label for one in terms}
    worth: dict[int, float] = defaultdict(float)
    reasons: dict[int, list[str]] = defaultdict(list)
    for pk, what, number, words in _tied(actor, resource):
        worth[pk] += {str(Why.WORDS.value): 3, str(Why.SENSE.value): 2}.get(what, 2 * number)
        reasons[pk].append(_reason(what, number, words))
    same = Tagged.objects.filter(term__in=telling).exclude(resource=resource).order_by()
    for pk, number in same.values_list("resource").annotate(n=Count("pk")).order_by("-n", "-resource")[:LOOKED_AT]:
        worth[pk] += number
    there = Resource.objects.on_shelf(actor).filter(pk__in=worth).exclude(pk=resource.pk)
    found = sorted(there.defer("description", "html"), key=lambda one: (-worth[one.pk], -one.use_count, -one.pk))[:MOST]
    shared: dict[int, list[str]] = defaultdict(list)
    both = Tagged.objects.filter(resource__in=found, term__in=telling).order_by("term")
    for pk, term in both.values_list("resource", "term"):
        shared[pk].append(telling[term])
    return [
        Related(one, [*reasons[one.pk], *([", ".join(shared[one.pk][:3])] if shared[one.pk] else [])]) for one in found
    ]


def _tied(actor: Actor, resource: Resource) -> list[tuple[int, str, int, str]]:
    """(resource, why, how many, words) of all that is tied to it by more than terms."""
    users = Use.objects.filter(resource=resource, hidden_at=None).values("person")
    used = Use.objects.filter(person__in=users, hidden_at=None).exclude(resource=resource).order_by()
    seen = Collection.objects.visible_to(actor).filter(placed__resource=resource).values("pk")
    gathered = Placed.objects.filter(collection__in=seen).exclude(resource=resource).order_by()
    parts: list[QuerySet[Any, Any]] = [
        used.values("resource").annotate(number=Count("person")).values_list(
            "resource", _said(TOGETHER), "number", _said("")
        ),
        gathered.values_list("resource", _said(GATHERED), _ONE, "collection__title"),
        _alike(Q(resource=resource), "other"),
        _alike(Q(other=resource), "resource"),
    ]
    return list(dict.fromkeys(parts[0].union(*parts[1:])))


def _alike(which: Q, end: str) -> QuerySet[Alike, Any]:
    return Alike.objects.filter(which).order_by().values_list(end, Cast("why", CharField()), _ONE, "words")


def _said(text: str) -> Value:
    return Value(text, output_field=CharField())


_ONE = Value(1, output_field=IntegerField())


def _reason(what: str, number: int, words: str) -> str:
    if what == TOGETHER:
        return ngettext("%(num)s person used both", "%(num)s people used both", number) % {"num": number}
    if what == GATHERED:
        return _("also in “%(title)s”") % {"title": words}
    return _about_the_same(words)


def _about_the_same(words: str) -> str:
    return _("about the same: %(words)s") % {"words": words} if words else _("close in meaning")


def _why(one: Beside) -> str:
    if one.why == Why.MADE:
        return _("made of this topic")
    if one.why == Why.ABOUT:
        return _("what this topic is about")
    return _("mentioned here") if one.why == Why.MENTIONED else _about_the_same(one.words)
