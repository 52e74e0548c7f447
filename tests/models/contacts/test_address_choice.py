import pytest

from models.contacts.address_choice import choose_address
from models.contacts.parsed_text import ParsedText
from models.contacts.people.names import Strength
from tests.models.contacts.drawing import line
from tests.models.contacts.parsed_texts import (
    MOBILE,
    REGION,
    candidates,
    with_address,
    with_name,
    with_phone,
)

STREET = with_address("金山路88号")


def test_the_labelled_address_nearest_to_the_phone_number_is_chosen() -> None:
    texts = candidates(
        (line("地址：金山路88号", 40, 100), STREET),
        (line("13822334455", 40, 500), with_phone(MOBILE)),
        (line("地址：张杨路500号", 40, 560), with_address("张杨路500号")),
    )

    assert choose_address(texts, texts[1]) == (texts[2],)
    assert choose_address(texts, None) == (texts[0],)


def test_labelled_regions_precede_the_labelled_street() -> None:
    texts = candidates(
        (line("地址：金山路88号", 40, 100), STREET),
        (line("城市：苏州市", 40, 200), with_address("", REGION)),
        (line("省份：江苏省", 40, 300), with_address("", REGION)),
    )

    assert choose_address(texts, None) == (texts[2], texts[1], texts[0])


def test_a_region_alone_is_an_address_only_with_a_name_or_a_phone_number() -> None:
    region = (line("地区：江苏省苏州市", 40, 100), with_address("", REGION))
    profile = candidates(region)
    contact = candidates(region, (line("姓名：林晓雯", 40, 200), with_name("林晓雯", Strength.LABELLED)))

    assert choose_address(profile, None) == ()
    assert choose_address(contact, None) == (contact[0],)


@pytest.mark.parametrize(("in_sentence", "is_chosen"), [(False, True), (True, False)])
def test_an_unlabelled_address_in_a_sentence_is_not_chosen(in_sentence: bool, is_chosen: bool) -> None:
    texts = candidates(
        (line("13822334455", 40, 100), with_phone(MOBILE)),
        (line("江苏省苏州市吴中区金山路88号", 40, 160), with_address("金山路88号", REGION)),
        in_sentence=in_sentence,
    )

    assert choose_address(texts, texts[0]) == ((texts[1],) if is_chosen else ())


def test_an_unlabelled_address_far_from_the_phone_number_needs_a_region() -> None:
    texts = candidates(
        (line("13822334455", 40, 100), with_phone(MOBILE)),
        (line("金山路88号", 40, 600), STREET),
    )

    assert choose_address(texts, texts[0]) == ()


@pytest.mark.parametrize(("region_top", "street_top"), [(100, 160), (150, 100)])
def test_a_region_takes_the_detail_of_the_text_below_it(region_top: int, street_top: int) -> None:
    by_top = sorted(
        [
            (region_top, "江苏省苏州市吴中区", with_address("", REGION)),
            (street_top, "金山路88号", STREET),
        ],
        key=lambda row: row[0],
    )
    phone = (line("13822334455", 400, region_top), with_phone(MOBILE))
    texts = candidates(*((line(text, 40, top), parsed) for top, text, parsed in by_top), phone)

    chosen = choose_address(texts, texts[2])

    assert [text.block.raw for text in chosen] == (
        ["江苏省苏州市吴中区", "金山路88号"] if region_top < street_top else ["江苏省苏州市吴中区"]
    )


def test_texts_without_an_address_give_none() -> None:
    assert choose_address(candidates((line("谢谢", 40, 100), ParsedText())), None) == ()
