import pytest

from models.contacts.choice import choose_name, choose_phone
from models.contacts.parsed_text import ParsedText
from models.contacts.people.names import Name, Strength
from tests.models.contacts.drawing import line
from tests.models.contacts.parsed_texts import (
    LANDLINE,
    MOBILE,
    REGION,
    candidates,
    with_address,
    with_name,
    with_phone,
)


def test_the_first_labelled_or_mobile_phone_number_is_chosen() -> None:
    texts = candidates(
        (line("021-58667788", 40, 100), with_phone(LANDLINE)),
        (line("电话：0512-66778899", 40, 400), with_phone(LANDLINE)),
        (line("13822334455", 40, 700), with_phone(MOBILE)),
    )

    assert choose_phone(texts) == (texts[1], LANDLINE)
    assert choose_phone(texts[2:]) == (texts[2], MOBILE)


def test_an_unlabelled_landline_alone_is_not_chosen() -> None:
    assert choose_phone(candidates((line("0512-66778899", 40, 100), with_phone(LANDLINE)))) is None


@pytest.mark.parametrize(
    ("left", "top", "beside"),
    [
        (400, 100, with_name("林晓雯", Strength.CERTAIN)),
        (40, 160, with_address("金山路88号", REGION)),
    ],
    ids=["name in the same row", "address below"],
)
def test_a_landline_beside_a_name_or_an_address_is_chosen(left: int, top: int, beside: ParsedText) -> None:
    texts = candidates(
        (line("0512-66778899", 40, 100), with_phone(LANDLINE)), (line("林晓雯", left, top), beside)
    )

    assert choose_phone(texts) == (texts[0], LANDLINE)


def test_a_labelled_name_is_preferred_to_a_nearer_one() -> None:
    texts = candidates(
        (line("姓名：晴天花艺", 40, 100), with_name("晴天花艺", Strength.LABELLED)),
        (line("王强", 40, 260), with_name("王强", Strength.CERTAIN)),
        (line("13822334455", 200, 260), with_phone(MOBILE)),
    )

    assert choose_name(texts, texts[2], ()) == Name("晴天花艺", Strength.LABELLED, alone=True)


def test_a_possible_name_counts_only_in_the_row_of_the_phone_number() -> None:
    beside, below = (
        candidates(
            (line("13822334455", 40, 100), with_phone(MOBILE)),
            (line("晴天花艺", 400, top, 30), with_name("晴天花艺", Strength.POSSIBLE)),
        )
        for top in (100, 150)
    )

    assert choose_name(beside, beside[0], ()) == Name("晴天花艺", Strength.POSSIBLE, alone=True)
    assert choose_name(below, below[0], ()) is None


def test_a_name_beside_another_phone_number_is_not_chosen() -> None:
    texts = candidates(
        (line("13822334455", 40, 100), with_phone(MOBILE)),
        (
            line("王强 0512-66778899", 40, 160),
            ParsedText(names=(Name("王强", Strength.CERTAIN),), phones=(LANDLINE,)),
        ),
    )

    assert choose_name(texts, texts[0], ()) is None


def test_a_name_is_searched_in_a_text_without_a_phone_number_or_an_address() -> None:
    found = Name("林晓雯", Strength.CERTAIN, alone=True)
    texts = candidates(
        (line("13822334455", 40, 100), with_phone(MOBILE)),
        (line("林晓雯", 400, 100), ParsedText()),
        more_names=[found],
    )

    assert choose_name(texts, texts[0], ()) == found


def test_a_likely_name_far_above_counts_in_larger_type_only() -> None:
    def chosen(height: float) -> Name | None:
        texts = candidates(
            (line("蓝鲸书屋", 40, 40, height), with_name("蓝鲸书屋", Strength.LIKELY)),
            (line("13822334455", 40, 200), with_phone(MOBILE)),
        )
        return choose_name(texts, texts[1], ())

    assert chosen(40) == Name("蓝鲸书屋", Strength.LIKELY, alone=True)
    assert chosen(24) is None
