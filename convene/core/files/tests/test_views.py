from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.test import Client

from convene.core.files import actions
from convene.core.files.models import File

from . import made

BOUNDARY = "convene"


class Flood(io.RawIOBase):
    """A request body that goes on and on, and counts what is read of it."""

    def __init__(self, head: bytes) -> None:
        self.head = io.BytesIO(head)
        self.given = 0

    def read(self, size: int = -1) -> bytes:
        part = self.head.read(size) or bytes(size)
        self.given += len(part)
        return part


def form_head(token: str = "", name: str = "film.mp4") -> bytes:
    field = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}\r\n'
    file = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    return (field + file).encode()


@pytest.fixture
def picture(ben) -> File:
    return actions.take_in(ben, SimpleUploadedFile("tank.jpg", made.picture("JPEG", (700, 300))))


@pytest.fixture
def note(ben) -> File:
    return actions.take_in(ben, SimpleUploadedFile("note.txt", b"<script>alert(1)</script>"))


@pytest.mark.parametrize("name", ["page.html", "PAGE.HTM"])
def test_a_web_page_is_saved_and_never_opens_here(name, ben, as_):
    page = b"<!doctype html><script>alert(document.cookie)</script>"
    file = actions.take_in(ben, SimpleUploadedFile(name, page, content_type="text/html"))
    answer = as_(ben).get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == page
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer["Content-Disposition"] == f'attachment; filename="{file.name}"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;")


def test_the_composer_brings_a_picture_in(ben, as_):
    answer = as_(ben).post("/files/", {"file": SimpleUploadedFile("tank.png", made.picture())})
    file = File.objects.get()
    assert answer.status_code == 201
    assert answer.json() == {
        "id": file.pk,
        "key": file.key,
        "name": "tank.png",
        "size": file.size,
        "url": f"/files/{file.key}/tank.png",
        "markdown": f"![tank](/files/{file.key}/tank.png)",
        "is_image": True,
    }


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("tank.png", made.packed(("a.txt", b"x")), "looks like ZIP"),
        ("x.exe", b"MZ", "We cannot take"),
        ("a.txt", b"", "empty"),
    ],
)
def test_a_wrong_file_gets_one_sentence(name, content, sentence, ben, as_):
    answer = as_(ben).post("/files/", {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 422
    assert sentence in answer.json()["error"]
    assert not File.objects.exists()


def test_no_file_at_all_gets_a_sentence(ben, as_):
    assert as_(ben).post("/files/", {"file": "words"}).json() == {"error": "Choose a file first."}


def test_a_stranger_cannot_bring_anything_in(client, db):
    answer = client.post("/files/", {"file": SimpleUploadedFile("a.txt", b"x")})
    assert answer.status_code in {302, 401, 403}
    assert not File.objects.exists()


def test_bringing_in_needs_the_token_of_the_page(ben):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ben)
    assert browser.post("/files/", {"file": SimpleUploadedFile("a.txt", b"x")}).status_code == 403
    browser.cookies["csrf"] = "a" * 32
    given = {"csrfmiddlewaretoken": "a" * 32, "file": SimpleUploadedFile("a.txt", b"x")}
    assert browser.post("/files/", given).status_code == 201


@pytest.mark.parametrize("declared", [2 * 1024**3, 60 * 1024**2])
def test_a_file_of_two_gigabytes_is_refused_without_reading_it(declared, ben, settings):
    settings.FILE_LARGEST = 4 * 1024**2
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(ben)
    browser.cookies["csrf"] = "a" * 32
    flood = Flood(form_head("a" * 32))
    answer = browser.generic(
        "POST",
        "/files/",
        b"x",
        content_type=f"multipart/form-data; boundary={BOUNDARY}",
        CONTENT_LENGTH=str(declared),
        HTTP_ACCEPT="application/json",
        **{"wsgi.input": flood},
    )
    assert answer.status_code == 422
    assert "too large: at most 4 MB" in answer.json()["error"]
    assert flood.given < 6 * 1024**2
    assert not File.objects.exists()


def test_a_file_is_shown_to_its_owner_and_to_staff_alone_until_it_is_attached(picture, ben, cleo, dora, as_, client):
    for address in (f"/files/{picture.key}/tank.jpg", f"/files/{picture.key}/480/tank.jpg"):
        assert as_(ben).get(address).status_code == 200
        assert as_(dora).get(address).status_code == 200
        assert as_(cleo).get(address).status_code == 404
        assert client.get(address).status_code == 404


def held(actor) -> Q:
    """As if somebody whose name begins with C could see what holds the note."""
    return Q(name="note.txt") if getattr(actor, "name", "").startswith("C") else Q(pk__in=())


def test_a_file_is_shown_to_whoever_may_see_what_holds_it(note, ana, cleo, as_, client, settings):
    settings.FILE_HOLDERS = [f"{__name__}.held"]
    assert as_(cleo).get(note.get_absolute_url()).status_code == 200
    assert as_(ana).get(note.get_absolute_url()).status_code == 404
    assert client.get(note.get_absolute_url()).status_code == 404


def test_pictures_are_shown_and_everything_else_is_saved(picture, note, ben, as_):
    shown = as_(ben).get(picture.get_absolute_url())
    saved = as_(ben).get(note.get_absolute_url())
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"] == 'inline; filename="tank.jpg"'
    assert saved["Content-Type"] == "text/plain; charset=utf-8"
    assert saved["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert b"".join(saved.streaming_content) == b"<script>alert(1)</script>"
    for answer in (shown, saved):
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
        assert "private" in answer["Cache-Control"]


def test_the_name_in_the_address_is_only_for_people(picture, ben, as_):
    answer = as_(ben).get(f"/files/{picture.key}/evil.html")
    assert answer["Content-Type"] == "image/jpeg"
    assert "tank.jpg" in answer["Content-Disposition"]


def test_a_smaller_picture_is_smaller(picture, note, ben, as_):
    assert as_(ben).get(f"/files/{picture.key}/480/tank.jpg")["Content-Type"] == "image/webp"
    assert as_(ben).get(f"/files/{picture.key}/1600/tank.jpg")["Content-Type"] == "image/jpeg"
    assert as_(ben).get(f"/files/{note.key}/480/note.txt").status_code == 404


def test_a_browser_that_has_the_file_is_told_so_after_being_checked(picture, ben, cleo, as_):
    browser = as_(ben)
    tag = browser.get(picture.get_absolute_url())["ETag"]
    assert browser.get(picture.get_absolute_url(), HTTP_IF_NONE_MATCH=tag).status_code == 304
    assert as_(cleo).get(picture.get_absolute_url(), HTTP_IF_NONE_MATCH=tag).status_code == 404


@pytest.mark.parametrize("address", ["/files/none/x.txt", "/files/../x", "/files/x/y/z"])
def test_what_is_not_there_is_not_found(address, ben, as_):
    assert as_(ben).get(address).status_code == 404


def test_handing_a_file_out_takes_few_queries(picture, ben, as_, django_assert_max_num_queries):
    browser = as_(ben)
    with django_assert_max_num_queries(3):
        browser.get(picture.get_absolute_url())
