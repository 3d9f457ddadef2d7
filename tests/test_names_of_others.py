"""Nobody passes for somebody else, or upsets a page, by the letters that they choose."""

from __future__ import annotations

import re

import pytest

from convene.core.people import actions as people
from convene.core.people.models import User
from convene.features.discussions import actions
from convene.features.discussions.models import Topic
from convene.lib.errors import NotPossible
from convene.lib.text import clean_html, cook
from convene.lib.text.names import clean_file_name, is_disguised

TURNED = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TOWER = "Z" + "\u0335\u0310" * 200


@pytest.mark.parametrize(
    "name",
    ["Dora Quist", "D\u043era Quist", "dora quist", "D0ra Quist", "Dora\u200b Quist", "Dora Qu\u0456st", "𝐃𝐨𝐫𝐚 𝐐𝐮𝐢𝐬𝐭"],
)
def test_nobody_takes_the_name_of_staff(name: str, dora: User, ben: User, as_, client) -> None:
    with pytest.raises(NotPossible):
        people.edit_profile(ben, ben, name=name)
    form = {"name": name, "email": "new@example.org", "password1": "river stones 42"}
    answer = client.post("/account/signup/", form)
    assert answer.status_code == 200
    assert re.search("has this name|one alphabet", answer.content.decode())
    assert not User.objects.filter(email="new@example.org").exists()


@pytest.mark.parametrize("name", ["Admin", "Аdmin", "S t a f f", "Mod\u0435rator", "123", "\u202e\u200b"])
def test_a_profile_is_not_renamed_to_what_a_sign_up_may_not_be(name: str, ben: User) -> None:
    with pytest.raises(NotPossible):
        people.edit_profile(ben, ben, name=name)
    ben.refresh_from_db()
    assert ben.name == "Ben Osei"


def test_a_leader_is_not_copied_with_letters_of_another_alphabet(ana: User, ben: User) -> None:
    with pytest.raises(NotPossible, match="one alphabet"):
        people.edit_profile(ben, ben, name="An\u0430 Lima")


@pytest.mark.parametrize(
    "name", ["Mariso1 Quintanar", "MarisoI Quintanar", "marisol quintanar", "Mar1sol  Quintanar", "Marisol Quintánar"]
)
@pytest.mark.parametrize("role", ["leader", "moderator"])
def test_whoever_keeps_order_is_not_copied_within_one_alphabet(name, role, person, community, ben, client) -> None:
    person("Marisol Quintanar", community, role=role)
    with pytest.raises(NotPossible, match="looks like it"):
        people.edit_profile(ben, ben, name=name)
    form = {"name": name, "email": "new@example.org", "password1": "river stones 42"}
    assert "looks like it" in client.post("/account/signup/", form).content.decode()
    assert not User.objects.filter(email="new@example.org").exists()


def test_two_letters_do_not_pass_for_one(person, community, ben) -> None:
    person("Carmen Wolff", community, role="leader")
    for name in ("Carrnen Wolff", "Carmen VVolff"):
        with pytest.raises(NotPossible):
            people.edit_profile(ben, ben, name=name)


@pytest.mark.parametrize("name", ["Marisol Quintana", "Marisol R. Quintanar", "Marisela Quintanar", "Quintanar Marisol"])
def test_a_name_that_only_resembles_a_leaders_is_fine(name, person, community, ben) -> None:
    person("Marisol Quintanar", community, role="leader")
    people.edit_profile(ben, ben, name=name)
    assert ben.name == name


def test_members_may_share_a_name_as_people_do(cleo: User, ben: User, community, person) -> None:
    person("Alex Kim", community)
    people.edit_profile(ben, ben, name="Alex Kim")
    people.edit_profile(cleo, cleo, name="A1ex Kim")
    assert {ben.name, cleo.name} == {"Alex Kim", "A1ex Kim"}


def test_a_name_is_free_again_when_its_owner_keeps_order_no_more(person, community, ben) -> None:
    leader = person("Marisol Quintanar", community, role="leader")
    leader.memberships.update(role="member")
    people.edit_profile(ben, ben, name="Mariso1 Quintanar")
    ben.refresh_from_db()
    assert ben.name == "Mariso1 Quintanar"


def test_leaders_keep_their_own_name_and_are_not_copied_by_each_other(ana: User, ben: User, person, community) -> None:
    people.edit_profile(ana, ana, name="Ana L1ma")
    second = person("Second Leader", community, role="leader")
    with pytest.raises(NotPossible):
        people.edit_profile(second, second, name="Ana Lima")


def test_staff_and_whoever_has_a_name_keep_it(dora: User) -> None:
    people.edit_profile(dora, dora, name="Dora Quist", role="Runs the site")
    people.edit_profile(dora, dora, name="Dora Quist, staff")
    assert dora.name == "Dora Quist, staff"


@pytest.mark.parametrize(
    "name",
    ["Ana Ruiz", "Zoë Müller-Łukasz", "Mª José", "Наталья", "Александр Smith", "Ωμέγα", "山田 太郎", "नमस्ते", "María 2", "O’Neil",
     "Nguyễn Thị Đào", "محمد", "Ana (Лима)"],
)  # fmt: skip
def test_names_of_the_world_are_no_disguise(name: str) -> None:
    assert not is_disguised(name)


@pytest.mark.parametrize("name", ["P\u0430ul", "Αna", "ⓐdmin", "Ａna", "𝒜na"])
def test_mixed_and_fancy_letters_are_a_disguise(name: str) -> None:
    assert is_disguised(name)


def test_titles_hands_and_posts_do_not_turn_around_or_tower(ben: User, community, topic: Topic) -> None:
    body = f"One {TURNED} {TOWER} &#x202e;two"
    begun = actions.start(ben, community, title=f"Jose\u0301 {TURNED}{TOWER}\u200b", body=body)
    assert isinstance(begun, Topic)
    post = begun.posts.get()
    hands = actions.add_hands(ben, post, question=f"Which{TURNED}?", options=[f"a{TURNED}", f"b{TOWER}"])
    assert begun.title.startswith("José Z")
    for text in (begun.title, begun.excerpt, post.html, hands.question, *hands.options):
        assert not set(text) & set(TURNED), ascii(text)
        assert text.count("\u0335") <= 4, ascii(text)
    assert "\u202e" in post.body, "what somebody wrote stays as it was written"
    with pytest.raises(NotPossible, match="title"):
        actions.retitle(ben, begun, title="\u200b\u202e \u2066")


@pytest.mark.parametrize("cooked", [clean_html, lambda text: cook(text).html])
def test_texts_from_anywhere_are_tamed_and_living_scripts_untouched(cooked) -> None:
    for text in ("שָׁלוֹם", "नमस्ते", "Nguyễn", "👩\u200d🔬", "می\u200cخواهم", "ё"):
        assert text in cooked(text)
    html = cooked(f"a{TURNED}&#8238;b {TOWER} \ud800")
    assert not set(html) & set(TURNED)
    assert len(html) < 60


def test_a_file_does_not_hide_its_ending() -> None:
    assert clean_file_name("photo\u202egpj.exe") == "photogpj.exe"
    assert clean_file_name("a\u2066\u200b.svg\u2069") == "a.svg"
