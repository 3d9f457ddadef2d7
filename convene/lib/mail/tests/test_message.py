from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.lib.mail.archive import read_archive
from convene.lib.mail.mbox import RawMessage
from convene.lib.mail.message import REFUSALS, REPAIRS, Message, parse_message

from .mails import NOW, mail, mbox


def read(body: str = "Hello all.\n", **fields: str) -> Message:
    return parse_message(mail(body, **fields), now=NOW)


def test_a_plain_message_is_read():
    message = read("Dear all,\n\nDo the kits work in salt water?\n")
    assert message.message_id == "one@museum.example"
    assert (message.author_name, message.author_address) == ("Ana Lee", "ana@museum.example")
    assert message.date == datetime(2006, 1, 2, 9, 11, 12, tzinfo=UTC)
    assert message.body_markdown == "Dear all,\n\nDo the kits work in salt water?"
    assert (message.repairs, message.refusal, message.date_note) == ([], None, None)


@pytest.mark.parametrize(
    ("field", "name", "address"),
    [
        ("Ana Lee <Ana@Museum.example>", "Ana Lee", "ana@museum.example"),
        ('"Lee, Ana" <ana@museum.example>', "Lee, Ana", "ana@museum.example"),
        ("ana@museum.example (Ana Lee)", "Ana Lee", "ana@museum.example"),
        ("ana at museum.example (Ana Lee)", "Ana Lee", "ana@museum.example"),
        ("ana at museum.example (=?iso-8859-1?Q?Ana_L=E9?=)", "Ana Lé", "ana@museum.example"),
        ("Ana Lee <ana at museum.example>", "Ana Lee", "ana@museum.example"),
        ("ana@museum.example", "Ana", "ana@museum.example"),
        ("<ana.lee+lists@museum.example>", "Ana Lee", "ana.lee+lists@museum.example"),
        ("ana@museum.example <ana@museum.example>", "Ana", "ana@museum.example"),
        ('"Ana Lee via cop-water" <cop-water@lists.example>', "Ana Lee", ""),
        ("Ana Lee", "Ana Lee", ""),
        ("=?utf-8?B?QW5hIEzDqWU=?= <ana@museum.example>", "Ana Lée", "ana@museum.example"),
    ],
)
def test_authors_are_found_however_they_are_written(field, name, address):
    message = read(From=field, List_Post="<mailto:cop-water@lists.example>")
    assert (message.author_name, message.author_address) == (name, address)


def test_an_author_whose_place_the_list_took_is_found_behind_reply_to():
    message = read(From="Ana Lee via cop <cop@lists.example>", Reply_To="Ana Lee <ana@museum.example>")
    assert (message.author_name, message.author_address) == ("Ana Lee", "ana@museum.example")


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("<a@b.example>", ["a@b.example"]),
        ("<a@b.example>\n\t<c@d.example>", ["a@b.example", "c@d.example"]),
        ("Your message of Monday <a@b.example>", ["a@b.example"]),
        ("a@b.example", ["a@b.example"]),
        ("<a at b.example>", ["a@b.example"]),
        ("Ana's note of Monday", []),
        ("<>", []),
    ],
)
def test_references_are_found_however_they_are_written(field, found):
    assert read(References=field).references == found


def test_what_it_answers_is_the_last_reference():
    message = read(References="<a@x.example> <b@x.example>", In_Reply_To="<c@x.example>")
    assert message.references == ["a@x.example", "b@x.example", "c@x.example"]


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("Grüße".encode(), "us-ascii", "Grüße"),
        ("Grüße".encode("cp1252"), "us-ascii", "Grüße"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße"),
        ("“Grüße” – now".encode("cp1252"), "x-unknown", "“Grüße” – now"),
        ("“Grüße” – now".encode("cp1252"), "iso-8859-1", "“Grüße” – now"),
        ("Grüße ".encode() + b"caf\xe9 und noch mehr Text", "utf-8", "Grüße café und noch mehr Text"),
        ("日本語".encode("iso-2022-jp"), "iso-2022-jp", "日本語"),
        ("日本語".encode("shift_jis"), "shift_jis", "日本語"),
        ("中文简体".encode("gbk"), "gb2312", "中文简体"),
        ("привет".encode("koi8-r"), "koi8-r", "привет"),
        ("привет".encode(), "koi8-u-nonsense", "привет"),
        (b"plain", "punycode", "plain"),
        (b"plain", "rot13", "plain"),
    ],
)
def test_character_sets_that_lie_are_repaired(body, charset, text):
    head = mail("", Content_Type=f"text/plain; charset={charset}", Content_Transfer_Encoding="8bit")
    assert parse_message(head + body).body_markdown == text


def test_a_repaired_character_set_is_reported():
    assert "charset" in parse_message(mail("", Content_Type="text/plain; charset=us-ascii") + "é".encode()).repairs


@pytest.mark.parametrize(
    ("date", "note", "when"),
    [
        ("Mon, 2 Jan 2006 10:11:12 +0100", None, datetime(2006, 1, 2, 9, 11, 12)),
        ("Mon, 2 Jan 06 10:11 EST", None, datetime(2006, 1, 2, 15, 11)),
        ("2006-01-02T10:11:12Z", None, datetime(2006, 1, 2, 10, 11, 12)),
        ("Sun, 2 Jan 100 10:11:12 GMT", None, datetime(2000, 1, 2, 10, 11, 12)),
        ("Mon, 2 Jan 2006 10:11:12 +9900", None, datetime(2006, 1, 2, 10, 11, 12)),
        ("", "missing:envelope", datetime(2006, 1, 3)),
        ("at noon", "unreadable:envelope", datetime(2006, 1, 3)),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "too_old:envelope", datetime(2006, 1, 3)),
        ("Thu, 1 Jan 2037 00:00:00 +0000", "future:envelope", datetime(2006, 1, 3)),
    ],
)
def test_dates_that_are_absent_or_absurd_are_replaced_and_said_so(date, note, when):
    raw = RawMessage(mail(Date=date), from_line=b"From ana@museum.example Tue Jan  3 00:00:00 2006")
    message = parse_message(raw, now=NOW)
    assert (message.date, message.date_note) == (when.replace(tzinfo=UTC), note)
    assert ("date" in message.repairs) is (note is not None)


def test_a_clock_years_away_from_the_mail_server_is_not_believed():
    message = read(Date="Mon, 2 Jan 1995 10:11:12 +0000", Received="by mx.example; Mon, 2 Jan 2006 09:11:12 +0000")
    assert (message.date, message.date_note) == (datetime(2006, 1, 2, 9, 11, 12, tzinfo=UTC), "wrong_clock:received")


def test_without_any_date_there_is_none():
    message = read(Date="")
    assert (message.date, message.date_note) == (None, "missing:none")


def test_flowed_text_flows_and_quoted_printable_is_undone():
    message = read(
        "This line goes on =\nand on \nuntil here.\n> quoted \n> words\nFixed=20=\n\n=C3=A9t=C3=A9\n",
        Content_Type="text/plain; charset=utf-8; format=flowed; delsp=no",
        Content_Transfer_Encoding="quoted-printable",
    )
    assert "This line goes on and on until here." in message.body_markdown
    assert "> quoted words" in message.body_markdown
    assert "été" in message.body_markdown


@pytest.mark.parametrize(
    ("encoding", "body", "text"),
    [
        ("base64", base64.encodebytes("Grüße".encode()).decode(), "Grüße"),
        ("base64", base64.encodebytes("Grüße".encode()).decode().rstrip("=\n"), "Grüße"),
        ("base64", base64.encodebytes(b"Hello").decode() + "\n-- a footer of the list\n", "Hello"),
        ("base64", "This is not base64 at all.", "This is not base64 at all."),
        ("quoted-printable", "100 % = all =", "100 % = all"),
        ("x-nonsense", "Hello", "Hello"),
    ],
)
def test_broken_transfer_encodings_are_read(encoding, body, text):
    found = read(body, Content_Transfer_Encoding=encoding, Content_Type="text/plain; charset=utf-8").body_markdown
    assert found.startswith(text)


def test_quoted_printable_that_nobody_declared_is_noticed():
    body = "One line that=20=\ngoes on=20=\nand a caf=C3=A9 =3D nice\n"
    message = read(body, Content_Type="text/plain; charset=utf-8")
    assert "café = nice" in message.body_markdown
    assert "bad_transfer_encoding" in message.repairs


def test_no_address_is_left_in_what_everybody_reads():
    body = (
        "Write to ben@zoo.example or ben at zoo-lab.example, ben.ode (at) zoo.example, <mailto:ben@zoo.example>.\n\n"
        "See the docs at www.zoo.example and meet us at zoo.example.\n\n"
        "On Monday, Ben Ode <ben@zoo.example> wrote:\n> ask me: ben@zoo.example\n> [mailto:ben at zoo-lab.example]\n"
    )
    message = read(body, Subject="Ask ben@zoo.example")
    for text in (message.body_markdown, message.subject, message.title):
        assert "ben@" not in text
        assert "ben at" not in text
        assert "zoo-lab" not in text
    assert "docs at" in message.body_markdown
    assert "us at zoo.example" in message.body_markdown
    assert "On Monday, Ben Ode wrote:" in message.body_markdown


def test_a_web_address_of_an_archived_message_stays_a_link():
    link = "https://lists.example/msgid/%3CCA+ZD8v6-F7GBN24CeghYOmQghM2TrKLsDF-gv@mail.example%3E"
    assert f"<{link}>" in read(f"See {link}\n").body_markdown


def test_too_long_a_message_is_cut_and_kept_whole_as_a_file():
    body = "\n\n".join(f"Paragraph {number} " + "word " * 40 for number in range(2000))
    message = parse_message(mail(body), body_limit=20_000)
    assert len(message.body_markdown) <= 20_000
    assert message.body_markdown.startswith("Paragraph 0")
    assert message.attachments[-1].name == "message.txt"
    assert b"Paragraph 1999" in message.attachments[-1].read()
    assert "too_long" in message.repairs


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"Just some words\nwithout any header.\n", "no_headers"),
        (b"From: ana@museum.example\n\n", "empty"),
        (RawMessage(b"", fault="too_large"), "too_large"),
    ],
)
def test_what_is_no_message_is_refused_with_a_reason(raw, reason):
    assert parse_message(raw).refusal == reason
    assert reason in REFUSALS


def test_a_message_with_a_subject_alone_or_words_alone_is_not_refused():
    assert read("").refusal is None
    assert read(Subject="", Message_ID="", From="").refusal is None


@settings(max_examples=120, deadline=None)
@given(
    st.binary(max_size=2000),
    st.sampled_from(["", "text/html", "text/enriched", "multipart/mixed; boundary=b", "message/rfc822"]),
)
def test_no_bytes_can_break_the_parser(data, kind):
    for raw in (data, b"Subject: x\nContent-Type: " + kind.encode() + b"\n\n" + data):
        message = parse_message(raw, now=NOW)
        assert set(message.repairs) <= set(REPAIRS)
        assert message.refusal is None or message.refusal in REFUSALS
        for attachment in message.attachments:
            attachment.read()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=1500))
def test_whatever_is_written_containers_are_closed_and_lines_printable(text):
    markdown = parse_message(mail(text)).body_markdown
    fences = [line for line in markdown.split("\n") if line.startswith(":::")]
    assert fences[1::2] == [":::"] * (len(fences) // 2)
    assert all(line in (":::quote", ":::signature") for line in fences[::2])
    assert "\x00" not in markdown


def test_messages_of_an_mbox_know_where_they_stood(tmp_path):
    path = tmp_path / "a.mbox"
    path.write_bytes(mbox(mail(), mail()))
    first, second = (parse_message(raw) for raw in read_archive(path))
    assert first.offset == 0
    assert second.offset == first.end
