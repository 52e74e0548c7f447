from models.contacts.fields.segments import page_segments
from models.contacts.fields.text_blocks import text_blocks
from models.page import TextLine
from tests.models.contacts.drawing import line, page


def _texts(*lines: TextLine) -> list[str]:
    return [block.raw for block in text_blocks(page_segments(page(*lines)))]


def test_a_full_line_is_joined_with_the_line_below() -> None:
    assert _texts(line("江苏省苏州市吴中区金山路", 40, 100), line("88号翠竹苑", 40, 132)) == [
        "江苏省苏州市吴中区金山路\n88号翠竹苑"
    ]


def test_a_value_is_joined_with_a_line_below_the_value_or_its_label() -> None:
    assert _texts(line("地址：江苏省苏州市", 40, 100), line("金山路88号", 112, 132)) == [
        "江苏省苏州市\n金山路88号"
    ]
    assert _texts(line("地址：江苏省苏州市", 40, 100), line("金山路88号", 40, 132)) == [
        "江苏省苏州市\n金山路88号"
    ]


def test_a_short_line_a_gap_another_left_edge_or_height_ends_a_text() -> None:
    first = line("江苏省苏州市吴中区", 40, 100)

    assert len(_texts(line("林晓雯", 40, 100), line("江苏省苏州市吴中区", 40, 132))) == 2
    assert len(_texts(first, line("金山路", 40, 160))) == 2
    assert len(_texts(first, line("金山路", 140, 132))) == 2
    assert len(_texts(first, line("金山路", 40, 132, height=40))) == 2


def test_a_phone_number_that_a_line_break_divides_is_joined() -> None:
    assert _texts(line("林晓雯，苏州市金山路88号1382233", 40, 100), line("4455", 40, 132)) == [
        "林晓雯，苏州市金山路88号13822334455"
    ]


def test_columns_are_not_joined() -> None:
    assert _texts(
        line("地址：上海市浦东新区", 40, 100),
        line("地址：江苏省苏州市吴中", 400, 100),
        line("张杨路500号", 40, 132),
        line("区金山路88号", 400, 132),
    ) == ["上海市浦东新区\n张杨路500号", "江苏省苏州市吴中\n区金山路88号"]
