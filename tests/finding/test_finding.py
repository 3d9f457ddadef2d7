"""What is found, by whom, and what is not any more."""

from __future__ import annotations

import pytest

from convene.core.communities import actions as communities
from convene.core.communities.models import Community, Membership
from convene.core.people import actions as people
from convene.core.search.queries import Wish, search
from convene.core.search.reader import reader_of
from convene.features.discussions import actions
from convene.features.discussions.actions.sharing import share, unshare
from convene.features.discussions.models import Post
from convene.features.discussions.searched import POSTS

pytestmark = pytest.mark.usefixtures("full_text")


@pytest.fixture
def talk(ben, community):
    return actions.start(ben, community, title="Cleaning the dome", body="Streaks remain after we wash the *panels*.", kind="question")


def test_a_post_is_found_in_its_topic_by_its_words_in_any_form(find, cleo, ana, talk):
    actions.reply(ana, talk, body="We take vinegar, diluted.")
    for words in ("dome", "domes cleaned", "CLEAN", "streak", "panel", "vinegar", "dome vinegar", "diluting vinegar"):
        assert find(cleo, words) == ["Cleaning the dome"], words
    assert find(cleo, "telescope") == []


def test_operators_do_what_they_say(find, cleo, ben, community, talk):
    actions.start(ben, community, title="Dark sky week", body="A week of dark nights under the sky.")
    assert find(cleo, '"dark sky week"') == ["Dark sky week"]
    assert find(cleo, '"week dark"') == []
    assert sorted(find(cleo, "dome OR nights")) == ["Cleaning the dome", "Dark sky week"]
    assert find(cleo, "week -night") == []
    assert find(cleo, "strea*") == ["Cleaning the dome"]


def test_a_phrase_stands_together_within_one_part(find, cleo, ben, community):
    actions.start(ben, community, title="Night camps", body="Sleeping bags for camps at night, a night of camps and of bats.")
    actions.start(ben, community, title="A night", body="Camps for owls.")
    for words, titles in {
        '"night camps"': ["Night camps"],
        '"night of camps"': ["Night camps"],
        '"camps sleeping"': [],
        '"camps of night"': [],
        '"sleeping bag"': ["Night camps"],
        'night -"night camps"': ["A night"],
        'night -"camps of night"': ["Night camps", "A night"],
        'owl OR "night of camps"': ["Night camps", "A night"],
    }.items():
        assert sorted(find(cleo, words), reverse=True) == titles, words


def test_what_stands_in_a_title_comes_before_what_is_said_in_passing(find, cleo, ben, community):
    for title, body in (
        ("Owls by night", "Bring a lantern."),
        ("A long list", f"An owl, {'and many other things ' * 40}"),
        ("Owls again, an owl", "Of the owls."),
        ("A short list", "An owl and an owl."),
    ):
        actions.start(ben, community, title=title, body=body)
    titles = find(cleo, "owl")
    assert (titles[0], titles[-1], set(titles[:2])) == ("Owls again, an owl", "A long list", {"Owls again, an owl", "Owls by night"})


def test_accents_and_four_languages_are_one(find, cleo, ben, community):
    said = {
        "Observación de aves": ("observacion", "Los voluntarios hacen observaciones en el parque con los niños."),
        "Médiation scientifique": ("mediations", "Les médiateurs des musées préparent une exposition pour les écoles."),
        "Sternwarten im Winter": ("sternwarte", "Die Sternwarte ist mit der Kuppel und dem Fernrohr nicht geheizt."),
    }
    for title, (_words, body) in said.items():
        actions.start(ben, community, title=title, body=body)
    for title, (words, _body) in said.items():
        assert find(cleo, words) == [title]
    assert find(cleo, "ninos") == find(cleo, "niño") == ["Observación de aves"]


def test_scripts_without_spaces_are_found(find, cleo, ben, community):
    actions.start(ben, community, title="東京都の科学館", body="プラネタリウムについて話しましょう。")
    for words in ("東京", "科学館", "館", "プラネタリウム"):
        assert find(cleo, words) == ["東京都の科学館"], words
    assert find(cleo, "京東") == []


def test_who_may_not_read_finds_nothing_and_counts_nothing(find, ana, ben, cleo, dora, nobody, hidden, listed):
    for place in (hidden, listed):
        actions.start(ana, place, title=f"Zebra of {place.slug}", body="A quokka.")
    for actor, number in ((nobody, 0), (cleo, 0), (ben, 0), (ana, 2), (dora, 2)):
        results = find.results(actor, "quokka")
        assert results.total == len(results.rows) == number, actor
        assert sum(one.count for one in results.facets.communities) == number
        assert not results.meant
    assert find(cleo, "Directors") == []
    assert find(cleo, "Fundraisers") == ["Fundraisers"]


def test_what_changes_is_found_as_it_is_now(find, ana, ben, cleo, community, hidden, talk):
    reply = actions.reply(ana, talk, body="We take vinegar.")
    actions.edit(ana, reply, body="We take ammonia.")
    assert (find(cleo, "vinegar"), find(cleo, "ammonia")) == ([], ["Cleaning the dome"])
    actions.retitle(ana, talk, title="Washing the vault")
    assert (find(cleo, "cleaning"), find(cleo, "vault ammonia")) == ([], ["Washing the vault"])
    actions.hide_post(ana, reply)
    assert find(cleo, "ammonia") == []
    actions.restore_post(ana, reply)
    assert find(cleo, "ammonia") == ["Washing the vault"]
    actions.move(ana, talk, hidden)
    assert (find(cleo, "ammonia"), find(ana, "ammonia")) == ([], ["Washing the vault"])


def test_what_was_taken_down_is_gone_before_the_index_hears_of_it(index, ana, cleo, talk):
    while index.follow() + index.rewrite():
        pass
    assert search(reader_of(cleo), Wish("streaks")).total == 1
    actions.hide_topic(ana, talk)
    results = search(reader_of(cleo), Wish("streaks"))
    assert (results.total, results.facets.communities, results.meant) == (0, [], "")


def test_people_are_found_by_what_they_show_to_whom(find, ana, ben, cleo, nobody):
    people.edit_profile(ben, ben, name=ben.name, institution="Tidewater Museum", can_help_with="geodesy", wants_to_learn="pottery")
    people.set_visibility(ben, ben, levels={"institution": "everyone", "can_help_with": "members", "wants_to_learn": "nobody"})
    assert find(nobody, "osei") == find(nobody, "tidewater") == find(cleo, "geodesy") == ["Ben Osei"]
    assert find(nobody, "geodesy") == find(cleo, "pottery") == []


def test_communities_are_found(find, ana, cleo, community):
    assert find(cleo, "citizen") == ["Citizen Science"]
    assert find(cleo, "neighbor doubt") == ["Citizen Science"]


def test_a_slip_is_mended_from_what_everybody_can_read(find, ana, cleo, hidden, talk):
    actions.start(ana, hidden, title="Budget", body="The severance package.")
    for slip in ("strekas", "streak", "streks", "streaaks"):
        results = find.results(cleo, slip)
        assert [row.found.title for row in results.rows] == ["Cleaning the dome"], slip
    assert find.results(cleo, "severence").meant == ""
    assert find.results(cleo, "strekas").meant == "streaks"


def test_all_words_but_one_are_better_than_nothing(find, cleo, talk):
    results = find.results(cleo, "dome streaks telescope")
    assert results.is_loose
    assert [row.found.title for row in results.rows] == ["Cleaning the dome"]


def test_filters_count_what_they_keep(find, ana, ben, cleo, community, talk):
    actions.start(ana, community, title="Dome party", body="Bring cake.")
    answer = actions.reply(ana, talk, body="The dome wants vinegar.")
    results = find.results(cleo, "dome")
    assert results.total == 2
    assert [(str(one.label), one.count) for one in results.facets.states] == [("Without an accepted answer", 1)]
    actions.accept(ben, answer)
    (answered,) = find.results(cleo, "dome").facets.states
    assert (str(answered.label), answered.count) == ("Answered", 1)
    assert find(cleo, "dome", state=answered.wish.state) == ["Cleaning the dome"]
    assert find(cleo, "dome", author=ana.pk, newest=True) == ["Cleaning the dome", "Dome party"]
    assert find(cleo, "dome", community=community.pk, kind="person") == []
    assert find(cleo, "dome", days=7, kind="post", newest=True) == ["Cleaning the dome", "Dome party"]


def test_a_renamed_community_is_found_by_its_name(find, ana, cleo, community):
    communities.edit(ana, community, name="Neighborhood Observatories")
    assert find(cleo, "observatory") == ["Neighborhood Observatories"]


def test_what_another_community_shows_is_found_by_its_readers(find, person, ana, cleo, listed, community):
    """A topic of a community for members alone, shared with another one: its members find it there, nobody else does."""
    other = Community.objects.create(slug="gardeners", name="Gardeners", line="Soil.", state="operating", visibility="listed")
    eve = person("Eve Stone", other)
    Membership.objects.create(community=other, person=ana, role="leader")
    topic = actions.start(ana, listed, title="Grant letters", body="The wombat clause.")
    assert find(eve, "wombat") == []
    share(ana, topic, other, reach="members")
    assert (find(eve, "wombat"), find(cleo, "wombat"), find(ana, "wombat")) == (["Grant letters"], [], ["Grant letters"])
    assert find(eve, "wombat", community=other.pk) == ["Grant letters"]
    (row,) = find.results(eve, "wombat").rows
    assert row.found.place == "Fundraisers"
    unshare(ana, topic, other)
    assert find(eve, "wombat") == []


def test_the_index_asks_what_the_posts_themselves_say(find, ana, ben, cleo, dora, nobody, community, hidden, listed, talk):
    for place in (hidden, listed):
        actions.reply(ana, actions.start(ana, place, title="Dome", body="Dome."), body="More.")
    taken = actions.reply(ana, talk, body="Gone soon.")
    actions.hide_post(ana, taken)
    objs = list(Post.objects.values_list("pk", flat=True))
    for actor in (ana, ben, cleo, dora, nobody):
        assert set(POSTS.seen(reader_of(actor), objs)) == set(Post.objects.visible_to(actor).values_list("pk", flat=True))
