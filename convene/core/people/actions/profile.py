"""What people say of themselves, to whom, and how they want the site."""

from __future__ import annotations

import zoneinfo
from collections.abc import Mapping

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from ...ledger.actions import record
from .. import rules
from ..models import LISTS, PROFILE_FIELDS, User
from ..subjects import subjects
from .naming import chosen_name
from .saying import keep_said


@transaction.atomic
def edit_profile(
    actor: User,
    person: User,
    *,
    name: str,
    pronouns: str = "",
    role: str = "",
    institution: str = "",
    place: str = "",
    languages: str = "",
    can_help_with: str = "",
    wants_to_learn: str = "",
) -> None:
    """Change what a profile says; languages, help and wishes are words with commas between them."""
    require(rules.may_edit(actor, person))
    said = {
        "name": name, "pronouns": pronouns, "role": role, "institution": institution, "place": place,
        "languages": languages, "can_help_with": can_help_with, "wants_to_learn": wants_to_learn,
    }  # fmt: skip
    changed = []
    for field, text in said.items():
        longest = _longest(field)
        clean = _listed(text) if field in LISTS else clean_name(text, longest + 1)
        if len(clean) > longest:
            raise NotPossible(_("That is too much. Please use at most %(number)d characters.") % {"number": longest})
        if clean != getattr(person, field):
            if field == "name" and clean:
                clean = chosen_name(actor, clean)
            setattr(person, field, clean)
            changed.append(field)
    if not person.name:
        raise NotPossible(_("Please tell us your name."))
    if changed:
        person.save(update_fields=changed)
        keep_said(person)
        record(actor, "people.profile_edited", person, facts={"fields": changed})


@transaction.atomic
def offer_help(actor: User, person: User, *, wanted: Mapping[str, bool]) -> None:
    """Have the profile say, or say no more, that a person can help with these subjects, by their keys."""
    require(rules.may_edit(actor, person))
    known = subjects()
    told = list(known.told(person.words_in("can_help_with")))
    there = {key for _words, key in told}
    new = [key for key, is_wanted in wanted.items() if is_wanted and key not in there and key in known.by_key]
    text = ", ".join([words for words, key in told if wanted.get(key, True)] + [str(known.by_key[key]) for key in new])
    if len(text) > _longest("can_help_with"):
        raise NotPossible(
            _("Your profile has no room for one more thing that others may ask you. Take another one out first.")
        )
    if text != person.can_help_with:
        person.can_help_with = text
        person.save(update_fields=["can_help_with"])
        keep_said(person)
        record(actor, "people.profile_edited", person, facts={"fields": ["can_help_with"]})


@transaction.atomic
def name_institution(actor: User, person: User, *, institution: str) -> None:
    """Have the profile say where somebody works, in the words of the page that they chose."""
    require(rules.may_edit(actor, person))
    name = clean_name(institution, _longest("institution"))
    if person.institution != name:
        person.institution = name
        person.save(update_fields=["institution"])
        keep_said(person)
        record(actor, "people.profile_edited", person, facts={"fields": ["institution"]})


@transaction.atomic
def set_visibility(actor: User, person: User, *, levels: Mapping[str, str]) -> None:
    """Say who may see which field of the profile: everyone, members or nobody."""
    require(rules.may_edit(actor, person))
    unknown = set(levels) - set(PROFILE_FIELDS) or set(levels.values()) - {rules.EVERYONE, rules.MEMBERS, rules.NOBODY}
    if unknown:
        raise NotPossible(_("A field can be seen by everyone, by members or by you alone."))
    wanted = {field: levels.get(field, person.visibility_of(field)) for field in PROFILE_FIELDS}
    if wanted != {field: person.visibility_of(field) for field in PROFILE_FIELDS}:
        person.visibility = wanted
        person.save(update_fields=["visibility"])
        keep_said(person)
        record(actor, "people.visibility_set", person)


@transaction.atomic
def set_preferences(actor: User, person: User, *, time_zone: str, language: str) -> None:
    """Set the clock and the language in which a person reads the site; empty means the site's own."""
    require(rules.may_edit(actor, person))
    if time_zone and time_zone not in zoneinfo.available_timezones():
        raise NotPossible(_("We do not know this time zone. Please choose one from the list."))
    if language and language not in dict(settings.LANGUAGES):
        raise NotPossible(_("The site does not speak this language yet. Please choose one from the list."))
    person.time_zone, person.language = time_zone, language
    person.save(update_fields=["time_zone", "language"])
    record(actor, "people.preferences_set", person)


@transaction.atomic
def settle(actor: User, person: User) -> None:
    """A newcomer has taken the first steps, or wants to see no more of them."""
    require(rules.may_edit(actor, person))
    if person.begins_at:
        person.begins_at = None
        person.save(update_fields=["begins_at"])
        record(actor, "people.settled", person)


def _longest(field: str) -> int:
    column = User._meta.get_field(field)
    assert isinstance(column, models.CharField)  # noqa: S101
    return column.max_length or 0


def _listed(text: str) -> str:
    """Words with commas between them, each once, in the order they were given."""
    first: dict[str, str] = {}
    for word in text.replace(";", ",").replace("\n", ",").split(","):
        first.setdefault(clean_name(word).casefold(), clean_name(word))
    first.pop("", None)
    return ", ".join(first.values())
