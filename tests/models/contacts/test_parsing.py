import pytest

from models.contacts.address.gazetteer import Gazetteer
from models.contacts.fields.segments import page_segments
from models.contacts.fields.text_blocks import text_blocks
from models.contacts.parsed_text import ParsedText, Surroundings
from models.contacts.parsing import TextParser
from models.contacts.people.names import NameModel
from tests.models.contacts.drawing import column


@pytest.fixture(scope="module")
def parser(gazetteer: Gazetteer, names: NameModel) -> TextParser:
    return TextParser(gazetteer, names)


def _parse(parser: TextParser, text: str) -> ParsedText:
    (block,) = text_blocks(page_segments(column(text)))
    return parser.parse(block, Surroundings(expects_name=True))


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
        "苏州市吴中区金山路88号（林晓雯 收）13822334455",
        "苏州市吴中区金山路88号.林晓雯.13822334455",
        "【苏州市】吴中区/金山路88号/林晓雯/13822334455",
        "苏州市——吴中区金山路88号——林晓雯——13822334455",
        "苏州市吴中区金山路88号215101 林晓雯[1234] 13822334455",
        "林晓雯，13822334455，苏州市吴中区金山路88号，身份证330106199001011234",
        "林晓雯 13822334455 苏州市吴中区金山路88号（放菜鸟驿站）",
        "放门卫 苏州市吴中区金山路88号 林晓雯 13822334455",
    ],
)
def test_name_phone_and_address_are_separated_in_any_order(parser: TextParser, text: str) -> None:
    parsed = _parse(parser, text)

    assert "林晓雯" in [name.text for name in parsed.names]
    assert [phone.number for phone in parsed.phones] == ["13822334455"]
    assert parsed.address is not None
    assert parsed.address.detail == "金山路88号"


def test_an_address_is_found_without_a_region(parser: TextParser) -> None:
    address = _parse(parser, "林晓雯 13822334455 金山路88号翠竹苑12幢").address

    assert address is not None
    assert address.region is None
    assert address.detail == "金山路88号翠竹苑12幢"


def test_words_after_an_address_are_not_part_of_it(parser: TextParser) -> None:
    address = _parse(parser, "苏州市吴中区金山路88号，谢谢").address

    assert address is not None
    assert address.detail == "金山路88号"


@pytest.mark.parametrize("text", ["收货人：请填写姓名", "详细地址：街道、门牌号等", "订单编号：13822334455"])
def test_placeholders_and_values_of_other_labels_are_ignored(parser: TextParser, text: str) -> None:
    assert _parse(parser, text) == ParsedText()


@pytest.mark.parametrize(
    "name", ["萧", "柚子", "陆xg", "占浩然", "诸葛银花", "Echo", "周*", "热依汗·玉素甫", "康琪老师"]
)
@pytest.mark.parametrize(
    "text",
    [
        "{}，13822334455，苏州市吴中区胜利村三组",
        "苏州市吴中区胜利村三组，{}，13822334455",
        "{}13822334455 苏州市吴中区胜利村三组",
    ],
)
def test_names_of_all_kinds_are_separated_from_an_address(parser: TextParser, text: str, name: str) -> None:
    parsed = _parse(parser, text.format(name))

    assert name in [found.text for found in parsed.names]
    assert parsed.address is not None
    assert parsed.address.detail == "胜利村三组"
