from __future__ import annotations

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from convene.core.files import actions, tasks
from convene.core.files.models import File, Page
from convene.core.files.queries import pages_of, texts_on
from convene.core.ledger.models import Entry
from convene.core.outbox.models import Job
from convene.core.outbox.worker import work_off
from convene.lib.documents.tests import made


@pytest.fixture
def bring(ben):
    """Brings a file in and lets the worker read it."""

    def brought(name: str, content: bytes) -> File:
        file = actions.take_in(ben, SimpleUploadedFile(name, content))
        work_off()
        file.refresh_from_db()
        return file

    return brought


def test_a_pdf_is_read_page_by_page_by_the_worker(bring):
    file = bring("plan.pdf", made.pdf("First words", "", "Third page"))
    assert (file.reading, file.page_count, file.reading_note) == ("whole", 3, "")
    assert list(file.pages.order_by("number").values_list("number", "text")) == [(1, "First words"), (3, "Third page")]
    entry = Entry.objects.get(verb="files.read")
    assert (entry.actor, entry.subject_id, entry.facts) == (None, file.pk, {"state": "whole", "pages": 3})


def test_sheets_and_chapters_keep_their_names(bring):
    bring("sums.xlsx", made.xlsx(("Budget", [["Lantern", 12]]), ("Counts", [["Bats", 3]])))
    assert list(Page.objects.values_list("number", "name", "text")) == [
        (1, "Budget", "Budget\nLantern 12"), (2, "Counts", "Counts\nBats 3")
    ]  # fmt: skip


def test_until_it_is_read_a_file_says_so(ben):
    file = actions.take_in(ben, SimpleUploadedFile("plan.docx", made.docx(made.paragraph("Words"))))
    assert (file.reading, "minute" in file.reading_note) == ("waits", True)


@pytest.mark.parametrize(
    ("name", "content", "state", "sentence"),
    [
        ("locked.pdf", made.locked_pdf(), "locked", "locked with a password"),
        ("zip.pdf", b"%PDF-1.7\n" + made.packed(a_txt="x"), "damaged", "damaged"),
        ("scan.pdf", made.pdf(""), "empty", "no text that can be searched"),
        ("long.pdf", made.pdf(*(f"page {n}" for n in range(3_000))), "partly", "first 1,000 of its 3,000 pages"),
        ("note.txt", b"Words", "whole", ""),
        ("sums.csv", b"a,b", "whole", ""),
        ("page.html", b"<h1>Words</h1>", "whole", ""),
        ("old.rtf", b"{\\rtf1 Words}", "whole", ""),
        ("book.epub", made.epub(made.chapter("One", "Words")), "whole", ""),
        ("sums.xlsx", made.xlsx(("One", [["Words"]])), "whole", ""),
        ("sums.ods", made.odt("<office:spreadsheet/>", "spreadsheet"), "empty", "no text that can be searched"),
        ("data.json", b"{}", "", ""),
    ],
)
def test_every_file_ends_in_a_state_with_one_sentence(name, content, state, sentence, bring):
    file = bring(name, content)
    assert file.reading == state
    assert sentence in file.reading_note
    assert bool(sentence) == bool(file.reading_note)
    assert not Job.objects.exclude(parked_at=None).exists()


def test_reading_twice_leaves_each_page_once(bring):
    file = bring("plan.pdf", made.pdf("One", "Two"))
    assert tasks.read_file.call(file.pk) == "whole"
    assert [page.text for page in Page.objects.order_by("number")] == ["One", "Two"]
    assert len(list(default_storage.listdir(f"{file.key[:2]}/{file.key}")[1])) == 3


def test_the_first_page_is_shown_to_whoever_may_see_the_file_and_to_nobody_else(bring, ben, cleo, as_, client):
    file = bring("plan.pdf", made.pdf("First words"))
    address = file.preview_at(480)
    assert address == f"/files/{file.key}/480/plan.pdf"
    answer = as_(ben).get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert b"".join(answer.streaming_content)[8:12] == b"WEBP"
    assert as_(cleo).get(address).status_code == 404
    assert client.get(address).status_code == 404


def test_what_has_no_preview_has_no_address_for_one(bring, ben, as_):
    file = bring("note.txt", b"Words")
    assert file.preview_at(480) == ""
    assert as_(ben).get(f"/files/{file.key}/480/note.txt").status_code == 404


def test_a_file_takes_its_text_and_its_preview_along(bring, ben, django_capture_on_commit_callbacks):
    unread = actions.take_in(ben, SimpleUploadedFile("plan.pdf", made.pdf("Words")))
    work_off()
    places = File.objects.get(pk=unread.pk).renditions.values()
    assert len(places) == 2
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(ben, unread)  # which knows nothing of what the worker drew
    assert not Page.objects.exists()
    assert not any(default_storage.exists(place) for place in places)


def test_a_file_that_goes_while_it_is_read_leaves_nothing(ben, monkeypatch, django_capture_on_commit_callbacks):
    file = actions.take_in(ben, SimpleUploadedFile("plan.pdf", made.pdf("Words")))
    draw = tasks.reading.draw

    def gone_meanwhile(source, folder):
        with django_capture_on_commit_callbacks(execute=True):
            actions.remove(ben, File.objects.get(pk=file.pk))
        return draw(source, folder)

    monkeypatch.setattr(tasks.reading, "draw", gone_meanwhile)
    assert tasks.read_file.call(file.pk) == "whole"
    assert not Page.objects.exists()
    assert not default_storage.listdir(f"{file.key[:2]}/{file.key}")[1]
    assert tasks.read_file.call(file.pk) == ""


def test_text_is_read_in_two_queries_however_many_files(bring, django_assert_num_queries):
    files = [bring(f"{name}.pdf", made.pdf("One", "Two")).pk for name in "abc"]
    with django_assert_num_queries(2):
        pages = pages_of(files)
        said = texts_on(page.pk for page in pages)
    assert [(page.number, said[page.pk], page.letters) for page in pages] == [(1, "One", 3), (2, "Two", 3)] * 3
