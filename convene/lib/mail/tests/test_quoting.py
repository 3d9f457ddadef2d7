"""What others wrote, what closes a mail, and what lists add is told apart and folded."""

from __future__ import annotations

import time

import pytest

from convene.lib.mail.message import parse_message

from .mails import mail

LONG = "".join(f"> Line number {number} of what was written before.\n" for number in range(9))


def read(text: str, **fields: str) -> str:
    return parse_message(mail(text, **fields)).body_markdown


def folded(markdown: str, kind: str = "quote") -> str:
    """What is inside the containers of one kind."""
    pieces = markdown.split(f":::{kind}\n")[1:]
    return "\n".join(piece.split("\n:::")[0] for piece in pieces)


def visible(markdown: str) -> str:
    """What is outside of every container."""
    out, inside = [], False
    for line in markdown.split("\n"):
        if line.startswith(":::"):
            inside = line != ":::"
        elif not inside:
            out.append(line)
    return "\n".join(out).strip()


def test_a_quotation_after_the_last_word_folds():
    markdown = read("Yes.\n\nOn Mon, Jan 2, 2006, Ben Ode <ben@zoo.example> wrote:\n> Shall we?\n")
    assert visible(markdown) == "Yes."
    assert folded(markdown) == "On Mon, Jan 2, 2006, Ben Ode wrote:\n\n> Shall we?"


def test_a_short_quotation_before_an_answer_stays():
    markdown = read("Ben Ode wrote:\n> Shall we?\n\nYes, let us.\n")
    assert markdown == "Ben Ode wrote:\n\n> Shall we?\n\nYes, let us."


def test_a_long_quotation_before_an_answer_folds():
    markdown = read(f"Ben Ode wrote:\n{LONG}\nYes, let us.\n")
    assert visible(markdown) == "Yes, let us."
    assert "Line number 8" in folded(markdown)


def test_answers_between_short_quotations_stay_in_order():
    markdown = read("> Shall we?\nYes.\n> When?\nOn Friday.\n> Thanks\n> Ben\n")
    assert visible(markdown) == "> Shall we?\n\nYes.\n\n> When?\n\nOn Friday."
    assert folded(markdown) == "> Thanks\\\n> Ben"


@pytest.mark.parametrize(
    "line",
    [
        "On Mon, Jan 2, 2006 at 10:11 AM, Ben Ode <ben@zoo.example> wrote:",
        "On Mon, Jan 2, 2006 at 10:11 AM, Ben Ode\n<ben@zoo.example> wrote:",
        "On 2 Jan 2006, at 10:11, Ben Ode <ben@zoo.example>\nwrote:\n",
        "Am 02.01.2006 um 10:11 schrieb Ben Ode:",
        "Le lun. 2 janv. 2006 à 10:11, Ben Ode <ben@zoo.example> a écrit :",
        "El lun, 2 ene 2006 a las 10:11, Ben Ode (<ben@zoo.example>) escribió:",
        "Em seg., 2 de jan. de 2006 às 10:11, Ben Ode <ben@zoo.example> escreveu:",
        "Il giorno lun 2 gen 2006 alle ore 10:11 Ben Ode <ben@zoo.example> ha scritto:",
        "Op ma 2 jan. 2006 om 10:11 schreef Ben Ode <ben@zoo.example>:",
        "Den mån 2 jan. 2006 kl 10:11 skrev Ben Ode <ben@zoo.example>:",
        "W dniu 02.01.2006 o 10:11, Ben Ode pisze:\nBen napisał:",
        "пн, 2 янв. 2006 г. в 10:11, Ben Ode <ben@zoo.example>:",
        "2006-01-02 10:11 GMT+01:00 Ben Ode <ben@zoo.example>:",
        "Ben Ode 写道：",
        "Quoting Ben Ode <ben@zoo.example>:",
    ],
)
def test_the_line_that_says_whose_words_follow_folds_with_them(line):
    markdown = read(f"Yes, gladly.\n\n{line}\n> Shall we?\n", Content_Type="text/plain; charset=utf-8")
    assert visible(markdown) == "Yes, gladly."


@pytest.mark.parametrize(
    "below",
    [
        "-----Original Message-----\nFrom: Ben Ode\nSent: Monday\nTo: Ana\nSubject: Kits\n\nShall we?",
        "-----Ursprüngliche Nachricht-----\nVon: Ben Ode\nGesendet: Montag\nAn: Ana\nBetreff: Kits\n\nShall we?",
        "________________________________\nFrom: Ben Ode <ben@zoo.example>\nSent: Monday\nTo: Ana\n\nShall we?",
        "De : Ben Ode\nEnvoyé : lundi\nÀ : Ana\nObjet : Kits\n\nShall we?",
        "*From:* Ben Ode\n*Sent:* Monday\n*To:* Ana\n\nShall we?",
        "发件人: Ben Ode\n发送时间: 2006年1月2日\n收件人: Ana\n主题: Kits\n\nShall we?",
        ">>> Ben Ode <ben@zoo.example> 02.01.06 10.11 >>>\nShall we?",
        "On Mon, Jan 2, 2006 at 10:11 AM, Ben Ode <ben@zoo.example> wrote:\n\nShall we?",
    ],
)
def test_an_original_below_that_nobody_marked_folds(below):
    markdown = read(f"Yes, gladly.\n\n{below}\n", Content_Type="text/plain; charset=utf-8")
    assert visible(markdown) == "Yes, gladly."
    assert "> Shall we?" in folded(markdown)


def test_what_is_forwarded_with_few_words_stays_to_be_read():
    markdown = read("FYI\n\n---------- Forwarded message ----------\nFrom: Ben\nSubject: Kits\n\nNew kits are here.\n")
    assert "> New kits are here." in visible(markdown)


def test_a_mail_of_nothing_but_quotation_is_not_hidden():
    assert "Shall we?" in visible(read("> Shall we?\n> Ben\n"))


def test_depths_are_kept_and_broken_lines_put_together():
    text = ">> This is a line of the first writer that a program was going to\n> wrap\n"
    text += ">> and it goes on.\n> Short answer.\n\nMine.\n"
    assert read(text) == (
        "> > This is a line of the first writer that a program was going to wrap and it goes on.\n>\n> Short"
        " answer.\n\nMine."
    )


@pytest.mark.parametrize("delimiter", ["-- ", "--"])
def test_a_signature_folds(delimiter):
    markdown = read(f"Yes.\n\n{delimiter}\nAna Lee\nMuseum of Water\n")
    assert markdown == "Yes.\n\n:::signature\nAna Lee\\\nMuseum of Water\n:::"


def test_a_signature_before_the_quotation_folds_too():
    markdown = read("Yes.\n\nSent from my iPhone\n\nOn Monday, Ben wrote:\n> Shall we?\n")
    assert visible(markdown) == "Yes."
    assert folded(markdown, "signature") == "Sent from my iPhone"


@pytest.mark.parametrize(
    "line",
    [
        "Gesendet von meinem Telefon",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Get Outlook for Android",
        "发自我的 iPhone",
    ],
)
def test_what_a_telephone_adds_folds(line):
    markdown = read(f"Yes.\n\n{line}\n", Content_Type="text/plain; charset=utf-8")
    assert visible(markdown) == "Yes."


def test_a_legal_notice_folds():
    markdown = read("Yes.\n\nThis e-mail and any attachments are confidential and meant for the addressee.\n")
    assert visible(markdown) == "Yes."


def test_words_that_only_sound_like_a_signature_stay():
    text = "Yes.\n\nSent from my desk, it is easier than the telephone.\n\nUse -- as a dash.\n"
    assert visible(read(text)).count("\n\n") == 2


@pytest.mark.parametrize(
    "footer",
    [
        "_______________________________________________\ncop mailing list\ncop@x.example\nhttps://x.example/mailman/listinfo/cop",
        "---------------------------------------------------------------------\nTo unsubscribe, e-mail:"
        " a@x.example\nFor additional commands, e-mail: b@x.example",
        '-- \nYou received this message because you are subscribed to the Google Groups "cop" group.\n'
        "To unsubscribe from this group, send email to a@x.example.",
        "-=-=-=-=-=-=-=-=-=-=-=-\nGroups.io Links: You receive all messages sent to this"
        " group.\n-=-=-=-=-=-=-=-=-=-=-=-",
        "--------------------------------------------\nThe forum of the museums.\nSee <http://x.example/> for"
        " more.\nTo unsubscribe, e-mail: a@x.example",
    ],
)
def test_the_footers_of_lists_go_also_within_quotations(footer):
    quoted = "".join(f"> {line}\n" for line in footer.split("\n"))
    markdown = read(f"Yes.\n\nOn Monday, Ben wrote:\n> Shall we?\n>\n{quoted}\n{footer}\n")
    assert markdown == "Yes.\n\n:::quote\nOn Monday, Ben wrote:\n\n> Shall we?\n:::"


def test_speaking_of_a_list_is_no_footer():
    text = "To join, see the mailing list page.\n\nYou can unsubscribe at any time."
    assert visible(read(text)) == text


def test_the_notes_of_an_archiver_become_links_or_go():
    text = (
        "See the plan.\n\n\t[[alternative HTML version deleted]]\n\n-------------- next part --------------\n"
        "A non-text attachment was scrubbed...\nName: plan.pdf\nType: application/pdf\nSize: 1234 bytes\nDesc:"
        " not available\n"
        "URL: <https://x.example/attachments/2006/plan.pdf>\n-------------- next part --------------\n"
        "An HTML attachment was scrubbed...\nURL: <https://x.example/attachments/2006/a.html>\n"
    )
    message = parse_message(mail(text))
    assert message.body_markdown == "See the plan.\n\n- [plan.pdf](<https://x.example/attachments/2006/plan.pdf>)"
    assert [(item.name, item.content_type) for item in message.scrubbed] == [("plan.pdf", "application/pdf")]


def test_signing_armour_goes():
    text = (
        "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nYes.\n- -- \nAna\n-----BEGIN PGP SIGNATURE-----\n\niD8DBQ\n"
        "-----END PGP SIGNATURE-----\n"
    )
    assert read(text) == "Yes.\n\n:::signature\nAna\n:::"


def test_the_prompt_of_a_console_is_no_quotation():
    markdown = read("I get this:\n\n> library(Epi)\n> x <- mean(y)\n[1] 4\n\nWhy?\n")
    assert "> library(Epi)\n> x <- mean(y)" in visible(markdown)
    assert "```" in markdown


@pytest.mark.parametrize(
    "text",
    [
        "> " * 50_000,
        ">" * 200_000,
        "On " * 100_000 + "wrote:",
        "On Monday\n" * 50_000 + "wrote:\n> x",
        "From: a\nTo: b\n" * 20_000,
        "-----\n" * 60_000,
        "unsubscribe\n____\n" * 30_000,
        "-- \n" * 60_000,
        "a@" * 100_000,
        "a at " * 60_000,
        "-------------- next part --------------\n" * 10_000,
        "An a attachment was scrubbed...\n" * 10_000,
        "-----BEGIN PGP SIGNATURE-----\n" * 10_000,
        "> a\n\nb\n" * 10_000,
        ">>> a\n> b\n>> c\n" * 10_000,
    ],
)
def test_hostile_text_takes_little_time(text):
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 4
