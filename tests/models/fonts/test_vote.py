"""Lines of a page that vote together."""

import numpy as np
import pytest
from numpy.typing import NDArray

from models.fonts.vote import MAX_LENGTH, Looks, voted
from tests.models.fonts.test_gallery import axis, gallery, point

Floats = NDArray[np.float32]

LONG, SHORT = "双肩包特价包邮到家", "0"
SANS, KAI = 0, 1


def _looks(*texts: str, heights: tuple[float, ...] = ()) -> Looks:
    return Looks.of(heights or tuple(20.0 for _ in texts), texts)


def _page(*rows: tuple[float, float, float]) -> Floats:
    """Similarities of each line to three families."""
    return np.array(rows, np.float32)


def _alike(count: int) -> Floats:
    """The same embedding for each line."""
    return np.repeat(axis(0), count, axis=0)


def _family_of_the_last(cosines: Floats, looks: Looks, embeddings: Floats | None = None) -> int:
    lines = _alike(len(cosines)) if embeddings is None else embeddings
    return int(voted(cosines, lines, looks)[-1].argmax())


SURE, DOUBTFUL = (0.8, 0.3, 0.2), (0.6, 0.65, 0.6)
"""A line in the first family, and a line whose own similarities are nearly equal."""


def test_a_short_line_has_the_family_of_the_long_lines_beside_it() -> None:
    assert _family_of_the_last(_page(DOUBTFUL), _looks(SHORT)) == KAI
    assert _family_of_the_last(_page(SURE, SURE, DOUBTFUL), _looks(LONG, LONG, SHORT)) == SANS


def test_a_line_of_one_page_alone_keeps_its_similarities() -> None:
    cosines = _page(DOUBTFUL)
    np.testing.assert_allclose(voted(cosines, _alike(1), _looks(SHORT)), cosines)


def test_a_long_line_in_another_family_keeps_its_family() -> None:
    other = (0.3, 0.85, 0.2)
    assert _family_of_the_last(_page(SURE, SURE, SURE, other), _looks(LONG, LONG, LONG, LONG)) == KAI
    assert _family_of_the_last(_page(SURE, SURE, SURE, other), _looks(LONG, LONG, LONG, SHORT)) == SANS


def test_lines_of_different_families_do_not_outvote_a_short_line() -> None:
    sure, other, short = (0.8, 0.2, 0.2), (0.2, 0.2, 0.8), (0.6, 0.9, 0.6)
    looks = _looks(LONG, LONG, LONG, LONG, SHORT)
    assert _family_of_the_last(_page(sure, other, sure, other, short), looks) == KAI
    assert _family_of_the_last(_page(sure, sure, sure, sure, short), looks) == SANS


def test_a_line_of_like_size_has_more_votes() -> None:
    small, large = (0.8, 0.3, 0.2), (0.3, 0.8, 0.2)
    even = _page(small, large, (0.6, 0.6, 0.5))
    texts = (LONG, LONG, SHORT)
    assert _family_of_the_last(even, _looks(*texts, heights=(20, 60, 20))) == SANS
    assert _family_of_the_last(even, _looks(*texts, heights=(20, 60, 60))) == KAI


def test_a_line_with_a_like_embedding_has_more_votes() -> None:
    even = _page((0.8, 0.3, 0.2), (0.3, 0.8, 0.2), (0.6, 0.6, 0.5))
    texts = (LONG, LONG, SHORT)
    near_first, near_second = (np.concatenate([axis(0), axis(1), axis(i)]) for i in (0, 1))
    assert _family_of_the_last(even, _looks(*texts), near_first) == SANS
    assert _family_of_the_last(even, _looks(*texts), near_second) == KAI


def test_the_family_that_the_page_prefers_keeps_its_similarity() -> None:
    cosines = _page(SURE, SURE, DOUBTFUL)
    with_votes = voted(cosines, _alike(3), _looks(LONG, LONG, SHORT))
    np.testing.assert_allclose(with_votes[:, SANS], cosines[:, SANS], rtol=1e-6)
    assert (with_votes <= cosines + 1e-6).all()


@pytest.mark.parametrize(
    ("text", "length"), [("", 1), (" 1 ", 1), ("a b", 2), ("x" * MAX_LENGTH, 8), ("x" * 99, 8)]
)
def test_the_length_of_a_line_is_its_number_of_characters_up_to_a_limit(text: str, length: int) -> None:
    assert _looks(text).lengths.tolist() == [length]


def test_a_gallery_answers_with_the_votes_of_the_page() -> None:
    lines = np.concatenate([axis(0), axis(0), point(1, 0, 0, 1.02)])
    alone, together = gallery().similar(lines), gallery().similar(lines, _looks(LONG, LONG, SHORT))
    assert (alone[2][0][0], together[2][0][0]) == ("霞鹜文楷 Light", "思源黑体")
