import pytest

from models.contacts.text.phones import find_phones, phones_after_words
from models.contacts.text.script import normalized


def _numbers(text: str) -> list[str]:
    return [phone.number for phone in find_phones(normalized(text))]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("138 - 2233 - 4455", "13822334455"),
        ("138_2233_4455", "13822334455"),
        ("13822.334455", "13822334455"),
        ("1382 233 4455", "13822334455"),
        ("(138) 2233-4455", "13822334455"),
        ("+86 (138) 2233-4455", "13822334455"),
        ("8613822-334455", "13822334455"),
        ("0086-138 - 22334455", "13822334455"),
        ("388室 0086-138.223.34455", "13822334455"),
        ("13822334455#802", "13822334455-802"),
        ("13822334455*802", "13822334455-802"),
        ("13822-334455 215101", "13822334455"),
        ("215101 13822-334455", "13822334455"),
        ("1382 2 3 3 4 45 5", "13822334455"),
        ("138-2233- 4455", "13822334455"),
        ("138  2233 4455", "13822334455"),
        ("1 3822334455", "13822334455"),
        ("1382233445 5", "13822334455"),
        ("13 8 2233 4455", "13822334455"),
        ("1382 2334455-802", "13822334455-802"),
        ("7栋1414 1382 2334455", "13822334455"),
        ("林晓雯113822334455|苏州", "13822334455"),
        ("谭** 86-1382233 - 4455", "13822334455"),
    ],
)
def test_a_mobile_number_may_have_gaps_anywhere(text: str, number: str) -> None:
    assert _numbers(text) == [number]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("+86-21-61001122 转 5507", "021-61001122-5507"),
        ("+86 755 8312 1281", "0755-83121281"),
        ("0086-10-62551234", "010-62551234"),
        ("0933 123 456", "0933-123-456"),
        ("(852) 9321 0087", "+85293210087"),
    ],
)
def test_numbers_for_callers_from_abroad_have_their_area_code(text: str, number: str) -> None:
    assert _numbers(text) == [number]


@pytest.mark.parametrize("text", ["6222 0213 1382 2334 455", "139.155.139.59", "16 2024-12-31"])
def test_cards_addresses_of_networks_dates_and_prices_are_no_numbers_in_groups(text: str) -> None:
    assert _numbers(text) == []


def test_a_landline_number_in_one_piece_counts_only_in_an_address() -> None:
    text = "永安街道诗仙东路199号 02356551122"

    assert _numbers(text) == []
    assert [phone.number for phone in phones_after_words(text)] == ["023-56551122"]


def test_two_mobile_numbers_may_be_joined() -> None:
    assert _numbers("林晓雯，+861382233445513911112222，苏州")[0] == "13822334455"
