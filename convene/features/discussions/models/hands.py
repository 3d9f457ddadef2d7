"""Shows of hands: a question with options in a post, and how each person stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .post import Post

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from ....core.people.models import Actor

LEAST_OPTIONS, MOST_OPTIONS = 2, 20


class Shows(models.TextChoices):
    """When the results of a show of hands can be seen."""

    ALWAYS = "always", _("Always")
    VOTED = "voted", _("After one has voted")
    CLOSED = "closed", _("After it has closed")


class Bar(NamedTuple):
    """One line of the results; shares are of everybody who voted, the undecided too."""

    number: int
    text: str
    votes: int
    percent: int
    is_mine: bool


class ShowOfHandsQuerySet(models.QuerySet["ShowOfHands"]):
    """Adjectives for shows of hands."""

    def of_posts(self, posts: Iterable[int]) -> ShowOfHandsQuerySet:
        """The shows of hands in these posts, less those taken down."""
        return self.filter(post__in=list(posts), post__hidden_at=None)

    def seen_by(self, actor: Actor) -> ShowOfHandsQuerySet:
        """With how `actor` voted."""
        theirs = models.FilteredRelation("stances", condition=models.Q(stances__person_id=actor.pk or 0))
        return self.annotate(theirs=theirs, chosen=models.F("theirs__choices"))

    def over(self) -> ShowOfHandsQuerySet:
        """Shows of hands whose last day has passed and that nobody has closed."""
        return self.filter(closed_at=None, closes_at__lte=timezone.now())


class ShowOfHands(models.Model):
    """A question with options; it shows where people stand and decides nothing."""

    post = models.OneToOneField(Post, on_delete=models.CASCADE, related_name="hands")
    question = models.CharField(max_length=200)
    options = models.JSONField()  # texts
    counts = models.JSONField()  # of each option, how many chose it
    least = models.PositiveSmallIntegerField(default=1)  # options that one may choose
    most = models.PositiveSmallIntegerField(default=1)
    shows = models.CharField(max_length=8, choices=Shows.choices, default=Shows.ALWAYS)
    is_named = models.BooleanField(default=False)  # whether it is shown who chose what
    voter_count = models.PositiveIntegerField(default=0)
    undecided_count = models.PositiveIntegerField(default=0)  # of the voters
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ShowOfHandsQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["closes_at"], condition=models.Q(closed_at=None), name="hands_that_close")]
        constraints = [
            models.CheckConstraint(condition=models.Q(least__gte=1, most__gte=models.F("least")), name="some_choices"),
            models.CheckConstraint(
                condition=models.Q(undecided_count__lte=models.F("voter_count")), name="undecided_have_voted"
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether its closing date has passed."""
        return self.closes_at is not None and self.closes_at <= timezone.now()

    @property
    def ended_at(self) -> datetime | None:
        """When it closed, or will have."""
        return self.closed_at or self.closes_at

    @property
    def is_for_one(self) -> bool:
        return self.most == 1

    @property
    def mine(self) -> list[int] | None:
        """How the reader voted, where `seen_by` has asked; empty when undecided, None when they have not."""
        return getattr(self, "chosen", None)

    @property
    def has_voted(self) -> bool:
        """Whether the reader has."""
        return self.mine is not None

    @property
    def bars(self) -> list[Bar]:
        """The options, each with its share."""
        return [
            Bar(number, text, count, self._percent(count), number in (self.mine or ()))
            for number, (text, count) in enumerate(zip(self.options, self.counts, strict=True))
        ]

    @property
    def undecided(self) -> Bar:
        """Those who said that they have not made up their mind."""
        count = self.undecided_count
        return Bar(-1, str(_("Undecided")), count, self._percent(count), self.mine == [])

    def _percent(self, count: int) -> int:
        return round(100 * count / self.voter_count) if self.voter_count else 0


class Stance(models.Model):
    """How one person voted; without choices they are undecided."""

    hands = models.ForeignKey(ShowOfHands, on_delete=models.CASCADE, related_name="stances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    choices = models.JSONField(default=list)  # numbers of options
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hands", "person"], name="one_vote_each")]

    def __str__(self) -> str:
        return f"vote of {self.person_id} in {self.hands_id}"
