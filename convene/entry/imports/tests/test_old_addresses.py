"""Addresses of archives and forums that moved in lead to where their posts stand now, for those who may read them."""

from __future__ import annotations

import pytest

from convene.entry.imports.tests.test_import_forums import bring_in
from convene.features.discussions.actions.tidying import move
from convene.features.discussions.models import Post, Topic
from convene.lib.forums.tests.made import answer, dump, post, question, saved, topic

from .made import mail

FORUM, QUESTIONS = "forum.example.org", "qa.example.org"


@pytest.fixture
def moved_in(community, tmp_path) -> None:
    """A dump, a topic and a mail."""
    folder = dump(tmp_path / "site", question(1) + answer(2, 1))
    bring_in("stackexchange", folder, more=("--site", QUESTIONS))
    bring_in("discourse", saved(tmp_path / "7.json", topic(post(1), post(2))), more=("--site", f"https://{FORUM}/"))
    (tmp_path / "list.mbox").write_text(
        mail(1, "Opening hours", "Archived-At: <https://lists.example.org/l/message/X5Y/>")
        + mail(2, "Re: Opening hours", "In-Reply-To: <1@list.example>").rstrip()
        + "\n-=-=-\nGroups.io Links:\nView/Reply Online (#12): https://groups.io/g/main/message/12\n\n"
    )
    bring_in("mbox", tmp_path / "list.mbox")


ADDRESSES = {
    f"{QUESTIONS}/questions/1/how-is-1-made": "Question 1",
    f"{QUESTIONS}/questions/1": "Question 1",
    f"{QUESTIONS}/q/1/28?utm=x": "Question 1",  # 28 is who shared it
    f"{QUESTIONS}/a/2": "Like 2",
    f"{QUESTIONS}/questions/1/how/2?tab=votes": "Like 2",
    f"{FORUM}/t/sensors/7": "Post 1",
    f"{FORUM}/t/7": "Post 1",
    f"{FORUM}/t/sensors/7/2?u=ana": "Post 2",
    f"{FORUM}/t/7/2": "Post 2",
    f"{FORUM}/p/102": "Post 2",
    "lists.example.org/l/message/X5Y": "What number 1 has to say.",
    "Lists.example.org/l/message/X5Y/": "What number 1 has to say.",
    "groups.io/g/main/message/12": "What number 2 has to say.",
}


@pytest.mark.parametrize(("address", "text"), ADDRESSES.items())
def test_an_old_address_leads_to_its_post(client, moved_in, address, text):
    answered = client.get(f"/old/{address}")
    assert answered.status_code == 301
    assert answered["Cache-Control"].startswith("private")
    here = Post.objects.get(body__startswith=text)
    assert answered["Location"] == f"/c/citizen-science/t/{here.topic_id}/?page=1#post-{here.number}"
    assert client.get(answered["Location"]).status_code == 200
    assert client.post(f"/old/{address}").status_code == 405


@pytest.mark.parametrize("address", [
    f"{QUESTIONS}/questions/9", f"{QUESTIONS}/", QUESTIONS, f"{FORUM}/t/8", f"{FORUM}/t/7/9", "x/../y", "/",
    f"{FORUM}/" + "a" * 3000, "else.example/questions/1",
])  # fmt: skip
def test_what_never_was_leads_nowhere(client, moved_in, address):
    assert client.get(f"/old/{address}").status_code == 404


def test_only_who_may_read_is_led_on(client, ben, cleo, dora, community, moved_in):
    community.visibility = "hidden"
    community.save()
    for reader, status in ((None, 404), (cleo, 404), (ben, 301), (dora, 301)):
        client.logout()
        if reader:
            client.force_login(reader)
        assert {client.get(f"/old/{address}").status_code for address in ADDRESSES} == {status}, reader


def test_an_old_address_follows_a_topic_that_was_moved(client, ana, listed, moved_in):
    move(ana, Topic.objects.get(title="Sensors"), listed)
    assert client.get(f"/old/{FORUM}/t/sensors/7/2").status_code == 404
    client.force_login(ana)
    assert client.get(f"/old/{FORUM}/t/sensors/7/2")["Location"].startswith("/c/fundraisers/t/")
