"""What stands in a file is found, down to the page, by whoever may see what the file hangs on."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from convene.core.communities.models import Community
from convene.core.files import actions as files
from convene.core.files import tasks
from convene.core.files.models import File, Page
from convene.core.search.following import bring_up_to_date
from convene.core.search.kinds.files import LETTERS, STRETCHES
from convene.core.search.models import Doc
from convene.core.search.queries import Wish, search, suggestions
from convene.core.search.reader import reader_of
from convene.core.tags.actions import adopt
from convene.core.tags.models import Facet
from convene.core.tags.queries import vocabulary
from convene.features.discussions import actions
from convene.features.discussions.actions.sharing import share
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.lib.documents.tests import made

PAGES = ("Welcome to the camp", "", "What to pack: a lantern and a net", "Bats fly at dusk, and moths to the lantern")


@pytest.fixture
def bring():
    """Has somebody bring a file in; it is read at once, without its process, when its pages are given."""

    def do(actor, name: str, *pages: str) -> File:
        content = made.pdf(*pages) if name.endswith("pdf") else "\n".join(pages).encode()
        file = files.take_in(actor, SimpleUploadedFile(name, content))
        tasks.read_file.call(file.pk)
        return file

    return do


@pytest.fixture
def handbook(bring, ana) -> File:
    return bring(ana, "camp-handbook.pdf", *PAGES)


def begin(actor, community, file: File, title: str = "Our night camp"):
    return actions.start(actor, community, title=title, body=f"All of it is here: {file.markdown}")


def found(actor, text: str, **filters):
    return [row.found for row in search(reader_of(actor), Wish(text, kind="file", **filters)).rows]


def test_a_page_of_a_file_is_found_and_the_result_leads_to_it(handbook, ana, cleo, community):
    topic = begin(ana, community, handbook)
    bring_up_to_date()
    for words, page in (("bats", 4), ("packing", 3), ("moths lantern", 4)):
        row = search(reader_of(cleo), Wish(words)).rows[0]
        assert (row.kind, row.found.title, row.found.address) == ("file", topic.title, topic.get_absolute_url())
        assert row.found.place == f"page {page} of camp-handbook.pdf"
        assert row.found.place_address == f"{handbook.get_absolute_url()}#page={page}"
        assert "<mark>" in row.snippet
    assert "<mark>Bats</mark> fly at dusk" in search(reader_of(cleo), Wish("bats")).rows[0].snippet
    assert [one.place for one in found(cleo, "handbook")] == ["camp-handbook.pdf"]


def test_what_stands_in_a_sheet_or_a_chapter_is_found_by_its_name(ana, cleo, community):
    book = made.epub(made.chapter("Night walks", "Bats fly at dusk"), made.chapter("Day", "Bees"))
    table = made.xlsx(("Members", [["Marisol"]]), ("Budget", [["Lantern", 12]]))
    for name, content in (("nature.epub", book), ("plan.xlsx", table)):
        file = files.take_in(ana, SimpleUploadedFile(name, content))
        tasks.read_file.call(file.pk)
        begin(ana, community, file, title=f"About {name}")
    bring_up_to_date()
    assert [one.place for one in found(cleo, "bats dusk")] == ["“Night walks” in nature.epub"]
    assert [one.place for one in found(cleo, "lantern")] == ["“Budget” in plan.xlsx"]


def test_words_that_stand_on_several_pages_are_one_result(handbook, ana, cleo, community):
    begin(ana, community, handbook)
    bring_up_to_date()
    assert [one.place for one in found(cleo, "welcome dusk")] == ["page 1 of camp-handbook.pdf"]
    assert search(reader_of(cleo), Wish("lantern")).total == 1


def test_a_file_without_pages_is_named_alone(bring, ana, cleo, community):
    begin(ana, community, bring(ana, "packing.txt", "Bring a lantern"))
    bring_up_to_date()
    assert [one.place for one in found(cleo, "lantern")] == ["packing.txt"]


def test_nobody_finds_a_file_who_may_not_see_what_it_hangs_on(handbook, ana, cleo, dora, hidden):
    topic = begin(ana, hidden, handbook)
    bring_up_to_date()
    for reader, may in ((ana, 1), (dora, 1), (cleo, 0), (AnonymousUser(), 0)):
        results = search(reader_of(reader), Wish("bats"))
        assert (results.total, bool(results.facets.communities), results.facets.kinds[0].count) == (may, bool(may), may)
        assert len(suggestions(reader_of(reader), "camp-hand")) == may
    actions.hide_topic(ana, topic)
    assert found(ana, "bats") == []  # before the index hears of it
    bring_up_to_date()
    assert found(ana, "bats") == []
    assert not Doc.objects.filter(kind="file").exists()


def test_a_file_that_hangs_on_nothing_is_not_found_even_by_its_owner(handbook, ana):
    bring_up_to_date()
    assert found(ana, "bats") == []


def test_a_file_on_a_post_that_was_hidden_is_found_through_another(handbook, ana, cleo, community, hidden):
    begin(ana, hidden, handbook, "Behind the door")
    topic = begin(ana, community, handbook, "In the open")
    bring_up_to_date()
    assert [one.title for one in found(cleo, "bats")] == ["In the open"]
    assert [one.title for one in found(ana, "bats")] == ["Behind the door"]
    actions.hide_topic(ana, topic)
    bring_up_to_date()
    assert found(cleo, "bats") == []
    assert [one.title for one in found(ana, "bats")] == ["Behind the door"]


def test_a_topic_that_another_community_shows_shows_its_files_too(handbook, person, ana, community):
    first, other = (
        Community.objects.create(slug=slug, name=slug, line="", state="operating", visibility="listed")
        for slug in ("first", "other")
    )
    ida, eve = person("Ida", first, other, role="leader"), person("Eve", other)
    File.objects.filter(pk=handbook.pk).update(owner=ida)
    share(ida, begin(ida, first, handbook), other, reach="members")
    bring_up_to_date()
    assert len(found(ida, "bats")) == len(found(eve, "bats")) == 1
    assert found(ana, "bats") == []


def test_a_file_of_a_resource_is_found_once_the_library_lists_it_and_as_long_as_it_belongs_to_it(
    handbook, ana, cleo, community
):
    adopt(None)
    kind = vocabulary().find(Facet.KIND, "template")
    content = Content(
        title="Night camps", authors="Tidewater", description="A handbook.", context_note="It fits.", terms=[kind],
        files=[handbook],
    )  # fmt: skip
    draft = library.propose(ana, community, content)
    bring_up_to_date()
    assert found(cleo, "bats") == found(ana, "bats") == []
    resource = library.publish(ana, draft)
    bring_up_to_date()
    (one,) = found(cleo, "bats")
    assert (one.title, one.address) == ("Night camps", resource.get_absolute_url())
    assert (one.place, one.note) == ("page 4 of camp-handbook.pdf", "Citizen Science")
    library.revise(ana, resource, replace(content, files=[]), changed="No handbook any more.")
    assert found(cleo, "bats") == []
    call_command("reindex", verbosity=0)
    assert not Doc.objects.filter(kind="file").exists()


def test_a_retitled_topic_takes_its_old_words_from_its_files_at_once(handbook, ana, cleo, community):
    topic = begin(ana, community, handbook)
    bring_up_to_date()
    assert len(found(cleo, "night")) == 1
    actions.retitle(ana, topic, title="Our day")
    assert found(cleo, "night") == []
    bring_up_to_date()
    assert found(cleo, "night") == []
    assert len(found(cleo, "day")) == 1


def test_what_is_read_after_it_was_posted_is_found_and_what_is_removed_is_not(ana, cleo, community):
    file = files.take_in(ana, SimpleUploadedFile("camp.pdf", made.pdf(*PAGES)))
    begin(ana, community, file)
    bring_up_to_date()
    assert found(cleo, "bats") == []
    tasks.read_file.call(file.pk)
    bring_up_to_date()
    assert len(found(cleo, "bats")) == 1
    files.remove(ana, File.objects.get(pk=file.pk))
    assert found(cleo, "bats") == []
    bring_up_to_date()
    assert not Doc.objects.filter(kind="file").exists()


def test_reindex_writes_files_anew_and_ends(handbook, bring, ana, cleo, community):
    begin(ana, community, handbook)
    begin(ana, community, bring(ana, "packing.txt", "Bring a tent"))
    bring_up_to_date()
    Page.objects.filter(file=handbook, number=3).update(text="A marmot")
    call_command("reindex", verbosity=0)
    assert [one.place for one in found(cleo, "marmot")] == ["page 3 of camp-handbook.pdf"]
    assert len(found(cleo, "tent")) == 1
    assert Doc.objects.filter(kind="file").count() == 2


def test_a_file_of_many_pages_fills_few_rows_and_the_index_takes_no_more_than_its_share(handbook, ana, cleo, community):
    begin(ana, community, handbook)
    page = "word " * (LETTERS // 20)
    Page.objects.filter(file=handbook).delete()
    Page.objects.bulk_create(
        [Page(file=handbook, number=n, text=f"{page} only{n}") for n in range(1, 4 * STRETCHES + 20)]
    )
    bring_up_to_date()
    assert Doc.objects.filter(kind="file").count() == STRETCHES
    assert [one.place for one in found(cleo, "only70")] == ["page 70 of camp-handbook.pdf"]
    assert found(cleo, f"only{4 * STRETCHES + 15}") == []
    assert search(reader_of(cleo), Wish("word")).total == 1


def test_files_that_are_found_cost_few_queries(handbook, bring, ana, cleo, community, django_assert_max_num_queries):
    for number in range(6):
        begin(ana, community, bring(ana, f"{number}.txt", "Bring a lantern"), f"Camp {number}")
    bring_up_to_date()
    with django_assert_max_num_queries(16):
        assert search(reader_of(cleo), Wish("lantern")).total == 6
