"""A mail is known again, whatever an archiver has done to it."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.lib.mail.mbox import split_mbox
from convene.lib.mail.message import Message, parse_message

from .mails import mail, mbox

BODY = "Dear Ben Odé,\n\nFrom us: the kits work (mostly) in salt water, write to ana@museum.example or see\nhttps://x.example/a.\n"
FOOTER = "_______________\ncop mailing list\ncop@x.example\nhttps://x.example/mailman/listinfo/cop\n"


def read(body: str = BODY, **fields: str) -> Message:
    return parse_message(mail(body, **fields))


def through_mbox(raw: bytes) -> Message:
    (found,) = split_mbox(io.BytesIO(raw))
    return parse_message(found)


ORIGINAL = read()


@pytest.mark.parametrize(
    "copy",
    [
        read(Message_ID=""),
        read(Message_ID="<other@archive.example>"),
        read(Subject="Re: Testing the pH kits"),
        read(Subject="Testing  the pH\n kits"),
        read(Date="Mon, 2 Jan 2006 09:11:12 GMT"),
        read(From="ana at museum.example (Ana Lee)"),
        read(From='"Lee, Ana" <ana@museum.example>'),
        read(From="Ana Lee via cop <cop@x.example>"),
        read(BODY + FOOTER),
        read(BODY + "\n-- \nAna\nMuseum\n"),
        read(BODY + "\nOn Sunday, Ben wrote:\n> Do they?\n"),
        read(BODY.replace("@", " at ")),
        read(BODY.replace("é", "?")),
        read(BODY.replace("\n", " ").replace("Odé, ", "Odé,\n\n")),
        read(
            BODY
            + "-------------- next part --------------\nAn HTML attachment was scrubbed...\nURL: <http://x.example/a>\n"
        ),
        parse_message(mail(BODY).replace(b"\n", b"\r\n")),
        through_mbox(mbox(mail(BODY))),
        through_mbox(mbox(mail(BODY)).replace(b"\n", b"\r\n")),
        read(Content_Type="text/plain; charset=utf-8", Received="by x; Mon, 2 Jan 2006 09:12:00 +0000"),
    ],
)
def test_copies_of_other_archivers_are_the_same_mail(copy):
    assert copy.fingerprint == ORIGINAL.fingerprint


@pytest.mark.parametrize(
    "other",
    [
        read(Date="Mon, 02 Jan 2006 10:11:13 +0100"),
        read(From="Ben Ode <ben@zoo.example>"),
        read(Subject="Testing the salt kits"),
        read("Dear Ben Odé,\n\nNo.\n"),
        read(Date=""),
    ],
)
def test_other_mails_are_other_mails(other):
    assert other.fingerprint != ORIGINAL.fingerprint


def test_two_mails_without_a_date_are_told_apart_by_their_last_word():
    long = "word " * 100
    assert read(long + "one", Date="").fingerprint != read(long + "two", Date="").fingerprint


def test_words_of_other_scripts_count():
    assert read("Да, конечно.").fingerprint != read("Нет, никогда.").fingerprint


def test_html_that_was_scrubbed_leaves_the_outline_to_compare():
    rich = read("<p>The kits work.</p>", Content_Type="text/html")
    scrubbed = read("An HTML attachment was scrubbed...\nURL: <http://x.example/a>\n", Message_ID="")
    assert (rich.is_hollow, scrubbed.is_hollow) == (False, True)
    assert rich.fingerprint != scrubbed.fingerprint
    assert rich.outline == scrubbed.outline


@settings(max_examples=150, deadline=None)
@given(st.text("ab >\nFrom:é-", max_size=300))
def test_line_ends_and_quoted_from_lines_make_no_difference(body):
    raw = mail(body.strip("\n") + "\n")
    same = {
        parse_message(raw).fingerprint,
        parse_message(raw.replace(b"\n", b"\r\n")).fingerprint,
        through_mbox(mbox(raw)).fingerprint,
    }
    assert len(same) == 1
