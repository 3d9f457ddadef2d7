"""By which way somebody takes part: a device of their own, a tablet of the conveners, or a frame of another site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.http import HttpRequest
from django.urls import reverse

from ..models import Dialogue, Kiosk

if TYPE_CHECKING:
    from ....core.people.models import Actor

SIGNER = signing.Signer(salt="dialogues.kiosk")


@dataclass(frozen=True, slots=True)
class Way:
    """The way, and the addresses on it."""

    dialogue: Dialogue
    is_framed: bool = False
    kiosk: Kiosk | None = None

    @property
    def is_bare(self) -> bool:
        """Whether pages lead nowhere else."""
        return self.is_framed or self.kiosk is not None

    @property
    def home(self) -> str:
        """Where one votes."""
        return self.url("dialogue")

    @property
    def done(self) -> str:
        """Where a tablet begins anew; "" elsewhere."""
        return link_of(self.kiosk) if self.kiosk else ""

    @property
    def later(self) -> str:
        """Where a tablet sends what was voted on it without a connection; "" elsewhere."""
        return reverse("dialogues:bring_votes", args=[self.dialogue.slug, _signed(self.kiosk)]) if self.kiosk else ""

    @property
    def refresh(self) -> str:
        """What tells a browser without script to begin anew."""
        return f"{self.kiosk.seconds};url={self.done}" if self.kiosk else ""

    def url(self, verb: str) -> str:
        """The address of a page or a form on this way."""
        name = ("embed" if verb == "dialogue" else f"embed_{verb}") if self.is_framed else verb
        return reverse(f"dialogues:{name}", args=[self.dialogue.slug])

    def actor(self, request: HttpRequest) -> Actor:
        """Who acts: on a screen that others use nobody is signed in, whoever may be."""
        return AnonymousUser() if self.is_bare else request.user


def link_of(kiosk: Kiosk) -> str:
    """The signed address that opens a tablet."""
    return reverse("dialogues:kiosk", args=[kiosk.dialogue.slug, _signed(kiosk)])


def _signed(kiosk: Kiosk) -> str:
    return SIGNER.sign(str(kiosk.pk))


def kiosk_in(dialogue: Dialogue, token: str) -> Kiosk | None:
    """The tablet that a signed word stands for. One query, none for a word that is not ours."""
    try:
        number = SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return Kiosk.objects.select_related("dialogue").filter(pk=number, dialogue=dialogue).first()
