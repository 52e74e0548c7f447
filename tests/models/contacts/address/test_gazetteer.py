import pytest

from models.contacts.address.gazetteer import Gazetteer, Level


def _ancestries(gazetteer: Gazetteer, name: str) -> list[list[str]]:
    return [[one.name for one in division.ancestry()] for division in gazetteer.by_full_name[name]]


@pytest.mark.parametrize(
    ("name", "ancestry"),
    [
        ("龙岗区", ["广东省", "深圳市", "龙岗区"]),
        ("海淀区", ["北京市", "海淀区"]),
        ("仙桃市", ["湖北省", "仙桃市"]),
        ("恩施州", ["湖北省", "恩施土家族苗族自治州"]),
    ],
)
def test_a_division_has_its_ancestors(gazetteer: Gazetteer, name: str, ancestry: list[str]) -> None:
    assert ancestry in _ancestries(gazetteer, name)


def test_former_names_are_known_but_not_official(gazetteer: Gazetteer) -> None:
    (former,) = gazetteer.by_full_name["闸北区"]

    assert not former.official
    assert [one.name for one in former.ancestry()] == ["上海市", "闸北区"]


def test_taiwan_and_hong_kong_have_districts(gazetteer: Gazetteer) -> None:
    assert ["台湾省", "台北市", "大安区"] in _ancestries(gazetteer, "大安区")
    assert ["香港特别行政区", "观塘区"] in _ancestries(gazetteer, "观塘区")


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("深圳市", "深圳"),
        ("内蒙古自治区", "内蒙古"),
        ("广西壮族自治区", "广西"),
        ("延边朝鲜族自治州", "延边"),
        ("黔西南布依族苗族自治州", "黔西南"),
        ("景宁畲族自治县", "景宁"),
        ("大兴安岭地区", "大兴安岭"),
        ("蓟县", "蓟县"),
        ("神农架林区", "神农架"),
        ("万柏林区", "万柏林"),
        ("碑林区", "碑林"),
        ("清新区", "清新"),
        ("浦东新区", "浦东"),
    ],
)
def test_the_stem_is_the_name_without_the_kind_of_division(
    gazetteer: Gazetteer, name: str, stem: str
) -> None:
    assert gazetteer.by_full_name[name][0].stem == stem


def test_a_town_name_gives_its_district(gazetteer: Gazetteer) -> None:
    assert [division.name for division in gazetteer.towns["木渎镇"]] == ["吴中区"]
    assert gazetteer.town_at("在木渎镇金山路", 1) == "木渎镇"
    assert gazetteer.town_at("无此地名镇", 0) == ""


def test_the_official_divisions_are_those_of_the_end_of_2025(gazetteer: Gazetteer) -> None:
    official = {one for named in gazetteer.by_full_name.values() for one in named if one.official}

    assert [sum(one.level == level for one in official) for level in Level] == [33, 333, 2845]


@pytest.mark.parametrize(
    ("short", "name"),
    [("巴州", "巴音郭楞蒙古自治州"), ("锡盟", "锡林郭勒盟"), ("科左后旗", "科尔沁左翼后旗")],
)
def test_everyday_names_are_known(gazetteer: Gazetteer, short: str, name: str) -> None:
    assert name in [division.name for division in gazetteer.by_short_name[short]]
