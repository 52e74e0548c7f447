import pytest

from service.tuning.choice import Trial, choose
from service.tuning.table import Precision

TEXTS = ("Order 20417", "Total 1,386.50")


@pytest.mark.parametrize(("integers", "floats", "chosen"), [(100, 120, "int8"), (120, 100, "float")])
def test_the_faster_of_two_precisions_that_read_the_same_is_chosen(
    integers: float, floats: float, chosen: str
) -> None:
    precision, reason = choose([Trial("float", floats, TEXTS), Trial("int8", integers, TEXTS)])

    assert precision == chosen
    assert reason.startswith(f"{chosen}: ")
    assert "100 ms" in reason
    assert "120 ms" in reason


@pytest.mark.parametrize("texts", [("Order 20411", "Total 1,386.50"), TEXTS[:1], ()])
def test_integers_that_read_other_texts_are_never_chosen_however_fast(texts: tuple[str, ...]) -> None:
    precision, reason = choose([Trial("float", 120, TEXTS), Trial("int8", 10, texts)])

    assert precision == "float"
    assert "reads other texts" in reason


@pytest.mark.parametrize("only", ["int8", "float"])
def test_a_single_precision_is_chosen(only: Precision) -> None:
    precision, reason = choose([Trial(only, 100, TEXTS)])

    assert precision == only
    assert "No other precision" in reason
