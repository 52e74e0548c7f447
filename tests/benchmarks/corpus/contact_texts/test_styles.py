import re
from collections.abc import Callable

import pytest

from benchmarks.corpus.contact_texts.held_out import HELD_OUT, compose_held_out
from benchmarks.corpus.contact_texts.style import Composed
from benchmarks.corpus.contact_texts.styles import STYLES, compose

WRITERS = [(style, compose) for style in STYLES] + [(style, compose_held_out) for style in HELD_OUT]
SEEDS = tuple(map(str, range(30)))

Write = Callable[[str, str], Composed]


@pytest.mark.parametrize(("style", "write"), WRITERS)
def test_a_text_contains_its_true_name_and_detail(style: str, write: Write) -> None:
    for text in (write(style, seed) for seed in SEEDS):
        assert text.truth.name in text.text
        letters = re.sub(r"[\W_]", "", text.truth.detail_address)
        assert letters in re.sub(r"[\W_]", "", text.text)


@pytest.mark.parametrize(("style", "write"), WRITERS)
def test_the_same_seed_makes_the_same_text(style: str, write: Write) -> None:
    assert write(style, "3") == write(style, "3")
    assert write(style, "3") != write(style, "4")


def test_the_two_sets_of_styles_have_no_style_in_common() -> None:
    assert not set(STYLES) & set(HELD_OUT)
