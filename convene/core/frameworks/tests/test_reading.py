"""What goes in is read as it was written, or refused with the line, the way there and what to do."""

from __future__ import annotations

from contextlib import suppress

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from convene.core.frameworks.actions import READY_MADE
from convene.core.frameworks.queries import SHAPES, content
from convene.core.frameworks.texts.faults import Unreadable
from convene.core.frameworks.texts.reading import MOST_FAULTS, parts, read
from convene.core.frameworks.texts.shapes import Guide
from convene.core.frameworks.texts.tree import LARGEST, Node, tree
from convene.core.frameworks.texts.words import Words

HEAD = "head: {name: Ours, line: A guide, credit: By us}\n"
STEPS = "steps:\n  - {key: no, name: No}\n  - {key: yes, name: Yes}\n"
STAGES = """stages:
  - key: first
    name: First
    line: The first
    themes:
      - key: why
        name: Why
        questions:
          - {key: why-us, text: Why us?, why: It matters.}
"""
GUIDE = HEAD + STEPS + STAGES

words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=40).filter(str.strip)
trees = st.recursive(words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4), max_leaves=20)


def plain(node: Node):
    if isinstance(node.value, list):
        return [plain(one) for one in node.value]
    if isinstance(node.value, dict):
        return {key: plain(one) for key, one in node.value.items()}
    return node.value


def faults(text: str) -> list[str]:
    with pytest.raises(Unreadable) as no:
        read(text, Guide, languages=["en", "es"])
    return [str(one) for one in no.value.faults]


@settings(max_examples=60, deadline=None)
@given(trees, st.booleans() | st.none(), st.integers(20, 120))
def test_every_document_of_texts_is_read_as_it_was_written(document, flow, width) -> None:
    written = yaml.safe_dump(document, allow_unicode=True, default_flow_style=flow, width=width, sort_keys=False)
    assert plain(tree(written)) == document


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda raw: raw.decode("latin-1")))
def test_whatever_is_put_in_is_read_or_refused_with_a_sentence(text) -> None:
    with suppress(Unreadable):
        assert isinstance(tree(text), Node)


def test_words_of_yaml_remain_words() -> None:
    found = read(GUIDE, Guide, languages=["en"])
    assert [step.key for step in found.steps] == ["no", "yes"]
    assert str(found.stages[0].questions[0].text) == "Why us?"
    assert found.revisit_days == 180
    assert list(parts(found)) == [("step", "no"), ("step", "yes"), ("stage", "first"), ("theme", "why"), ("question", "why-us")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Line 1: The text is empty."),
        ("a: [1, 2", "This is not YAML (did not find expected"),
        (GUIDE + HEAD, "Line 14: “head” stands here a second time; first in line 1."),
        (GUIDE + "---\nmore: true", "Line 14: A second document begins here."),
        (HEAD + STEPS + "stages: &a\n  - *a\n", "Line 6: “*a” refers to another place."),
        (GUIDE.replace("Why us?", "!!python/object:os.system x"), "Line 13: “tag:yaml.org,2002:python/object:os.system” is a tag."),
        ("head: " + "[" * 40 + "]" * 40, "This lies 13 levels deep."),
        ("[" * 50_000, "Line 1:"),
        ("x" * (LARGEST + 1), "The text is too long"),
        (GUIDE.replace("{key: no,", "{kye: no,"), "Line 3, steps › 1: “kye” is not known here. Did you mean “key”?"),
        (GUIDE.replace("{key: no,", "{kye: no,"), "Line 3, steps › 1: “key” is missing."),
        (GUIDE.replace("key: yes", "key: no"), "Line 4, steps › 2 › key: The key “no” is taken in line 3."),
        (GUIDE.replace("key: why-us", "key: Why us"), "Line 13, stages › 1 › themes › 1 › questions › 1 › key: Write the key in small letters"),
        (GUIDE.replace("text: Why us?", "text: {en: Why us?, fr: Pourquoi?}"), "“fr” is no language of this site. It has: en, es."),
        (GUIDE.replace("text: Why us?", "text: ''"), "Line 13, stages › 1 › themes › 1 › questions › 1 › text: There is nothing here."),
        (GUIDE.replace("text: Why us?", "text: [Why us?]"), "One text belongs here, not a list or a group."),
        (GUIDE.replace("name: First", "name: " + "long " * 700), "This is too long: 3000 letters are possible."),
        (GUIDE + "revisit_days: soon\n", "Line 14, revisit_days: Write a whole number"),
        (HEAD + STEPS + "stages: none\n", "Line 5, stages: A list belongs here"),
        (HEAD + STEPS + "stages: []\n", "There is no question in it."),
        ("- a\n", "Line 1: Keys belong here"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_line_its_place_and_what_to_do(text, said) -> None:
    found = faults(text)
    assert any(said in one for one in found), found


def test_ten_thousand_questions_are_one_sentence() -> None:
    many = "".join(f"          - {{key: q-{n}, text: Why?, why: So.}}\n" for n in range(5_000))
    found = faults(GUIDE.replace("          - {key: why-us, text: Why us?, why: It matters.}\n", many))
    assert found == ["Line 509, stages › 1 › themes › 1 › questions › 497 › key: There are more than 500 parts. Nobody could go through so many."]


def test_a_laughing_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20))
    assert faults(bomb) == ["Line 2: “*a” refers to another place. Write out what stands there."]


def test_a_text_full_of_mistakes_says_the_first_twenty() -> None:
    assert len(faults(HEAD + STEPS + "stages:\n" + "  - {}\n" * 100)) == MOST_FAULTS


@pytest.mark.parametrize("kind", sorted(SHAPES))
def test_the_ready_made_texts_are_whole_in_every_language(kind) -> None:
    from_file = (READY_MADE / f"{kind}.yaml").read_text(encoding="utf-8")

    def said(one) -> None:
        if isinstance(one, Words):
            assert {"en", "es"} <= one.said.keys() or set(one.said) <= {""}, one
        elif isinstance(one, tuple):
            for each in one:
                said(each)
        elif hasattr(one, "__dataclass_fields__"):
            for name in one.__dataclass_fields__:
                said(getattr(one, name))

    said(content(kind, from_file))


def test_the_ready_made_texts_hold_what_they_promise() -> None:
    def ready(kind):
        return content(kind, (READY_MADE / f"{kind}.yaml").read_text(encoding="utf-8"))

    framework, guide, skills = ready("framework"), ready("guide"), ready("skills")
    assert [len(framework.attributes), len(framework.approaches), len(framework.outcomes)] == [5, 5, 3]
    assert [one.key for one in framework.attributes if one.compulsory] == ["centers-community-priorities"]
    assert len(guide.stages) == 3
    assert sum(len(stage.questions) for stage in guide.stages) >= 36
    assert [len(one.skills) for one in skills.competencies] == [9] * 5
    assert [one.key for one in ready("rubric").criteria] == [one.key for one in framework.attributes]
    assert len(ready("readiness").dimensions) == 8
