"""People: a member with an account, or somebody known from an archive who may claim it."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import unicodedata
from typing import Any, ClassVar, cast

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from . import rules
from .rules import EVERYONE as EVERYONE
from .rules import MEMBERS as MEMBERS
from .rules import NOBODY as NOBODY

PROFILE_FIELDS = ("pronouns", "role", "institution", "place", "languages", "can_help_with", "wants_to_learn")
EXPORT_KEPT = dt.timedelta(days=7)
GRACE = dt.timedelta(days=14)
LISTS = ("languages", "can_help_with", "wants_to_learn")  # words with commas between them
HUES = 24


class How(models.TextChoices):
    """What becomes of what somebody wrote when they leave for good."""

    KEEP = "keep", _("Keep it under my name")
    ANONYMOUS = "anonymous", _("Keep it without my name")
    REMOVE = "remove", _("Remove it")


class People(BaseUserManager["User"]):
    """People with an account, and people known from archives."""

    def visible_to(self, actor: Actor) -> models.QuerySet[User]:
        """People whose page `actor` may open."""
        return self.filter(rules.visible(actor))

    def who_go(self) -> models.QuerySet[User]:
        """People whose days of grace are over, the first to ask first."""
        return self.filter(leaves_at__lte=timezone.now()).order_by("leaves_at")

    def active(self) -> models.QuerySet[User]:
        """Members who take part: not those who never arrived, nor those who are suspended."""
        return self.filter(rules.active())

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account; its address still has to be verified to sign in."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.claimed_at = user.claimed_at or timezone.now()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """An account with every right, for whoever runs the site."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Without `claimed_at` it is an author known from an archive who has no account."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=120)
    handle = models.CharField(_("handle"), max_length=40, unique=True)
    pronouns = models.CharField(_("pronouns"), max_length=40, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    institution = models.CharField(_("institution"), max_length=160, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True)
    languages = models.CharField(_("languages"), max_length=160, blank=True)
    can_help_with = models.CharField(_("can help with"), max_length=300, blank=True)
    wants_to_learn = models.CharField(_("wants to learn"), max_length=300, blank=True)
    visibility = models.JSONField(default=dict, blank=True)  # profile field -> everyone, members or nobody
    find_as = models.CharField(max_length=200, blank=True, editable=False)  # words of name and handle, without accents
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True)
    unread_notifications = models.PositiveIntegerField(default=0)
    open_steps = models.PositiveIntegerField(default=0)  # actions that they own, in any team: see core/steps
    held_count = models.PositiveIntegerField(default=0)  # things they wrote that have not appeared, or may not
    caught_up_at = models.DateTimeField(default=timezone.now)  # "mark all read": nothing before this is new
    readings_version = models.PositiveIntegerField(default=0)  # grows when the person reads on: no line says so
    seen_at = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    begins_at = models.DateTimeField(null=True, blank=True)  # home offers first steps until they are taken or put away
    suspended_at = models.DateTimeField(null=True, blank=True)
    suspended_because = models.CharField(max_length=400, blank=True)  # told to the person
    leaves_at = models.DateTimeField(null=True, blank=True)  # forgotten then, unless they sign in before
    leaves_how = models.CharField(max_length=10, choices=How.choices, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "handle"]
    objects: ClassVar[People] = People()
    viewer_roles: dict[int, str]  # of the viewer of a page alone: community -> role
    viewer_teams: dict[int, str]  # likewise, once it was asked for: team -> role
    viewer_new: set[int]  # likewise: communities that welcome them still

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(Lower("name"), name="people_by_name"),
            models.Index(fields=["leaves_at"], condition=~models.Q(leaves_at=None), name="people_who_leave"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the words by which the person is found in step with name and handle."""
        self.find_as = words_of(self.name, self.handle)
        fields = kwargs.get("update_fields")
        if fields is not None and not {"name", "handle"}.isdisjoint(fields):
            kwargs["update_fields"] = {*fields, "find_as"}
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("people:profile", args=[self.handle])

    @property
    def initials(self) -> str:
        """Up to two letters for the disc that stands for the person."""
        return initials_of(self.name)

    @property
    def hue(self) -> int:
        """Which of the 24 hues (0 to 23, 15 degrees apart) the person's disc has."""
        return hue_of(self.handle)

    def words_in(self, field: str) -> list[str]:
        """The words of a field that is a list."""
        return [word for word in str(getattr(self, field)).split(", ") if word]

    def visibility_of(self, field: str) -> str:
        """Who may see a profile field: everyone, members or nobody."""
        return cast(str, self.visibility.get(field, rules.MEMBERS))

    def shows(self, field: str, to: Actor) -> bool:
        """Whether `to` may see this field of the profile."""
        return bool(rules.may_see_field(to, self, field))


Actor = User | AnonymousUser


def hue_of(text: str) -> int:
    """A hue number from 0 to 23, always the same for the same text."""
    return hashlib.sha256(text.encode()).digest()[0] % HUES


def initials_of(name: str) -> str:
    """First letters of the first and the last word of a name."""
    words = [word for word in name.split() if word[:1].isalnum()]
    picked = words[:1] + words[-1:] if len(words) > 1 else words
    return "".join(word[0] for word in picked).upper() or "?"


def words_of(name: str, handle: str) -> str:
    """The words of a name and a handle, each after a space: what a search for their beginnings looks through."""
    words = dict.fromkeys(f"{folded(name)} {handle}".replace("-", " ").split())
    return f" {' '.join(words)}"[:200]


def folded(text: str) -> str:
    """Small letters without accents: "Inés" is found by "ines"."""
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


class SaidQuerySet(models.QuerySet["Said"]):
    """Adjectives for what profiles say."""

    def visible_to(self, actor: Actor) -> SaidQuerySet:
        """What its person shows to everyone, or to members."""
        return self.filter(rules.said_visible(actor))


class Said(models.Model):
    """A line or a word of a profile, by which its person is found; what is for them alone is not written here."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="said", db_index=False)
    field = models.CharField(max_length=16)
    key = models.CharField(max_length=320)  # "topic:health", "skill:mentoring", or the words themselves, folded
    words = models.CharField(max_length=300)
    level = models.CharField(max_length=8)  # everyone or members
    find_as = models.CharField(max_length=320)  # the words, each after a space

    objects: ClassVar[models.Manager[Said]] = SaidQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "field", "key"], name="said_once"),
            models.CheckConstraint(condition=models.Q(level__in=[EVERYONE, MEMBERS]), name="said_to_others"),
        ]
        indexes = [models.Index(fields=["field", "key", "level", "person"], name="said_by_whom")]

    def __str__(self) -> str:
        return self.words


class ArchiveAddress(models.Model):
    """An address under which somebody wrote in an imported archive; staff alone may see it."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="archive_addresses")
    address = models.CharField(max_length=254, unique=True)

    def __str__(self) -> str:
        return f"address of {self.person_id}"


class Session(AbstractBaseSession):
    """A signed-in or signed-out browser; the person stands in a column, so that one query finds both."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="sessions")

    class Meta(AbstractBaseSession.Meta):
        abstract = False


def export_place(_export: Export, _name: str) -> str:
    """Where an export lies: under a name that nobody can guess."""
    return f"exports/{secrets.token_urlsafe(18)}.zip"


class ExportQuerySet(models.QuerySet["Export"]):
    """Adjectives for exports."""

    def visible_to(self, actor: Actor) -> ExportQuerySet:
        """One's own, and nobody else's."""
        return self.filter(person_id=actor.pk) if actor.pk else self.none()

    def in_the_making(self) -> ExportQuerySet:
        """Asked for within a day, and neither made nor given up."""
        return self.filter(made_at=None, asked_at__gt=timezone.now() - dt.timedelta(days=1))

    def to_fetch(self) -> ExportQuerySet:
        """Made, and not too old."""
        return self.filter(made_at__gt=timezone.now() - EXPORT_KEPT)

    def too_old(self) -> ExportQuerySet:
        """Made a week ago, or never finished."""
        long_ago = timezone.now() - EXPORT_KEPT
        return self.filter(models.Q(made_at__lte=long_ago) | models.Q(made_at=None, asked_at__lte=long_ago))


class Export(models.Model):
    """A copy of everything of one person's, made by the worker and kept for some days."""

    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="exports")
    asked_at = models.DateTimeField(default=timezone.now)
    done = models.PositiveSmallIntegerField(default=0)  # of the parts
    parts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    size = models.PositiveBigIntegerField(default=0)  # bytes
    content = models.FileField(upload_to=export_place, max_length=80, blank=True)

    objects: ClassVar[models.Manager[Export]] = ExportQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"export of {self.person_id}"

    @property
    def good_until(self) -> dt.datetime | None:
        """When it is taken away."""
        return self.made_at + EXPORT_KEPT if self.made_at else None

    @property
    def channel(self) -> str:
        """What the page that waits for it listens to."""
        return f"people.export:{self.pk}"


class Arrival(models.Model):
    """A sign-up that came through the gate; kept for an hour, so that no puzzle is used twice and waves are seen."""

    nonce = models.CharField(max_length=24, unique=True)  # of its puzzle
    network = models.CharField(max_length=32)  # stands for where it came from, and cannot be read back
    has_worked = models.BooleanField(default=True)  # solved it, rather than waited
    at = models.DateTimeField(default=timezone.now, db_index=True)

    def __str__(self) -> str:
        return f"sign-up at {self.at:%H:%M}"
