"""Who may see and do what, by table."""

from __future__ import annotations

import pytest
from django.utils import timezone

from convene.features.library import actions, rules
from convene.features.library.models import Collection, Resource

WHO = ("ana", "ben", "cleo", "dora", "nobody")


@pytest.mark.parametrize(
    ("state", "seen_by"),
    [
        ("draft", {"ben"}),
        ("waiting", {"ana", "ben", "dora"}),
        ("published", set(WHO)),
        ("stale", set(WHO)),
        ("retired", set(WHO)),
    ],
)
def test_what_was_published_is_seen_by_its_readers_and_a_draft_by_its_writer(state, seen_by, draft, ana, request):
    Resource.objects.filter(pk=draft.pk).update(state=state)
    people = {who: request.getfixturevalue(who) for who in WHO}
    assert {who for who, person in people.items() if Resource.objects.visible_to(person).exists()} == seen_by
    listed = {who for who, person in people.items() if Resource.objects.on_shelf(person).exists()}
    assert listed == (set(WHO) if state in {"published", "stale"} else set())


@pytest.mark.parametrize(("where", "seen_by"), [("hidden", {"ana", "dora"}), ("listed", {"ana", "dora"})])
def test_what_belongs_to_a_closed_community_is_for_its_members(where, seen_by, on_shelf, request):
    on_shelf(request.getfixturevalue(where))
    people = {who: request.getfixturevalue(who) for who in WHO}
    assert {who for who, person in people.items() if Resource.objects.visible_to(person).exists()} == seen_by


@pytest.mark.parametrize(
    ("rule", "state", "allowed"),
    [
        ("may_revise", "draft", {"ana", "ben", "dora"}),
        ("may_revise", "published", {"ana", "ben", "dora"}),
        ("may_revise", "retired", set()),
        ("may_submit", "draft", {"ana", "ben", "dora"}),
        ("may_submit", "published", set()),
        ("may_publish", "waiting", {"ana", "dora"}),
        ("may_publish", "published", set()),
        ("may_refuse", "waiting", {"ana", "dora"}),
        ("may_refuse", "draft", set()),
        ("may_retire", "published", {"ana", "ben", "dora"}),
        ("may_retire", "draft", set()),
        ("may_mark_reviewed", "stale", {"ana", "ben", "dora"}),
        ("may_use", "published", {"ana", "ben", "cleo", "dora"}),
        ("may_use", "retired", set()),
        ("may_comment", "published", {"ana", "ben"}),
        ("may_be_named", "published", set()),
    ],
)
def test_who_may(rule, state, allowed, draft, ana, request):
    Resource.objects.filter(pk=draft.pk).update(state=state)
    draft.refresh_from_db()
    answers = {who: getattr(rules, rule)(request.getfixturevalue(who), draft) for who in WHO}
    assert {who for who, ruling in answers.items() if ruling} == allowed
    assert all(ruling.reason.endswith(".") for ruling in answers.values() if not ruling)


def test_nothing_can_be_done_in_an_archived_community(resource, ana, community):
    community.state = "archived"
    community.save()
    resource = Resource.objects.get()
    assert not rules.may_propose(ana, community)
    for rule in (rules.may_revise, rules.may_retire, rules.may_use, rules.may_comment, rules.may_mark_reviewed):
        assert "archived" in rule(ana, resource).reason


def test_collections_hold_what_their_readers_can_open(ana, dora, hidden, community, resource, on_shelf):
    closed, open_ = on_shelf(hidden, title="In confidence"), Collection(community=community)
    assert rules.may_place(ana, open_, resource)
    assert "could not open" in rules.may_place(ana, open_, closed).reason
    assert rules.may_place(ana, Collection(community=hidden), closed)
    assert not rules.may_gather(dora, community) or dora.is_staff


def test_whoever_used_it_may_say_what_they_find_and_its_caretaker_decides(resource, cleo):
    assert not rules.may_look_again(cleo, resource)
    actions.use(cleo, resource, institution="Hill Museum", sentence="Well.")
    resource.state, resource.asked_at = "stale", timezone.now()
    assert rules.may_look_again(cleo, resource)
    assert not rules.may_mark_reviewed(cleo, resource)
