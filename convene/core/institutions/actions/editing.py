"""Change what the page of an institution says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from ...ledger.actions import record
from .. import rules
from ..models import LONGEST_NAME

if TYPE_CHECKING:
    from ...people.models import User
    from ..models import Institution

FIELDS = ("name", "kind", "place", "country", "size", "website")


@transaction.atomic
def edit(
    actor: User, institution: Institution, *, name: str, kind: str, place: str = "", country: str = "",
    size: str = "", website: str = "",
) -> None:  # fmt: skip
    """Say what it is called, where it is and how large; from now on no list writes over it."""
    require(rules.may_edit(actor, institution))
    said = {
        "name": clean_name(name, LONGEST_NAME), "kind": kind, "place": clean_name(place, 160), "country": country,
        "size": size, "website": website,
    }  # fmt: skip
    if not said["name"]:
        raise NotPossible(_("It needs a name."))
    changed = [field for field in FIELDS if getattr(institution, field) != said[field]]
    if changed:
        for field in changed:
            setattr(institution, field, said[field])
        institution.edited_at = timezone.now()
        institution.save()
        record(actor, "institutions.edited", institution, facts={"fields": changed})
