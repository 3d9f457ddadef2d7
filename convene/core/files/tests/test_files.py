from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from convene.core.files import actions, limits
from convene.core.files.models import File
from convene.core.files.schedule import sweep_files
from convene.core.ledger.models import Entry
from convene.lib.errors import NotAllowed, NotPossible, TooMuch
from convene.lib.text import cook

from . import made


def upload(name: str = "tank.png", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, made.picture(size=(2000, 1000)) if content is None else content)


def stored(file: File) -> list[str]:
    return [str(file.content.name), *file.renditions.values()]


def test_a_picture_is_kept_in_three_sizes_with_its_ledger_line(ben):
    file = actions.take_in(ben, upload())
    assert (file.width, file.height, file.content_type) == (2000, 1000, "image/png")
    assert list(file.renditions) == ["480", "1600"]
    assert all(default_storage.exists(place) for place in stored(file))
    assert file.size == default_storage.size(file.content.name)
    assert "tank" not in "".join(stored(file))
    entry = Entry.objects.get(verb="files.brought_in")
    assert (entry.actor, entry.subject_id, entry.facts) == (ben, file.pk, {"size": file.size, "type": "image/png"})


def test_whoever_is_not_signed_in_attaches_nothing(nobody):
    with pytest.raises(NotAllowed):
        actions.take_in(nobody, upload())


def test_a_refused_file_leaves_no_trace(ben):
    with pytest.raises(NotPossible):
        actions.take_in(ben, upload("tank.png", made.packed(("a.txt", b"x"))))
    assert not File.objects.exists()
    assert not Entry.objects.filter(verb__startswith="files.").exists()


def test_a_file_over_the_limit_is_refused(ben, settings):
    settings.FILE_LARGEST = 100
    with pytest.raises(NotPossible, match="too large"):
        actions.take_in(ben, upload("a.txt", b"x" * 101))


@pytest.mark.parametrize(("limit", "most"), [("FILES_A_DAY", 1), ("BYTES_A_DAY", 15)])
def test_a_day_has_its_limit_for_each_person(limit, most, ben, cleo, monkeypatch):
    monkeypatch.setattr(limits, limit, most)
    first = actions.take_in(ben, upload("a.txt", b"ten bytes!"))
    with pytest.raises(TooMuch):
        actions.take_in(ben, upload("b.txt", b"ten bytes!"))
    actions.take_in(cleo, upload("c.txt", b"ten bytes!"))
    File.objects.filter(pk=first.pk).update(created_at=timezone.now() - timedelta(hours=25))
    actions.take_in(ben, upload("d.txt", b"ten bytes!"))


def test_a_file_from_a_mail_needs_no_owner_and_counts_for_no_quota(db, monkeypatch):
    monkeypatch.setattr(limits, "FILES_A_DAY", 0)
    file = actions.take_in_bytes(None, "notes.txt", b"hello")
    assert (file.owner, file.purpose, file.content.read()) == (None, "mail", b"hello")


def test_bytes_without_a_row_do_not_stay(ben, monkeypatch):
    kept: list[str] = []
    save = default_storage.save
    monkeypatch.setattr(
        default_storage._wrapped, "save", lambda name, content: kept.append(save_as(save, name, content)) or kept[-1]
    )
    monkeypatch.setattr(
        File, "save", lambda self, **options: (_ for _ in ()).throw(RuntimeError("the database is away"))
    )
    with pytest.raises(RuntimeError):
        actions.take_in(ben, upload())
    assert len(kept) == 3
    assert not any(default_storage.exists(place) for place in kept)


def save_as(save, name, content):
    return type(default_storage._wrapped).save(default_storage._wrapped, name, content)


def test_uploads_that_nothing_uses_are_swept_after_two_days(ben, django_capture_on_commit_callbacks):
    used, new, old = (actions.take_in(ben, upload(f"{name}.txt", b"x")) for name in ("used", "new", "old"))
    actions.attach([used])
    long_ago = timezone.now() - limits.KEPT_ADRIFT - timedelta(minutes=1)
    File.objects.filter(pk__in=[used.pk, old.pk]).update(created_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_files.call() == 1
    assert set(File.objects.all()) == {used, new}
    assert not default_storage.exists(old.content.name)
    assert default_storage.exists(used.content.name)
    assert sweep_files.call() == 0


def test_bytes_stay_when_the_removal_does_not_happen(ben):
    file = actions.take_in(ben, upload("a.txt", b"x"))
    with transaction.atomic():
        actions.remove(ben, file)
        transaction.set_rollback(True)
    assert default_storage.exists(file.content.name)


def test_nobody_removes_what_somebody_else_brought(ben, cleo):
    with pytest.raises(NotAllowed):
        actions.remove(cleo, actions.take_in(ben, upload("a.txt", b"x")))


def test_a_file_outlives_its_owners_account(ben):
    file = actions.take_in(ben, upload("a.txt", b"x"))
    ben.delete()
    file.refresh_from_db()
    assert file.owner is None


def test_attaching_again_does_not_change_when(ben):
    file = actions.take_in(ben, upload("a.txt", b"x"))
    actions.attach([file])
    file.refresh_from_db()
    first = file.attached_at
    actions.attach([file])
    file.refresh_from_db()
    assert first
    assert file.attached_at == first


def test_what_the_composer_writes_cooks_into_the_picture(ben):
    shown = cook(actions.take_in(ben, upload("my [new] *tank*.png")).markdown)
    assert '<img src="/files/' in shown.html
    assert "/1600/" in shown.html
    assert 'alt="my [new] -tank-"' in shown.html
    linked = cook(actions.take_in(ben, upload("plan (v2) 100%.txt", b"x")).markdown)
    assert linked.html.count("<a ") == 1
    assert len(linked.files) == 1
