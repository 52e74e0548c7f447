import pytest

from models.contacts.text.codes import blanked, code_spans
from models.contacts.text.phones import find_phones


def _without_codes(text: str) -> str:
    return " ".join(blanked(text, code_spans(text, find_phones(text))).split())


@pytest.mark.parametrize(
    "code",
    [
        "215101",
        "(215101)",
        "[1234]",
        "邮编215101",
        "邮政编码:215101",
        "zip 215101",
        "330106199001011234",
        "身份证33010619900101123X",
        "订单号:2024051213822334455",
        "单号 SF1382233445566",
        "YT5172732300507",
    ],
)
def test_post_codes_and_long_numbers_are_found_with_their_labels(code: str) -> None:
    assert _without_codes(f"金山路88号 {code} 林晓雯") == "金山路88号 林晓雯"


def test_a_post_code_may_be_joined_to_the_words_around_it() -> None:
    assert _without_codes("吴中区215101金山路88号215101") == "吴中区 金山路88号"


@pytest.mark.parametrize(
    "text",
    [
        "100086号",
        "翠竹苑3-120304",
        "12030室",
        "1203045",
        "13822334455",
        "+8613822334455",
        "021-58667788转120304",
    ],
)
def test_house_numbers_and_phone_numbers_are_no_codes(text: str) -> None:
    assert code_spans(text, find_phones(text)) == ()


def test_blanking_keeps_the_length_of_the_text() -> None:
    text = "金山路88号 215101"

    assert len(blanked(text, code_spans(text, []))) == len(text)
