import pytest

from models.contacts.address.everyday_names import EVERYDAY_NAMES
from models.contacts.address.gazetteer import Gazetteer


@pytest.mark.parametrize("name", EVERYDAY_NAMES)
def test_every_official_name_exists(gazetteer: Gazetteer, name: str) -> None:
    assert name in gazetteer.by_full_name


@pytest.mark.parametrize(
    ("short", "name"), [("东乡县", "东乡族自治县"), ("昆区", "昆都仑区"), ("博州", "博尔塔拉蒙古自治州")]
)
def test_an_everyday_name_gives_its_division(gazetteer: Gazetteer, short: str, name: str) -> None:
    assert [division.name for division in gazetteer.by_short_name[short]] == [name]
