"""Where people take part beside their own devices: tablets of the conveners, and frames on other sites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ....core.ledger.actions import record
from ....lib.errors import NotPossible
from ....lib.ruling import require
from ....lib.text.names import clean_name
from .. import rules
from ..models import Dialogue, Kiosk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....core.people.models import User

LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
SITE = re.compile(rf"https://{LABEL}(\.{LABEL})+(:\d{{1,5}})?")


@transaction.atomic
def put_up_kiosk(actor: User, dialogue: Dialogue, *, name: str, seconds: int) -> Kiosk:
    """Register a tablet. seconds: without a touch, after which it begins anew."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_put_up_kiosk(actor, here, there=here.kiosks.filter(ended_at=None).count()))
    made = Kiosk.objects.create(dialogue=here, name=clean_name(name, 80), seconds=seconds)
    Dialogue.objects.filter(pk=here.pk).update(kiosk_count=F("kiosk_count") + 1)
    record(actor, "dialogues.put_up", here)
    return made


@transaction.atomic
def end_kiosk(actor: User, kiosk: Kiosk) -> None:
    """Let its link begin nothing any more; votes that were cast there stand."""
    require(rules.may_run(actor, kiosk.dialogue))
    if Kiosk.objects.filter(pk=kiosk.pk, ended_at=None).update(ended_at=timezone.now()):
        record(actor, "dialogues.taken_down", kiosk.dialogue)


@transaction.atomic
def allow_sites(actor: User, dialogue: Dialogue, *, sites: Sequence[str]) -> None:
    """Name the sites whose pages may hold the dialogue in a frame; none forbids it everywhere."""
    here = Dialogue.objects.select_for_update().get(pk=dialogue.pk)
    require(rules.may_be_framed(actor, here))
    words = list(dict.fromkeys(site.strip().lower().rstrip("/") for site in sites if site.strip()))
    for word in words:
        if not SITE.fullmatch(word):
            raise NotPossible(_("“%(site)s” is no site. Write it as https://museum.example.org") % {"site": word[:80]})
    if len(words) > rules.MOST_SITES:
        raise NotPossible(_("Name %(most)s sites at most.") % {"most": rules.MOST_SITES})
    Dialogue.objects.filter(pk=here.pk).update(sites="\n".join(words))
    record(actor, "dialogues.framed", here, facts={"sites": len(words)})
