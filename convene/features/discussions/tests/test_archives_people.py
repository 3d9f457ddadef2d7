"""Files and authors of archives: kept, shown, claimed, and no address with them."""

from __future__ import annotations

import base64
import io
import re

from PIL import Image

from convene.core.files.models import File
from convene.core.people.actions import arrive
from convene.core.people.models import ArchiveAddress, User
from convene.features.discussions.models import MailId, Post

from .archived import mail

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
