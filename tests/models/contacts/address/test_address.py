import pytest

from models.contacts.address.address import (
    clean_detail,
    has_house_number,
    has_other_facts,
    is_complete,
    is_delivery_request,
)


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


@pytest.mark.parametrize("text", ["金山路88号", "胜利村三组", "街上远大超市", "翠竹苑3-2-101", "理工大学"])
def test_an_address_is_complete_with_a_house_number_or_the_kind_of_a_place(text: str) -> None:
    assert is_complete(text)


@pytest.mark.parametrize("text", ["吴中区", "江苏省苏州市", "林晓雯"])
def test_a_region_or_a_name_is_no_complete_address(text: str) -> None:
    assert not is_complete(text)


@pytest.mark.parametrize(
    "text", ["放菜鸟驿站", "请放门口", "(周末送)", "周一到周五", "不要放快递柜", "发顺丰"]
)
def test_a_note_to_the_courier_is_recognized(text: str) -> None:
    assert is_delivery_request(text)


@pytest.mark.parametrize("text", ["金山路88号", "周一诺", "菜鸟驿站", "谢晓雯", "放鹤路12号"])
def test_addresses_and_names_are_no_notes_to_the_courier(text: str) -> None:
    assert not is_delivery_request(text)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("，金山路 88 号\n翠竹苑 。", "金山路88号翠竹苑"),
        ("Room 502, 99 Wensan\nRoad", "Room 502, 99 Wensan Road"),
        ("金山路88号(电联)", "金山路88号"),
        ("金山路88号（放门卫）", "金山路88号"),
        ("金山路，88号，翠竹苑", "金山路88号翠竹苑"),
        ("】金山路88号", "金山路88号"),
        ("金山路88号_翠竹苑——12幢 / 3单元", "金山路88号翠竹苑12幢3单元"),
        ("翠竹苑12-3-101", "翠竹苑12-3-101"),
        ("金山路88号(汽车站旁)", "金山路88号(汽车站旁)"),
    ],
)
def test_a_detail_is_cleaned_of_spaces_line_breaks_and_notes(text: str, detail: str) -> None:
    assert clean_detail(text) == detail


@pytest.mark.parametrize("text", ["88号（医院对面)", "88号(医院对面）", "88号（医院对面）"])
def test_brackets_of_two_widths_are_full_width(text: str) -> None:
    assert clean_detail(text) == "88号（医院对面）"


def test_brackets_of_half_width_stay() -> None:
    assert clean_detail("88号(医院对面)") == "88号(医院对面)"
