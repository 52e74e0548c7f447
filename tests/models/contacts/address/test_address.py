import pytest

from models.contacts.address.address import clean_detail, has_house_number, has_other_facts


@pytest.mark.parametrize(
    "text", ["金山路88号", "翠竹苑12幢303室", "3单元", "A座", "99 Wensan Road", "18 Keyuan Rd", "Apt 4B"]
)
def test_streets_and_houses_with_a_number_are_recognized(text: str) -> None:
    assert has_house_number(text)


@pytest.mark.parametrize("text", ["已售1200件", "5折起", "13:45", "第2次购买", "x2", "2 items on the way"])
def test_other_numbers_are_not_house_numbers(text: str) -> None:
    assert not has_house_number(text)


@pytest.mark.parametrize("text", ["文三路亚朵酒店¥388起", "今天有雨，气温22℃", "08:30开门"])
def test_prices_temperatures_and_times_are_other_facts(text: str) -> None:
    assert has_other_facts(text)
    assert not has_other_facts("金山路88号，08:30开门")


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("，金山路 88 号\n翠竹苑 。", "金山路88号翠竹苑"),
        ("Room 502, 99 Wensan\nRoad", "Room 502, 99 Wensan Road"),
        ("金山路88号(电联)", "金山路88号"),
    ],
)
def test_a_detail_is_cleaned_of_spaces_line_breaks_and_notes(text: str, detail: str) -> None:
    assert clean_detail(text) == detail
