import pytest

from models.recognition.letters.letter_case import doubtful_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("v3", [(0, 1)]),
        ("订单XXX", [(2, 5)]),
        ("Version V3", [(8, 9)]),
        ("dataX", [(0, 5)]),
        ("IcBC", [(0, 4)]),
        ("xx-XX", [(0, 2), (3, 5)]),
    ],
)
def test_words_whose_case_is_not_told_by_their_shape_are_doubtful(
    text: str, words: list[tuple[int, int]]
) -> None:
    assert [(word.start, word.stop) for word in doubtful_words(text, [True] * len(text))] == words


@pytest.mark.parametrize("text", ["www.taobao.com", "SVC SERVICE", "Success", "brandDetail", "2026", "订单"])
def test_words_of_known_case_are_not_doubtful(text: str) -> None:
    assert doubtful_words(text, [True] * len(text)) == []


def test_words_of_sure_letters_are_not_doubtful() -> None:
    assert doubtful_words("v3", [False, True]) == []
    assert doubtful_words("v3", [True, False]) == [slice(0, 1)]
