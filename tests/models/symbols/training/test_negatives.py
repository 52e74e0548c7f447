import numpy as np

from models.symbols.symbols import SYMBOLS
from models.symbols.training.negatives import GB2312_COMMON, SIMILAR_TEXTS, ideographs, one_of, ordinary_text


def test_ordinary_text_has_one_to_three_characters_or_is_similar_to_a_symbol() -> None:
    rng = np.random.default_rng(1)
    texts = {ordinary_text(rng) for _ in range(2000)}

    assert all(len(text) <= 3 or text in SIMILAR_TEXTS for text in texts)
    assert {len(text) for text in texts} >= {1, 2, 3}


def test_no_ordinary_text_is_a_symbol() -> None:
    rng = np.random.default_rng(2)

    assert not {ordinary_text(rng) for _ in range(2000)} & set(SYMBOLS)


def test_the_common_ideographs_are_those_of_gb_2312() -> None:
    found = ideographs(*GB2312_COMMON)

    assert (found[0], len(found)) == ("啊", 3755)


def test_an_item_at_random_is_one_of_the_items() -> None:
    rng = np.random.default_rng(3)

    assert {one_of("ab", rng) for _ in range(50)} == {"a", "b"}
