from random import Random

from benchmarks.corpus.contact_texts.places import Place, place
from benchmarks.corpus.contact_texts.regions import levels_as_written

PLACES = [place(Random(seed)) for seed in range(300)]
WUZHONG = Place("江苏省", "苏州市", "吴中区", ("江苏省", "苏州市", "吴中区"), ("木渎镇",))


def test_places_of_all_kinds_are_drawn() -> None:
    assert any(one.province == "北京市" == one.city for one in PLACES)
    assert any(not one.city for one in PLACES)
    assert any(not one.district for one in PLACES)
    assert any(one.province == "台湾省" for one in PLACES)
    assert any("自治州" in one.city for one in PLACES)


def test_the_full_name_begins_with_the_province_and_ends_with_the_lowest_level() -> None:
    for one in PLACES:
        assert one.in_name[0] == one.province
        assert one.in_name[-1] in (one.district, one.city)


def test_a_name_is_unique_if_no_other_place_has_it() -> None:
    assert WUZHONG.is_unique
    assert WUZHONG.is_unique_in_province
    gulou = Place("江苏省", "南京市", "鼓楼区", ("江苏省", "南京市", "鼓楼区"))
    assert not gulou.is_unique
    assert not gulou.is_unique_in_province


def test_a_town_is_unique_if_no_other_district_of_the_city_has_it() -> None:
    assert WUZHONG.has_unique_town("木渎镇")
    assert not WUZHONG.has_unique_town("虎门镇")


def test_a_region_always_names_its_lowest_level_or_a_town_that_implies_it() -> None:
    for seed in range(300):
        levels = levels_as_written(Random(seed), WUZHONG, town="")

        assert any("吴中" in level for level in levels)
    without_district = [levels_as_written(Random(seed), WUZHONG, "木渎镇") for seed in range(300)]
    assert any("吴中" not in "".join(levels) for levels in without_district)
