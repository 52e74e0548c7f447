import pytest

from models.contacts.fields.label_matching import split_at_labels
from models.contacts.fields.labels import Field, Party
from models.contacts.text.script import normalized


def _spans(text: str) -> list[tuple[Field | None, Party | None, str]]:
    plain = normalized(text)
    return [
        (part.label.field, part.label.party, plain[part.value : part.end])
        if part.label
        else (None, None, plain[part.value : part.end])
        for part in split_at_labels(plain)
    ]


def test_words_after_the_number_of_another_label_are_a_text_of_their_own() -> None:
    assert _spans("邮编：215101，林晓雯") == [
        (Field.OTHER, None, "215101"),
        (None, None, "，林晓雯".replace("，", ",")),
    ]


def test_a_semicolon_after_a_part_of_an_address_is_no_colon() -> None:
    assert len(_spans("新疆;喀什地区;疏附县")) == 1
    assert _spans("街道;金山路") == [(None, None, "街道;金山路")]
    assert _spans("电话;13822334455")[0][0] == Field.PHONE


def test_a_contact_after_a_note_is_a_text_of_its_own() -> None:
    note, contact = _spans("备注：到付,林晓雯,金山路88号,13822334455")

    assert note == (Field.OTHER, None, "到付,")
    assert contact == (None, None, "林晓雯,金山路88号,13822334455")
    assert len(_spans("备注：到付,明天再说")) == 1


def test_a_post_code_inside_a_line_does_not_divide_it() -> None:
    assert len(_spans("金山路88号，邮编：215101，林晓雯")) == 1


@pytest.mark.parametrize(
    ("text", "value"),
    [("收件人阿依古丽·吐尔逊,", "阿依古丽·吐尔逊,"), ("姓名李**", "李**"), ("收件人Ann", "Ann")],
)
def test_a_dotted_masked_or_latin_name_may_follow_its_label_directly(text: str, value: str) -> None:
    assert _spans(text)[-1][2] == value


@pytest.mark.parametrize(
    ("text", "field", "party", "value"),
    [
        ("收件人：林晓雯", Field.NAME, Party.RECIPIENT, "林晓雯"),
        ("收貨人：林曉雯", Field.NAME, Party.RECIPIENT, "林晓雯"),
        ("收货人林晓雯", Field.NAME, Party.RECIPIENT, "林晓雯"),
        ("收件人 林晓雯", Field.NAME, Party.RECIPIENT, "林晓雯"),
        ("寄件人电话：021-58667788", Field.PHONE, Party.SENDER, "021-58667788"),
        ("收：林晓雯", Field.PARTY, Party.RECIPIENT, "林晓雯"),
        ("姓　名：林晓雯", Field.NAME, None, "林晓雯"),
        ("聯絡電話", Field.PHONE, None, ""),
        ("电话13822334455", Field.PHONE, None, "13822334455"),
        ("2、电话：13822334455", Field.PHONE, None, "13822334455"),
        ("③ 地址：金山路", Field.ADDRESS, None, "金山路"),
        ("我的手机号：138", Field.PHONE, None, "138"),
        ("【收货地址】江苏省", Field.ADDRESS, Party.RECIPIENT, "江苏省"),
        ("* 详细地址(必填)：金山路", Field.ADDRESS, None, "金山路"),
        ("所在地区", Field.REGION, None, ""),
        ("Tel: +86 138", Field.PHONE, None, "+86 138"),
        ("M: 138", Field.PHONE, None, "138"),
        ("SHIP TO:", Field.PARTY, Party.RECIPIENT, ""),
        ("Recipient", Field.NAME, None, ""),
        ("订单编号：2024051213", Field.OTHER, None, "2024051213"),
        ("客服电话：400-820-1234", Field.OTHER, None, "400-820-1234"),
        ("晓雯：在吗", Field.UNLISTED, None, "在吗"),
    ],
)
def test_a_label_gives_the_field_and_party_of_its_value(
    text: str, field: Field, party: Party | None, value: str
) -> None:
    assert _spans(text) == [(field, party, value)]


@pytest.mark.parametrize(
    "text", ["收货地址管理", "地址簿", "联系人列表", "手机壳", "Contact us", "A1234", "https://a.example"]
)
def test_words_that_begin_like_a_label_are_not_labels(text: str) -> None:
    assert _spans(text) == [(None, None, text)]


def test_a_line_is_split_at_the_labels_inside_it() -> None:
    assert _spans("金山路88号，收件人：林晓雯，电话13822334455") == [
        (None, None, "金山路88号,"),
        (Field.NAME, Party.RECIPIENT, "林晓雯,"),
        (Field.PHONE, None, "13822334455"),
    ]


@pytest.mark.parametrize("mark", ["---", "……", "=", "/"])
def test_senders_write_other_marks_than_a_colon(mark: str) -> None:
    assert _spans(f"联系人{mark}林晓雯") == [(Field.NAME, None, "林晓雯")]


def test_a_slash_between_two_labels_ends_no_label() -> None:
    assert [span[0] for span in _spans("电话/手机")] == [None]


def test_the_rest_of_a_company_in_its_own_line_is_no_label() -> None:
    assert _spans("公司") == [(None, None, "公司")]
    assert _spans("公司：云帆")[0][0] == Field.OTHER


def test_a_place_before_a_label_is_no_part_of_it() -> None:
    assert _spans("华美物流店联系人:林晓雯") == [(None, None, "华美物流店"), (Field.NAME, None, "林晓雯")]
    assert _spans("已通知收件人林晓雯") == [(None, None, "已通知收件人林晓雯")]


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("电话-13822334455", Field.PHONE, "13822334455"),
        ("客户—林晓雯", Field.NAME, "林晓雯"),
        ("客户 林晓雯", Field.NAME, "林晓雯"),
        ("【Tel】13822334455", Field.PHONE, "13822334455"),
        ("88号 [Name]林晓雯", Field.NAME, "林晓雯"),
        ("To 林晓雯", Field.PARTY, "林晓雯"),
        ("88号，Tel 13822334455", Field.PHONE, "13822334455"),
        ("88号！电话：13822334455", Field.PHONE, "13822334455"),
        ("88号，收件人姓名  林晓雯，", Field.NAME, "林晓雯,"),
        ("电13822334455", Field.PHONE, "13822334455"),
        ("收货人地址【江苏省苏州市】", Field.ADDRESS, "[江苏省苏州市]"),
    ],
)
def test_a_label_may_have_a_dash_brackets_or_a_blank_after_it(text: str, field: Field, value: str) -> None:
    found, _, rest = _spans(text)[-1]

    assert (found, rest) == (field, value)


@pytest.mark.parametrize("text", ["阿克苏地区/乌什县", "新疆-阿克苏地区-沙雅县", "名字写念念"])
def test_the_kind_of_a_division_before_a_dash_or_slash_is_no_label(text: str) -> None:
    assert len(_spans(text)) == 1


@pytest.mark.parametrize("mark", ["：", ":", ";", ".", "·", "-", " ", "  ： "])
@pytest.mark.parametrize("before", ["", "88号，", "88号 ", "88号，Q ", "88号，□"])
def test_a_label_is_found_however_its_colon_and_the_marks_before_it_are_read(before: str, mark: str) -> None:
    found, _, value = _spans(f"{before}收件人姓名{mark}林晓雯")[-1]

    assert (found, value) == (Field.NAME, "林晓雯")


@pytest.mark.parametrize("label", ["街道地址", "所在省市", "收货地址"])
def test_a_label_that_is_joined_to_the_value_before_it_is_found(label: str) -> None:
    assert _spans(f"地区：贵州省兴仁市{label}：长江路71号")[-1][2] == "长江路71号"


@pytest.mark.parametrize("icon", ["A", "口", "8", "&"])
def test_an_icon_before_a_label_is_no_value(icon: str) -> None:
    assert len(_spans(f"{icon}收件地址：金山路88号")) == 1
    assert _spans(f"姓名：林晓雯，{icon} 手机：13822334455")[0][2].strip("，,") == "林晓雯"


def test_the_last_character_of_an_address_before_a_label_is_no_icon() -> None:
    assert _spans("旁 收货人：林晓雯")[0][2] == "旁 "


def test_the_kind_of_a_town_before_a_number_is_no_label() -> None:
    assert len(_spans("番禺区 大石街道 105国道")) == 1
