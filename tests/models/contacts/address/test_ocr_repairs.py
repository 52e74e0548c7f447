import pytest

from models.contacts.address.gazetteer import Gazetteer
from models.contacts.address.ocr_repairs import OcrRepairs


@pytest.fixture(scope="module")
def repairs(gazetteer: Gazetteer) -> OcrRepairs:
    return OcrRepairs(gazetteer)


def _repaired(repairs: OcrRepairs, gazetteer: Gazetteer, text: str, whole: str) -> str:
    found = repairs.repaired_part(text, 0, gazetteer.by_full_name[whole][0])
    return found[1].name if found else ""


def test_one_misread_character_is_repaired(repairs: OcrRepairs, gazetteer: Gazetteer) -> None:
    assert _repaired(repairs, gazetteer, "虎兵区金山路", "苏州市") == "虎丘区"


def test_a_name_similar_to_two_districts_is_not_repaired(repairs: OcrRepairs, gazetteer: Gazetteer) -> None:
    assert _repaired(repairs, gazetteer, "龙风区", "深圳市") == ""


def test_the_district_that_follows_decides_between_two_similar_cities(
    repairs: OcrRepairs, gazetteer: Gazetteer
) -> None:
    assert _repaired(repairs, gazetteer, "抗州市", "浙江省") == ""
    assert _repaired(repairs, gazetteer, "抗州市 西湖区文三路", "浙江省") == "杭州市"


def test_a_road_is_not_repaired_to_a_district(repairs: OcrRepairs, gazetteer: Gazetteer) -> None:
    assert _repaired(repairs, gazetteer, "吴中路", "苏州市") == ""


def test_an_existing_name_is_not_repaired(repairs: OcrRepairs, gazetteer: Gazetteer) -> None:
    assert _repaired(repairs, gazetteer, "南山区", "武汉市") == ""
