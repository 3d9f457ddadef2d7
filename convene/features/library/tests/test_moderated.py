"""What people say of having used a resource goes the way of everything that is moderated; resources change hands."""

from __future__ import annotations

import pytest

from convene.core.ledger.models import Entry
from convene.core.moderation import actions as moderation
from convene.core.moderation.models import Item
from convene.core.moderation.tasks import bring_all_back, take_all_down
from convene.core.notifications.models import Notification
from convene.core.people.models import How
from convene.features.library import actions, personal
from convene.features.library.models import Resource, Use
from convene.features.library.moderated import USES
from convene.lib.errors import NotAllowed, NotPossible


@pytest.fixture
def said(cleo, resource) -> Use:
    return actions.use(cleo, resource, institution="Tidewater", sentence="It opened the second meeting.")


def test_what_is_held_appears_when_a_moderator_lets_it(ana, ben, community, resource):
    moderation.set_person(ana, ben, community, mode="held")
    item = actions.use(ben, resource, institution="Hill", sentence="It *saved* us a week.")
    assert isinstance(item, Item)
    assert not resource.uses.exists()
    moderation.approve(ana, item, body="It saved us a day.")
    use = resource.uses.get()
    assert (use.person, use.institution, use.sentence) == (ben, "Hill", "It saved us a day.")
    resource.refresh_from_db()
    assert resource.use_count == 1
    again = actions.use(ben, resource, institution="Hill", sentence="It saved us a year.")
    assert isinstance(again, Item)
    assert resource.uses.get().sentence == "It saved us a day."
    moderation.refuse(ana, again, reason="Nobody can know that.")
    assert resource.uses.get().sentence == "It saved us a day."


def test_the_same_wish_sent_twice_waits_once(ana, ben, community, resource):
    moderation.set_person(ana, ben, community, mode="held")
    wish = {"institution": "Hill", "sentence": "Good.", "key": "2f1ad0ba-9f0e-4a0e-93ab-0a5dfc1e7c3f"}
    assert actions.use(ben, resource, **wish) == actions.use(ben, resource, **wish)


def test_a_watch_word_stops_a_sentence_and_the_place_where_it_was_used(ana, ben, community, resource):
    moderation.add_word(ana, community, pattern="cryptocoin", does="block")
    for said in ({"institution": "Hill", "sentence": "Buy cryptocoin."}, {"institution": "Cryptocoin", "sentence": "Good."}):
        with pytest.raises(NotPossible, match=r"(?i)cryptocoin"):
            actions.use(ben, resource, **said)


def test_a_report_reaches_moderators_who_take_it_down_and_bring_it_back(ana, ben, cleo, resource, said):
    moderation.report(ben, USES.find(ben, said.pk), reason="spam")
    item = Item.objects.get(key=said.key)
    assert (item.title, item.author) == (f"Tidewater · {resource.title}", cleo)
    moderation.refuse(ana, item, reason="It is an advertisement.")
    resource.refresh_from_db()
    assert (resource.use_count, USES.find(ben, said.pk)) == (0, None)
    item.refresh_from_db()
    USES.restore(ana, said.key)
    resource.refresh_from_db()
    assert resource.use_count == 1


def test_nobody_reports_what_they_cannot_read(ana, ben, on_shelf, hidden):
    said = actions.use(ana, on_shelf(hidden), institution="Hill", sentence="Good.")
    assert USES.find(ana, said.pk) is not None
    assert USES.find(ben, said.pk) is None


def test_undoing_an_account_takes_its_sentences_down(ana, ben, community, resource):
    actions.use(ben, resource, institution="Hill", sentence="Good.")
    undoing = moderation.undo_account(ana, ben, community, reason="Advertising.")
    take_all_down.call(undoing.pk)
    assert resource.uses.get().hidden_at is not None
    moderation.reverse_undoing(ana, undoing)
    bring_all_back.call(undoing.pk)
    assert resource.uses.get().hidden_at is None


def test_a_sentence_can_be_reported_from_the_page(as_, ben, resource, said):
    page = as_(ben).get(resource.get_absolute_url()).content.decode()
    address = f"/moderation/report/library.use/{said.pk}/"
    assert address in page
    assert as_(ben).get(address).status_code == 200


def test_a_resource_changes_hands(ana, ben, cleo, resource):
    with pytest.raises(NotAllowed):
        actions.look_after(ben, resource)
    actions.let_go(ana, resource)
    with pytest.raises(NotAllowed):
        actions.look_after(cleo, resource)
    actions.look_after(ben, resource)
    resource.refresh_from_db()
    assert resource.owner == ben
    actions.look_after(ana, resource)
    told = Notification.objects.filter(entry=Entry.objects.filter(verb="library.taken_over").latest("pk"))
    assert [one.person for one in told] == [ben]


@pytest.mark.parametrize("how", How)
def test_when_its_caretaker_leaves_those_who_keep_order_are_told_and_find_it(as_, how, ana, ben, community, draft):
    actions.submit(ben, draft)
    one = actions.publish(ana, draft)
    personal.forget(ben, how)
    assert Resource.objects.get(pk=one.pk).owner is None
    told = Notification.objects.filter(entry__verb="library.let_go")
    assert [line.person for line in told] == [ana]
    page = as_(ana).get("/library/review/").content.decode()
    assert "Nobody looks after these" in page
    as_(ana).post(f"/library/{one.pk}/look-after/")
    assert Resource.objects.get(pk=one.pk).owner == ana
    as_(ana).post(f"/library/{one.pk}/let-go/")
    assert Resource.objects.get(pk=one.pk).owner is None
