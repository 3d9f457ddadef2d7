"""Real archives: every message is read, nothing is raised, the counts add up, known oddities are as they are known."""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from convene.lib.mail.archive import NotAnArchive, find_archives, read_archive
from convene.lib.mail.message import REPAIRS, Message, parse_message
from convene.lib.mail.threads import assign_threads

COUNTS = {
    "apache-lists/asterix-dev-201709-mailarchivesao.mbox": 53,
    "apache-lists/httpd-users-2020-07.mbox": 108,
    "apache-lists/httpd-users-200606-part.mbox": 12,
    "apache-lists/maven-dev-2017-11-mboxvm.mbox": 317,
    "apache-lists/nexus-html-only.mbox": 3,
    "r-lists-demo/r-sig-epi.mbox": 610,
    "r-lists-demo/r-sig-teaching.mbox": 885,
    "perceval-forum-exports/mbox/mbox_complex.mbox": 2,
    "perceval-forum-exports/mbox/mbox_no_fields.mbox": 6,
    "perceval-forum-exports/pipermail/pipermail_2015_november.mbox": 4,
}
FOLDERS = [
    "apache-lists",
    "r-lists-demo",
    "cpython-email",
    "ruby-mail",
    "perceval-forum-exports",
    "talon-standard-replies",
]
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,29}@(?:[\w-]+\.)+[A-Za-z]{2,}|\bu[0-9a-f]{8} at \w")


@pytest.fixture(scope="module")
def mails(real_data):
    return real_data("discussions")


@cache
def messages(path: Path) -> list[Message]:
    return [parse_message(raw) for raw in read_archive(path)]


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_every_message_is_read_and_none_refused(mails, name, count):
    found = messages(mails / name)
    assert len(found) == count
    assert [message.refusal for message in found] == [None] * count
    assert len({message.key for message in found}) * 2 >= count


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_comes_out_is_fit_to_be_shown(mails, folder):
    for message in messages(mails / folder):
        assert set(message.repairs) <= set(REPAIRS)
        assert message.body_markdown.count(":::quote\n") + message.body_markdown.count(":::signature\n") == len(
            re.findall(r"^:::$", message.body_markdown, re.MULTILINE)
        )
        for text in (message.body_markdown, message.subject, message.title, message.author_name):
            assert [found for found in ADDRESS.findall(text) if sum(map(str.isdigit, found)) < 12] == []
        assert (message.date is None) is bool(message.date_note and message.date_note.endswith(":none"))


def test_every_archive_can_be_gone_on_with_from_any_message(mails):
    for archive in find_archives(mails / "apache-lists"):
        every = [raw.offset for raw in archive.messages()]
        for raw in list(archive.messages())[::20]:
            assert [other.offset for other in archive.messages(start=raw.end)] == [
                offset for offset in every if offset >= raw.end
            ]


def test_a_folder_of_loose_bodies_is_no_archive(mails):
    with pytest.raises(NotAnArchive, match="folder without mail"):
        find_archives(mails / "github-email-reply-parser")


def test_a_list_of_json_lines_is_no_archive(mails):
    with pytest.raises(NotAnArchive, match="JSON file"):
        find_archives(mails / "r-lists-demo" / "r-packages.jsonl")


def test_no_two_different_messages_are_taken_for_one(mails):
    found = Counter(each.fingerprint for name in ("r-lists-demo", "apache-lists") for each in messages(mails / name))
    twice = [count for count in found.values() if count > 1]
    assert len(twice) <= 2  # one message lies in two of the files on purpose


def test_threads_are_those_that_the_archive_knows(mails):
    headers = [message.header() for message in messages(mails / "r-lists-demo") if "teaching" in message.list_id]
    placed = assign_threads(headers)
    chance = random.Random(5)
    chance.shuffle(headers)
    assert assign_threads(headers) == placed
    threads = Counter(place.thread for place in placed.values())
    assert sum(threads.values()) == 885
    assert 200 < len(threads) < 400
    answered = [header for header in headers if header.references]
    assert all(
        placed[header.key].thread == placed[name].thread
        for header in answered
        for name in header.references
        if name in placed
    )


def test_a_mail_of_html_alone_becomes_markdown(mails):
    for message in messages(mails / "apache-lists" / "nexus-html-only.mbox"):
        assert message.repairs == ["html_only"]
        assert "**Description:**" in message.body_markdown
        assert "<" not in re.sub(r"<https?://[^>]*>", "", message.body_markdown)


def test_the_known_oddities_are_read(mails):
    lists = mails / "apache-lists"
    (enriched,) = messages(lists / "text_enriched.mbox")
    assert '<Host name="www.tomcat1.com" >' in enriched.body_markdown
    (ancient,) = messages(lists / "tomcat-ancient-boundary.mbox")
    assert ancient.body_markdown.startswith("Lajos...\n\n...this should definitely help....thanks...\n\nAllen")
    (undated,) = messages(lists / "no_date.mbox")
    assert (undated.date, undated.body_markdown) == (None, "No date")
    (hollow,) = messages(lists / "empty_body.mbox")
    assert (hollow.body_markdown, hollow.refusal) == ("", None)


@pytest.mark.parametrize(
    "client", ["android", "aol", "apple_mail", "apple_mail_2", "comcast", "gmail", "hotmail", "iphone"]
)
def test_of_the_replies_of_mail_programs_only_the_reply_stays(mails, client):
    (message,) = messages(mails / "talon-standard-replies" / f"{client}.eml")
    shown = re.sub(r":::\w+\n.*?\n:::", "", message.body_markdown, flags=re.DOTALL).strip()
    assert shown == "Hello"


def test_the_files_of_messages_are_what_they_say(mails):
    found = {file.name: file for message in messages(mails / "ruby-mail") for file in message.attachments}
    assert found["broken.pdf"].content_type == "application/pdf"
    assert found["Eelanalüüsi päring.jpg"].content_type == "image/jpeg"
    assert found["ciële.txt"].read()
