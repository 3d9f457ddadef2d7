"""What the busy pages cost: a ceiling for their queries and their size, whatever the number of topics."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from zlib import compress

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from convene.core.frameworks.actions import begin
from convene.core.institutions.models import Institution
from convene.core.notifications.models import Notification
from convene.core.people.actions import edit_profile
from convene.core.tags.actions import adopt
from convene.core.tags.models import Term
from convene.core.teams.models import Member, Team
from convene.features.dialogues import actions as dialogues
from convene.features.dialogues.tests.conftest import said
from convene.features.discussions import actions
from convene.features.library import actions as library
from convene.features.library.actions.writing import Content
from convene.features.messages import actions as messages
from convene.features.readiness import actions as readiness
from convene.features.readiness.actions import Said

LARGEST = 60_000  # bytes of HTML


@pytest.fixture
def topics(ana, ben, community) -> Callable[[int], list[str]]:
    """Starts so many topics, each with a reply and a reaction; gives their addresses."""

    def start(number: int) -> list[str]:
        made = []
        for n in range(number):
            topic = actions.start(
                ben, community, title=f"Sensor {n}", body="It *drifts*.", kind="question" if n % 2 else "discussion"
            )
            post = actions.reply(ana, topic, body="Have you warmed it up?")
            actions.react(ben, post, kind="heart")
            made.append(topic.get_absolute_url())
        return made

    return start


def queries(browser: Client, path: str) -> tuple[int, HttpResponse]:
    """How many queries a page asks, when the process is warm, and the page."""
    browser.get(path)
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        page = browser.get(path)
    assert page.status_code == 200
    assert len(page.content) <= LARGEST
    return len(asked), page


@pytest.mark.parametrize(
    ("path", "most"), [("topic", 4), ("/c/citizen-science/", 4), ("/", 6), ("/communities/", 4), ("/mine/", 4), ("/mine/?show=new", 4)]
)
def test_a_page_of_a_member_asks_few_queries_however_many_topics_there_are(path, most, topics, as_, ben):
    browser = as_(ben)
    asked = []
    for more in (5, 45):
        made = topics(more)
        asked.append(queries(browser, made[0] if path == "topic" else path)[0])
    assert asked[0] == asked[1] <= most


@pytest.mark.parametrize("followers", [3, 30])
def test_a_reply_asks_the_same_however_many_follow(followers, ana, ben, community, topic, person, as_):
    for number in range(followers):
        actions.follow(person(f"Eve {number}", community), topic, level="watching")
    browser, address = as_(ana), f"{topic.get_absolute_url()}reply/"
    browser.post(address, {"body": "The *first* of hers."})
    asked: list[str] = []

    def count(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        assert browser.post(address, {"body": "And **another**."}).status_code == 302
    own = [sql for sql in asked if "SAVEPOINT" not in sql]
    assert len(own) <= 11 + (connection.vendor == "postgresql"), "\n".join(own)
    assert Notification.objects.count() == 2 * (followers + 1)


@pytest.mark.parametrize(("path", "most"), [("topic", 3), ("/c/citizen-science/", 3), ("/communities/", 3), ("/", 5)])
def test_a_page_of_a_visitor_is_made_with_few_queries_and_then_kept(path, most, topics, client):
    first_topic = topics(3)[0]
    here = first_topic if path == "topic" else path
    first, _page = queries(client, f"{here}?never=1")
    assert first <= most
    again, _page = queries(client, f"{here}?never=1")
    assert again <= 1


def test_a_full_page_of_a_topic_is_not_large(ana, ben, topic, as_):
    for _number in range(19):
        post = actions.reply(ana, topic, body="word " * 80)
        for kind in ("heart", "thanks"):
            actions.react(ben, post, kind=kind)
    asked, page = queries(as_(ben), f"{topic.get_absolute_url()}?page=1")
    assert page.text.count('class="post') == 20
    assert asked <= 4


@pytest.mark.parametrize("show", ["bookmarks", "mentions"])
def test_what_one_keeps_costs_few_queries_and_a_topic_none(show, ana, ben, topic, as_):
    browser, asked = as_(ben), []
    plain, _page = queries(browser, topic.get_absolute_url())
    for more in (2, 9):
        for _number in range(more):
            actions.bookmark(ben, actions.reply(ana, topic, body="What says @ben-osei?"))
        asked.append(queries(browser, f"/mine/?show={show}")[0])
    assert asked[0] == asked[1] <= 3
    assert queries(browser, f"{topic.get_absolute_url()}?page=1")[0] <= plain


def test_a_show_of_hands_costs_a_topic_one_query_and_a_topic_without_none(ana, ben, topic, as_):
    browser = as_(ana)
    asked, _page = queries(browser, topic.get_absolute_url())
    for post in (topic.posts.get(), actions.reply(ben, topic, body="And when?")):
        actions.add_hands(ben, post, question="Which day?", options=["Tuesday", "Never"])
    with_hands, page = queries(browser, topic.get_absolute_url())
    assert with_hands == asked + 1
    assert page.text.count('class="hands"') == 2


@pytest.mark.parametrize(("page", "most"), [("list", 4), ("conversation", 4)])
def test_messages_cost_few_queries_however_many_there_are(page, most, ana, ben, person, as_):
    asked = []
    for more in (2, 9):
        guests = [person(f"Guest {more} {number}") for number in range(more)]
        for guest in guests:
            messages.start(guest, [ben], body="Hello")
        talk = messages.start(guests[0], [ana, ben], body="Hello both").conversation
        for _number in range(more):
            messages.write(ana, talk, body="Hello")
        browser = as_(ben)
        asked.append(queries(browser, "/messages/" if page == "list" else talk.get_absolute_url())[0])
    assert asked[0] == asked[1] <= most


def test_a_topic_that_posts_were_moved_from_asks_two_queries_more_however_many(ana, ben, topic, community, as_):
    asked = []
    for more in (3, 12):
        posts = [actions.reply(ben, topic, body="word") for _number in range(more)]
        for post in posts[::2]:
            actions.split(ana, topic, community, numbers=[post.number], title=f"Apart {post.number}")
        number, page = queries(as_(ben), f"{topic.get_absolute_url()}?page=1")
        assert "moved by Ana Lima" in page.text
        asked.append(number)
    assert asked[0] == asked[1] <= 6


@pytest.mark.parametrize("page", ["move/?community=makers", "split/", "split/?post=2&go=1", "merge/?target=Sensor"])
def test_pages_that_tidy_up_ask_few_queries(page, ana, topics, community, as_):
    makers = type(community).objects.create(slug="makers", name="Makers", line="Making", state="operating")
    makers.memberships.create(person=ana, role="leader")
    asked = [queries(as_(ana), topics(more)[0] + page)[0] for more in (2, 12)]
    assert asked[0] == asked[1] <= 12


def test_bringing_in_a_list_costs_few_queries_however_long_it_is(ana, community, as_):
    adopt(None)
    asked, browser = [], as_(ana)
    for more in (3, 60):
        table = b"Title,URL\n" + b"".join(b"Thing %d,https://example.org/%d\n" % (one, one) for one in range(more))
        given = {"community": community.slug, "kept": b64encode(compress(table)).decode()}
        with CaptureQueriesContext(connection) as spent:
            assert browser.post("/library/import/", given).status_code == 200
        asked.append(len(spent))
    assert asked[0] == asked[1] <= 7


def test_the_library_costs_few_queries_however_much_is_in_it(ana, ben, community, as_):
    adopt(None)
    terms = list(Term.objects.filter(slug__in=("guide", "health", "policy", "en", "cc-by")))
    said = {"authors": "Ana", "description": "A *guide*.", "context_note": "It fits."}
    asked = []
    for more in (3, 12):
        for number in range(more):
            made = library.propose(ana, community, Content(title=f"Guide {number}", terms=terms, **said))
            library.publish(ana, made)
            for person in (ana, ben):
                library.use(person, made, institution="Hill", sentence="Well.")
            library.comment(ben, made, body="How long does it take?")
        pages = ("/library/", "/library/?kind=guide&topic=health&community=citizen-science", made.get_absolute_url())
        asked.append([queries(as_(ben), page)[0] for page in pages])
    assert asked[0] == asked[1]
    assert all(number <= most for number, most in zip(asked[0], (8, 7, 16), strict=True)), asked


def test_readiness_costs_few_queries_however_many_rated(ana, person, as_):
    begin(None)
    team = Team.objects.create(institution=Institution.objects.create(name="Hall of Tides"), name="Tidewatch")
    Member.objects.create(team=team, person=ana, role="lead")
    said = [Said(key, 2, "More of it", "Some of it") for key in ("ready-time", "ready-pay", "ready-data")]
    asked = []
    for more in (2, 6):
        for number in range(more):
            Member.objects.create(team=team, person=person(f"Eve {more} {number}"))
        for _again in range(more):
            now = readiness.begin(ana, team)
            for one in team.members.select_related("person"):
                readiness.share(one.person, now, said=said)
            readiness.close(ana, now)
        last = readiness.begin(ana, team)
        pages = (f"/teams/{team.pk}/readiness/", *(f"/teams/readiness/{pk}/" for pk in (now.pk, last.pk)), f"/teams/readiness/{last.pk}/mine/")
        sides = readiness.begin_moment(ana, team, moment="planning")
        for one in team.members.select_related("person"):
            readiness.share(one.person, sides, said=[Said("shares-leadership", 2, evidence="The plan")])
        readiness.close(ana, sides)
        pages += (f"/teams/{team.pk}/rubric/", f"/teams/readiness/{sides.pk}/")
        asked.append([queries(as_(ana), page)[0] for page in pages])
        readiness.close(ana, last)
    assert asked[0] == asked[1]
    assert all(number <= most for number, most in zip(asked[0], (5, 10, 7, 9, 5, 6), strict=True)), asked


@pytest.mark.parametrize(("path", "most"), [("", 4), ("guide/", 3), ("skills/", 3), ("attributes/shares-leadership/", 6)])
def test_community_science_costs_few_queries(path, most, ana, community, as_):
    adopt(None)
    begin(None)
    browser, asked = as_(ana), []
    said = {"description": "A guide.", "context_note": "It fits.", "authors": "Ana"}
    terms = list(Term.objects.filter(slug__in=("shares-leadership", "guide")))
    for more in (2, 9):
        for number in range(more):
            library.publish(ana, library.propose(ana, community, Content(title=f"Guide {more} {number}", terms=terms, **said)))
        asked.append(queries(browser, f"/community-science/{path}")[0])
    assert asked[0] == asked[1] <= most


@pytest.mark.parametrize("query", ["", "?q=museum&can_help_with=topic:health&place=hill"])
def test_the_directory_costs_few_queries_however_many_there_are(query, ben, person, as_):
    adopt(None)
    asked = []
    for more in (2, 9):
        for number in range(more):
            one = person(f"Eve {more} {number}")
            said = {"place": "Hill", "institution": f"Museum {number}", "can_help_with": f"Health, glue, word {number}"}
            edit_profile(one, one, name=one.name, **said)
        asked.append(queries(as_(ben), f"/people/{query}")[0])
    assert asked[0] == asked[1] <= 8  # of which five are kept until something happens


@pytest.mark.usefixtures("within_a_second")
def test_a_vote_costs_five_queries_and_the_page_three_however_many_statements_there_are(ana, community):
    asked = []
    for more in (4, 40):
        here = dialogues.convene(ana, community, said=said(), seeds=[f"Thought number {n}" for n in range(more)])
        dialogues.publish(ana, here)
        browser, address = Client(), here.get_absolute_url()
        browser.post(f"{address}begin/")
        first = {"statement": here.statements.first().pk, "vote": "agree"}
        browser.post(f"{address}vote/", first)
        browser.get(address)
        with CaptureQueriesContext(connection) as spent:
            assert browser.post(f"{address}vote/", first, headers={"HX-Request": "true"}).status_code == 200
        own = [query["sql"] for query in spent if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))]
        asked.append((len(own), queries(browser, address)[0], queries(browser, f"{address}mine/")[0]))
    assert asked[0] == asked[1]
    assert all(number <= most for number, most in zip(asked[0], (5, 2, 3), strict=True)), asked
