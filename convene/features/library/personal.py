"""What the library knows of a person: what they brought in, used, and wrote for others to use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from ...core.people.models import How
from ...core.people.parts import Section
from .actions import let_go
from .models import Contributor, Look, Resource, State, Use, Version
from .rules import SHELF

if TYPE_CHECKING:
    from ...core.people.models import User


def given(person: User) -> Iterator[Section]:
    """Resources that they brought in or look after, versions that they wrote, and what they said they used."""
    theirs = Resource.objects.filter(Q(proposer=person) | Q(owner=person)).order_by("pk")
    yield Section("resources", _("Resources that you brought in or look after"), [
        {"title": one.title, "whose": one.authors, "text": one.description, "why_it_fits": one.context_note,
         "links": [address for _words, address in one.links], "state": str(one.get_state_display()),
         "created_at": one.created_at}
        for one in theirs
    ])  # fmt: skip
    written = Version.objects.filter(by=person).order_by("pk")
    yield Section("resource-versions", _("Versions of resources that you wrote"), [
        {"title": one.title, "version": one.number, "changed": one.changed, "text": one.description,
         "why_it_fits": one.context_note, "at": one.at}
        for one in written
    ])  # fmt: skip
    used = Use.objects.filter(person=person).select_related("resource").order_by("pk")
    yield Section("uses", _("Resources that you used"), [
        {"resource": one.resource.title, "where": one.institution, "how_it_went": one.sentence, "at": one.at}
        for one in used
    ])  # fmt: skip
    looked = Look.objects.filter(person=person).select_related("resource").order_by("pk")
    yield Section("looks", _("What you found on looking again at resources that you used"), [
        {"resource": one.resource.title, "found": str(one.get_found_display()), "words": one.words, "at": one.at}
        for one in looked
    ])  # fmt: skip
    credited = Contributor.objects.filter(person=person).select_related("resource").order_by("pk")
    yield Section("credits", _("Resources made of your words"), [
        {"resource": one.resource.title, "names_you": one.is_named is not False} for one in credited
    ])  # fmt: skip


def forget(person: User, how: How) -> None:
    """What is in the library belongs to the network and stays, nameless; drafts go, and what they said they used."""
    Resource.objects.filter(proposer=person, state__in=(State.DRAFT, State.WAITING)).delete()
    for one in Resource.objects.filter(owner=person, state__in=SHELF).select_related("community"):
        let_go(person, one)
    Resource.objects.filter(owner=person).update(owner=None)
    if how == How.KEEP:
        return
    Contributor.objects.filter(person=person).delete()
    Look.objects.filter(person=person).delete()
    used = Use.objects.filter(person=person)
    touched = list(Resource.objects.filter(pk__in=used.values("resource")))
    used.delete()
    for one in touched:
        left = one.uses.filter(hidden_at=None).values_list("institution", flat=True)
        Resource.objects.filter(pk=one.pk).update(use_count=len({where.casefold() for where in left}))
