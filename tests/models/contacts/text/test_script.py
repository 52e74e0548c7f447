import pytest

from models.contacts.text.script import folded, in_script_of


@pytest.mark.parametrize(
    ("text", "plain"),
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
    ],
)
def test_one_way_to_write_stands_for_all(text: str, plain: str) -> None:
    assert folded(text) == plain


def test_a_folded_text_is_as_long_as_it_was() -> None:
    text = "乾隆後裔㎡①ｶﾞ👍 著名的髮型 ½"

    assert len(folded(text)) == len(text)


def test_a_traditional_character_on_a_simplified_page_was_misread() -> None:
    assert in_script_of("韩靜", "韩靜 收货地址 江苏省苏州市吴中区东兴路 编辑 默认") == "韩静"


def test_a_traditional_page_keeps_its_characters() -> None:
    assert in_script_of("陳曉東", "收貨人：陳曉東 手機號碼 廣東省廣州市體育西路") == "陳曉東"
