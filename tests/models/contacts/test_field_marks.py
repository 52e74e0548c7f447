import pytest

from models.contacts.field_marks import FieldMarks
from models.contacts.fields.segments import page_segments
from models.contacts.fields.text_blocks import TextBlock, text_blocks
from models.contacts.people.name_finder import NameFinder
from models.contacts.people.names import NameModel
from models.contacts.text.phones import find_phones
from tests.models.contacts.drawing import column


def _block(text: str) -> TextBlock:
    (block,) = text_blocks(page_segments(column(text)))
    return block


def _closed(names: NameModel, text: str) -> str:
    return FieldMarks(NameFinder(names)).with_closed_gaps(_block(text)).raw


def _words(names: NameModel, text: str) -> list[str]:
    block = _block(text)
    return FieldMarks(NameFinder(names)).without_marks(block, find_phones(block.text)).text.split()


def test_a_blank_inside_a_name_is_removed(names: NameModel) -> None:
    assert _closed(names, "金山路88号 林 晓雯 13822334455") == "金山路88号 林晓雯 13822334455"
    assert _closed(names, "热依汗· 玉素甫") == "热依汗·玉素甫"


def test_a_blank_between_words_of_an_address_stays(names: NameModel) -> None:
    text = "江 南路 88号 路 口"

    assert _closed(names, text) == text


def test_several_dashes_between_words_divide_fields(names: NameModel) -> None:
    assert _words(names, "江苏省-苏州市-金山路88号-林晓雯-13822334455") == [
        "江苏省",
        "苏州市",
        "金山路88号",
        "林晓雯",
        "13822334455",
    ]


def test_a_single_dash_and_one_in_a_house_number_stay(names: NameModel) -> None:
    assert _words(names, "翠竹苑-南区8-2-301") == ["翠竹苑-南区8-2-301"]


@pytest.mark.parametrize(
    "text",
    ["金山路88号.林晓雯", "金山路88号:林晓雯", "金山路88号(代收点:丰巢)林晓雯", "金山路88号 / 林晓雯"],
)
def test_other_marks_between_words_divide_fields(names: NameModel, text: str) -> None:
    assert _words(names, text) == ["金山路88号", "林晓雯"]
