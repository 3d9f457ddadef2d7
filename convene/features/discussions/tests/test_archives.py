"""Archives of real and made mail: nothing comes twice, everything finds its place, and the report adds up."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.people.models import ArchiveAddress
from convene.features.discussions import actions
from convene.features.discussions.archives import kitchen, run
from convene.features.discussions.archives.report import REFUSALS, REPAIRS
from convene.features.discussions.models import MailHeader, Post, Topic
from convene.lib.errors import NotAllowed
from convene.lib.mail import message as mails

from .archived import counts, mail, shown

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


@pytest.mark.alike
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
