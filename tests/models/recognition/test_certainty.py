import pytest

from models.recognition.certainty import certainty


@pytest.mark.parametrize(("probability", "expected"), [(0.9, 1), (0.99, 2), (0.0, 0), (1.0, 4), (0.99999, 4)])
def test_the_certainty_is_the_number_of_nines(probability: float, expected: float) -> None:
    assert certainty(probability) == pytest.approx(expected, abs=0.05)
