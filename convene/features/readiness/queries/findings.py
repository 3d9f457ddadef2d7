"""What the ratings of a round come to, when it is closed."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ....core.frameworks.models import Kind
from ..models import Rating, Sheet
from ..standing import Standing, alone, standing

if TYPE_CHECKING:
    from ....core.rounds.models import Round


def found_by(round: Round) -> dict[tuple[int, str], Standing]:
    """What may be shown of each part, by its id and a side; readiness has no sides. For closing alone. One query."""
    rows = Rating.objects.filter(sheet__in=Sheet.objects.filter(round=round).counted(), level__isnull=False)
    shared: dict[tuple[int, str], list[tuple[int, bool]]] = defaultdict(list)
    for one in rows.select_related("sheet").order_by("level"):
        side = one.sheet.side if round.kind == Kind.RUBRIC else ""
        shared[one.part_id, side].append((one.level or 0, bool(side) and one.sheet.may_stand_alone))
    found = {key: standing([level for level, _may in some]) or alone(some) for key, some in shared.items()}
    return {key: one for key, one in found.items() if one is not None}
