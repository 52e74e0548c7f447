import pytest

from models.contacts.text.phones import find_phones, phones_after_words
from models.contacts.text.script import normalized


def _numbers(text: str, labelled: bool = False) -> list[str]:
    return [phone.number for phone in find_phones(normalized(text), labelled)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("13822334455", "13822334455"),
        ("138 2233 4455", "13822334455"),
        ("138-2233-4455", "13822334455"),
        ("138 223 34455", "13822334455"),
        ("138.2233.4455", "13822334455"),
        ("Emily Chen13822334455", "13822334455"),
        ("0086 13822334455", "13822334455"),
        ("+86 138 2233 4455", "13822334455"),
        ("+86-13822334455", "13822334455"),
        ("(86)13822334455", "13822334455"),
        ("１３８２２３３４４５５", "13822334455"),
        ("林晓雯13822334455江苏省", "13822334455"),
        ("金山路88号13822334455", "13822334455"),
        ("林晓雯-13822334455-苏州", "13822334455"),
        ("13822334455转1234", "13822334455-1234"),
        ("13822334455-1234", "13822334455-1234"),
        ("陆xg13822334455", "13822334455"),
        ("李**13822334455", "13822334455"),
        ("2栋7F13822334455", "13822334455"),
        ("林lily+86 13822334455", "13822334455"),
    ],
)
def test_a_mobile_number_has_no_gaps_and_no_country_code(text: str, number: str) -> None:
    assert _numbers(text) == [number]


@pytest.mark.parametrize("text", ["138****4455", "138 **** 4455", "138＊＊＊＊4455", "138XXXX4455"])
def test_a_masked_mobile_number_keeps_its_mask(text: str) -> None:
    assert _numbers(text) == ["138****4455"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0512-66778899", "0512-66778899"),
        ("0512 6677 8899", "0512-66778899"),
        ("(010)6255 1234", "010-62551234"),
        ("+86-0512-66778899", "0512-66778899"),
        ("0512-66778899转802", "0512-66778899-802"),
        ("0512-66778899 分机 802", "0512-66778899-802"),
        ("021-58667788-9", "021-58667788-9"),
        ("021-58667788#9", "021-58667788-9"),
        ("400-820-1234", "400-820-1234"),
        ("400 820 1234", "400-820-1234"),
        ("4008201234", "4008201234"),
        ("4008201234转12", "4008201234-12"),
        ("0912-345-678", "0912-345-678"),
        ("+852 9123 4567", "+85291234567"),
        ("+1 (415) 555 0132", "+14155550132"),
    ],
)
def test_landline_and_service_numbers_have_dashes_and_foreign_ones_the_form_of_e164(
    text: str, number: str
) -> None:
    assert _numbers(text) == [number]


@pytest.mark.parametrize(
    "text",
    [
        "¥13822334455",
        "13822334455元",
        "13822334455.00",
        "2024051213822334455",
        "SF1382233445566",
        "330106199001011234",
        "6222 0212 3456 7890",
        "2024-05-12 13:45",
        "08:30-12:30",
        "192.168.10.200",
        "订单号13822334455",
        "流水号：13822334455",
        "会员ID 13822334455",
        "浙ICP备13822334455号",
        "详情请致电0571-88886666",
        "客服：0571-88886666",
        "12315",
        "+5 +10 +20",
        "lin13822334455",
    ],
)
def test_prices_codes_dates_and_hotlines_are_not_phone_numbers(text: str) -> None:
    assert _numbers(text) == []


def test_numbers_without_an_area_code_or_a_dash_need_a_label() -> None:
    assert _numbers("6677 8899") == []
    assert _numbers("6677 8899", labelled=True) == ["6677-8899"]
    assert _numbers("051266778899") == []
    assert _numbers("051266778899", labelled=True) == ["0512-66778899"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+49.30.901820", "+4930901820"),
        ("+852-9123-4567", "+85291234567"),
        ("+1 415 555 0132 ext. 12", "+14155550132-12"),
        ("Emily Chen +65 6123 4567, 99 Wensan Road", "+6561234567"),
    ],
)
def test_a_foreign_number_is_returned_in_the_form_of_e164(text: str, number: str) -> None:
    assert _numbers(text) == [number]


def test_a_plus_with_another_country_code_is_never_a_chinese_number() -> None:
    assert _numbers("+15062345678") == ["+15062345678"]
    assert _numbers("+ 15000000000") == []
    assert _numbers("+8615062345678") == ["15062345678"]


def test_a_number_joined_to_latin_letters_counts_only_in_the_text_of_an_address() -> None:
    assert _numbers("momo13822334455") == []
    assert [phone.number for phone in phones_after_words("momo13822334455")] == ["13822334455"]
    assert phones_after_words("SF1382233445566") == []


@pytest.mark.parametrize("text", ["+999 12345678", "VIP +10 2024-05-12", "+5 +10 +20 +30 12345678"])
def test_a_number_that_no_country_assigns_is_not_a_phone_number(text: str) -> None:
    assert _numbers(text) == []


def test_several_numbers_are_returned_in_order() -> None:
    assert _numbers("021-58667788 / 13822334455") == ["021-58667788", "13822334455"]


def test_a_mobile_number_joined_to_a_room_number_is_separated() -> None:
    (phone,) = find_phones("翠竹苑5单元70113822334455")

    assert (phone.number, phone.start) == ("13822334455", 9)


@pytest.mark.parametrize("text", ["4#101", "22-2-101", "88号101", "A栋B101", "3期101"])
def test_a_number_joined_to_another_kind_of_room_is_separated(text: str) -> None:
    (phone,) = find_phones(f"{text}138****4455") or find_phones(f"{text[:-3]}13822334455")

    assert phone.number in ("138****4455", "13822334455")


def test_masked_numbers_are_mobile_and_landlines_are_not() -> None:
    assert [phone.is_mobile for phone in find_phones("138****4455 0512-66778899")] == [True, False]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1382 2334 455", "13822334455"),
        ("13822 334455", "13822334455"),
        ("852-28771122", "+85228771122"),
        ("0512-6677889转分机6", "0512-6677889-6"),
        ("021-67691122*801", "021-67691122-801"),
        ("钱**138 223 34455", "13822334455"),
        ("+853 6612 3456 643080河南省", "+85366123456"),
        ("+886 912 345 678 13822334455", "+886912345678"),
    ],
)
def test_numbers_in_other_forms_are_found(text: str, number: str) -> None:
    assert _numbers(text)[0] == number


@pytest.mark.parametrize("text", ["2-15-1101 82345", "13-2204 8521", "价格 13822 334455元"])
def test_numbers_of_houses_and_prices_are_no_mobile_number(text: str) -> None:
    assert _numbers(text) == []


def test_foreign_mobile_numbers_are_mobile() -> None:
    assert [find_phones(text)[0].is_mobile for text in ("+81 90-1234-5678", "+44 20 7946 0958")] == [
        True,
        False,
    ]
