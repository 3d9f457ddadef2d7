"""What cannot be taken in is answered with one sentence, changes nothing and leaves nothing behind."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client

from convene.features.discussions.models import Topic

HUGE = "A sentence, again and again. " * 7000  # some 200,000 characters
NOISE = "99999999999999999999999999"
ENDLESS = "9" * 5000  # more digits than Python reads
SENTENCE = re.compile(r"[A-Z][^<>{}]{14,}[.!?]")
WITHOUT = {"people_session"}


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            meta = model._meta
            if meta.db_table not in WITHOUT:
                cursor.execute(f'SELECT * FROM "{meta.db_table}" ORDER BY "{meta.pk.column}"')
                found[meta.db_table] = cursor.fetchall()
    return found


@pytest.fixture
def ana_browses(topic: Topic, ana, as_, settings, tmp_path: Path) -> Client:
    """Ana's browser, and a folder for files of which everything is seen."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "temporary")
    (tmp_path / "temporary").mkdir()
    return as_(ana)


def sentence(answer: Any) -> str:
    """The one sentence of a refusal."""
    if answer["Content-Type"].startswith("application/json"):
        return str(answer.json()["error"])
    text = answer.content.decode()
    marked = re.findall(
        r'<(?:p|li|span|div)[^>]*class="[^"]*(?:bad|error|danger)[^"]*"[^>]*>(.*?)</(?:p|li|span|div)>', text, re.DOTALL
    )
    found = SENTENCE.findall(re.sub(r"<[^>]+>", " ", " ".join(marked)) or text.partition("<main")[2] or text)
    assert found, text
    return str(found[0])


def addresses(topic: Topic) -> dict[str, dict[str, str]]:
    """Where texts are sent."""
    here = topic.get_absolute_url()
    return {
        f"{here}reply/": {},
        f"{here}1/edit/": {},
        f"{here}draft/": {},
        "/c/citizen-science/new/": {"title": "A title", "kind": "discussion"},
        "/c/citizen-science/draft/": {"title": "A title"},
        "/c/-/preview/": {},
    }


def test_a_post_of_two_hundred_thousand_characters_is_refused_everywhere(ana_browses: Client, topic: Topic) -> None:
    before = everything()
    for address, form in addresses(topic).items():
        answer = ana_browses.post(address, {**form, "body": HUGE})
        assert 400 <= answer.status_code < 500, address
        assert "too long" in sentence(answer), f"{address}: {sentence(answer)}"
        assert everything() == before, address


def test_a_form_of_five_megabytes_is_refused_everywhere(ana_browses: Client, topic: Topic) -> None:
    before = everything()
    for address, form in addresses(topic).items():
        answer = ana_browses.post(address, {**form, "body": "x" * 5_000_000})
        assert 400 <= answer.status_code < 500, address
        assert sentence(answer)
        assert "Traceback" not in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("word", ["@all", "@everyone", "@Everybody", "@channel", "@here"])
def test_nobody_mentions_everybody(word: str, ana_browses: Client, topic: Topic) -> None:
    before = everything()
    for address, form in addresses(topic).items():
        if "draft" in address:
            continue
        answer = ana_browses.post(address, {**form, "body": f"Hello {word}, please answer."})
        assert answer.status_code == 422, address
        assert "mention everybody" in sentence(answer), address
    assert everything() == before


def test_a_zip_called_png_is_refused(ana_browses: Client, topic: Topic, tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("photo.txt", "no picture")
    before = everything()
    for address, field in (
        ("/files/", "file"),
        (f"{topic.get_absolute_url()}reply/", "uploads"),
        (f"{topic.get_absolute_url()}1/edit/", "uploads"),
    ):
        upload = SimpleUploadedFile("photo.png", packed.getvalue(), "image/png")
        answer = ana_browses.post(
            address,
            {"body": "Look", field: upload},
            headers={"Accept": "application/json" if field == "file" else "text/html"},
        )
        assert answer.status_code == 422, address
        assert "picture" in sentence(answer) or "PNG" in sentence(answer), sentence(answer)
    assert everything() == before
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


class Stream:
    """A request's body of any length that exists nowhere, and knows how much of it was read."""

    def __init__(self, head: bytes, size: int) -> None:
        self.pieces, self.left, self.was_read = head, size - len(head), 0

    def read(self, size: int = -1) -> bytes:
        size = 65536 if size < 0 else size
        piece, self.pieces = self.pieces[:size], self.pieces[size:]
        zeros = min(size - len(piece), self.left)
        self.left -= zeros
        self.was_read += len(piece) + zeros
        return piece + bytes(zeros)

    def readline(self, size: int = -1) -> bytes:
        """There are no lines in it."""
        return self.read(size)


@pytest.mark.parametrize("says", ["2 GB", "little"])
@pytest.mark.parametrize("address", ["/files/", "reply/", "1/edit/"])
def test_a_file_of_two_gigabytes_is_given_up_early(
    address: str, says: str, ana_browses: Client, topic: Topic, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    where = address if address.startswith("/") else topic.get_absolute_url() + address
    field = "file" if where == "/files/" else "uploads"
    token, size = "a" * 32, 2 * 1024**3
    head = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n{value}'
        for name, file, value in (
            ("csrfmiddlewaretoken", "", f"{token}\r\n"), ("body", "", "Look\r\n"), (field, '; filename="film.mp4"', ""),
        )
    )  # fmt: skip
    body = Stream(head.encode(), size)
    cookies = {**{name: morsel.value for name, morsel in ana_browses.cookies.items()}, settings.CSRF_COOKIE_NAME: token}
    environ = {
        "REQUEST_METHOD": "POST", "PATH_INFO": where, "SERVER_NAME": "testserver", "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": body, "wsgi.url_scheme": "http",
        "CONTENT_TYPE": "multipart/form-data; boundary=edge", "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(size if says == "2 GB" else settings.FILE_LARGEST + 500_000), "HTTP_HOST": "testserver",
        "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }  # fmt: skip
    before = everything()
    handler = WSGIHandler()
    response = handler.get_response(handler.request_class(environ))
    assert 400 <= response.status_code < 500
    assert "too large" in response.content.decode()
    assert body.was_read < settings.FILE_LARGEST + 2 * 1024**2
    assert everything() == before
    response.close = lambda: None
    for closer in response._resource_closers:
        closer()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    "path",
    [
        f"/c/citizen-science/t/{NOISE}/",
        f"/c/citizen-science/t/1/{NOISE}/",
        f"/c/citizen-science/?page={NOISE}",
        *(f"{place}={many}" for place in ("/?page", "/mine/?page", "/notifications/?before") for many in (NOISE, ENDLESS)),
        "/c/citizen-science/?page=-1",
        "/c/citizen-science/?page=0",
        "/c/citizen-science/?page=1e3",
        "/c/citizen-science/?page=%00",
        "/c/citizen-science/?show=%00",
        "/c/citizen-science/?page=999999",
        f"/communities/citizen-science/members/?page={NOISE}",
        "/communities/citizen-science/members/?page=99999999",
        "/communities/citizen-science/members/?q=%00",
        "/communities/citizen-science/members/?q=%F0%9F%98%80%27%22%3B--",
        "/communities/?show=nonsense",
        "/notifications/?before=%D9%A3",
        "/?page=%C2%B2",
        "/?page=10001",
        "/mine/?show=nonsense",
        "/people/suggest/?q=%00",
        "/people/suggest/?q=%25%5F",
        f"/files/x/{NOISE}/y",
        "/files/%00/1/y",
        "/files/..%2f..%2fetc/passwd",
        "/communities/invitation/%00/",
        f"/communities/invitation/{'x' * 5000}/",
        "/people/%2e%2e/",
        f"/people/{'a' * 5000}/",
        "/%00",
        "/%ff%fe/",
        "/c/%F0%9F%98%80/",
        f"/people/me/security/sessions/{NOISE}/end/",
        "/c/citizen-science/t/1/?page=%D9%A1",
        "/c/citizen-science/t/1/?quote=%D9%A1",
        f"/c/citizen-science/t/1/?page=1&quote={NOISE}",
        "/account/login/?next=%00",
        "/texts/nonsense/",
        "/static/%00",
        "/static/../../etc/passwd",
    ],
)
def test_an_address_made_up_is_answered_calmly(path: str, ana_browses: Client, topic: Topic) -> None:
    before = everything()
    ana_browses.raise_request_exception = True
    answer = ana_browses.get(path)
    assert answer.status_code < 500
    assert everything() == before


@pytest.mark.parametrize(
    "value",
    [
        "\x00",
        "a\x00b",
        "\ud800".encode("utf-8", "surrogatepass"),
        "\u202eevil",
        "💥" * 300,
        "",
        " ",
        NOISE,
        ENDLESS,
        "-1",
        "null",
        "[]",
    ],
)
def test_a_form_filled_with_nonsense_is_answered_calmly(value: Any, ana_browses: Client, topic: Topic) -> None:
    here = topic.get_absolute_url()
    fields = {
        f"{here}reply/": ("body", "reply_to", "key"),
        f"{here}follow/": ("level",),
        f"{here}read/": ("upto",),
        f"{here}1/react/": ("kind", "take_back"),
        f"{here}title/": ("title",),
        "/c/citizen-science/new/": ("title", "body", "kind", "key"),
        "/communities/citizen-science/invite/": ("addresses",),
        "/communities/citizen-science/state/": ("state",),
        "/communities/citizen-science/requests/": ("request", "answer"),
        "/communities/citizen-science/members/ben-osei/": ("role",),
        "/communities/citizen-science/members/ben-osei/hand-over/": ("note",),
        "/moderation/words/citizen-science/": ("remove",),
        "/people/me/profile/": ("name", "see_role"),
        "/people/me/preferences/": ("time_zone", "language"),
        f"/drafts/{'a' * 30}.{'b' * 30}:{'1' * 19}:{'2' * 19}/": ("body",),
        "/communities/citizen-science/settings/": ("name", "purpose", "needs", "visibility"),
        "/account/login/": ("login", "password"),
        "/c/-/preview/": ("body",),
    }
    for address, names in fields.items():
        good = {"body": "Words", "title": "Title", "kind": "question", "name": "Ana"}
        for name in names:
            answer = ana_browses.post(address, {**good, name: value})
            assert answer.status_code < 500, f"{address} {name}={value!r}"


def test_files_of_a_post_that_is_refused_are_not_kept(topic: Topic, cleo, ben, as_, tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    stranger, author = as_(cleo), as_(ben)
    before = everything()
    for client, address, body, status in (
        (stranger, "/c/citizen-science/new/", "Words", 403),
        (stranger, f"{topic.get_absolute_url()}reply/", "Words", 403),
        (stranger, f"{topic.get_absolute_url()}1/edit/", "Words", 403),
        (author, f"{topic.get_absolute_url()}reply/", HUGE, 422),
        (author, f"{topic.get_absolute_url()}1/edit/", "Dear @everyone", 422),
    ):
        upload = SimpleUploadedFile("notes.txt", b"A few words.", "text/plain")
        form = {"body": body, "title": "Title", "kind": "question", "uploads": upload}
        assert client.post(address, form).status_code == status, address
        assert everything() == before, address
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
