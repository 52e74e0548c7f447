import pytest

from models.contacts.address.line_breaks import is_broken_place, joins_a_place
from models.contacts.text.tokens import Token


@pytest.mark.parametrize(
    ("above", "below", "is_joined"),
    [
        ("建设村3", "组", True),
        ("下宅村委", "会", True),
        ("建设", "路", False),
        ("金山路八十八号", "林晓雯", False),
    ],
)
def test_a_line_break_may_divide_a_place(above: str, below: str, is_joined: bool) -> None:
    end = len(above)
    tokens = Token(0, end, above), Token(end + 1, end + 1 + len(below), below)

    assert joins_a_place(*tokens) == is_joined


def test_a_word_before_a_place_in_the_next_line_begins_it() -> None:
    assert is_broken_place("梧桐\n巷42号", Token(0, 2, "梧桐"))
    assert not is_broken_place("梧桐 巷42号", Token(0, 2, "梧桐"))
