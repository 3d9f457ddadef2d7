"""Authors of archives become members when somebody proves their address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.utils import timezone

from convene.core.ledger.models import Entry
from convene.core.people import actions
from convene.core.people.models import ArchiveAddress, User
from convene.core.people.tasks import forget_unproven
from convene.lib.errors import NotAllowed

Membership = apps.get_model("communities", "Membership")
Post = apps.get_model("discussions", "Post")
Reading = apps.get_model("discussions", "Reading")


@pytest.fixture
def author(db, topic) -> User:
    """Somebody known from an archive, who wrote twice in Ben's topic."""
    author = User.objects.create(name="K. Okoro", handle="k-okoro")
    ArchiveAddress.objects.create(person=author, address="kofi@old.example")
    for number in (2, 3):
        Post.objects.create(topic=topic, number=number, author=author, body="Hm.", html="<p>Hm.</p>", is_imported=True)
    type(topic).objects.filter(pk=topic.pk).update(post_count=3, last_number=3, people_count=2, last_author=author)
    return author


def prove(client, mailoutbox, address: str) -> None:
    where = client.post(
        "/account/signup/", {"name": "Kofi Okoro", "email": address, "password1": "river stones 42"}
    ).url
    client.post(where, {"code": re.search(r"[A-Z]{4}-[A-Z]{4}", mailoutbox[-1].body)[0]})


def test_whoever_proves_the_address_gets_what_was_written_under_it(client, author, topic, mailoutbox):
    prove(client, mailoutbox, "Kofi@old.example")
    kofi = User.objects.get(handle="kofi-okoro")
    assert set(Post.objects.filter(topic=topic, number__gt=1).values_list("author", flat=True)) == {kofi.pk}
    topic.refresh_from_db()
    assert (topic.post_count, topic.people_count, topic.last_author) == (3, 2, kofi)
    assert ArchiveAddress.objects.get().person == kofi
    assert client.get("/people/k-okoro/").url == "/people/kofi-okoro/"
    assert Entry.objects.filter(verb="people.claimed", actor=kofi, facts={"author": author.pk}).exists()


def test_nothing_moves_before_the_address_is_proven(client, author):
    client.post("/account/signup/", {"name": "Thief", "email": "kofi@old.example", "password1": "river stones 42"})
    assert Post.objects.filter(author=author).count() == 2


def test_a_member_claims_by_adding_the_old_address(client, author, ben, topic, mailoutbox):
    client.post("/account/login/", {"login": ben.email, "password": "correct horse"})
    client.post("/account/reauthenticate/", {"password": "correct horse"})
    where = client.post("/account/email/", {"email": "kofi@old.example", "action_add": "1"}).url
    client.post(where, {"code": re.search(r"[A-Z]{4}-[A-Z]{4}", mailoutbox[-1].body)[0]})
    assert Post.objects.filter(author=ben).count() == 3
    topic.refresh_from_db()
    assert topic.people_count == 1  # Ben asked, and both answers were his


def test_an_archive_that_comes_later_is_claimed_at_the_next_sign_in(client, author, ben):
    ArchiveAddress.objects.update(address=ben.email)
    assert Post.objects.filter(author=ben).count() == 1
    client.post("/account/login/", {"login": ben.email, "password": "correct horse"})
    assert Post.objects.filter(author=ben).count() == 3


def test_where_both_have_a_row_the_better_of_both_stays(author, ben, topic, community):
    Membership.objects.create(person=author, community=community)
    Reading.objects.filter(topic=topic, person=ben).update(upto=1, has_written=False)
    Reading.objects.create(topic=topic, person=author, upto=3, has_written=True)
    actions.merge_people(author, ben)
    reading = Reading.objects.get(topic=topic)
    assert (reading.person, reading.upto, reading.has_written) == (ben, 3, True)
    assert Membership.objects.filter(community=community).count() == 1


def test_two_accounts_are_never_merged(ana, ben):
    ArchiveAddress.objects.create(person=ana, address=ben.email)
    assert actions.claim(ben, ben.email) is None
    with pytest.raises(NotAllowed):
        actions.merge_people(ana, ben)


def test_somebody_who_has_not_arrived_cannot_claim(author):
    waiting = User.objects.create(name="W", handle="w", email="kofi@old.example")
    EmailAddress.objects.create(user=waiting, email="kofi@old.example")
    actions.arrive(waiting)
    assert waiting.claimed_at is None
    assert actions.claim(waiting, "kofi@old.example") is None
    assert Post.objects.filter(author=author).count() == 2


def test_the_page_of_an_author_says_where_they_wrote_and_how_it_becomes_theirs(client, author, as_, cleo):
    page = client.get("/people/k-okoro/").content.decode()
    assert "Wrote in the archive of Citizen Science." in page
    assert "Sign in with the address you used then" in page
    assert "old.example" not in page
    assert "Confirm the address you used then" in as_(cleo).get("/people/k-okoro/").content.decode()


def test_the_page_of_an_author_does_not_tell_of_communities_one_may_not_read(client, author, topic, community):
    type(community).objects.update(visibility="hidden")
    assert "Citizen Science" not in client.get("/people/k-okoro/").content.decode()


def test_every_table_that_names_people_follows_a_claim(author, ben):
    actions.merge_people(author, ben)
    left = [
        relation.related_model.__name__
        for relation in User._meta.get_fields(include_hidden=True)
        if relation.one_to_many
        and relation.related_model._base_manager.filter(**{relation.field.attname: author.pk}).exists()
    ]
    assert left == []


def test_accounts_that_nobody_proved_are_forgotten_after_a_week(author, ben):
    week = timezone.now() - timedelta(days=8)
    User.objects.create(name="Old", handle="old", email="old@example.org", created_at=week)
    User.objects.create(name="New", handle="new", email="new@example.org")
    User.objects.filter(pk=author.pk).update(created_at=week)
    assert forget_unproven.call() == 1
    assert set(User.objects.values_list("handle", flat=True)) == {"new", "k-okoro", "ben-osei"}
