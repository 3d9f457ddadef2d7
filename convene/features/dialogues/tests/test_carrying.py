"""Dialogues come in from Polis' open data with their exact counts, and ours go out and come back the same."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from convene.features.dialogues import actions
from convene.features.dialogues.actions.bringing import bring_in
from convene.features.dialogues.carrying import read
from convene.features.dialogues.models import Ballot, Dialogue, Pack, Picture, Statement, Vote
from convene.features.dialogues.opinion import NotVotes
from convene.features.dialogues.queries.results import result_of
from convene.features.dialogues.schedule import sweep_packs
from convene.features.dialogues.tasks import draw_all, make_pack

from .towns import over

COUNTS = {  # people, statements, not taken in, votes, rows
    "polis/bg2050-volunteers": (126, 371, 55, 14283, 14341),
    "polis/scoop-hivemind.biodiversity": (536, 316, 162, 29719, 29802),
    "polis/vtaiwan.uberx": (1921, 197, 78, 49443, 49997),
    "deliberation/polis-open-data/15-per-hour-seattle": (339, 54, 23, 2872, 2995),
    "deliberation/polis-open-data/london.youth.policing": (26, 39, 3, 638, 640),
    "deliberation/polis-open-data/scoop-hivemind.freshwater": (117, 80, 29, 3972, 3979),
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_conversation_is_read_with_its_exact_counts(name, real_data) -> None:
    given = read(real_data(name))
    out = sum(one.is_out for one in given.comments)
    assert (len(given.votes.people), len(given.comments), out, int(given.votes.cast.sum()), given.rows) == COUNTS[name]


def test_what_is_brought_in_is_the_matrix_that_was_published(real_data, community) -> None:
    folder = real_data("deliberation/polis-open-data/london.youth.policing")
    made, is_new = bring_in(community, read(folder), language="en")
    assert is_new
    with (folder / "participants-votes.csv").open() as file:
        rows = list(csv.DictReader(file))
    published = sorted(
        sorted((int(name), int(float(cell))) for name, cell in row.items() if name.isdecimal() and cell) for row in rows
    )
    kept: dict[int, list[tuple[int, int]]] = {}
    for ballot, number, value in Vote.objects.values_list("ballot", "statement__number", "value"):
        kept.setdefault(ballot, []).append((number, value))
    assert sorted(map(sorted, kept.values())) == published
    assert (made.state, made.voter_count, made.vote_count) == ("closed", 26, sum(map(len, published)))
    assert bring_in(community, read(folder), language="en") == (made, False)
    assert Ballot.objects.count() == 26


@pytest.mark.django_db
def test_without_a_community_it_belongs_to_the_whole_network(real_data, client) -> None:
    folder = str(real_data("deliberation/polis-open-data/london.youth.policing"))
    for _again in range(2):
        call_command("import", "polis", folder)
    made = Dialogue.objects.get()
    assert (made.community, made.team) == (None, None)
    assert made.question in client.get("/dialogues/").text


def test_the_command_says_what_it_did_and_the_result_is_there(real_data, community, capsys, client) -> None:
    folder = real_data("deliberation/polis-open-data/15-per-hour-seattle")
    call_command("import", "polis", str(folder), community=community.slug)
    assert "339 people, 54 statements" in capsys.readouterr().out
    draw_all()
    here = Dialogue.objects.get()
    assert result_of(here).people == 339
    assert client.get(f"{here.get_absolute_url()}report/").status_code == 200


def packed(client: Client, here: Dialogue) -> bytes:
    """Ask for the file on its page, as those who convene, and fetch it when the worker has made it."""
    address = f"{here.get_absolute_url()}data/"
    assert client.post(address).url == address
    assert "Your file is being made" in client.get(address).text
    assert client.post(address).status_code == 403
    pack = Pack.objects.get(made_at=None)
    assert make_pack.call(pk=pack.pk) > 0
    assert make_pack.call(pk=pack.pk) == 0
    assert f"{address}{pack.pk}/" in client.get(address).text
    answer = client.get(f"{address}{pack.pk}/")
    assert "no-store" in answer["Cache-Control"]
    return b"".join(answer.streaming_content)


def test_the_file_goes_after_a_week_or_earlier_and_is_for_those_who_convene_it(
    town, ana, ben, as_, settings, tmp_path, django_capture_on_commit_callbacks
):  # fmt: skip
    settings.MEDIA_ROOT = tmp_path
    over(town)
    address = f"{town.get_absolute_url()}data/"
    raw = packed(as_(ana), town)
    pack = Pack.objects.get()
    left = lambda: [path.read_bytes() for path in tmp_path.rglob("*.zip")]  # noqa: E731
    assert left() == [raw]
    assert pack.content.name.split("/")[1] not in as_(ana).get(address).text
    for path in ("", f"{pack.pk}/"):
        assert as_(ben).get(address + path).status_code == 403
        assert Client().get(address + path).status_code == 302
    assert as_(ben).post(f"{address}{pack.pk}/remove/").status_code == 403
    assert sweep_packs.func() == 0
    Pack.objects.update(made_at=timezone.now() - dt.timedelta(days=8))
    assert as_(ana).get(f"{address}{pack.pk}/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_packs.func() == 1
    assert left() == []
    packed(as_(ana), town)
    with django_capture_on_commit_callbacks(execute=True):
        as_(ana).post(f"{address}{Pack.objects.get().pk}/remove/")
    assert left() == []


def test_our_own_data_read_back_gives_the_same_result(town, ana, client, tmp_path, community) -> None:
    last = town.statements.get(number=10)
    actions.seed(ana, town, texts=["=SUM(A1:A9) is no plan."])
    actions.decide(ana, town, statements=[last.pk], verdict="refused", reason="person")
    over(town)
    draw_all()
    client.force_login(ana)
    file = tmp_path / "taken.zip"
    file.write_bytes(packed(client, town))
    given = read(file)
    made, _new = bring_in(community, given, language="en")
    draw_all()
    before, after = (Picture.objects.get(dialogue=one).facts for one in (town, made))
    assert before == after
    assert before["groups"]
    assert made.statements.get(number=11).text == "=SUM(A1:A9) is no plan."
    assert made.statements.get(number=10).text == "[It names a person, or tells something private]"


def test_keys_are_made_for_each_file_and_lead_nowhere(town, ana, client) -> None:
    over(town)
    draw_all()
    client.force_login(ana)

    def take() -> dict[str, str]:
        with zipfile.ZipFile(io.BytesIO(packed(client, town))) as file:
            return {name: file.read(name).decode() for name in file.namelist()}

    first, second = take(), take()
    assert first["participants-votes.csv"] != second["participants-votes.csv"]
    whole = "".join(first.values())
    assert not any(str(pk) in whole or key in whole for pk, key in Ballot.objects.values_list("pk", "key"))
    people = list(csv.DictReader(io.StringIO(first["participants-votes.csv"])))
    assert sorted(row["participant"] for row in people) == sorted(map(str, range(36)))
    assert sorted(row["group-id"] for row in people) == ["0"] * 20 + ["1"] * 16
    assert len(json.loads(first["dialogue.json"])["votes"]) == 360
    days = {row["timestamp"] for row in csv.DictReader(io.StringIO(first["votes.csv"]))}
    assert len(days) == 1


@pytest.mark.parametrize(("votes", "comments", "says"), [
    ("1,0,0,2", "0,A", "line 2: “2” is no vote"),
    ("1,0,0,", "0,A", "is no vote"),
    ("1,7,0,1", "0,A", "a vote on statement 7, which comments.csv does not have"),
    ("x,0,0,1", "0,A", "a timestamp has to be a whole number"),
    ("1,0,-4,1", "0,A", "a voter-id has to be a whole number"),
    ("1,0,0,1", "0,A\n0,B", "statement 0 stands there twice"),
    ("", "0,A", "votes.csv holds no vote"),
    ("1,0,0,1", None, "There is no comments.csv"),
    (None, "0,A", "There is no votes.csv"),
])  # fmt: skip
def test_what_is_broken_is_said_in_a_sentence_and_nothing_is_written(votes, comments, says, tmp_path, community) -> None:
    if votes is not None:
        (tmp_path / "votes.csv").write_text(f"timestamp,comment-id,voter-id,vote\n{votes}\n")
    if comments is not None:
        (tmp_path / "comments.csv").write_text(f"comment-id,comment-body\n{comments}\n")
    with pytest.raises(NotVotes) as no:
        read(tmp_path)
    assert says in no.value.sentence
    with pytest.raises(SystemExit):
        call_command("import", "polis", str(tmp_path), community=community.slug)
    assert not Dialogue.objects.exists()
    assert not Statement.objects.exists()


def test_times_out_of_order_change_nothing_but_which_vote_is_the_last(tmp_path) -> None:
    (tmp_path / "comments.csv").write_text("comment-id,comment-body\n0,A\n")
    (tmp_path / "votes.csv").write_text("timestamp,comment-id,voter-id,vote\n9,0,0,-1\n3,0,0,1\n5,0,1,1\n")
    assert read(tmp_path).votes.table.toarray().ravel().tolist() == [-1, 1]
