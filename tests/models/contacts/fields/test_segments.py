from models.contacts.fields.labels import Field
from models.contacts.fields.segments import Piece, pieces
from tests.models.contacts.drawing import line, page


def _fields(found: list[Piece]) -> list[tuple[Field | None, str]]:
    return [(piece.label.field if piece.label else None, piece.raw) for piece in found]


def test_a_label_goes_to_the_value_in_its_row() -> None:
    found = pieces(page(line("手机号码", 40, 100), line("13822334455", 300, 102)))

    assert _fields(found) == [(Field.PHONE, "13822334455")]


def test_a_label_goes_to_the_value_below_it() -> None:
    found = pieces(page(line("姓名", 40, 100), line("林晓雯", 40, 140)))

    assert _fields(found) == [(Field.NAME, "林晓雯")]


def test_the_row_comes_before_what_is_below() -> None:
    found = pieces(page(line("姓名", 40, 100), line("林晓雯", 200, 100), line("周子昂", 40, 140)))

    assert _fields(found) == [(Field.NAME, "林晓雯"), (None, "周子昂")]


def test_a_label_above_a_label_has_no_value() -> None:
    found = pieces(page(line("姓名", 40, 100), line("电话：13822334455", 40, 140)))

    assert _fields(found) == [(Field.PHONE, "13822334455")]


def test_a_label_takes_nothing_from_afar() -> None:
    found = pieces(page(line("姓名", 40, 100), line("林晓雯", 40, 400)))

    assert _fields(found) == [(None, "林晓雯")]


def test_a_value_begins_where_its_label_ends() -> None:
    (piece,) = pieces(page(line("收件人：林晓雯", 40, 100)))

    assert piece.margin == 40
    assert 40 < piece.box.left < piece.box.right == 40 + 7 * 24


def test_a_title_over_the_page_is_no_label_of_what_stands_below() -> None:
    found = pieces(page(line("收货地址", 320, 100), line("林晓雯 13822334455", 40, 150)))

    assert _fields(found) == [(None, "林晓雯 13822334455")]
