import pytest

from models.contacts.people.names import NameModel, Strength


@pytest.mark.parametrize(
    "text",
    ["林晓雯", "周子昂", "欧阳娜", "谢先生", "王女士", "吴婷(女士)", "阿依古丽·吐尔逊", "小陈", "康琪老师"],
)
def test_full_names_and_names_with_a_title_are_certain(names: NameModel, text: str) -> None:
    assert names.strength(text) == Strength.CERTAIN


@pytest.mark.parametrize("text", ["Alice Johnson", "Emily Chen", "周**", "曾lily"])
def test_latin_masked_and_mixed_names_are_likely(names: NameModel, text: str) -> None:
    assert names.strength(text) == Strength.LIKELY


@pytest.mark.parametrize("text", ["诸葛银花", "占浩然"])
def test_names_with_a_compound_or_rare_surname_are_likely(names: NameModel, text: str) -> None:
    assert names.strength(text) >= Strength.LIKELY


@pytest.mark.parametrize("text", ["凯", "萧", "念念", "Echo", "陆xg", "小满", "小鱼儿520"])
def test_short_words_may_be_the_leftover_name(names: NameModel, text: str) -> None:
    assert names.may_be_leftover(text)


@pytest.mark.parametrize("text", ["或", "麻烦快点", "888", "我们明天再说吧"])
def test_sentences_and_words_of_apps_are_no_leftover_name(names: NameModel, text: str) -> None:
    assert not names.may_be_leftover(text)


def test_the_name_of_a_shop_is_possible(names: NameModel) -> None:
    assert names.strength("小熊烘焙坊") == Strength.POSSIBLE


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
        "顺达速运",
        "查看物流",
        "谢谢",
        "麻烦快点",
        "Sales Manager",
        "Order Details",
        "金山路88号",
    ],
)
def test_words_of_apps_are_not_names(names: NameModel, text: str) -> None:
    assert names.strength(text) == Strength.NONE


def test_the_name_at_the_end_of_an_address_is_found(names: NameModel) -> None:
    assert names.trailing_person("金山路88号林晓雯") == "林晓雯"
    assert names.trailing_person("金山路88号") == ""


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("寄给林晓雯", "林晓雯"),
        ("寄给王芳", "王芳"),
        ("林晓雯设计师", "林晓雯"),
        ("林晓雯和周子昂来了", ""),
        ("王芳和李娜来了", ""),
        ("2024-05-12", ""),
        ("设计师", ""),
    ],
)
def test_the_only_person_in_a_sentence_or_before_a_job_is_found(
    names: NameModel, text: str, person: str
) -> None:
    assert names.single_person(text) == person


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("才让卓玛", Strength.CERTAIN),
        ("旦增平措", Strength.CERTAIN),
        ("买买提", Strength.LIKELY),
        ("梁.滢", Strength.LIKELY),
    ],
)
def test_names_of_other_peoples_and_names_with_a_dot_are_known(
    names: NameModel, text: str, strength: Strength
) -> None:
    assert names.strength(text) == strength


@pytest.mark.parametrize("text", ["小学", "小区", "老街"])
def test_places_that_begin_like_a_name_are_no_certain_name(names: NameModel, text: str) -> None:
    assert names.strength(text) < Strength.CERTAIN


@pytest.mark.parametrize("text", ["中国", "微信同号", "可短信"])
def test_the_country_and_notes_after_a_number_are_no_names(names: NameModel, text: str) -> None:
    assert names.strength(text) == Strength.NONE
    assert not names.may_be_leftover(text)


def test_an_organization_of_four_characters_is_no_likely_name(names: NameModel) -> None:
    assert names.strength("安徽师大") < Strength.LIKELY


def test_a_rare_surname_belongs_to_the_name_at_the_end_of_an_address(names: NameModel) -> None:
    assert names.trailing_person("桂花支路282号占永刚") == "占永刚"
