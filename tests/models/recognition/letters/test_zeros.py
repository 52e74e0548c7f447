import pytest

from models.recognition.letters.zeros import SURE, doubtful_zeros


@pytest.mark.parametrize(
    ("text", "groups"),
    [("R0D", [[1]]), ("ROD5T3", [[1]]), ("5O", [[1]]), ("x...0000", [[4, 5, 6, 7]])],
)
def test_zeros_and_letters_in_codes_and_rows_are_doubtful(text: str, groups: list[list[int]]) -> None:
    assert doubtful_zeros(text, [SURE - 0.01] * len(text)) == groups


@pytest.mark.parametrize("text", ["1000", "00:17", "1.00", "3,000", "BOOK", "OR", "POS11", "0", "2026-07-20"])
def test_numbers_and_words_are_not_doubtful(text: str) -> None:
    assert doubtful_zeros(text, [0.5] * len(text)) == []


def test_a_sure_letter_is_not_doubtful() -> None:
    assert doubtful_zeros("ROD5T3", [SURE] * 6) == []
