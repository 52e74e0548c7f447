import pytest

from models.contacts.fields.segments import pieces
from models.contacts.fields.text_blocks import Flow, flows
from models.contacts.people.names import Name, NameModel, Strength
from models.contacts.people.persons import Persons
from models.contacts.text.tokens import NUMBER, Token, tokens_of
from tests.models.contacts.drawing import column


@pytest.fixture(scope="module")
def persons(names: NameModel) -> Persons:
    return Persons(names)


def _flow(text: str) -> Flow:
    (flow,) = flows(pieces(column(text)))
    return flow


def _among(persons: Persons, text: str, company: bool, with_job: bool = False) -> list[Name]:
    flow = _flow(text)
    return persons.among(flow, tokens_of(flow.text), company, with_job)


def test_a_labelled_text_is_a_name_whatever_it_looks_like(persons: Persons) -> None:
    assert _among(persons, "收件人：晴天花艺", company=False) == [Name("晴天花艺", Strength.LABELLED)]
    assert _among(persons, "收件人：5栋", company=False) == []


def test_many_words_are_names_only_in_company(persons: Persons) -> None:
    text = "林晓雯 云帆科技 苏州 上海"

    assert _among(persons, text, company=False) == []
    assert Name("林晓雯", Strength.CLEAR) in _among(persons, text, company=True)


def test_a_job_makes_a_word_with_a_surname_a_name(persons: Persons) -> None:
    assert _among(persons, "董煜城", company=False) == [Name("董煜城", Strength.SHAPED, alone=True)]
    assert _among(persons, "董煜城 工程师", company=False)[0].strength == Strength.CLEAR
    assert _among(persons, "董煜城", company=False, with_job=True)[0].strength == Strength.CLEAR


@pytest.mark.parametrize("text", ["林晓雯设计师", "寄给林晓雯"])
def test_a_name_is_taken_out_of_the_word_that_holds_it(persons: Persons, text: str) -> None:
    assert _among(persons, text, company=True) == [Name("林晓雯", Strength.CLEAR, alone=True)]


def test_a_name_at_the_end_of_an_address_needs_a_number_in_the_text(persons: Persons) -> None:
    address = Token(0, 9, "金山路88号林晓雯")

    assert persons.at_end(f"金山路88号林晓雯{NUMBER}", address, []) == "林晓雯"
    assert persons.at_end("金山路88号林晓雯", address, []) == ""
    assert persons.at_end(f"金山路88号林晓雯{NUMBER}", address, [Name("王强", Strength.CLEAR)]) == ""
