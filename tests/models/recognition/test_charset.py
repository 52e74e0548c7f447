import pytest

from models.catalog.catalog import models
from models.recognition.charset import load_charset
from service.settings import ROOT

WEIGHTS = ROOT / "weights"


@pytest.mark.parametrize(("name", "classes"), [("ppocrv6-small-rec", 18710), ("ppocrv4-mobile-rec", 6625)])
def test_a_charset_has_one_character_for_each_class_of_its_network(name: str, classes: int) -> None:
    charset = load_charset(models()[name], WEIGHTS)

    assert len(charset) == classes
    assert (charset[0], charset[-1]) == ("", " ")
    assert all(len(character) >= 1 for character in charset[1:])
    assert {"网", "图", "A", "9"} <= set(charset)
