import pytest

from models.contacts.fields.broken_words import divides_word


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("江苏省苏州市金山路388", "号，天和一期"),
        ("收货地址广东省吴川市东山湾", "村解放南路84号"),
        ("苏州市金山路88号 收:林", "晓雯"),
        ("苏州市金山路88号,邵", "lily13822334455"),
        ("林晓雯 13822", "-334455"),
        ("林晓雯 (+86)", "13822334455"),
        ("13822334455", "转3564"),
        ("江苏省苏州市金山路 联系", "人:林晓雯"),
    ],
)
def test_a_line_break_may_divide_a_number_a_place_a_name_or_a_label(above: str, below: str) -> None:
    assert divides_word(above, below)


@pytest.mark.parametrize(
    ("above", "below"),
    [("金山路88", "电话"), ("江苏省苏州市金山路88号", "区小姐"), ("林晓雯收", "电话号码：13822334455")],
)
def test_other_line_breaks_divide_lines(above: str, below: str) -> None:
    assert not divides_word(above, below)
