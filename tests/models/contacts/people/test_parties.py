from models.contacts.fields.labels import Party
from models.contacts.fields.segments import pieces
from models.contacts.fields.text_blocks import Flow, flows
from models.contacts.people.parties import parties
from models.page import TextLine
from tests.models.contacts.drawing import line, page


def _parties(*lines: TextLine) -> dict[str, Party | None]:
    found: list[Flow] = flows(pieces(page(*lines)))
    return {flow.raw: party for flow, party in zip(found, parties(found), strict=True)}


def test_what_stands_below_a_mark_is_that_partys() -> None:
    held = _parties(
        line("寄", 40, 100), line("王强", 100, 100), line("收", 40, 220), line("林晓雯", 100, 220)
    )

    assert held["王强"] == Party.SENDER
    assert held["林晓雯"] == Party.RECIPIENT


def test_of_two_columns_each_has_its_own_mark() -> None:
    held = _parties(
        line("寄件人：王强", 40, 100),
        line("收件人：林晓雯", 400, 100),
        line("电话：021-58667788", 40, 140),
        line("电话：13822334455", 400, 140),
    )

    assert held["021-58667788"] == Party.SENDER
    assert held["13822334455"] == Party.RECIPIENT


def test_above_all_marks_nobody_is_named() -> None:
    held = _parties(line("顺丰速运", 40, 40), line("收件人：林晓雯", 40, 100))

    assert held["顺丰速运"] is None


def test_a_stamp_in_the_middle_of_a_block_is_that_blocks() -> None:
    held = _parties(
        line("王强 021-58667788", 100, 100),
        line("寄", 40, 120, 30),
        line("上海市浦东新区张杨路500号", 100, 140),
        line("林晓雯 13822334455", 100, 240),
        line("收", 40, 260, 30),
        line("苏州市吴中区金山路88号", 100, 280),
    )

    assert held["王强 021-58667788"] == held["上海市浦东新区张杨路500号"] == Party.SENDER
    assert held["林晓雯 13822334455"] == held["苏州市吴中区金山路88号"] == Party.RECIPIENT


def test_where_one_stamp_is_missing_the_other_is_not_everybodys() -> None:
    held = _parties(
        line("寄", 40, 100, 30), line("王强 021-58667788", 100, 100), line("林晓雯 13822334455", 100, 240)
    )

    assert held["王强 021-58667788"] == Party.SENDER
    assert held["林晓雯 13822334455"] is None
