import pytest

from models.contacts.text.script import in_page_script, normalized


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("廣東省深圳市", "广东省深圳市"),
        ("臺北市大安區", "台北市大安区"),
        ("聯絡電話：", "联络电话:"),
        ("１３８２２３３", "1382233"),
        ("0512—6677", "0512-6677"),
        ("138＊＊＊＊4455", "138****4455"),
        ("阿依古丽•吐尔逊", "阿依古丽·吐尔逊"),
        ("姓　名", "姓 名"),
        ("深圳巿", "深圳市"),
        ("【吴中区】「金山路」", "[吴中区][金山路]"),
        ("乾州街道濛江街道", "乾州街道濛江街道"),
    ],
)
def test_variants_of_a_character_are_normalized(text: str, expected: str) -> None:
    assert normalized(text) == expected


def test_normalizing_keeps_the_length() -> None:
    text = "乾隆後裔㎡①ｶﾞ👍 著名的髮型 ½"

    assert len(normalized(text)) == len(text)


def test_a_traditional_character_on_a_simplified_page_is_simplified() -> None:
    assert in_page_script("韩靜", "韩靜 收货地址 江苏省苏州市吴中区东兴路 编辑 默认") == "韩静"


def test_a_traditional_page_keeps_its_characters() -> None:
    assert in_page_script("陳曉東", "收貨人：陳曉東 手機號碼 廣東省廣州市體育西路") == "陳曉東"


def test_pictograms_count_as_blanks() -> None:
    assert normalized("📞138★收货人→林晓雯") == " 138 收货人 林晓雯"
    assert normalized("138●●●●4455") == "138****4455"
