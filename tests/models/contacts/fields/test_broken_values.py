import pytest

from models.contacts.fields.broken_values import divides_name, ends_region, holds_address


@pytest.mark.parametrize(("above", "below"), [("尼玛·", "次仁"), ("林", "晓雯"), ("欧阳", "娜")])
def test_a_line_break_may_divide_a_name_after_its_dot_or_surname(above: str, below: str) -> None:
    assert divides_name(above, below)


@pytest.mark.parametrize("below", ["甘肃省嘉峪关市", "金山路", "发顺丰", "13822334455"])
def test_a_place_a_note_or_a_number_is_no_rest_of_a_name(below: str) -> None:
    assert not divides_name("尼玛·次仁", below)


def test_the_kind_of_a_division_ends_a_region() -> None:
    assert ends_region("江苏省苏州市")
    assert not ends_region("金山路88号")


def test_a_value_holds_an_address_after_a_number_or_with_a_region() -> None:
    assert holds_address("13822334455 江苏省苏州市")
    assert holds_address("林晓雯 江苏 苏州市")
    assert not holds_address("林晓雯")
