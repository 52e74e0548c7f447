import pytest

from models.contacts.address.english import EnglishRegionFinder
from models.contacts.address.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def english(gazetteer: Gazetteer) -> EnglishRegionFinder:
    return EnglishRegionFinder(gazetteer)


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("Nanshan District, Shenzhen, Guangdong", ("广东省", "深圳市", "南山区")),
        ("Nanshan Shenzhen", ("广东省", "深圳市", "南山区")),
        ("Shenzhen 518057, Guangdong Province, P.R. China", ("广东省", "深圳市", "")),
        ("Pudong New Area, Shanghai 200120", ("上海市", "上海市", "浦东新区")),
        ("Chaoyang District, Beijing, Beijing", ("北京市", "北京市", "朝阳区")),
        ("Wuzhong District, Suzhou", ("江苏省", "苏州市", "吴中区")),
        ("Suzhou, Anhui", ("安徽省", "宿州市", "")),
        ("Kunshan City, Suzhou City, Jiangsu", ("江苏省", "苏州市", "昆山市")),
        (
            "Qingxiu District, Nanning, Guangxi Zhuang Autonomous Region",
            ("广西壮族自治区", "南宁市", "青秀区"),
        ),
        ("Hohhot, Inner Mongolia", ("内蒙古自治区", "呼和浩特市", "")),
        ("Yanta District, Xi'an, Shaanxi", ("陕西省", "西安市", "雁塔区")),
        ("Hong Kong", ("香港特别行政区", "香港特别行政区", "")),
    ],
)
def test_the_region_at_the_end_of_a_text_is_found(
    english: EnglishRegionFinder, text: str, fields: tuple[str, str, str]
) -> None:
    region = english.find(f"No. 18 Keyuan Rd, {text}")

    assert region is not None
    assert (region.province, region.city, region.district) == fields
    assert region.start == len("No. 18 Keyuan Rd, ")


@pytest.mark.parametrize(
    "text", ["8 Beijing Road", "8 High Street, Suzhou", "Nanshan", "Nanshan District", "London, UK", ""]
)
def test_roads_and_ambiguous_names_are_not_regions(english: EnglishRegionFinder, text: str) -> None:
    assert english.find(text) is None


def test_words_before_the_given_position_are_ignored(english: EnglishRegionFinder) -> None:
    assert english.find("Shenzhen", begin=8) is None


def test_every_official_division_has_a_latin_spelling(
    english: EnglishRegionFinder, gazetteer: Gazetteer
) -> None:
    official = {one for named in gazetteer.by_full_name.values() for one in named if one.official}
    romanised = {one for named in english._romanised.values() for one in named}

    assert romanised == official
