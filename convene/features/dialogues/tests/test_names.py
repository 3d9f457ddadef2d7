"""Names that those who convene give to groups and to sides of the map."""

from __future__ import annotations

import pytest

from convene.features.dialogues import actions
from convene.features.dialogues.queries.results import result_of
from convene.features.dialogues.tasks import draw_all
from convene.lib.errors import NotPossible, Refusal

from .towns import over


def test_groups_are_named_after_closing_by_those_who_convene(town, ana, ben, client) -> None:
    draw_all()
    with pytest.raises(Refusal):
        actions.name_map(ana, town, names={"A": "The walkers"})
    over(town)
    draw_all()
    with pytest.raises(Refusal):
        actions.name_map(ben, town, names={"A": "The walkers"})
    with pytest.raises(Refusal):
        actions.name_map(ana, town, names={"A": "The same", "B": "the same"})
    actions.name_map(ana, town, names={"A": "The walkers", "B": ""})
    assert "A · The walkers" in client.get(f"{town.get_absolute_url()}report/").text


def test_sides_of_the_map_are_named_beside_what_parts_people_there(town, ana, client, as_) -> None:
    over(town)
    draw_all()
    said = result_of(town).parting(0)
    assert said is not None
    assert f"“{said.text}” parts people most" in as_(ana).get(f"{town.get_absolute_url()}results/").text
    for wrong in ({"left": "Cars", "right": "cars"}, {"middle": "Cars"}, {"E": "Cars"}):
        with pytest.raises(NotPossible):
            actions.name_map(ana, town, names=wrong)
    as_(ana).post(f"{town.get_absolute_url()}names/", {"left": "More cars", "right": "Fewer cars", "above": ""})
    assert result_of(town).sides == {"left": "More cars", "right": "Fewer cars"}
    for page in ("results/", "report/"):
        text = client.get(f"{town.get_absolute_url()}{page}").text
        assert "Fewer cars</dd>" in text
        assert "Names were chosen by those who convene" in text
