"""Conversations that are broken or say nothing, by both ways in: a sentence, or an honest “too early to say”."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from convene.features.dialogues.carrying import read
from convene.features.dialogues.models import Dialogue
from convene.features.dialogues.opinion import NotVotes, read_votes
from convene.features.dialogues.queries.results import result_of
from convene.features.dialogues.tasks import draw_all

HEAD = "timestamp,comment-id,voter-id,vote\n"
QUIET = {
    "everyone agrees": [(person, number, 1) for person in range(30) for number in range(12)],
    "nobody overlaps": [(person, person, person % 2 * 2 - 1) for person in range(40)],
    "three voters": [(person, number, (1, -1)[(person + number) % 2]) for person in range(3) for number in range(12)],
    "one vote": [(0, 0, 1)],
}


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes a conversation; times run backwards."""

    def write(votes: Iterable[tuple[int, int, int]], says: str = "Statement {}") -> Path:
        rows = list(votes)
        lines = [f"{10**12 - at},{number},{person},{vote}" for at, (person, number, vote) in enumerate(rows)]
        (tmp_path / "votes.csv").write_text(HEAD + "\n".join(lines) + "\n")
        texts = [f"{number},{says.format(number)}" for number in sorted({number for _person, number, _vote in rows})]
        (tmp_path / "comments.csv").write_text("comment-id,comment-body\n" + "\n".join(texts) + "\n")
        return tmp_path

    return write


@pytest.mark.parametrize("votes", QUIET.values(), ids=QUIET.keys())
def test_where_there_is_nothing_to_see_nothing_is_said(votes, folder, community, capsys, client) -> None:
    here = folder(votes)
    call_command("dialogue", "analyse", str(here / "votes.csv"), "--comments", str(here / "comments.csv"))
    assert "Too early to say" in capsys.readouterr().out
    call_command("import", "polis", str(here), community=community.slug)
    draw_all()
    made = Dialogue.objects.get()
    assert result_of(made).groups == []
    report = client.get(f"{made.get_absolute_url()}report/")
    assert report.status_code == 200
    assert "Too early to say" in report.text or "Groups of opinion have not come out." in report.text
    assert "Group A" not in report.text


def test_statements_of_emojis_alone_are_read_as_they_are(folder, community, client, capsys) -> None:
    sides = [(person, number, 1 if (person + number) % 2 else -1) for person in range(30) for number in range(12)]
    here = folder(sides, says="🎉👍🏽 {}\N{ZERO WIDTH JOINER}")
    call_command("dialogue", "analyse", str(here / "votes.csv"), "--comments", str(here / "comments.csv"))
    assert "🎉👍🏽" in capsys.readouterr().out
    call_command("import", "polis", str(here), community=community.slug)
    draw_all()
    made = Dialogue.objects.get()
    assert len(result_of(made).groups) == 2
    assert "🎉👍🏽" in client.get(f"{made.get_absolute_url()}report/").text


@pytest.mark.parametrize("text", ["🎉🎉🎉", "👍🏽", "…!", "\N{ZERO WIDTH JOINER}"])
def test_a_statement_of_emojis_alone_is_not_added(text, dialogue, device) -> None:
    answer = device().post(f"{dialogue.get_absolute_url()}say/", {"text": text})
    assert answer.status_code == 422
    assert "needs words" in answer.text or "required" in answer.text


@pytest.mark.parametrize("broken", ["votes.csv", "comments.csv"])
@pytest.mark.parametrize(("content", "says"), [
    (b"", "no column"),
    (b"PK\x03\x04\x00\x00\xff\xfe garbage \x00\x01\n\x00\x02", "no column"),
    ("comment-id,voter-id,vote,comment-body\n0,0,1,A\n".encode("utf-16"), "no column"),
    (b"comment-id,voter-id,vote,comment-body\n0,0,1,\"" + b"x" * 200_000 + b"\"\n", "cannot be read as a table"),
    (None, "cannot be read"),
])  # fmt: skip
def test_what_is_no_table_is_refused_in_a_sentence(broken, content, says, folder, community) -> None:
    here = folder([(0, 0, 1)])
    (here / broken).unlink()
    if content is not None:
        (here / broken).write_bytes(content)
    with pytest.raises(CommandError, match=says):
        call_command("dialogue", "analyse", str(here / "votes.csv"), "--comments", str(here / "comments.csv"))
    with pytest.raises(NotVotes, match="There is no" if content is None else says):
        read(here)
    with pytest.raises(SystemExit):
        call_command("import", "polis", str(here), community=community.slug)
    assert not Dialogue.objects.exists()


def test_a_file_that_cannot_be_opened_is_refused_in_a_sentence(folder, tmp_path) -> None:
    here = folder([(0, 0, 1)])
    locked = tmp_path / "locked.zip"
    with zipfile.ZipFile(locked, "w") as file:
        for name in ("comments.csv", "votes.csv"):
            file.writestr(name, (here / name).read_text())
    raw = bytearray(locked.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # a password is asked for
        place = raw.find(mark)
        while place >= 0:
            raw[place + at] |= 1
            place = raw.find(mark, place + 1)
    locked.write_bytes(raw)
    for path in (locked, here / "votes.csv", here / "nowhere"):
        with pytest.raises(NotVotes, match="neither a folder nor a ZIP file that can be read"):
            read(path)


def test_what_no_database_keeps_is_read_as_a_sign_for_it(folder, community) -> None:
    here = folder([(0, 0, 1)], says="A\0B")
    (here / "summary.csv").write_text("topic,What\0now?\nurl\n")
    call_command("import", "polis", str(here), community=community.slug)
    made = Dialogue.objects.get()
    assert made.statements.get().text == "A\N{REPLACEMENT CHARACTER}B"
    assert "\0" not in made.question
    (here / "summary.csv").write_text("topic," + "x" * 200_000)
    with pytest.raises(NotVotes, match=r"summary\.csv cannot be read as a table"):
        read(here)


def test_votes_are_read_alike_by_both_and_a_long_name_is_refused(tmp_path, folder) -> None:
    here = folder([(0, 0, 1)])
    votes = here / "votes.csv"
    votes.write_text(HEAD + "3,0,0,1.0\n2,0,0,-1.0\n1,0,1,0.0\n")
    for found in (read_votes(votes), read(here).votes):
        assert found.table.toarray().ravel().tolist() == [1, 0]
    votes.write_text(HEAD + '"1",0,' + "x" * 500 + ",1\n")
    with pytest.raises(NotVotes, match="a name of 500 letters"):
        read_votes(votes)


def test_more_rows_than_are_brought_in_at_once_are_refused(folder, monkeypatch) -> None:
    monkeypatch.setattr("convene.features.dialogues.carrying.reading.MOST_ROWS", 20)
    with pytest.raises(NotVotes, match="more than 20 rows"):
        read(folder(QUIET["everyone agrees"]))


def test_more_people_than_can_be_read_are_refused_before_the_memory_is_full(folder, monkeypatch) -> None:
    monkeypatch.setattr("convene.features.dialogues.opinion.reading.MOST_PEOPLE", 20)
    votes = folder(QUIET["everyone agrees"]) / "votes.csv"
    votes.write_text(votes.read_text().replace(",0,0,1", ',"0",0,1'))
    with pytest.raises(NotVotes, match="more than 20 people or statements"):
        read_votes(votes)


def test_a_command_that_reads_files_alone_leaves_nothing_where_it_is_run(tmp_path) -> None:
    bare = {name: word for name, word in os.environ.items() if name not in {"DATA_DIR", "SECRET_KEY"}}
    code = "import os; from convene.config.addresses import settle; settle(['dialogue'], os.environ); import convene.config.settings"
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=bare, check=True)
    assert list(tmp_path.iterdir()) == []
