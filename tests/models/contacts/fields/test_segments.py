from models.contacts.fields.labels import Field
from models.contacts.fields.segments import Segment, page_segments
from tests.models.contacts.drawing import line, page


def _fields(found: list[Segment]) -> list[tuple[Field | None, str]]:
    return [(segment.label.field if segment.label else None, segment.raw) for segment in found]


def test_a_label_is_moved_to_the_value_in_its_row() -> None:
    found = page_segments(page(line("手机号码", 40, 100), line("13822334455", 300, 102)))

    assert _fields(found) == [(Field.PHONE, "13822334455")]


def test_a_label_is_moved_to_the_value_below_it() -> None:
    found = page_segments(page(line("姓名", 40, 100), line("林晓雯", 40, 140)))

    assert _fields(found) == [(Field.NAME, "林晓雯")]


def test_a_value_in_the_row_is_preferred_to_one_below() -> None:
    found = page_segments(page(line("姓名", 40, 100), line("林晓雯", 200, 100), line("周子昂", 40, 140)))

    assert _fields(found) == [(Field.NAME, "林晓雯"), (None, "周子昂")]


def test_a_label_directly_above_another_label_has_no_value() -> None:
    found = page_segments(page(line("姓名", 40, 100), line("电话：13822334455", 40, 140)))

    assert _fields(found) == [(Field.PHONE, "13822334455")]


def test_a_label_takes_no_distant_value() -> None:
    found = page_segments(page(line("姓名", 40, 100), line("林晓雯", 40, 400)))

    assert _fields(found) == [(None, "林晓雯")]


def test_a_value_begins_where_its_label_ends() -> None:
    (segment,) = page_segments(page(line("收件人：林晓雯", 40, 100)))

    assert segment.margin == 40
    assert 40 < segment.rect.left < segment.rect.right == 40 + 7 * 24


def test_a_centred_title_is_not_a_label_of_the_text_below() -> None:
    found = page_segments(page(line("收货地址", 320, 100), line("林晓雯 13822334455", 40, 150)))

    assert _fields(found) == [(None, "林晓雯 13822334455")]


def test_a_value_may_touch_its_label() -> None:
    label = line("详细地址：", 40, 100)
    (found,) = page_segments(page(label, line("金山路88号", 150, 102)))

    assert found.label is not None
    assert (found.label.field, found.rect.left, found.margin) == (Field.ADDRESS, 160, 40)
