"""Answers for what people say of having used a resource where moderation asks: see core/moderation/kinds.py."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...core.moderation.kinds import Activity, Thing
from ...lib.errors import NotPossible
from .actions import using
from .models import Resource, Use
from .rules import SHELF

if TYPE_CHECKING:
    from ...core.communities.models import Community
    from ...core.moderation.models import Item
    from ...core.people.models import Actor, User
    from ...lib.text import Cooked


class Uses:
    """Sentences of those who used a resource."""

    word = gettext_lazy("sentence about a resource")
    stays_nameless = False  # it says where somebody works

    def find(self, actor: Actor, pk: int) -> Thing | None:
        """A sentence that `actor` may read."""
        rows = _whole().filter(resource__in=Resource.objects.visible_to(actor), hidden_at=None)
        use = rows.filter(pk=pk).first()
        if use is None:
            return None
        here, html = use.resource, using.plain(use.sentence).html
        title, address = using.titled(here, use.institution), f"{here.get_absolute_url()}#used"
        return Thing(using.KIND, use.key, use.person, here.community, title, use.sentence, html, address)

    def is_published(self, key: uuid.UUID) -> bool:
        """Whether there is such a sentence."""
        return Use.objects.filter(key=key).exists()

    def publish(self, item: Item) -> str:
        """Say it as its author, while the resource is in the lists; its address."""
        here = Resource.objects.filter(pk=item.values["resource"]).select_related("community", "owner").first()
        if item.author is None or here is None:
            raise NotPossible(_("Its author or the resource is gone."))
        said = {"institution": item.values["institution"], "sentence": item.body}
        using.use(item.author, here, **said, key=item.key)
        return f"{here.get_absolute_url()}#used"

    def cook(self, body: str) -> Cooked:
        """The sentence as it stands; it has no markup."""
        return using.plain(body)

    def reword(self, actor: User, item: Item, body: str) -> None:
        """Change the sentence as a moderator does."""
        use = _whole().filter(key=item.key).first()
        if use is None:
            raise NotPossible(_("The sentence is gone."))
        using.reword(actor, use, sentence=body)

    def hide(self, actor: User | None, key: uuid.UUID) -> bool:
        """Take it down."""
        use = _whole().filter(key=key).first()
        return use is not None and using.take_down(actor, use)

    def restore(self, actor: User, key: uuid.UUID) -> bool:
        """Bring it back."""
        use = _whole().filter(key=key).first()
        return use is not None and using.bring_back(actor, use)

    def shown_by(self, person: User, community: Community | None, most: int) -> list[uuid.UUID]:
        """What the person said and still stands."""
        return list(_standing(person, community).order_by("pk").values_list("key", flat=True)[:most])

    def count_shown(self, person: User, community: Community | None) -> int:
        """Sentences that readers see."""
        return _standing(person, community).count()

    def activity(self, person: User, since: datetime) -> Activity:
        """Sentences that stand."""
        said = Use.objects.filter(person=person, hidden_at=None).aggregate(
            all=Count("pk"), lately=Count("pk", filter=Q(at__gt=since))
        )
        return Activity(said["all"], said["lately"])


def _whole() -> QuerySet[Use]:
    return Use.objects.select_related("resource__community", "person")


def _standing(person: User, community: Community | None) -> QuerySet[Use]:
    said = Use.objects.filter(person=person, hidden_at=None, resource__state__in=SHELF)
    return said if community is None else said.filter(resource__community=community)


USES = Uses()
