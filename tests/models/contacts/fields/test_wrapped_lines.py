import pytest

from models.contacts.fields.logical_line import LogicalLine
from models.contacts.fields.wrapped_lines import logical_lines
from models.page import TextLine
from tests.models.contacts.drawing import line

STEP = 40
"""Distance between the lines of a paragraph, in pixels."""


def _joined(*texts: str, left: int = 40) -> list[str]:
    return [found.text for found in _lines(*texts, left=left)]


def _lines(*texts: str, left: int = 40) -> list[LogicalLine]:
    lines: list[TextLine] = [line(text, left, index * STEP) for index, text in enumerate(texts)]
    return logical_lines(lines)


def test_lines_that_reach_one_right_edge_are_one_paragraph() -> None:
    assert _joined("江苏省苏州市吴中区木渎镇", "金山路八十八号翠竹苑三单", "元,林晓雯") == [
        "江苏省苏州市吴中区木渎镇金山路八十八号翠竹苑三单元,林晓雯"
    ]


def test_the_longest_of_several_lines_alone_is_no_paragraph() -> None:
    lines = ["江苏省苏州市吴中区木渎镇", "林晓雯", "金山路"]

    assert _joined(*lines) == lines


def test_short_lines_of_one_width_are_items_of_a_list() -> None:
    assert _joined("我的订单", "我的收藏", "我的地址") == ["我的订单", "我的收藏", "我的地址"]


def test_a_number_without_room_moves_to_the_next_line() -> None:
    assert _joined("江苏省苏州市吴中区木渎镇", "金山路翠竹苑的第十八", "1020号林晓雯") == [
        "江苏省苏州市吴中区木渎镇金山路翠竹苑的第十八1020号林晓雯"
    ]
    assert len(_joined("江苏省苏州市吴中区木渎镇", "金山路翠竹苑的第十八", "一千零二十号林晓雯")) == 3


def test_a_phone_number_in_a_line_of_its_own_is_no_sign_of_wrapping() -> None:
    lines = ["江苏省苏州市吴中区木渎镇", "13822334455", "翠竹苑"]

    assert _joined(*lines) == lines


def test_a_blank_stays_beside_a_phone_number_and_between_latin_words() -> None:
    wide = "江苏省苏州市吴中区木渎镇"
    assert _joined(wide, "金山路八十八号1382233445", "林晓雯")[0].endswith("1382233445 林晓雯")
    assert _joined(wide, "金山路八十八号翠竹Emily", "Chen")[0].endswith("Emily Chen")


def test_a_line_that_begins_with_a_label_stays_a_line() -> None:
    lines = ["江苏省苏州市吴中区木渎镇", "金山路八十八号翠竹苑三单", "电话:13822334455"]

    assert _joined(*lines)[-1] == "电话:13822334455"


@pytest.mark.parametrize(
    ("above", "below"), [("金山路88号 联系", "人:林晓雯"), ("林晓雯 收货地址", ":金山路")]
)
def test_a_label_that_a_line_break_divides_is_joined(above: str, below: str) -> None:
    assert _joined(above, below) == [above + below]


def test_lines_in_different_columns_are_not_joined() -> None:
    wide = "江苏省苏州市吴中区木渎镇"
    lines = [line(wide, 40, 0), line(wide, 90, STEP), line(wide, 40, 2 * STEP)]

    assert len(logical_lines(lines)) == 3


def test_the_rectangle_of_a_part_lies_in_the_lines_of_that_part() -> None:
    (found,) = _lines("江苏省苏州市吴中区木渎镇", "金山路八十八号翠竹苑三单", "元")

    first, second = found.rect(0, 2), found.rect(12, 14)
    assert (first.left, first.top, first.right, first.bottom) == (40, 0, 88, 24)
    assert (second.left, second.top, second.right) == (40, STEP, 88)
    assert found.rect(10, 14).bottom == STEP + 24


@pytest.mark.parametrize("last", ["林晓雯", "柚子(收)", "林晓雯 收 13822334455", "柚子,电话13822334455"])
def test_a_recipient_below_a_whole_address_begins_a_line(last: str) -> None:
    lines = ["江苏省苏州市吴中区木渎镇金", "山路八十八号翠竹苑的三号楼", last]

    assert _joined(*lines) == ["".join(lines[:2]), last]


@pytest.mark.parametrize(
    ("above", "below", "joined"),
    [
        ("收件人:周", "昂,电话:", "收件人:周昂,电话:"),
        ("13822334455转", "302,苏州", "13822334455转302,苏州"),
        ("林晓雯0512", "66778899", "林晓雯0512 66778899"),
        ("苏州大学独墅湖校", "区", "苏州大学独墅湖校区"),
    ],
)
def test_names_numbers_and_divisions_are_not_divided(above: str, below: str, joined: str) -> None:
    assert _joined(above, below) == [joined]


def test_a_place_that_ends_like_a_name_is_not_joined_to_the_name_below() -> None:
    assert _joined("人民医院19号商铺", "燕") == ["人民医院19号商铺", "燕"]


def test_the_kind_of_a_division_below_a_short_label_is_a_label() -> None:
    assert _joined("所在省", "市") == ["所在省", "市"]


def test_pieces_of_a_row_with_a_blank_between_them_are_one_line() -> None:
    pieces = [line("13822334455", 40, 0), line("苏州市", 40 + 132 + 12, 0)]
    cells = [line("13822334455", 40, 0), line("苏州市", 40 + 132 + 40, 0)]

    assert [found.text for found in logical_lines(pieces)] == ["13822334455 苏州市"]
    assert len(logical_lines(cells)) == 2


def test_a_button_beside_a_text_is_no_piece_of_it() -> None:
    assert len(logical_lines([line("苏州市金山路88号", 40, 0), line("编辑", 40 + 216 + 12, 0)])) == 2


def test_an_extension_in_the_next_line_belongs_to_its_number() -> None:
    assert _joined("金山路88号林晓雯 13822334455", "转3564") == ["金山路88号林晓雯 13822334455 转3564"]


def test_the_word_for_a_recipient_is_no_part_of_the_label_below() -> None:
    assert _joined("林晓雯收", "电话号码：13822334455") == ["林晓雯收", "电话号码:13822334455"]


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("江苏省苏州市金山路388", "号，天和一期"),
        ("收货地址广东省吴川市东山湾", "村解放南路84号"),
        ("苏州市金山路88号 收:林", "晓雯"),
        ("苏州市金山路88号,邵", "lily13822334455"),
        ("林晓雯 13822", "-334455"),
        ("林晓雯 (+86)", "13822334455"),
    ],
)
def test_a_line_break_divides_a_number_a_place_or_a_name_at_any_width(above: str, below: str) -> None:
    assert len(_joined(above, below)) == 1


@pytest.mark.parametrize(("above", "below"), [("金山路88", "电话"), ("江苏省苏州市金山路88号", "区小姐")])
def test_other_lines_stay_apart(above: str, below: str) -> None:
    assert len(_joined(above, below)) == 2
