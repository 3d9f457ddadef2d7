"""The index follows, begins anew, and forgets."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from convene.core.communities.models import Community
from convene.core.ledger.models import Entry
from convene.core.people import actions as people
from convene.core.people.models import User
from convene.core.people.schedule import forget_those_who_left
from convene.core.search.following import Index, begin_anew, bring_up_to_date
from convene.core.search.models import Doc, Progress, Slip, Word
from convene.core.search.queries import Wish, search
from convene.core.search.reader import reader_of
from convene.features.discussions import actions
from convene.features.discussions.archives.run import import_archives
from convene.features.discussions.models import Post, Topic
from convene.lib.mail.archive import find_archives


def kept(word: str) -> bool:
    """Whether the full text of the database holds the word, in rows that are there or in what is left of others."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT 1 FROM search_doc WHERE words LIKE %s", [f"%{word}%"])
        else:
            cursor.execute("SELECT 1 FROM search_text_data WHERE instr(block, CAST(%s AS BLOB)) > 0", [word])
        return cursor.fetchone() is not None


def bring_in(community: Community, folder: Path, text: str) -> None:
    """Import one mail."""
    path = folder / f"{len(list(folder.iterdir()))}.mbox"
    path.write_text(text)
    list(import_archives(None, community, find_archives(path)))


@pytest.mark.parametrize("how", ["remove", "anonymous", "keep"])
def test_whoever_is_forgotten_leaves_nothing_in_the_index(how, person, ana, cleo, community):
    eve = person("Evangelina Quorvald", community)
    people.edit_profile(eve, eve, name=eve.name, institution="Zibblequax Hall")
    topic = actions.start(ana, community, title="Hello", body="All of you.")
    actions.reply(eve, topic, body="My flimborgast is here.")
    bring_up_to_date()
    assert search(reader_of(cleo), Wish("flimborgast")).total == search(reader_of(cleo), Wish("quorvald")).total == 1
    assert kept("flimborgast")
    people.leave(eve, eve, how=how)
    User.objects.filter(pk=eve.pk).update(leaves_at=timezone.now() - dt.timedelta(minutes=1))
    assert forget_those_who_left.call() == 1
    if how == "remove":
        assert search(reader_of(cleo), Wish("flimborgast")).total == 0
    bring_up_to_date()
    gone = ["zibblequax"] + ["flimborgast"] * (how == "remove") + ["quorvald", "evangelina"] * (how != "keep")
    for word in gone:
        assert not Word.objects.filter(word=word).exists(), word
        assert not kept(word), word
        assert search(reader_of(cleo), Wish(word)).total == 0
    assert search(reader_of(cleo), Wish("flimborgast")).total == (how != "remove")
    assert search(reader_of(cleo), Wish("quorvald")).total == (how == "keep")


def test_a_run_that_was_stopped_goes_on_and_what_is_gone_leaves(ana, cleo, community):
    for number in range(5):
        actions.start(ana, community, title=f"Dome {number}", body="Words.")
    bring_up_to_date()
    rows = Doc.objects.count()
    gone = Topic.objects.earliest("pk")
    Post.objects.filter(topic=gone).delete()
    gone.delete()
    begin_anew()
    index = Index()
    index.rewrite()
    assert search(reader_of(cleo), Wish("dome")).total == 4
    assert Progress.objects.get().kind
    begun = Progress.objects.get().began_at
    call_command("reindex", verbosity=0)
    progress = Progress.objects.get()
    assert (progress.kind, progress.began_at) == ("", begun)
    assert progress.done_at
    assert Doc.objects.count() == rows - 1
    assert Doc.objects.exclude(round=progress.round).count() == 0


def test_reindex_finds_what_the_ledger_did_not_tell(ana, cleo, community):
    topic = actions.start(ana, community, title="Dome", body="Words.")
    bring_up_to_date()
    Post.objects.filter(topic=topic).update(html="<p>A marmot.</p>")
    bring_up_to_date()
    assert search(reader_of(cleo), Wish("marmot")).total == 0
    call_command("reindex", verbosity=0)
    assert search(reader_of(cleo), Wish("marmot")).total == 1


def test_every_line_is_looked_at_once_and_nothing_is_written_when_nothing_happens(ana, community):
    actions.start(ana, community, title="Dome", body="Words.")
    bring_up_to_date()
    index = Index()
    assert index.follow() + index.rewrite() == 0
    assert Progress.objects.get().place == Entry.objects.latest("pk").pk
    actions.start(ana, community, title="Vault", body="Words.")
    assert index.follow() == 1
    assert index.follow() == 0


def test_an_import_is_found(tmp_path, cleo, community):
    mail = "From x\nFrom: Nils Holm <n@example.org>\nSubject: {0}\nMessage-ID: <{0}@x>\nDate: Mon, 2 Jan 2012 10:00:00 +0000\n\nAn aardwolf, {0}.\n"
    bring_up_to_date()
    bring_in(community, tmp_path, mail.format("first"))
    bring_up_to_date()
    bring_in(community, tmp_path, mail.format("second"))
    bring_up_to_date()
    assert search(reader_of(cleo), Wish("aardwolf")).total == 2
    assert [row.kind for row in search(reader_of(cleo), Wish("nils holm", kind="person")).rows] == ["person"]


def test_words_that_changed_hands_lose_their_slips(ana, community):
    topic = actions.start(ana, community, title="Pangolin", body="Words.")
    bring_up_to_date()
    assert Slip.objects.filter(word__word="pangolin").exists()
    actions.hide_topic(ana, topic)
    call_command("reindex", verbosity=0)
    assert not Word.objects.filter(word="pangolin").exists()
    assert not Slip.objects.filter(word__word="pangolin").exists()
