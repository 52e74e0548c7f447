import pytest

from models.contacts.address.address import looks_numbered, tells_more, tidied


@pytest.mark.parametrize(
    "text", ["金山路88号", "翠竹苑12幢303室", "3单元", "A座", "99 Wensan Road", "18 Keyuan Rd", "Apt 4B"]
)
def test_streets_and_houses_have_numbers(text: str) -> None:
    assert looks_numbered(text)


@pytest.mark.parametrize("text", ["已售1200件", "5折起", "13:45", "第2次购买", "x2", "2 items on the way"])
def test_other_numbers_are_of_no_address(text: str) -> None:
    assert not looks_numbered(text)


@pytest.mark.parametrize("text", ["文三路亚朵酒店¥388起", "今天有雨，气温22℃", "08:30开门"])
def test_prices_weather_and_times_tell_more_than_where_a_place_is(text: str) -> None:
    assert tells_more(text)
    assert not tells_more("金山路88号，08:30开门")


@pytest.mark.parametrize(
    ("sent", "detail"),
    [
        ("，金山路 88 号\n翠竹苑 。", "金山路88号翠竹苑"),
        ("Room 502, 99 Wensan\nRoad", "Room 502, 99 Wensan Road"),
        ("金山路88号(电联)", "金山路88号"),
    ],
)
def test_a_detail_has_no_gaps_of_lines_in_it(sent: str, detail: str) -> None:
    assert tidied(sent) == detail
