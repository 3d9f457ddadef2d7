"""`convene import meetup`: events become topics, what was said about them their replies."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from convene.core.people.models import ArchiveAddress, User
from convene.features.discussions.models import MailHeader, MailId, Post, Topic

from .test_import_forums import bring_in, shown, told

LINK = "https://www.meetup.com/our-group/events/{}/"


def event(number: int = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": str(number), "name": f"Evening {number}", "link": LINK.format(number), "created": 1458664604000,
        "time": 1460046600000, "utc_offset": 7200000, "description": "<p>Owls &amp; <b>stars</b></p>", "visibility": "public",
        "event_hosts": [{"id": 7, "name": "Ana Lima"}], "venue": {"name": "Planetarium", "city": "Madrid"}, **more,
    }  # fmt: skip


def comment(number: int, to: int = 1, said: str = "It was good!", **more: Any) -> dict[str, Any]:
    link = f"{LINK.format(to)}comments/{number}/"
    at = 1460146600000 + number * 60_000
    return {"id": number, "comment": said, "link": link, "created": at, "member": {"id": 8, "name": "Ben"}, **more}


ANSWER = {"response": "yes", "event": {"id": "1"}, "member": {"id": 9, "name": "Cleo"}}


def saved(path: Path, *values: Any) -> Path:
    path.write_text(json.dumps(list(values), indent=1))
    return path


def test_real_events_come_with_what_was_said(real_data, community):
    folder = real_data("discussions") / "perceval-forum-exports"
    foretold = bring_in("meetup", folder, more=("--dry-run",))
    assert not Post.objects.exists()
    assert bring_in("meetup", folder) == foretold
    assert told(foretold[1][0]) == (6, 5, 1, 0, 3)  # one of the events stands in two files
    topic = Topic.objects.get(title="SQL Saturday Madrid 2016")
    assert (topic.post_count, topic.author.name) == (3, "Ruben")
    assert "2016-09-24 08:00, Oficinas de Microsoft: Parque empresarial la Finca." in topic.posts.get(number=1).body
    assert [post.author.name for post in topic.posts.order_by("number")[1:]] == ["Ana", "J"], "the earlier one first"
    before = shown()
    assert told(bring_in("meetup", folder)[1][0]) == (6, 0, 6, 0, 0)
    assert shown() == before


def test_whatever_comes_first_the_same_is_there_in_the_end(community, tmp_path):
    parts = [
        saved(tmp_path / "e.json", event(1), event(2)),
        saved(tmp_path / "c.json", comment(3, 1), comment(4, 2)),
        saved(tmp_path / "d.json", comment(5, 1, "Two\nlines\n\nand a paragraph.")),
    ]
    found = []
    for order in permutations(parts):
        for model in (MailId, MailHeader, Post, Topic):
            model.objects.all().delete()
        assert sum(bring_in("meetup", path)[1][0]["added"] for path in order) == 5
        assert [bring_in("meetup", path)[1][0]["added"] for path in parts] == [0, 0, 0]
        found.append(shown())
    assert all(each == found[0] for each in found)
    assert Topic.objects.count() == 2


def test_damage_costs_no_other_and_who_came_is_nobodys_words(community, tmp_path):
    path = saved(
        tmp_path / "all.json", ANSWER, event(1, comments=[comment(3), "x", comment(4, said="")]), 5, {"id": 1},
        event(2, link="javascript:alert(1)"), event(6, visibility="members"), event(7, created=-5, event_hosts=[]),
    )  # fmt: skip
    report = bring_in("meetup", path)[1][0]
    assert report["refusals"] == {"not_a_post": 1, "damaged": 4, "empty": 1, "not_public": 1}
    assert (report["added"], report["repairs"]) == (3, {"date": 1, "missing_author": 1})
    path.write_bytes(path.read_bytes()[:-400])
    assert bring_in("meetup", path, more=("--dry-run",))[1][0]["refusals"]["damaged_file"] == 1


def test_nobody_is_called_and_nothing_runs(community, tmp_path):
    User.objects.create(handle="ben", name="Ben")
    bad = "@ben <script>alert(1)</script> eve@old.example [x](javascript:alert(2))"
    hosts = [{"id": 7, "name": "eve@old.example"}]
    about = f"<p>{bad}<img src=x onerror=alert(3)></p>"
    bring_in("meetup", saved(tmp_path / "e.json", event(1, description=about, event_hosts=hosts), comment(3, said=bad)))
    html = " ".join(Post.objects.values_list("html", flat=True))
    for never in ("<script", "onerror", 'href="javascript', "old.example", "/people/", "<img"):
        assert never not in html
    assert set(ArchiveAddress.objects.values_list("address", flat=True)) == {
        "id:www.meetup.com/members/7", "id:www.meetup.com/members/8",
    }  # fmt: skip


@pytest.mark.parametrize(("address", "number"), [
    ("www.meetup.com/our-group/events/1/", 1), ("www.meetup.com/our-group/events/1/comments/3", 2),
    ("https://www.meetup.com/Our-Group/events/1", 1),
])  # fmt: skip
def test_old_addresses_lead_here(client, community, tmp_path, address, number):
    bring_in("meetup", saved(tmp_path / "e.json", comment(3), event(1)))
    answer = client.get(f"/old/{address}")
    assert (answer.status_code, answer["Location"]) == (
        301, f"/c/citizen-science/t/{Topic.objects.get().pk}/?page=1#post-{number}",
    )  # fmt: skip


@pytest.mark.parametrize(("what", "said"), [
    ([ANSWER], "is a list of who came to events: nobody's words"),
    ([{"id": 7, "post_stream": {"posts": []}}], "is a JSON file of another kind, not the JSON of Meetup events"),
    ([], "is empty"),
])  # fmt: skip
def test_what_holds_no_events_gets_one_sentence(community, tmp_path, what, said):
    code, reports, complaints = bring_in("meetup", saved(tmp_path / "given.json", *what))
    assert (code, reports, complaints.count("\n")) == (2, [], 1)
    assert said in complaints
    (tmp_path / "empty").mkdir()
    assert "holds no events" in bring_in("meetup", tmp_path / "empty")[2]


@pytest.mark.parametrize(("kind", "file", "said"), [
    ("meetup", "meetup/meetup_rsvps.json", "nobody's words"), ("meetup", "meetup/meetup_events_empty.json", "is empty"),
    ("meetup", "rss/rss_entries.xml", "a news feed"), ("discourse", "rss/rss_entries.xml", "a news feed"),
    ("mbox", "rss/rss_entries.xml", "a news feed"), ("mbox", "pipermail/pipermail_index.html", "a web page"),
    ("discourse", "meetup/meetup_events.json", "a JSON file of another kind"),
])  # fmt: skip
def test_what_else_lies_there_gets_one_sentence(real_data, community, kind, file, said):
    path = real_data("discussions") / "perceval-forum-exports" / file
    code, reports, complaints = bring_in(kind, path)
    assert (code, reports, complaints.count("\n")) == (2, [], 1)
    assert said in complaints
