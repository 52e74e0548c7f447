import pytest

from models.contacts.people.names import NameModel, Strength


@pytest.mark.parametrize(
    "text", ["林晓雯", "周子昂", "欧阳娜", "谢先生", "王女士", "吴婷(女士)", "阿依古丽·吐尔逊", "小陈"]
)
def test_names_and_titles_are_clear(names: NameModel, text: str) -> None:
    assert names.strength(text) == Strength.CLEAR


@pytest.mark.parametrize("text", ["Alice Johnson", "Emily Chen", "周**"])
def test_latin_and_masked_names_have_a_names_shape(names: NameModel, text: str) -> None:
    assert names.strength(text) == Strength.SHAPED


def test_a_shops_name_has_nothing_against_it(names: NameModel) -> None:
    assert names.strength("小熊烘焙坊") == Strength.AS_SENT


@pytest.mark.parametrize(
    "text",
    [
        "默认",
        "编辑",
        "复制",
        "待收货",
        "我的订单",
        "立即购买",
        "加入购物车",
        "确认收货",
        "号码保护中",
        "查看物流",
        "谢谢",
        "麻烦快点",
        "Sales Manager",
        "Order Details",
        "金山路88号",
    ],
)
def test_words_of_apps_are_no_names(names: NameModel, text: str) -> None:
    assert names.strength(text) == Strength.NONE


def test_a_name_is_found_at_the_end_of_an_address(names: NameModel) -> None:
    assert names.last_person("金山路88号林晓雯") == "林晓雯"
    assert names.last_person("金山路88号") == ""


def test_a_name_is_found_in_what_is_said_of_one_person(names: NameModel) -> None:
    assert names.only_person("寄给林晓雯") == "林晓雯"
    assert names.only_person("林晓雯设计师") == "林晓雯"
    assert names.only_person("林晓雯和周子昂来了") == ""


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("寄给王芳", "王芳"),
        ("林晓雯设计师", "林晓雯"),
        ("王芳和李娜来了", ""),
        ("2024-05-12", ""),
        ("设计师", ""),
    ],
)
def test_a_text_about_one_person_tells_who_it_is(names: NameModel, text: str, person: str) -> None:
    assert names.only_person(text) == person
