import pytest

from models.contacts.fields.segments import page_segments
from models.contacts.fields.text_blocks import TextBlock, text_blocks
from models.contacts.people.name_finder import NameFinder
from models.contacts.people.names import Name, NameModel, Strength
from models.contacts.text.tokens import PHONE_MASK, Token, tokenize
from tests.models.contacts.drawing import column


@pytest.fixture(scope="module")
def finder(names: NameModel) -> NameFinder:
    return NameFinder(names)


def _block(text: str) -> TextBlock:
    (block,) = text_blocks(page_segments(column(text)))
    return block


def _among(finder: NameFinder, text: str, in_contact: bool, beside_job: bool = False) -> list[Name]:
    block = _block(text)
    return finder.among(block, tokenize(block.text), in_contact, beside_job)


def test_a_labelled_text_is_a_name_unless_it_is_a_house_number(finder: NameFinder) -> None:
    assert _among(finder, "收件人：晴天花艺", in_contact=False) == [Name("晴天花艺", Strength.LABELLED)]
    assert _among(finder, "收件人：5栋", in_contact=False) == []


def test_many_words_contain_names_only_near_a_phone_number_or_an_address(finder: NameFinder) -> None:
    text = "林晓雯 云帆科技 苏州 上海"

    assert _among(finder, text, in_contact=False) == []
    assert Name("林晓雯", Strength.CERTAIN) in _among(finder, text, in_contact=True)


def test_a_job_makes_a_likely_name_certain(finder: NameFinder) -> None:
    assert _among(finder, "董煜城", in_contact=False) == [Name("董煜城", Strength.LIKELY, alone=True)]
    assert _among(finder, "董煜城 工程师", in_contact=False)[0].strength == Strength.CERTAIN
    assert _among(finder, "董煜城", in_contact=False, beside_job=True)[0].strength == Strength.CERTAIN


@pytest.mark.parametrize("text", ["林晓雯设计师", "寄给林晓雯"])
def test_a_name_joined_to_other_words_is_extracted(finder: NameFinder, text: str) -> None:
    assert _among(finder, text, in_contact=True) == [Name("林晓雯", Strength.CERTAIN, alone=True)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("寄给凯", "凯"),
        ("名字写念念", "念念"),
        ("萧收", "萧"),
        ("Echo收", "Echo"),
        ("凯(收)", "凯"),
        ("客户林晓雯", "林晓雯"),
    ],
)
def test_the_words_around_a_name_are_removed(finder: NameFinder, text: str, name: str) -> None:
    assert [found.text for found in _among(finder, text, in_contact=True)] == [name]


def test_a_leftover_name_is_the_first_with_a_surname(finder: NameFinder) -> None:
    assert _among(finder, "的 凯 萧", in_contact=True)[-1].text == "萧"


@pytest.mark.parametrize("text", ["88号(林晓雯)", "88号(念念 收)", "(念念)\x00", "\x00[林晓雯收]"])
def test_brackets_around_a_name_are_opened(finder: NameFinder, text: str) -> None:
    left, right = finder.opened_brackets(text)

    assert text[left].strip() in ("(", "[")
    assert text[right].strip(" 收") in (")", "]")


@pytest.mark.parametrize(
    "text", ["吴婷(女士)", "学院(分院)", "88号(放驿站)", "88号(汽车站旁)\x00", "计算机(3号)"]
)
def test_brackets_around_titles_places_and_notes_stay(finder: NameFinder, text: str) -> None:
    assert list(finder.opened_brackets(text)) == []


def test_a_name_at_the_end_of_an_address_needs_a_phone_number_in_the_text(finder: NameFinder) -> None:
    address = Token(0, 9, "金山路88号林晓雯")
    with_phone = f"{address.text}{PHONE_MASK}"

    assert finder.at_end_of_address(with_phone, address, []) == "林晓雯"
    assert finder.at_end_of_address(address.text, address, []) == ""
    assert finder.at_end_of_address(with_phone, address, [Name("王强", Strength.CERTAIN)]) == ""
