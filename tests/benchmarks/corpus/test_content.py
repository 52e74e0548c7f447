"""The texts of the corpus."""

from random import Random
from typing import get_args

import pytest

from benchmarks.corpus.content import SLOT, Content, Language, grammar

LANGUAGES: tuple[Language, ...] = get_args(Language)


def test_the_same_seed_says_the_same() -> None:
    said = [Content(Random(7)).many("sentence", 20) for _ in range(2)]
    assert said[0] == said[1]
    assert said[0] != Content(Random(8)).many("sentence", 20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_opens_to_the_end(language: Language) -> None:
    """No slot is misspelt, and none stays in the text."""
    say = Content(Random(0), language)
    for rule, choices in grammar(language).items():
        slots = [slot for choice in choices for slot in SLOT.finditer(choice)]
        assert {slot["rule"] for slot in slots if slot["rule"]} <= set(grammar(language)), rule
        assert not any(set("{}") & set(say.say(rule)) for _ in range(50)), rule


def test_many_texts_differ_where_the_rule_has_enough_to_say() -> None:
    assert len(set(Content(Random(0)).many("product", 50))) == 50


def test_a_small_rule_repeats_itself_rather_than_to_say_less() -> None:
    assert len(Content(Random(0)).many("weekday", 20)) == 20


def test_text_is_safe_inside_html() -> None:
    said = {Content(Random(seed), "english").say("headline") for seed in range(200)}
    assert any("&amp;" in text for text in said)
    assert not any("& " in text for text in said)


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        Content(Random(0)).say("no_such_rule")
