"""Communities and their former names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from ....lib.text import safe
from .. import rules

if TYPE_CHECKING:
    from ...people.models import Actor


class State(models.TextChoices):
    """Where a community stands in its life."""

    ORGANIZING = "organizing", _("Organizing")
    OPERATING = "operating", _("Operating")
    DORMANT = "dormant", _("Dormant")
    ARCHIVED = "archived", _("Archived")


class JoinPolicy(models.TextChoices):
    """How one becomes a member."""

    OPEN = "open", _("Open to everyone")
    REQUEST = "request", _("On request")
    INVITED = "invited", _("By invitation")


class Visibility(models.TextChoices):
    """Who may see a community and what is said in it."""

    PUBLIC = "public", _("Everyone can read")
    LISTED = "listed", _("Everyone can see that it exists, members read")
    HIDDEN = "hidden", _("Only members know of it")


RESERVED_SLUGS = frozenset({"invitation", "new", "mine", "proposals", "propose", "purposes", "enrolments"})


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person can do about belonging to a community: a role, a way in, or the reason why there is none."""

    role: str = ""
    way: str = ""  # "join", "ask", or "" when neither is possible now
    asked_at: dt.datetime | None = None
    reason: str = ""


class CommunityQuerySet(models.QuerySet["Community"]):
    """Adjectives for communities."""

    def visible_to(self, actor: Actor) -> CommunityQuerySet:
        """Communities that `actor` may know of."""
        return self.filter(rules.visible(actor))

    def readable_by(self, actor: Actor) -> CommunityQuerySet:
        """Communities whose discussions `actor` may read."""
        return self.filter(rules.readable(actor))

    def quiet(self) -> CommunityQuerySet:
        """At work, but nobody has written for two months, and the leaders have not heard so in that time."""
        since = timezone.now() - QUIET_FOR
        silent = Q(last_active_at__lt=since) | Q(last_active_at=None, created_at__lt=since)
        at_work = self.filter(silent, state__in=(State.OPERATING, State.ORGANIZING))
        return at_work.exclude(quiet_told_at__gt=since)

    def of(self, person: Actor) -> CommunityQuerySet:
        """Communities that the person belongs to."""
        return self.filter(memberships__person_id=person.pk)


QUIET_FOR = dt.timedelta(days=60)


class Community(models.Model):
    """People who do the same work in different buildings."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40, blank=True)
    line = models.CharField(_("in one line"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    purpose_html = models.TextField(blank=True, editable=False)
    audience = models.CharField(_("who it is for"), max_length=200, blank=True)
    eligibility = models.CharField(_("who can join"), max_length=400, blank=True)
    linked_body = models.CharField(_("works with"), max_length=160, blank=True)
    welcome = models.TextField(_("welcome"), blank=True)  # leaders to those who join, as Markdown
    welcome_html = models.TextField(blank=True, editable=False)
    welcome_topic = models.BigIntegerField(null=True, blank=True)  # topics lie above and are known by their number
    needs = models.JSONField(_("what it still needs"), default=list, blank=True)  # sentences, shown while organizing
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.ORGANIZING)
    join_policy = models.CharField(
        _("how people join"), max_length=12, choices=JoinPolicy.choices, default=JoinPolicy.OPEN
    )
    join_question = models.CharField(_("question to people who ask to join"), max_length=300, blank=True)
    visibility = models.CharField(
        _("who can see it"), max_length=12, choices=Visibility.choices, default=Visibility.PUBLIC
    )
    order = models.PositiveSmallIntegerField(default=0)
    member_count = models.PositiveIntegerField(default=0)
    request_count = models.PositiveIntegerField(default=0)  # people who wait for a leader's answer
    topic_count = models.PositiveIntegerField(default=0)
    post_count = models.PositiveIntegerField(default=0)
    unanswered_count = models.PositiveIntegerField(default=0)
    shared_count = models.PositiveIntegerField(default=0)  # topics of other communities that it shows as well
    shared_unanswered_count = models.PositiveIntegerField(default=0)  # of those, questions without a reply
    last_active_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    quiet_told_at = models.DateTimeField(null=True, blank=True)  # when its leaders last heard that nobody writes

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "communities"
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.short_name or self.name

    def get_absolute_url(self) -> str:
        return reverse("discussions:community", args=[self.slug])

    def get_about_url(self) -> str:
        return reverse("communities:about", args=[self.slug])

    @property
    def purpose_on_page(self) -> Markup:
        """The purpose as HTML that was made safe when it was written."""
        return safe(self.purpose_html)

    @property
    def welcome_on_page(self) -> Markup:
        """The welcome as HTML that was made safe when it was written."""
        return safe(self.welcome_html)

    @property
    def group(self) -> str:
        """What notifications about this community are grouped under."""
        return f"communities.community:{self.pk}"

    @property
    def listed_count(self) -> int:
        """Topics in its list: its own, and those of others that it shows."""
        return self.topic_count + self.shared_count

    @property
    def waiting_count(self) -> int:
        """Questions in its list that nobody has replied to."""
        return self.unanswered_count + self.shared_unanswered_count

    @property
    def is_archived(self) -> bool:
        return self.state == State.ARCHIVED

    @property
    def is_organizing(self) -> bool:
        return self.state == State.ORGANIZING

    def standing_of(self, actor: Actor) -> Standing:
        """How `actor` stands to the community; asks the database only about those who are signed in and outside."""
        if role := rules.role_of(actor, self):
            return Standing(role=role)
        if not actor.is_authenticated:
            return Standing(reason=_how_strangers_join(self))
        joining = rules.may_join(actor, self)
        if joining:
            return Standing(way="join")
        if not rules.may_ask_to_join(actor, self):
            return Standing(reason=joining.reason)
        waiting = self.join_requests.waiting().filter(person_id=actor.pk).values_list("asked_at", flat=True).first()
        return Standing(way="" if waiting else "ask", asked_at=waiting, reason=joining.reason)


def _how_strangers_join(community: Community) -> str:
    if community.is_archived:
        return gettext("Archived: it can be read, and takes no new members.")
    return {
        JoinPolicy.OPEN: gettext("Open to everyone with an account."),
        JoinPolicy.REQUEST: gettext("Sign in and ask: its leaders read each request."),
        JoinPolicy.INVITED: gettext("By invitation of its members."),
    }[JoinPolicy(community.join_policy)]


class Alias(models.Model):
    """A former or other name of a community; its address leads to the present one."""

    slug = models.SlugField(max_length=60, unique=True)
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name_plural = "aliases"

    def __str__(self) -> str:
        return self.slug
