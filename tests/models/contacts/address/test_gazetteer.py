import pytest

from models.contacts.address.gazetteer import Gazetteer


def _lines(gazetteer: Gazetteer, name: str) -> list[list[str]]:
    return [[one.name for one in division.line()] for division in gazetteer.full[name]]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("龙岗区", ["广东省", "深圳市", "龙岗区"]),
        ("海淀区", ["北京市", "海淀区"]),
        ("仙桃市", ["湖北省", "仙桃市"]),
        ("恩施州", ["湖北省", "恩施土家族苗族自治州"]),
    ],
)
def test_a_division_knows_what_it_belongs_to(gazetteer: Gazetteer, name: str, line: list[str]) -> None:
    assert line in _lines(gazetteer, name)


def test_names_out_of_use_are_known_but_not_official(gazetteer: Gazetteer) -> None:
    (former,) = gazetteer.full["闸北区"]

    assert not former.official
    assert [one.name for one in former.line()] == ["上海市", "闸北区"]


def test_taiwan_hong_kong_and_macao_have_their_districts(gazetteer: Gazetteer) -> None:
    assert ["台湾省", "台北市", "大安区"] in _lines(gazetteer, "大安区")
    assert ["香港特别行政区", "观塘区"] in _lines(gazetteer, "观塘区")


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
def test_the_stem_is_what_people_say(gazetteer: Gazetteer, name: str, stem: str) -> None:
    assert gazetteer.full[name][0].stem == stem


def test_a_town_tells_where_it_is(gazetteer: Gazetteer) -> None:
    assert [division.name for division in gazetteer.towns["木渎镇"]] == ["吴中区"]
    assert gazetteer.town_at("在木渎镇金山路", 1) == "木渎镇"
    assert gazetteer.town_at("无此地名镇", 0) == ""


def test_the_table_is_that_of_the_end_of_2025(gazetteer: Gazetteer) -> None:
    official = {division for named in gazetteer.full.values() for division in named if division.official}

    assert [sum(one.level == level for one in official) for level in (1, 2, 3)] == [33, 333, 2845]
