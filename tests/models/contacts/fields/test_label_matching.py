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
