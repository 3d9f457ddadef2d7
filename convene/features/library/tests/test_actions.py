"""What can be done with resources, and who hears of it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.utils import timezone

from convene.core.files.actions import remove, take_in
from convene.core.files.models import File
from convene.core.ledger.models import Entry
from convene.core.notifications.models import Notification
from convene.features.discussions import actions as discussions
from convene.features.discussions.models import Draft, Topic
from convene.features.library import actions
from convene.features.library.models import Contributor, Mention, Resource, Use
from convene.features.library.queries import attached
from convene.features.library.schedule import ask_for_reviews
from convene.lib.errors import NotAllowed, NotPossible


def told(person, verb: str) -> list[str]:
    return list(Notification.objects.filter(person=person, entry__verb=f"library.{verb}").values_list("reason", flat=True))


def test_a_draft_is_reviewed_and_published_and_each_hears_what_concerns_them(draft, ben, ana):
    actions.submit(ben, draft)
    assert told(ana, "submitted") == ["to_review"]
    actions.refuse(ana, draft, answer="Say who made it.")
    draft.refresh_from_db()
    assert (draft.state, draft.answer) == ("draft", "Say who made it.")
    assert told(ben, "refused") == ["refused"]
    actions.submit(ben, draft)
    actions.publish(ana, draft)
    draft.refresh_from_db()
    assert (draft.state, draft.answer, draft.published_at is not None) == ("published", "", True)
    assert draft.review_on == timezone.localdate() + dt.timedelta(days=365)
    assert told(ben, "published") == ["published"]


def test_members_do_not_publish_what_they_wrote_themselves(draft, ben, cleo):
    with pytest.raises(NotAllowed, match="leaders and moderators"):
        actions.publish(ben, draft)
    with pytest.raises(NotAllowed):
        actions.submit(cleo, draft)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"context_note": "  "}, "why it fits"),
        ({"context_note": "x" * 601}, "600 characters"),
        ({"title": ""}, "title"),
        ({"authors": "\u202e"}, "whose it is"),
        ({"description": " "}, "nothing to post"),
        ({"links": [("", "javascript:alert(1)")]}, "not an address"),
        ({"links": [("", "file:///etc/passwd")]}, "not an address"),
        ({"links": [("", "https://example.org/")] * 21}, "at most 20 links"),
        ({"terms": []}, "what kind"),
    ],
)
def test_what_lacks_something_is_refused_in_a_sentence_and_nothing_is_kept(said, why, content, ben, community):
    with pytest.raises(NotPossible, match=why):
        actions.propose(ben, community, content(**said))
    assert not Resource.objects.exists()


def test_the_database_itself_wants_to_know_why_it_fits(resource):
    with pytest.raises(IntegrityError):
        Resource.objects.filter(pk=resource.pk).update(context_note="")


def test_a_new_version_keeps_the_old_one_and_tells_those_who_used_it(resource, content, ana, ben, cleo):
    actions.use(cleo, resource, institution="Hill Museum", sentence="Well.")
    with pytest.raises(NotPossible, match="what you changed"):
        actions.revise(ana, resource, content(title="Roles on two pages"))
    actions.revise(ana, resource, content(title="Roles on two pages", kind="guide"), changed="A second page")
    resource.refresh_from_db()
    assert (resource.title, resource.number) == ("Roles on two pages", 2)
    assert [(one.number, one.title, one.changed) for one in resource.versions.all()] == [
        (2, "Roles on two pages", "A second page"), (1, "Roles on one page", ""),
    ]  # fmt: skip
    assert {one.slug for one in resource.terms.all()} == {"guide", "en", "cc-by"}
    assert told(cleo, "revised") == ["used"]
    assert told(ben, "revised") == []


def test_a_draft_has_one_version_however_often_it_is_worded(draft, content, ben):
    actions.revise(ben, draft, content(title="Offers and asks"))
    actions.revise(ben, draft, content(title="Asks, offers"))
    assert [(one.number, one.title) for one in draft.versions.all()] == [(1, "Asks, offers")]


@pytest.mark.usefixtures("disk")
def test_files_belong_to_versions_and_are_opened_by_whoever_may_open_the_resource(
    content, ana, ben, cleo, nobody, hidden, community
):
    def upload(name: str) -> File:
        return take_in(ana, SimpleUploadedFile(name, b"A few words.", "text/plain"), purpose="library")

    first, second, secret = upload("first.txt"), upload("second.txt"), upload("secret.txt")
    made = actions.publish(ana, actions.propose(ana, community, content(files=[first])))
    actions.revise(ana, made, content(files=[second]), changed="Another file")
    assert [one.files for one in made.versions.all()] == [[second], [first]]
    actions.publish(ana, actions.propose(ana, hidden, content(files=[secret])))
    for person in (ben, cleo, nobody):
        assert set(File.objects.visible_to(person)) == {first, second}
    assert not File.objects.held_by_nothing().exists()


@pytest.mark.usefixtures("disk")
def test_nobody_attaches_a_file_of_somebody_else(content, ana, ben, community):
    file = take_in(ana, SimpleUploadedFile("mine.txt", b"A few words.", "text/plain"))
    made = actions.propose(ben, community, content(files=[file]))
    assert not made.held.exists()


def test_used_by_counts_institutions_and_each_person_once(resource, ana, ben, cleo, dora):
    actions.use(cleo, resource, institution="Hill Museum", sentence="First.")
    actions.use(cleo, resource, institution="Hill Museum", sentence="Better said.")
    actions.use(ben, resource, institution="hill museum", sentence="We too.")
    actions.use(dora, resource, institution="Delta", sentence="Twice: alone, then together.")
    resource.refresh_from_db()
    assert (resource.use_count, Use.objects.count()) == (2, 3)
    assert told(ana, "used") == ["keeping"] * 3
    actions.hide_use(ana, Use.objects.get(person=dora))
    with pytest.raises(NotPossible, match="took down"):
        actions.use(dora, resource, institution="Delta", sentence="Again.")
    actions.hide_use(cleo, Use.objects.get(person=cleo))
    resource.refresh_from_db()
    assert (resource.use_count, Use.objects.count()) == (1, 2)
    with pytest.raises(NotAllowed):
        actions.hide_use(cleo, Use.objects.get(person=ben))


def test_a_discussion_becomes_a_resource_that_credits_who_wrote_there(topic, content, ana, ben, cleo, person, community):
    eve = person("Eve Moss", community)
    discussions.reply(eve, topic, body="Warm it up first.")
    with pytest.raises(NotAllowed):
        actions.propose(cleo, community, content(), source=topic)
    made = actions.propose(ana, community, content(title="Calibrating"), source=topic)
    actions.publish(ana, made)
    assert set(Contributor.objects.values_list("person__name", flat=True)) == {"Ben Osei", "Eve Moss"}
    assert told(eve, "published") == ["credited"]
    topic.refresh_from_db()
    assert f"({made.get_absolute_url()})" in topic.summary.body
    actions.be_named(eve, made, is_named=False)
    assert Contributor.objects.get(person=eve).is_named is False
    with pytest.raises(NotAllowed):
        actions.be_named(cleo, made, is_named=True)


@pytest.mark.usefixtures("disk")
def test_files_of_the_topic_go_along_and_those_of_others_do_not(topic, content, ana, ben, cleo, community):
    def posted(actor, where: Topic, name: str) -> File:
        file = take_in(actor, SimpleUploadedFile(name, b"A few words.", "text/plain"))
        discussions.reply(actor, where, body=f"Here it is: {file.markdown}")
        return file

    bens, anas = posted(ben, topic, "gauges.txt"), posted(ana, topic, "table.txt")
    elsewhere = posted(ben, discussions.start(ben, community, title="Another", body="One."), "other.txt")
    made = actions.propose(ana, community, content(files=[bens, anas, elsewhere]), source=topic)
    assert {one.file for one in made.held.all()} == {bens, anas}
    mine = actions.propose(ben, community, content(files=[bens, anas]))
    assert {one.file for one in mine.held.all()} == {bens}
    assert (attached(ana, community, topic), attached(ben, community, None)) == ([anas, bens], [elsewhere, bens])
    assert attached(cleo, community, None) == []
    remove(ben, bens)
    assert {one.file for one in made.held.all()} == {anas}, "whoever brought a file in may take it away"


def test_a_summary_that_there_is_stays_above_the_link(topic, content, ana, community):
    discussions.sum_up(ana, topic, body="Warm it up.", posts=[1])
    for _again in range(2):
        made = actions.publish(ana, actions.propose(ana, community, content(), source=topic))
        topic.refresh_from_db()
        assert topic.summary.body.startswith("Warm it up.")
        assert topic.summary.posts == [1]
        assert made.get_absolute_url() in topic.summary.body


def test_a_discussion_of_another_community_makes_no_resource_here(topic, content, ana, hidden):
    with pytest.raises(NotPossible, match="belongs to the community"):
        actions.propose(ana, hidden, content(), source=topic)


def test_a_comment_leaves_what_one_is_writing_there(resource, ben, community):
    discussions.save_draft(ben, community, title="Another", body="Half a thought")
    actions.comment(ben, resource, body="Where do I print it?")
    assert Draft.objects.get(person=ben, topic=None).body == "Half a thought"
    discussions.save_draft(ben, community, Topic.objects.get(), body="Half an answer")
    actions.comment(ben, resource, body="On which paper?")
    assert Draft.objects.get(person=ben, topic=Topic.objects.get()).body == "Half an answer"


def test_comments_are_replies_in_one_discussion_about_it(resource, ana, ben, cleo):
    actions.comment(ben, resource, body="Where do I print it?")
    actions.comment(ana, resource, body="On A3.")
    topic = Topic.objects.get()
    resource.refresh_from_db()
    assert (resource.topic, topic.post_count) == (topic, 2)
    assert resource.get_absolute_url() in topic.posts.get(number=1).html
    with pytest.raises(NotAllowed, match="Join"):
        actions.comment(cleo, resource, body="Me too.")
    discussions.hide_topic(ana, topic)
    actions.comment(ben, resource, body="Anew.")
    resource.refresh_from_db()
    assert resource.topic != topic


def test_discussions_that_link_to_a_resource_are_found(resource, topic, ana, ben):
    discussions.reply(ana, topic, body=f"See [this]({resource.get_absolute_url()}) and [that](/library/999/).")
    assert actions.note_mentions() > 0
    assert [(one.resource, one.topic) for one in Mention.objects.all()] == [(resource, topic)]
    actions.note_mentions()
    assert Mention.objects.count() == 1
    assert Mention.objects.visible_to(ben).count() == 1


def test_time_asks_for_a_fresh_look_once_and_whoever_looked_is_done(resource, ana, cleo):
    actions.use(cleo, resource, institution="Hill Museum", sentence="Well.")
    assert ask_for_reviews.call() == 0
    Resource.objects.update(review_on=timezone.localdate())
    assert ask_for_reviews.call() == 1
    assert ask_for_reviews.call() == 0
    assert (told(ana, "grew_stale"), told(cleo, "grew_stale")) == (["keeping"], ["used"])
    resource.refresh_from_db()
    assert resource.is_stale
    with pytest.raises(NotPossible, match="future"):
        actions.mark_reviewed(ana, resource, review_on=timezone.localdate())
    actions.mark_reviewed(ana, resource)
    resource.refresh_from_db()
    assert resource.state == "published"
    assert resource.review_on > timezone.localdate()


def test_what_is_retired_keeps_its_address_and_can_come_back(resource, ana, cleo):
    with pytest.raises(NotPossible, match="Say why"):
        actions.retire(ana, resource, answer=" ")
    actions.retire(ana, resource, answer="Its makers took it down.")
    assert Resource.objects.visible_to(cleo).get().answer == "Its makers took it down."
    assert not Resource.objects.on_shelf(cleo).exists()
    actions.publish(ana, resource)
    assert Resource.objects.on_shelf(cleo).exists()


def test_collections_are_put_together_in_an_order(ana, ben, community, on_shelf):
    path = actions.gather(ana, community, title="Start here", line="For your first week.", is_path=True)
    one, other = on_shelf(title="One"), on_shelf(title="Other")
    actions.place(ana, path, one, note="Read this first.")
    last = actions.place(ana, path, other)
    actions.place(ana, path, one, note="Really first.")
    path.refresh_from_db()
    assert path.count == 2
    actions.move(ana, last)
    actions.move(ana, last)
    assert [(row.resource.title, row.note) for row in path.placed.all()] == [("Other", ""), ("One", "Really first.")]
    actions.take_out(ana, last)
    path.refresh_from_db()
    assert path.count == 1
    with pytest.raises(NotAllowed):
        actions.gather(ben, community, title="Mine", line="For me.")
    actions.remove_collection(ana, path)
    assert Resource.objects.count() == 2


def test_everything_leaves_a_line_without_prose(resource, ana, cleo):
    actions.use(cleo, resource, institution="Hill Museum", sentence="A secret sentence.")
    lines = Entry.objects.filter(verb__startswith="library.")
    assert {one.verb for one in lines} == {"library.proposed", "library.published", "library.used"}
    assert not [one for one in lines if "secret" in str(one.facts)]
