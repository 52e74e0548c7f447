import pytest

from service.tuning.choice import Trial, choose
from service.tuning.table import Precision

TEXTS = ("Order 20417", "Total 1,386.50")


@pytest.mark.parametrize(("integers", "floats", "chosen"), [(100, 120, "int8"), (120, 100, "float")])
def test_of_two_that_read_alike_the_faster_is_chosen(integers: float, floats: float, chosen: str) -> None:
    precision, why = choose([Trial("float", floats, TEXTS), Trial("int8", integers, TEXTS)])

    assert precision == chosen
    assert why.startswith(f"{chosen}: ")
    assert "100 ms" in why
    assert "120 ms" in why


@pytest.mark.parametrize("texts", [("Order 20411", "Total 1,386.50"), TEXTS[:1], ()])
def test_integers_that_read_otherwise_are_not_chosen_however_fast_they_are(texts: tuple[str, ...]) -> None:
    precision, why = choose([Trial("float", 120, TEXTS), Trial("int8", 10, texts)])

    assert precision == "float"
    assert "read otherwise" in why


@pytest.mark.parametrize("only", ["int8", "float"])
def test_of_one_there_is_no_choice(only: Precision) -> None:
    precision, why = choose([Trial(only, 100, TEXTS)])

    assert precision == only
    assert "no choice" in why
