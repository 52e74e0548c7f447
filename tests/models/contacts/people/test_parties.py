from models.contacts.fields.labels import Party
from models.contacts.fields.segments import page_segments
from models.contacts.fields.text_blocks import TextBlock, text_blocks
from models.contacts.people.parties import assign_parties
from models.page import TextLine
from tests.models.contacts.drawing import line, page


def _parties(*lines: TextLine) -> dict[str, Party | None]:
    blocks: list[TextBlock] = text_blocks(page_segments(page(*lines)))
    return {block.raw: party for block, party in zip(blocks, assign_parties(blocks), strict=True)}


def test_text_below_a_mark_belongs_to_its_party() -> None:
    by_text = _parties(
        line("寄", 40, 100), line("王强", 100, 100), line("收", 40, 220), line("林晓雯", 100, 220)
    )

    assert by_text["王强"] == Party.SENDER
    assert by_text["林晓雯"] == Party.RECIPIENT


def test_each_of_two_columns_has_its_own_mark() -> None:
    by_text = _parties(
        line("寄件人：王强", 40, 100),
        line("收件人：林晓雯", 400, 100),
        line("电话：021-58667788", 40, 140),
        line("电话：13822334455", 400, 140),
    )

    assert by_text["021-58667788"] == Party.SENDER
    assert by_text["13822334455"] == Party.RECIPIENT


def test_text_above_all_marks_has_no_party() -> None:
    by_text = _parties(line("顺丰速运", 40, 40), line("收件人：林晓雯", 40, 100))

    assert by_text["顺丰速运"] is None


def test_a_stamp_beside_the_middle_of_a_group_applies_to_the_group() -> None:
    by_text = _parties(
        line("王强 021-58667788", 100, 100),
        line("寄", 40, 120, 30),
        line("上海市浦东新区张杨路500号", 100, 140),
        line("林晓雯 13822334455", 100, 240),
        line("收", 40, 260, 30),
        line("苏州市吴中区金山路88号", 100, 280),
    )

    assert by_text["王强 021-58667788"] == by_text["上海市浦东新区张杨路500号"] == Party.SENDER
    assert by_text["林晓雯 13822334455"] == by_text["苏州市吴中区金山路88号"] == Party.RECIPIENT


def test_a_single_stamp_applies_only_to_the_group_beside_it() -> None:
    by_text = _parties(
        line("寄", 40, 100, 30), line("王强 021-58667788", 100, 100), line("林晓雯 13822334455", 100, 240)
    )

    assert by_text["王强 021-58667788"] == Party.SENDER
    assert by_text["林晓雯 13822334455"] is None
