from __future__ import annotations

import base64

from convene.lib.mail.message import Message, parse_message

from .mails import NOW, mail


def read(body: str = "Hello all.\n", **fields: str) -> Message:
    return parse_message(mail(body, **fields), now=NOW)


def multipart(kind: str, *parts: str, boundary: str = "b1") -> dict[str, str]:
    body = "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"
    return {"body": body, "Content_Type": f'multipart/{kind}; boundary="{boundary}"'}


PLAIN = "Content-Type: text/plain; charset=utf-8\n\nThe plain words."
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>The <b>rich</b> words.</p>"
PNG = 'Content-Type: application/octet-stream; name="a/../b\\\\plan.png"\nContent-Transfer-Encoding: base64\n\n' + (
    base64.encodebytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 60).decode()
)


def test_of_alternatives_the_plain_one_is_read():
    assert read(**multipart("alternative", PLAIN, HTML)).body_markdown == "The plain words."


def test_an_empty_plain_alternative_gives_way():
    message = read(**multipart("alternative", "Content-Type: text/plain\n\n\n", HTML))
    assert message.body_markdown == "The **rich** words."


def test_html_alone_becomes_markdown():
    html = "<html><head><style>p{}</style></head><body><h2>Plan</h2><ul><li>one</li><li>two <a href='https://x.example/'>x</a></li>"
    message = read(html + "</ul><script>alert(1)</script><img src='https://t.example/p.gif'>", Content_Type="text/html")
    assert message.body_markdown == "## Plan\n\n- one\n- two [x](https://x.example/)"
    assert "html_only" in message.repairs


def test_deep_html_is_read_in_time():
    for html in ("<div>" * 60_000, "<blockquote>" * 20_000, "<b><i>" * 30_000 + "x", "<!--" * 60_000, "<a " * 90_000):
        assert isinstance(read(html + "words", Content_Type="text/html").body_markdown, str)


def test_attachments_are_kept_named_and_typed_by_what_they_are():
    message = read(**multipart("mixed", PLAIN, PNG))
    (file,) = message.attachments
    assert (file.name, file.content_type, file.declared_type) == ("plan.png", "image/png", "application/octet-stream")
    assert file.read().startswith(b"\x89PNG")
    assert message.body_markdown == "The plain words."


def test_a_page_that_calls_itself_a_picture_is_typed_as_a_page():
    part = "Content-Type: image/png; name=a.png\n\n<html><script>alert(1)</script></html>"
    assert read(**multipart("mixed", PLAIN, part)).attachments[0].content_type == "text/html"


def test_names_in_pieces_and_character_sets_are_put_together():
    pieces = " filename*0*=utf-8''Gr%C3%BC;\n filename*1*=%C3%9Fe.csv"
    part = f"Content-Type: text/csv\nContent-Disposition: attachment;\n{pieces}\n\n1,2"
    assert read(**multipart("mixed", PLAIN, part)).attachments[0].name == "Grüße.csv"


def test_a_forwarded_message_is_shown_with_its_sender():
    inner = mail("The inner words.\n", Subject="Inner", From="Ben Ode <ben@x.example>").decode()
    body = read(**multipart("mixed", PLAIN, f"Content-Type: message/rfc822\n\n{inner}")).body_markdown
    assert "The plain words." in body
    assert "> From: Ben Ode" in body
    assert "> The inner words." in body


def test_a_boundary_that_the_header_misnames_is_found():
    fields = multipart("mixed", PLAIN, HTML)
    message = read(**(fields | {"Content_Type": 'multipart/mixed; boundary="other"'}))
    assert "The plain words." in message.body_markdown
    assert "boundary" in message.repairs


def test_parts_within_parts_without_end_are_read_in_time():
    body = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(3000))
    assert read(body, Content_Type="multipart/mixed; boundary=b0").refusal is None
