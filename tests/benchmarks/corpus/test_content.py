"""Random texts from the grammars."""

from random import Random
from typing import get_args

import pytest

from benchmarks.corpus.content import SLOT, Content, Language, grammar

LANGUAGES: tuple[Language, ...] = get_args(Language)


def test_the_same_seed_gives_the_same_texts() -> None:
    texts = [Content(Random(7)).many("sentence", 20) for _ in range(2)]
    assert texts[0] == texts[1]
    assert texts[0] != Content(Random(8)).many("sentence", 20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_expands_completely(language: Language) -> None:
    """All slots name a rule, and no slot remains in a text."""
    content = Content(Random(0), language)
    for rule, choices in grammar(language).items():
        slots = [slot for choice in choices for slot in SLOT.finditer(choice)]
        assert {slot["rule"] for slot in slots if slot["rule"]} <= set(grammar(language)), rule
        has_braces = any(brace in choice for choice in choices for brace in ("{{", "}}"))
        assert has_braces or not any(set("{}") & set(content.say(rule)) for _ in range(50)), rule


def test_many_texts_differ_if_the_rule_has_enough_expansions() -> None:
    assert len(set(Content(Random(0)).many("product", 50))) == 50


def test_the_expansions_of_a_rule_repeat_if_it_has_few() -> None:
    assert len(Content(Random(0)).many("weekday", 20)) == 20


def test_doubled_braces_of_a_rule_are_braces_of_the_text() -> None:
    texts = {Content(Random(seed), "sheets").say("sheet_code") for seed in range(200)}
    assert {"}", "});", "[]{}()&lt;&gt;;:_-"} <= texts


def test_texts_are_escaped_for_html() -> None:
    texts = {Content(Random(seed), "english").say("headline") for seed in range(200)}
    assert any("&amp;" in text for text in texts)
    assert not any("& " in text for text in texts)


def test_an_unknown_rule_is_an_error() -> None:
    with pytest.raises(KeyError):
        Content(Random(0)).say("no_such_rule")
