import pytest

from models.contacts.address.gazetteer import Gazetteer
from models.contacts.address.ocr_repairs import Slips


@pytest.fixture(scope="module")
def slips(gazetteer: Gazetteer) -> Slips:
    return Slips(gazetteer)


def _part(slips: Slips, gazetteer: Gazetteer, text: str, whole: str) -> str:
    found = slips.part(text, 0, gazetteer.full[whole][0])
    return found[1].name if found else ""


def test_a_part_with_one_other_character_is_meant(slips: Slips, gazetteer: Gazetteer) -> None:
    assert _part(slips, gazetteer, "虎兵区金山路", "苏州市") == "虎丘区"


def test_a_name_that_is_close_to_two_is_neither(slips: Slips, gazetteer: Gazetteer) -> None:
    assert _part(slips, gazetteer, "龙风区", "深圳市") == ""


def test_of_two_close_names_the_one_is_meant_of_which_a_part_follows(
    slips: Slips, gazetteer: Gazetteer
) -> None:
    assert _part(slips, gazetteer, "抗州市", "浙江省") == ""
    assert _part(slips, gazetteer, "抗州市 西湖区文三路", "浙江省") == "杭州市"


def test_a_road_is_no_misread_district(slips: Slips, gazetteer: Gazetteer) -> None:
    assert _part(slips, gazetteer, "吴中路", "苏州市") == ""


def test_a_name_that_exists_is_not_misread(slips: Slips, gazetteer: Gazetteer) -> None:
    assert _part(slips, gazetteer, "南山区", "武汉市") == ""
