"""Introductions of a furnished site: one to pass on, one to answer, one of which something came."""

from __future__ import annotations

from convene.core.people.models import User
from convene.features.introductions import actions as introductions

WORDS = "Long, and with a word that never ends: " + "Donaudampfschifffahrtsgesellschaftskapitänsmütze" * 4


def introduced(priya: User, marisol: User, long_named: User, hoku: User) -> dict[str, object]:
    """Add them; returns where they are, as Priya sees them."""
    to_answer = introductions.ask(long_named, priya, between=marisol, words=WORDS, shows_address=True)
    introductions.pass_on(marisol, to_answer, note=WORDS)
    to_pass = introductions.ask(marisol, long_named, between=priya, words=WORDS)
    met = introductions.ask(hoku, priya, between=marisol, words=WORDS, shows_address=True)
    introductions.pass_on(marisol, met)
    introductions.agree(priya, met)
    return {"introductions": [to_answer.pk, to_pass.pk, met.pk]}
