"""`convene import stackexchange` and `convene import discourse`: what becomes of questions, answers, topics and authors."""

from __future__ import annotations

import io
import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from convene.core.people.models import ArchiveAddress, User
from convene.features.discussions.models import MailHeader, MailId, Post, Topic
from convene.lib.forums.tests.made import answer, comment, dump, post, question, row, saved, topic


def bring_in(kind: str, *paths: Path, more: tuple[str, ...] = ()) -> tuple[int, list[dict[str, Any]], str]:
    """The command: exit code, reports, and what it complained of."""
    out, complaints = io.StringIO(), io.StringIO()
    code = 0
    try:
        words = [kind, *map(str, paths), "--community", "citizen-science", "--json", *more]
        call_command("import", *words, stdout=out, stderr=complaints)
    except SystemExit as end:
        code = int(end.code or 0)
    reports = [json.loads(line) for line in out.getvalue().splitlines()]
    for report in reports:
        assert report["read"] == report["added"] + report["duplicates"] + report["refused"]
        assert sum(report["refusals"].values()) == report["refused"]
    return code, reports, complaints.getvalue()


def told(report: dict[str, Any]) -> tuple[int, ...]:
    return tuple(report[word] for word in ("read", "added", "duplicates", "refused", "topics"))


def shown() -> list[tuple[object, ...]]:
    rows = Post.objects.values_list("topic__title", "topic__kind", "number", "author__name", "created_at", "html")
    accepted = Topic.objects.values_list("title", "accepted_post__number")
    return [*sorted(rows, key=repr), *sorted(accepted, key=repr)]


# --- real exports ----------------------------------------------------------------------------------------------------


def test_a_real_dump_becomes_questions_with_their_answers(real_data, community):
    folder = real_data("discussions") / "stackexchange-sample"
    foretold = bring_in("stackexchange", folder, more=("--dry-run",))
    assert not Post.objects.exists()
    assert bring_in("stackexchange", folder) == foretold
    assert told(foretold[1][0]) == (418, 386, 0, 32, 84)
    assert foretold[1][0]["refusals"] == {"not_a_post": 32}
    asked = Topic.objects.get(title="How Cardano is different from Ethereum (2.0)?")
    assert (asked.kind, asked.author.name) == ("question", asked.posts.get(number=1).author.name)
    assert MailHeader.objects.get(post=asked.accepted_post).is_reply is False
    assert Topic.objects.filter(kind="question").count() == 84
    assert Topic.objects.exclude(accepted_post=None).count() > 40
    assert not Topic.objects.filter(accepted_post__number=1).exists()
    assert not Post.objects.filter(html__contains="&lt;p&gt;").exists()
    before = shown()
    assert told(bring_in("stackexchange", folder)[1][0]) == (418, 0, 386, 32, 0)
    assert told(bring_in("stackexchange", folder, more=("--site", "cardano.stackexchange.com"))[1][0])[1] == 0
    assert shown() == before


def test_real_topics_become_topics(real_data, community):
    folder = real_data("discussions") / "perceval-forum-exports"
    foretold = bring_in("discourse", folder, more=("--dry-run",))
    assert not Post.objects.exists()
    assert bring_in("discourse", folder) == foretold
    assert told(foretold[1][0]) == (31, 25, 4, 2, 3)
    assert foretold[1][0]["refusals"] == {"not_in_file": 2}
    assert Topic.objects.get(title="[Support] uBlock Origin").post_count == 20
    assert Topic.objects.get(title="IBM PowerVM support?").people_count == 4
    before = shown()
    assert told(bring_in("discourse", folder)[1][0]) == (31, 0, 29, 2, 0)
    assert shown() == before


@pytest.mark.parametrize("name", ["topics", "topics_empty", "topics_pinned", "topics_last_posted_at_null"])
def test_a_list_of_topics_is_told_from_topics(real_data, community, name):
    path = real_data("discussions") / "perceval-forum-exports" / "discourse" / f"discourse_{name}.json"
    code, reports, said = bring_in("discourse", path)
    assert (code, reports, said.count("\n")) == (2, [], 1)
    assert "is a list of topics without their posts" in said


# --- questions and answers -------------------------------------------------------------------------------------------


def test_the_accepted_answer_is_accepted_here(community, tmp_path):
    posts = question(1, AcceptedAnswerId=3, Score=36) + answer(2, 1) + answer(3, 1) + question(4, AcceptedAnswerId=2)
    bring_in("stackexchange", dump(tmp_path / "site", posts, comment(1, 3) + comment(2, 1)))
    first = Topic.objects.get(title="How is 1 made?")
    assert (first.kind, first.post_count, first.accepted_post.body) == ("question", 5, "Like 3")
    assert first.accepted_at == first.accepted_post.created_at
    assert Topic.objects.get(title="How is 4 made?").accepted_post is None  # 2 is no answer to it


def test_whatever_comes_first_the_same_is_there_in_the_end(community, tmp_path):
    parts = [
        dump(tmp_path / "q", question(1, AcceptedAnswerId=2) + answer(3, 1)),
        dump(tmp_path / "a", answer(2, 1)),
        dump(tmp_path / "c", question(5), comment(1, 2) + comment(2, 1)),
    ]
    whole = dump(
        tmp_path / "all", question(1, AcceptedAnswerId=2) + answer(2, 1) + answer(3, 1) + question(5),
        comment(1, 2) + comment(2, 1),
    )  # fmt: skip
    found = []
    for order in permutations(parts):
        MailId.objects.all().delete()
        Topic.objects.update(accepted_post=None)
        MailHeader.objects.all().delete()
        Post.objects.all().delete()
        Topic.objects.all().delete()
        added = sum(bring_in("stackexchange", path)[1][0]["added"] for path in order)
        assert added == 6
        assert bring_in("stackexchange", whole)[1][0]["added"] == 0
        found.append([(title, number, html) for title, _kind, number, _name, _at, html in shown()[:6]])
    assert all(each == found[0] for each in found)
    assert Topic.objects.count() == 2


def test_a_damaged_row_costs_no_other(community, tmp_path):
    posts = question(1) + '<row Id="2" Body="&lol;" PostTypeId="1" />' + '<row Id="3" <b' + question(4)
    posts += question(5, CreationDate="2999-01-01T00:00:00") + question(6, "<p>Bell \u0007</p>").replace(
        "\u0007", "&#7;"
    )
    folder = dump(tmp_path / "site", posts)
    with (folder / "Posts.xml").open("ab") as file:
        file.write(b"   ")
    report = bring_in("stackexchange", folder)[1][0]
    assert report["refusals"] == {"damaged": 2}
    assert (report["added"], report["repairs"]) == (4, {"charset": 1, "date": 1})


def test_a_file_that_ends_early_gives_what_it_holds(community, tmp_path):
    folder = dump(tmp_path / "site", question(1) + question(2) + question(3))
    whole = (folder / "Posts.xml").read_bytes()
    for length in range(len(whole) - 10, len(whole) - 220, -31):
        (folder / "Posts.xml").write_bytes(whole[:length])
        code, reports, said = bring_in("stackexchange", folder, more=("--dry-run",))
        assert (code, said) == (0, "")
        assert reports[0]["refusals"] == {"damaged_file": 1}
        assert reports[0]["added"] in {1, 2, 3}


def test_nobody_is_called_and_nothing_runs(community, tmp_path):
    User.objects.create(handle="ben", name="Ben")
    text = "<p>@ben <img src=x onerror=alert(1)><script>alert(2)</script> ana@old.example</p>"
    text += '<p><a href="javascript:alert(3)">x</a><a href="/q/5">y</a><img src="https://i.example/a.png" alt="A"></p>'
    posts = question(1, text, OwnerDisplayName="eve@old.example", OwnerUserId="")
    bring_in("stackexchange", dump(tmp_path / "site", posts, comment(1, 1, "@ben <script>alert(4)</script> ```@ben")))
    said = " ".join(Post.objects.values_list("html", flat=True))
    for never in ("<script", "onerror", "javascript:", "old.example", 'href="/', "/people/", "<img"):
        assert never not in said
    assert 'href="https://i.example/a.png"' in said
    assert not User.objects.filter(name__contains="@").exists()
    assert not ArchiveAddress.objects.filter(address__contains="@").exclude(address__startswith="name:").exists()


# --- topics of Discourse ---------------------------------------------------------------------------------------------


def test_a_topic_comes_with_its_answer_and_without_what_was_not_public(community, tmp_path):
    posts = [
        post(1), post(2, accepted_answer=True), post(3, post_type=4), post(4, post_type=3), post(5, hidden=True),
        post(6, deleted_at="2016-02-01T00:00:00Z"), post(7, cooked=""), {"id": "x"}, 5, post(8, id=-1),
    ]  # fmt: skip
    path = saved(tmp_path / "topics.json", topic(*posts), topic(post(1, id=900), number=8, archetype="private_message"))
    report = bring_in("discourse", path)[1][0]
    assert report["refusals"] == {"not_public": 2, "not_a_post": 1, "deleted": 2, "empty": 1, "damaged": 3}
    here = Topic.objects.get()
    assert (here.kind, here.post_count, here.accepted_post.number) == ("question", 2, 2)
    assert set(ArchiveAddress.objects.values_list("address", flat=True)) == {
        "id:discourse/u/member1",
        "id:discourse/u/member2",
    }


def test_pages_of_a_topic_come_together_in_any_order(community, tmp_path):
    whole = topic(post(1), post(2, reply_to_post_number=1), post(3))
    one = {**whole, "post_stream": {**whole["post_stream"], "posts": whole["post_stream"]["posts"][:1]}}
    rest = {**whole, "post_stream": {**whole["post_stream"], "posts": whole["post_stream"]["posts"][1:]}}
    report = bring_in("discourse", saved(tmp_path / "2.json", rest))[1][0]
    assert (report["added"], report["refusals"]) == (2, {"not_in_file": 1})
    assert told(bring_in("discourse", saved(tmp_path / "1.json", one))[1][0]) == (3, 1, 0, 2, 0)
    assert told(bring_in("discourse", saved(tmp_path / "both.jsonl", one, rest))[1][0]) == (3, 0, 3, 0, 0)
    assert list(Post.objects.order_by("number").values_list("body", flat=True)) == ["Post 1", "Post 2", "Post 3"]
    path = tmp_path / "list.json"
    path.write_text(json.dumps([one, rest], indent=2))
    assert told(bring_in("discourse", path)[1][0]) == (3, 0, 3, 0, 0)


def test_a_damaged_line_costs_no_other(community, tmp_path):
    path = saved(tmp_path / "topics.jsonl", topic(post(1)), {"bad": 1}, topic(post(2, id=900), number=8))
    path.write_text(path.read_text().replace('{"bad": 1}', '{"bad": '))
    assert told(bring_in("discourse", path)[1][0]) == (3, 2, 0, 1, 2)
    path.write_text("[" + json.dumps(topic(post(3))) + ",")
    report = bring_in("discourse", path)[1][0]
    assert (report["added"], report["refusals"]) == (1, {"damaged_file": 1})


# --- what is none ----------------------------------------------------------------------------------------------------


def _write(data: str | bytes) -> Any:
    return lambda path: path.write_bytes(data.encode() if isinstance(data, str) else data)


BOMB = '<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><posts><row Id="1" PostTypeId="1"/></posts>'
WRONG = {
    "nothing": ("both", lambda path: None, "There is nothing at"),
    "an empty file": ("both", Path.touch, "is empty"),
    "a picture": ("both", _write(b"\x89PNG\r\n\x1a\n" + bytes(100)), "is a PNG picture, not"),
    "a packed dump": ("both", _write(b"7z\xbc\xaf'\x1c" + bytes(100)), "Unpack it first"),
    "prose": ("both", _write("Dear diary,\nnothing happened.\n"), "not "),
    "mail": ("both", _write("From ana@example.org Mon Mar  4 10:00:00 2019\nFrom: a@b.example\n\nHello\n"), "a mail archive, not"),
    "an empty folder": ("both", Path.mkdir, "holds no "),
    "another dump": ("stackexchange", lambda path: dump(path, row(Id=1, Name="x")), "an XML file of another kind"),
    "a dump of nothing": ("stackexchange", lambda path: dump(path, ""), "is empty"),
    "a bomb": ("stackexchange", lambda path: _write(BOMB)(dump(path, question(1)) / "Posts.xml"), "declares a document type"),
    "other JSON": ("discourse", _write('{"name": "x"}'), "a JSON file of another kind"),
    "half a topic": ("discourse", _write('{"id": 7, "post_stream": {"posts": [{"id"'), "a damaged file"),
    "depth": ("discourse", _write("[" * 200_000), "a damaged file"),
    "an empty list": ("discourse", _write("[]"), "is empty"),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "what"), [
    (kind, what) for what, (which, _make, _said) in WRONG.items()
    for kind in ("stackexchange", "discourse") if which in {"both", kind}
])  # fmt: skip
def test_what_is_no_export_gets_one_sentence(kind, what, tmp_path, community):
    good = (
        dump(tmp_path / "good", question(1))
        if kind == "stackexchange"
        else saved(tmp_path / "good.json", topic(post(1)))
    )
    _which, make, said = WRONG[what]
    make(tmp_path / "given")
    code, reports, complaints = bring_in(kind, good, tmp_path / "given")
    assert (code, reports, complaints.count("\n")) == (2, [], 1)
    assert said in complaints
    assert not Post.objects.exists()


def test_a_site_has_a_name_as_in_addresses(community, tmp_path):
    path = saved(tmp_path / "7.json", topic(post(1)))
    code, _reports, said = bring_in("discourse", path, more=("--site", "my forum!"))
    assert (code, said) == (
        2,
        "“my forum!” is not the name of a site. Give it as in its addresses: forum.example.org.\n",
    )
