"""Archives of real and made mail: nothing comes twice, everything finds its place, and the report adds up."""

from __future__ import annotations

import base64
import io
import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from PIL import Image

from convene.core.communities.models import Community
from convene.core.files.models import File
from convene.core.people.actions import arrive
from convene.core.people.models import ArchiveAddress, User
from convene.features.discussions import actions
from convene.features.discussions.archives import kitchen, run
from convene.features.discussions.archives.report import REFUSALS, REPAIRS, FileReport
from convene.features.discussions.models import MailHeader, MailId, Post, Topic
from convene.lib.errors import NotAllowed
from convene.lib.mail import message as mails
from convene.lib.mail.archive import find_archives


@pytest.fixture
def bring_in(tmp_path, community):
    """Imports sources, each as a file of its own, and gives the reports."""

    def do(*sources: str | bytes | Path, into: Community = community, dry_run: bool = False) -> list[FileReport]:
        archives = []
        for number, source in enumerate(sources):
            path = source if isinstance(source, Path) else tmp_path / f"{timezone.now().timestamp()}-{number}.mbox"
            if not isinstance(source, Path):
                path.write_bytes(source.encode() if isinstance(source, str) else source)
            archives += find_archives(path)
        reports = list(run.import_archives(None, into, archives, dry_run=dry_run))
        for report in reports:
            assert report.read == report.added + report.duplicates + report.refused
            assert sum(report.refusals.values()) == report.refused
            assert report.repaired <= report.added
        return reports

    return do


def mail(
    number: int | str, body: str = "", *, subject: str = "Sensors", who: str = "Ana Lima <ana@old.example>",
    date: str | None = "Mon, 4 Mar 2019 10:00:00 +0000", more: str = "", line: str = "From list@example.org",
) -> str:  # fmt: skip
    head = f"From: {who}\nSubject: {subject}\nMessage-ID: <{number}@list.example>\n"
    head += (f"Date: {date}\n" if date else "") + (f"{more}\n" if more else "")
    return f"{line}\n{head}\n{body or f'What {number} has to say.'}\n\n"


def shown(community: Community) -> list[tuple[object, ...]]:
    """What there is to read, in order."""
    return sorted(
        Post.objects.filter(topic__community=community).values_list(
            "topic__title", "topic__created_at", "number", "author__name", "html"
        ),
        key=repr,
    )


def counts() -> tuple[int, ...]:
    return (
        Topic.objects.count(),
        Post.objects.count(),
        User.objects.count(),
        File.objects.count(),
        ArchiveAddress.objects.count(),
    )


# --- never twice ---------------------------------------------------------------------------------------------------


@pytest.fixture
def real(real_data) -> list[Path]:
    folder = real_data("discussions")
    return sorted(
        [
            *(folder / "apache-lists").glob("*.mbox"),
            folder / "perceval-forum-exports" / "pipermail" / "pipermail_2015_november.mbox",
        ]
    )


def _crlf(data: bytes) -> bytes:
    return data.replace(b"\n", b"\r\n")


def _quoted(data: bytes) -> bytes:
    """With every From in a text quoted, as mboxrd does."""
    return re.sub(rb"(?<=\n)(>*From (?![^\n]*\d\d:\d\d))", rb">\1", data)


def _other_headers(data: bytes) -> bytes:
    """Headers that each archiver adds, and the envelope rewritten."""
    data = re.sub(
        rb"(?m)^From [^\n]*?((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d[^\n]*)$",
        rb"From archive@example.org \1",
        data,
    )
    return re.sub(rb"(?mi)^(Message-ID:)", rb"X-Archived-At: https://lists.example/1\nX-Spam: none\n\1", data)


def test_the_same_archive_again_adds_nothing_however_it_was_written(real, bring_in):
    first = bring_in(*real)
    before = counts()
    assert sum(report.added for report in first) > 400
    for altered in (bytes, _crlf, _quoted, _other_headers):
        again = bring_in(*(altered(path.read_bytes()) for path in reversed(real)))
        assert [(report.added, report.topics) for report in again] == [(0, 0)] * len(real), altered
    assert counts() == before


def _pipermail(number: int, name: str, address: str, date: str, body: str, more: str = "") -> str:
    """A message as the text archives of Mailman 2 hold it."""
    who = address.replace("@", " at ")
    return (
        f"From {who}  {date}\nFrom: {who} ({name})\nDate: {date}\nSubject: [list] Sensors\n{more}"
        f"Message-ID: <{number}@list.example>\n\n{body}\n\n"
    )


def test_another_archiver_of_the_same_list_adds_nothing(bring_in):
    body = "We have forty sensors.\nWrite to ana@old.example about them."
    footer = "\n_______________________________________________\nlist mailing list\nlist@list.example\nhttps://lists.example/list\n"
    bring_in(
        mail(1, body),
        mail(
            2,
            "Thank you.",
            subject="Re: Sensors",
            who="Ben Osei <ben@old.example>",
            more="In-Reply-To: <1@list.example>",
        ),
    )
    before = shown(Community.objects.get())
    date = "Mon, 04 Mar 2019 11:00:00 +0100"
    other = _pipermail(1, "Ana Lima", "ana@old.example", date, body.replace("ana@old.example", "ana at old.example"))
    other += _pipermail(
        2, "Ben Osei", "ben@old.example", date, f"Thank you.{footer}", "In-Reply-To: <1@list.example>\n"
    )
    [report] = bring_in(other)
    assert (report.read, report.duplicates) == (2, 2)
    [report] = bring_in(re.sub(r"(?m)^Message-ID: .*\n", "", other))
    assert (report.read, report.duplicates) == (2, 2)
    assert shown(Community.objects.get()) == before
    assert set(ArchiveAddress.objects.values_list("address", flat=True)) == {"ana@old.example", "ben@old.example"}


def test_a_month_and_the_whole_year(bring_in, monkeypatch):
    monkeypatch.setattr(run, "BATCH", 3)
    months = [
        "".join(
            mail(f"{month}-{day}", subject=f"Month {month}", date=f"{day} {name} 2019 10:00:00 +0000")
            for day in range(1, 6)
        )
        for month, name in enumerate(("Jan", "Feb", "Mar"), 1)
    ]
    [report] = bring_in(months[1])
    assert report.added == 5
    [report] = bring_in("".join(months))
    assert (report.added, report.duplicates) == (10, 5)
    assert Post.objects.count() == 15


def test_two_communities_hold_the_same_list_apart(bring_in, community, hidden):
    source = mail(1) + mail(2, subject="Re: Sensors", more="References: <1@list.example>")
    bring_in(source)
    [report] = bring_in(source, into=hidden)
    assert (report.added, report.topics) == (2, 1)
    assert shown(community) == shown(hidden)
    [report] = bring_in(mail(3, more="References: <2@list.example>"), into=hidden)
    assert (report.added, report.topics) == (1, 0)
    assert Post.objects.filter(topic__community=community).count() == 2


def test_real_archives_come_out_the_same_in_any_portions(real, bring_in, community, hidden, listed, monkeypatch):
    bring_in(*real)
    monkeypatch.setattr(run, "BATCH", 7)
    foretold = bring_in(*reversed(real), into=hidden, dry_run=True)
    done = bring_in(*reversed(real), into=hidden)
    assert [each.as_json() for each in done] == [each.as_json() for each in foretold]
    assert sum(report.topics for report in done) == Topic.objects.filter(community=hidden).count()
    undated = set(
        MailHeader.objects.filter(written_at=None, post__topic__community=hidden).values_list("post__html", flat=True)
    )

    def names(rows):
        return sorted((title, number, author) for title, _at, number, author, html in rows if html not in undated)

    assert names(shown(hidden)) == names(shown(community))
    monkeypatch.setattr(kitchen, "WORTH_PROCESSES", 0)  # elsewhere, and ahead of time
    bring_in(*real, into=listed)
    assert names(shown(listed)) == names(shown(community))


# --- places --------------------------------------------------------------------------------------------------------


def test_numbers_follow_time_and_a_late_parent_brings_its_children_together(bring_in, community):
    bring_in(
        mail(2, subject="Another word", more="References: <1@list.example>", date="Tue, 5 Mar 2019 10:00:00 +0000")
    )
    bring_in(mail(3, subject="And a third", more="References: <1@list.example>", date="Wed, 6 Mar 2019 10:00:00 +0000"))
    assert Topic.objects.count() == 1
    bring_in(
        mail(9, subject="Elsewhere"),
        mail(1, more="In-Reply-To: <9@list.example>", date="Mon, 4 Mar 2019 12:00:00 +0000"),
    )
    topic = Topic.objects.get()
    assert [(post.number, post.body.split()[1]) for post in topic.posts.order_by("number")] == [
        (1, "9"),
        (2, "1"),
        (3, "2"),
        (4, "3"),
    ]
    assert (topic.title, topic.post_count, topic.last_number) == ("Elsewhere", 4, 4)
    community.refresh_from_db()
    assert (community.topic_count, community.post_count) == (1, 4)


def test_a_topic_that_a_member_reads_keeps_its_numbers(bring_in, ben):
    bring_in(mail(2, date="Tue, 5 Mar 2019 10:00:00 +0000"))
    topic = Topic.objects.get()
    actions.mark_read(ben, topic, upto=1)
    bring_in(
        mail(1, subject="Re: Sensors"), mail(3, subject="Far off", more="References: <1@list.example> <2@list.example>")
    )
    assert [(post.number, post.body.split()[1]) for post in topic.posts.order_by("number")] == [
        (1, "2"),
        (2, "1"),
        (3, "3"),
    ]


def test_a_topic_in_which_a_member_replied_goes_on(bring_in, ben, community):
    bring_in(mail(1))
    topic = Topic.objects.get()
    actions.reply(ben, topic, body="Still true.")
    bring_in(mail(2, subject="Re: Sensors", more="References: <1@list.example>"))
    topic.refresh_from_db()
    assert (topic.post_count, topic.last_author, topic.last_number) == (3, ben, 3)
    assert list(topic.posts.order_by("number").values_list("is_imported", flat=True)) == [True, False, True]


def test_dates_that_are_absent_or_absurd_are_placed_among_their_neighbours(bring_in):
    late = (timezone.now() + timedelta(days=900)).strftime("%d %b %Y %H:%M:%S +0000")
    [report] = bring_in(
        mail(1, subject="No date, first", date=None)
        + mail(2, subject="Fine")
        + mail(3, subject="No date", date=None)
        + mail(4, subject="Far in the future", date=late)
        + mail(5, subject="Before there was mail", date="Thu, 1 Jan 1970 00:00:00 +0000")
        + mail(6, subject="No date, an answer", date=None, more="References: <7@list.example>")
        + mail(7, subject="Later", date="Tue, 5 Mar 2019 10:00:00 +0000")
    )
    assert report.repairs["date"] == 5
    assert any("5 × mended: the date was missing or absurd" in line for line in report.lines())
    times = dict(Post.objects.values_list("body", "created_at"))
    fine = datetime(2019, 3, 4, 10, tzinfo=UTC)
    seconds = [(times[f"What {number} has to say."] - fine).total_seconds() for number in range(1, 8)]
    assert seconds == [-1, 0, 1, 2, 3, 86401, 86400]
    assert Topic.objects.get(title="Later").posts.get(number=2).body == "What 6 has to say."


def test_an_archive_without_any_date_has_that_of_its_file(bring_in, tmp_path):
    path = tmp_path / "old.mbox"
    path.write_text(mail(1, date=None))
    then = datetime(2011, 5, 6, 7, 8, tzinfo=UTC)
    os.utime(path, (then.timestamp(), then.timestamp()))
    bring_in(path)
    assert Post.objects.get().created_at == then


def test_a_damaged_message_stops_nothing(bring_in, real_data):
    folder = real_data("discussions")
    reports = bring_in(folder / "cpython-email", folder / "ruby-mail", folder / "perceval-forum-exports" / "mbox")
    assert sum(report.read for report in reports) > 100
    assert sum(report.added for report in reports) > 70
    odd = b"From a@b.example\nFrom: A\0 <a\0@b.example>\nSubject: N\0thing \xed\xa0\x80\nMessage-ID: <n@l>\n\nBy\0tes \xed\xa0\x80.\n\n"
    [report] = bring_in(mail(1, "Fine. " * 400).encode() + odd + mail(2, "As well.").encode())
    assert (report.added, report.refused) == (3, 0)


def test_every_code_of_the_parser_has_words():
    assert set(mails.REPAIRS) <= set(REPAIRS)
    assert set(mails.REFUSALS) == set(REFUSALS)


def test_members_do_not_import(ben, ana, community, tmp_path):
    for person in (ben, ana):
        with pytest.raises(NotAllowed):
            next(run.import_archives(person, community, []))


# --- files ---------------------------------------------------------------------------------------------------------


def _with_files(*files: tuple[str, str, bytes]) -> str:
    parts = "".join(
        f'--B\nContent-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\n'
        f"Content-Transfer-Encoding: base64\n\n{base64.encodebytes(content).decode()}\n"
        for name, kind, content in files
    )
    text = "--B\nContent-Type: text/plain; charset=utf-8\n\nSee what I attached.\n"
    return mail(1, f"{text}{parts}--B--", more='MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"')


def test_files_are_kept_and_shown_and_those_that_are_not_are_named(bring_in, ben, nobody, client):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    source = _with_files(
        ("pond.png", "application/octet-stream", picture.getvalue()),
        ("counts.csv", "text/csv", b"day,frogs\n1,4\n"),
        ("run ana@old.example.exe", "application/x-msdownload", b"MZ\x90\0" + bytes(60)),
    )
    [foretold] = bring_in(source, dry_run=True)
    assert not File.objects.exists()
    [report] = bring_in(source)
    assert report.as_json() | {"file": ""} == foretold.as_json() | {"file": ""}
    assert (report.added, report.repairs["attachment_left_out"]) == (1, 1)
    post = Post.objects.get()
    assert dict(File.objects.values_list("name", "content_type")) == {
        "pond.png": "image/png",
        "counts.csv": "text/csv; charset=utf-8",
    }
    assert not File.objects.filter(attached_at=None).exists()
    assert "<img src=" in post.html
    assert ">counts.csv</a>" in post.html
    assert "was not kept" in post.body
    assert "old.example" not in post.html
    for address in re.findall(r'(?:src|href)="(/files/[^"]+)"', post.html):
        assert client.get(address).status_code == 200


# --- people --------------------------------------------------------------------------------------------------------


def test_an_author_who_proves_the_address_gets_what_was_written(bring_in, person, community):
    bring_in(
        mail(1, who="A. Lima <ana@old.example>"),
        mail(2, who="Ana L. <ANA@old.example>"),
        mail(3, who="Ben <other@old.example>"),
    )
    author = ArchiveAddress.objects.get(address="ana@old.example").person
    assert author.posts.count() == 2
    ana = person("Ana Lima")
    ana.emailaddress_set.create(email="ana@old.example", verified=True)
    arrive(ana)
    assert ana.posts.count() == 2
    assert ana.topics.count() >= 1
    bring_in(mail(4, subject="Later on"))
    assert ana.posts.count() == 3
    [report] = bring_in(mail(1, who="A. Lima <ana@old.example>"))
    assert report.duplicates == 1
    assert User.objects.filter(claimed_at=None, merged_into=None).count() == 1


def test_what_a_member_wrote_by_mail_is_theirs_at_once(bring_in, ben):
    bring_in(mail(1, who=f"B. O. <{ben.email.upper()}>"))
    assert Post.objects.get().author == ben
    assert not ArchiveAddress.objects.exists()


def test_an_address_that_is_not_proven_gives_nothing(bring_in, person):
    thief = person("Thief")
    thief.emailaddress_set.create(email="ana@old.example", verified=False)
    bring_in(mail(1))
    arrive(thief)
    assert not thief.posts.exists()


def test_authors_without_an_address_are_one_by_name_and_never_an_address_themselves(bring_in):
    bring_in(
        mail(1, who="Kofi Okoro"), mail(2, who="Kofi Okoro"), mail(3, who="secret.person@hidden.example"),
        mail(4, who='"boss@hidden.example" <boss@hidden.example>'), mail(5, who="chef at hidden.example (chef at hidden.example)"),
        mail(6, who=""),
    )  # fmt: skip
    people = User.objects.values_list("name", "handle", "find_as")
    assert len({post.author_id for post in Post.objects.filter(author__name="Kofi Okoro")}) == 1
    assert not [row for row in people if "@" in "".join(row) or "hidden" in "".join(row) or " at " in "".join(row)]


def test_names_by_which_mail_is_known_hold_no_address(bring_in):
    bring_in(mail(1))
    assert MailId.objects.exists()
    assert all(len(bytes(row.digest)) == 16 for row in MailId.objects.all())
