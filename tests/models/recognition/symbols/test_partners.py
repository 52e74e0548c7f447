import pytest

from models.recognition.symbols.partners import has_partner_of, has_partners
from tests.models.recognition.symbols.strips import drawn


@pytest.mark.parametrize(
    ("mark", "read", "has_partner"),
    [
        (")", "（", True),
        (")", ")", False),
        ("“", "”", True),
        ("|", "|", True),
        ("‘", "'", True),
        ("★", "a", True),
    ],
)
def test_a_mark_of_a_pair_needs_its_partner(mark: str, read: str, has_partner: bool) -> None:
    assert has_partner_of(drawn(("网", 0.9, 0.1), (read, 0.3, 0.1)), mark) == has_partner


def test_a_reading_with_a_bracket_may_lack_its_partner() -> None:
    assert has_partners(drawn(("（", 0.3, 0.1)))
    assert not has_partners(drawn(("网", 0.9, 0.1)))
