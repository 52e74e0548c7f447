import pytest

from models.contacts.address.gazetteer import Gazetteer
from models.contacts.fields.segments import pieces
from models.contacts.fields.text_blocks import flows
from models.contacts.parsing import Reader, Reading
from models.contacts.people.names import NameModel
from tests.models.contacts.drawing import column


@pytest.fixture(scope="module")
def reader(gazetteer: Gazetteer, names: NameModel) -> Reader:
    return Reader(gazetteer, names)


def _read(reader: Reader, text: str) -> Reading:
    (flow,) = flows(pieces(column(text)))
    return reader.read(flow)


@pytest.mark.parametrize(
    "text",
    [
        "林晓雯 13822334455 苏州市吴中区金山路88号",
        "林晓雯13822334455苏州市吴中区金山路88号",
        "苏州市吴中区金山路88号林晓雯13822334455",
        "苏州市吴中区金山路88号，林晓雯，13822334455",
        "13822334455，苏州市吴中区金山路88号，林晓雯",
        "13822334455苏州市吴中区金山路88号林晓雯",
        "苏州市吴中区，金山路88号 林晓雯（收）13822334455",
    ],
)
def test_name_number_and_address_are_told_apart_in_any_order(reader: Reader, text: str) -> None:
    reading = _read(reader, text)

    assert "林晓雯" in [name.text for name in reading.names]
    assert [phone.number for phone in reading.phones] == ["13822334455"]
    assert reading.address is not None
    assert reading.address.detail == "金山路88号"


def test_an_address_needs_no_region(reader: Reader) -> None:
    address = _read(reader, "林晓雯 13822334455 金山路88号翠竹苑12幢").address

    assert address is not None
    assert address.region is None
    assert address.detail == "金山路88号翠竹苑12幢"


def test_what_is_said_after_an_address_is_no_part_of_it(reader: Reader) -> None:
    address = _read(reader, "苏州市吴中区金山路88号，谢谢").address

    assert address is not None
    assert address.detail == "金山路88号"


@pytest.mark.parametrize("text", ["收货人：请填写姓名", "详细地址：街道、门牌号等", "订单编号：13822334455"])
def test_fields_that_are_not_filled_or_not_asked_for_say_nothing(reader: Reader, text: str) -> None:
    assert _read(reader, text) == Reading()
