import pytest

from models.contacts.address.gazetteer import Gazetteer
from models.contacts.address.regions import RegionFinder
from models.contacts.text.script import normalized


@pytest.fixture(scope="module")
def regions(gazetteer: Gazetteer) -> RegionFinder:
    return RegionFinder(gazetteer)


def _found(regions: RegionFinder, text: str, context: str = "") -> tuple[str, str, str, str]:
    region = regions.find(normalized(text), is_address=True, context=context)
    assert region is not None
    return region.province, region.city, region.district, text[region.end :]


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("江苏省苏州市吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("苏州市吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("江苏苏州吴中金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("江苏省 苏州市 吴中区 金山路", ("江苏省", "苏州市", "吴中区", " 金山路")),
        ("江苏省-苏州市-吴中区-金山路", ("江苏省", "苏州市", "吴中区", "-金山路")),
        ("苏州苏州市吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("中国江苏省苏州市吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("215101 江苏省苏州市吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("廣東省廣州市天河區體育西路", ("广东省", "广州市", "天河区", "體育西路")),
        ("北京朝阳区阜通东大街", ("北京市", "北京市", "朝阳区", "阜通东大街")),
        ("北京市北京市朝阳区阜通东大街", ("北京市", "北京市", "朝阳区", "阜通东大街")),
        ("内蒙古呼和浩特赛罕区大学东路", ("内蒙古自治区", "呼和浩特市", "赛罕区", "大学东路")),
        ("延边延吉市公园路", ("吉林省", "延边朝鲜族自治州", "延吉市", "公园路")),
        ("吉林吉林市船营区河南街", ("吉林省", "吉林市", "船营区", "河南街")),
        ("湖北省仙桃市勉阳大道", ("湖北省", "", "仙桃市", "勉阳大道")),
        ("新疆石河子市北三路", ("新疆维吾尔自治区", "", "石河子市", "北三路")),
        ("臺北市大安區忠孝東路", ("台湾省", "台北市", "大安区", "忠孝東路")),
        ("东莞市虎门镇连升路", ("广东省", "东莞市", "", "虎门镇连升路")),
        ("广西省南宁市青秀区民族大道", ("广西壮族自治区", "南宁市", "青秀区", "民族大道")),
        ("宁夏银川金凤区正源北街", ("宁夏回族自治区", "银川市", "金凤区", "正源北街")),
        (
            "内蒙古自治区锡林郭勒盟锡林浩特市团结大街",
            ("内蒙古自治区", "锡林郭勒盟", "锡林浩特市", "团结大街"),
        ),
        ("重庆市云阳县青龙街道", ("重庆市", "重庆市", "云阳县", "青龙街道")),
        ("海南省琼海市嘉积镇", ("海南省", "", "琼海市", "嘉积镇")),
        ("浙江昆山市前进路", ("浙江省", "", "昆山市", "前进路")),
        ("四川省凉山州西昌市航天大道", ("四川省", "凉山彝族自治州", "西昌市", "航天大道")),
        ("西安碑林友谊西路", ("陕西省", "西安市", "碑林区", "友谊西路")),
        ("太原万柏林迎泽西大街", ("山西省", "太原市", "万柏林区", "迎泽西大街")),
        ("江苏省 , 苏州市 , 吴中区 , 金山路", ("江苏省", "苏州市", "吴中区", " , 金山路")),
        ("【江苏省苏州市】吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("（江苏省）苏州市吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("江苏省，苏州市，吴中区金山路", ("江苏省", "苏州市", "吴中区", "金山路")),
        ("四川省凉山州市西昌市航天大道", ("四川省", "凉山彝族自治州", "西昌市", "航天大道")),
        ("浙江乐清柳市镇柳黄路", ("浙江省", "温州市", "乐清市", "柳市镇柳黄路")),
        ("桂林恭城拱辰东路", ("广西壮族自治区", "桂林市", "恭城瑶族自治县", "拱辰东路")),
        ("盐城市建湖县建湖县颜单镇", ("江苏省", "盐城市", "建湖县", "颜单镇")),
        ("盐城市建湖县建湖颜单镇", ("江苏省", "盐城市", "建湖县", "颜单镇")),
        ("新疆自治区巴音郭楞州若羌县", ("新疆维吾尔自治区", "巴音郭楞蒙古自治州", "若羌县", "")),
        ("内蒙呼和浩特赛罕区", ("内蒙古自治区", "呼和浩特市", "赛罕区", "")),
        ("新疆自治区直辖县级行政区划北屯市", ("新疆维吾尔自治区", "", "北屯市", "")),
        ("云南普洱镇沅古城镇", ("云南省", "普洱市", "镇沅彝族哈尼族拉祜族自治县", "古城镇")),
        ("甘肃省武威市民勤县北街", ("甘肃省", "武威市", "民勤县", "北街")),
        ("广东中山市中山港街道", ("广东省", "中山市", "", "中山港街道")),
        ("江苏苏州吴中广场路", ("江苏省", "苏州市", "吴中区", "广场路")),
        ("重庆市辖区黔江舟白街道", ("重庆市", "重庆市", "黔江区", "舟白街道")),
        ("台州路桥区金清大道", ("浙江省", "台州市", "路桥区", "金清大道")),
    ],
)
def test_missing_levels_of_a_region_are_filled_in(
    regions: RegionFinder, text: str, fields: tuple[str, str, str, str]
) -> None:
    assert _found(regions, text) == fields


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("宁波市江东区百丈路", "江东区"),
        ("深圳市龙华新区人民路", "龙华新区"),
        ("成都市高新西区百草路", "高新西区"),
        ("绍兴市绍兴县安昌镇", "绍兴县"),
    ],
)
def test_a_former_or_unlisted_district_keeps_its_name(
    regions: RegionFinder, text: str, district: str
) -> None:
    assert _found(regions, text)[2] == district


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("鼓楼区湖南路街道中山北路", ("江苏省", "南京市", "鼓楼区")),
        ("朝阳区望京街道阜通东大街", ("北京市", "北京市", "朝阳区")),
        ("鼓楼区五一北路", ("", "", "鼓楼区")),
        ("桥西区新石南路", ("河北省", "", "桥西区")),
    ],
)
def test_a_town_decides_between_districts_with_the_same_name(
    regions: RegionFinder, text: str, fields: tuple[str, str, str]
) -> None:
    assert _found(regions, text)[:3] == fields


def test_a_full_region_counts_more_than_a_short_name_before_it(regions: RegionFinder) -> None:
    assert _found(regions, "南宫婧永州市江华县天鹅湖")[:3] == ("湖南省", "永州市", "江华瑶族自治县")
    assert _found(regions, "东方雨桐 重庆大足富强街")[:3] == ("重庆市", "重庆市", "大足区")
    assert _found(regions, "义乌 江东街道")[2] == "义乌市"


def test_the_context_decides_between_districts_with_the_same_name(regions: RegionFinder) -> None:
    assert _found(regions, "鼓楼区五一北路", context="福州")[:3] == ("福建省", "福州市", "鼓楼区")


def test_a_town_alone_implies_its_region(regions: RegionFinder) -> None:
    assert _found(regions, "木渎镇金山路") == ("江苏省", "苏州市", "吴中区", "木渎镇金山路")


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("广东省深训市龙岗区", ("广东省", "深圳市", "龙岗区")),
        ("广柬省深圳市龙岗区", ("广东省", "深圳市", "龙岗区")),
        ("杭州市西胡区文三路", ("浙江省", "杭州市", "西湖区")),
    ],
)
def test_one_misread_character_is_repaired_if_only_one_name_is_similar(
    regions: RegionFinder, text: str, fields: tuple[str, str, str]
) -> None:
    assert _found(regions, text)[:3] == fields


def test_a_misread_name_similar_to_several_districts_is_not_repaired(regions: RegionFinder) -> None:
    assert _found(regions, "深圳市龙风区人民路")[2:] == ("", "龙风区人民路")


def test_a_district_of_another_city_is_not_repaired(regions: RegionFinder) -> None:
    assert _found(regions, "武汉市南山区人民路")[:3] == ("湖北省", "武汉市", "南山区")


@pytest.mark.parametrize("text", ["北京路12号", "中山大道", "上海市场", "东方花园3栋", "今天天气不错", ""])
def test_roads_and_other_words_are_not_regions(regions: RegionFinder, text: str) -> None:
    assert regions.find(text, is_address=True) is None


def test_a_region_inside_a_word_needs_a_full_name(regions: RegionFinder) -> None:
    found = regions.find("寄到江苏省苏州市")

    assert found is not None
    assert found.start == 2
    assert regions.find("我在南京路边等你") is None


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("香港 新界 沙田区 大围", ("香港特别行政区", "香港特别行政区", "沙田区", " 大围")),
        ("香港九龙旺角", ("香港特别行政区", "香港特别行政区", "", "九龙旺角")),
        ("新疆生产建设兵团第八师石河子市北四路", ("新疆维吾尔自治区", "", "石河子市", "北四路")),
        ("重庆市九龙坡区石坪桥", ("重庆市", "重庆市", "九龙坡区", "石坪桥")),
    ],
)
def test_words_between_two_levels_are_skipped(
    regions: RegionFinder, text: str, fields: tuple[str, str, str, str]
) -> None:
    assert _found(regions, text) == fields
