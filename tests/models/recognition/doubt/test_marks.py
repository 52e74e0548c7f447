import pytest

from models.recognition.doubt.alternatives import Alternative
from models.recognition.doubt.marks import is_mark, mismatches, with_matching_marks


def decided(text: str, doubtful: dict[int, tuple[str, float]]) -> str:
    alternatives = {i: Alternative(*each) for i, each in doubtful.items()}
    return "".join(with_matching_marks(text, alternatives))


@pytest.mark.parametrize(
    ("text", "doubtful", "expected"),
    [
        ('("a":{"b":5.4}}', {0: ("{", 0.5)}, '{"a":{"b":5.4}}'),
        ('{"a":("b":5.4}}', {5: ("{", 0.1)}, '{"a":{"b":5.4}}'),
        (
            '("a":("b":5.4))',
            {0: ("{", 0.1), 5: ("{", 0.1), 13: ("}", 0.3), 14: ("}", 0.3)},
            '{"a":{"b":5.4}}',
        ),
        ('{"a":[1,2)}', {9: ("]", 0.1)}, '{"a":[1,2]}'),
        ('({"a":1}', {0: ("{", 0.3)}, '{"a":1}'),
    ],
)
def test_brackets_become_those_that_match(
    text: str, doubtful: dict[int, tuple[str, float]], expected: str
) -> None:
    assert decided(text, doubtful) == expected


def test_the_network_must_be_undecided_between_brackets() -> None:
    text = '{"a":[1,2)}'

    assert decided(text, {9: ("]", 0.021)}) == '{"a":[1,2]}'
    assert decided(text, {9: ("]", 0.019)}) == text


@pytest.mark.parametrize("text", ["[0,1)", "f(x[0)", "(a=1}", "见附件(一}"])
def test_brackets_outside_of_json_stay(text: str) -> None:
    doubtful = {i: ("]", 0.9) for i, each in enumerate(text) if each in ")}"}

    assert decided(text, doubtful) == text


def test_a_bracket_that_matches_stays() -> None:
    assert decided('print("a1")', {10: ("]", 0.9)}) == 'print("a1")'
    assert decided('("a","b")', {8: ("]", 0.9)}) == '("a","b")'


def test_a_bracket_between_quotation_marks_stays() -> None:
    assert decided('{"a":"("}', {6: ("{", 0.9)}) == '{"a":"("}'


def test_quotation_marks_become_those_of_the_line() -> None:
    assert decided('{"a":\'b"}', {5: ('"', 0.1)}) == '{"a":"b"}'
    assert decided("[\"a\",'b']", {5: ('"', 0.1), 7: ('"', 0.1)}) == '["a","b"]'


def test_apostrophes_and_single_quotation_marks_stay() -> None:
    assert decided('{"a":"it\'s"}', {8: ('"', 0.9)}) == '{"a":"it\'s"}'
    assert decided("{'a':\"b',1}", {1: ('"', 0.9)}) == "{'a':\"b',1}"


def test_quotation_marks_in_chinese_text_stay() -> None:
    assert decided('["中“文", "a"]', {3: ('"', 0.9)}) == '["中“文", "a"]'


def test_mismatches_are_brackets_without_a_partner_and_pairs_of_two_kinds() -> None:
    assert mismatches("{a[b](c)}") == 0
    assert mismatches("{a)") == 1
    assert mismatches("{{a}") == 1
    assert mismatches("a}") == 1


def test_brackets_and_marks_like_quotation_marks_are_marks() -> None:
    assert all(map(is_mark, "([{)]}'“”"))
    assert not any(map(is_mark, 'a"1'))
