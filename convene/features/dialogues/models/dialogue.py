"""A dialogue: a question, who convenes it, who may take part and what becomes of it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from markupsafe import Markup

from ....core.communities.models import Community
from ....core.teams.models import Team
from ....lib.text import safe
from .. import rules

if TYPE_CHECKING:
    import datetime as dt

    from ....core.people.models import Actor

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none of them is taken for another


class Access(models.TextChoices):
    """Who may take part."""

    LINK = "link", _("Everybody who has the link")
    MEMBERS = "members", _("Members only")
    CODES = "codes", _("Everybody who was given a code")


class Moderation(models.TextChoices):
    """When what participants write appears."""

    STRICT = "strict", _("Somebody reads each statement before it appears")
    PERMISSIVE = "permissive", _("Statements appear at once, and can be taken down")


class Results(models.TextChoices):
    """When the result is shown to those who take part."""

    LIVE = "live", _("At any time, while people vote")
    CLOSED = "closed", _("After closing")
    CONVENER = "convener", _("To the conveners alone until closing, then to everybody")


class Mode(models.TextChoices):
    """How places on the map are worked out; the values are those of `opinion.Mode`."""

    POLIS = "polis", _("As Polis does")
    UNBIASED = "unbiased", _("Fair to those who vote little")


def new_slug() -> str:
    """An address that nobody guesses."""
    return "".join(secrets.choice(LETTERS) for _letter in range(10))


def new_salt() -> str:
    """What makes the keys of this dialogue's ballots different from those of any other."""
    return secrets.token_hex(16)


class DialogueQuerySet(models.QuerySet["Dialogue"]):
    """Adjectives for dialogues."""

    def visible_to(self, actor: Actor) -> DialogueQuerySet:
        """Those whose page `actor` may open."""
        return self.filter(rules.visible(actor))

    def offered_to(self, actor: Actor) -> DialogueQuerySet:
        """Those that `actor` finds in lists."""
        return self.filter(rules.offered(actor))

    def run_by(self, actor: Actor) -> DialogueQuerySet:
        """Those that `actor` may prepare, moderate and close."""
        return self.filter(rules.run(actor))

    def for_page(self) -> DialogueQuerySet:
        """With whom it belongs to."""
        return self.select_related("community", "team")

    def for_cards(self) -> DialogueQuerySet:
        """With what a line about a dialogue says."""
        return self.for_page()

    def unsealed(self, before: dt.datetime) -> DialogueQuerySet:
        """Closed before then, whose keys can still be made."""
        return self.filter(closes_at__lt=before).exclude(published_at=None).exclude(salt="")


class Dialogue(models.Model):
    """A question to many people. It belongs to a community, to a team, or to the whole network."""

    slug = models.CharField(max_length=12, unique=True, default=new_slug, editable=False)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, null=True, blank=True, related_name="dialogues")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True, related_name="dialogues")
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    question = models.CharField(_("question"), max_length=200)
    background = models.TextField(_("background"), blank=True)
    background_html = models.TextField(blank=True, editable=False)
    convener = models.CharField(_("who convenes it"), max_length=200)
    outcome = models.CharField(_("what happens with the result"), max_length=600)
    language = models.CharField(_("language"), max_length=12, default="en")
    access = models.CharField(_("who may take part"), max_length=8, choices=Access.choices, default=Access.LINK)
    moderation = models.CharField(_("moderation"), max_length=12, choices=Moderation.choices, default=Moderation.STRICT)
    policy = models.CharField(_("what is taken in, and what is not"), max_length=600, blank=True)
    results = models.CharField(
        _("when the result is shown"), max_length=8, choices=Results.choices, default=Results.LIVE
    )
    mode = models.CharField(_("how places are worked out"), max_length=8, choices=Mode.choices, default=Mode.POLIS)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    published_at = models.DateTimeField(null=True, blank=True)  # until then it is a draft
    salt = models.CharField(max_length=32, default=new_salt, blank=True, editable=False)  # "" once it is sealed
    statement_count = models.PositiveIntegerField(default=0)  # those that are shown
    waiting_count = models.PositiveIntegerField(default=0)  # those that nobody has decided about
    last_number = models.PositiveIntegerField(default=0)  # of its statements
    voter_count = models.PositiveIntegerField(default=0)  # ballots with a vote
    vote_count = models.PositiveIntegerField(default=0)
    sites = models.TextField(blank=True)  # on whose pages it may stand in a frame: one origin a line
    kiosk_count = models.PositiveSmallIntegerField(default=0)  # tablets that were ever put up
    paper_count = models.PositiveIntegerField(default=0)  # ballots typed in from slips; which ones is not kept
    changes = models.PositiveIntegerField(default=0)  # votes and changed votes: grows with each
    tallied = models.PositiveIntegerField(default=0)  # up to which change the statements' numbers are right
    routing = models.PositiveIntegerField(default=0)  # grows when other statements are shown, or in another order
    account_count = models.PositiveSmallIntegerField(default=0)  # recommendations that came of it
    begun_at = models.DateTimeField(default=timezone.now)

    objects = DialogueQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(community=None) | models.Q(team=None), name="dialogue_in_one_place"
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="dialogue_opens_before_it_closes"
            ),
        ]
        indexes = [
            models.Index(fields=["-closes_at"], condition=~models.Q(published_at=None), name="dialogues_by_closing")
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("dialogues:dialogue", args=[self.slug])

    @property
    def background_on_page(self) -> Markup:
        """The background as HTML that was made safe when it was written."""
        return safe(self.background_html)

    @property
    def group(self) -> str:
        """What notifications about this dialogue are grouped under."""
        return f"dialogues.dialogue:{self.pk}"

    @property
    def asked_group(self) -> str:
        """The same for its members' being asked. No page reads it: that would keep when somebody was there."""
        return f"dialogues.asked:{self.pk}"

    @property
    def account_group(self) -> str:
        """The same for what became of it."""
        return f"dialogues.account:{self.pk}"

    @property
    def state(self) -> str:
        """Where it stands: draft, announced, open or closed."""
        now = timezone.now()
        if self.published_at is None:
            return "draft"
        if now < self.opens_at:
            return "announced"
        return "open" if now < self.closes_at else "closed"

    @property
    def site_list(self) -> list[str]:
        """The sites on whose pages it may stand in a frame."""
        return self.sites.split()

    @property
    def is_strict(self) -> bool:
        """Whether statements wait for somebody to read them."""
        return self.moderation == Moderation.STRICT
