import pytest

from models.contacts.text.codes import blanked
from models.contacts.text.script import normalized
from models.contacts.text.separators import separator_spans


def _words(text: str) -> list[str]:
    plain = normalized(text)
    return blanked(plain, separator_spans(plain)).split()


@pytest.mark.parametrize(
    "mark", ["…", "～", "~", "→", "＼", "<>", "+", "＋", "*", "＊", "_", " · ", " + ", " * "]
)
def test_a_mark_between_fields_is_a_blank(mark: str) -> None:
    assert _words(f"林晓雯老师{mark}13822334455") == ["林晓雯老师", "13822334455"]
    assert _words(f"金山路88号{mark}林晓雯{mark}苏州市") == ["金山路88号", "林晓雯", "苏州市"]


@pytest.mark.parametrize(
    "text",
    [
        "1~3楼",
        "+8613822334455",
        "138****4455",
        "李**13822334455",
        "张*明",
        "李*先生",
        "阎*晗敬启",
        "熊*晗收",
        "热依汗·玉素甫",
        "a_b@c.example",
        "5G+",
    ],
)
def test_marks_of_names_numbers_and_masks_stay(text: str) -> None:
    assert _words(text) == [normalized(text)]


def test_a_dot_in_blanks_divides_fields_only_if_there_are_several() -> None:
    assert _words("林晓雯 · 周子昂 · 收件") == ["林晓雯", "周子昂", "收件"]
    assert "·" in _words("热依汗 · 玉素甫手机")


@pytest.mark.parametrize(
    "text",
    [
        '"林晓雯","13822334455"',
        '{"name":"林晓雯","phone":"13822334455"}',
        "“林晓雯”，“13822334455”",
    ],
)
def test_quotes_around_fields_are_blanks(text: str) -> None:
    assert not set('"{}') & set("".join(_words(text)))


def test_quotes_around_the_name_of_a_place_stay() -> None:
    assert _words("金山路“老街茶馆”旁") == ['金山路"老街茶馆"旁']


@pytest.mark.parametrize(
    "text",
    [
        "1.林晓雯 2.13822334455 3.215101 苏州市",
        "1、林晓雯 2、13822334455 3、215101 苏州市",
        "1)林晓雯 2)13822334455 3)215101 苏州市",
    ],
)
def test_the_numbers_of_a_list_are_blanks(text: str) -> None:
    assert _words(text) == ["林晓雯", "13822334455", "215101", "苏州市"]


@pytest.mark.parametrize("text", ["88号2.5米", "林晓雯 3、5号楼", "3.14"])
def test_other_numbers_are_no_numbers_of_a_list(text: str) -> None:
    assert _words(text) == normalized(text).split()


@pytest.mark.parametrize("text", ["Q 13822334455", "& 林晓雯", "Q momo"])
def test_an_icon_that_is_read_as_a_letter_is_a_blank(text: str) -> None:
    assert _words(text) == normalized(text).split()[1:]


@pytest.mark.parametrize("text", ["金山路88号复制", "金山路88号 复制", "金山路88号 编辑", "金山路88号 〉"])
def test_a_button_at_the_end_of_a_line_is_a_blank(text: str) -> None:
    assert _words(text) == ["金山路88号"]


@pytest.mark.parametrize("bar", ["丨", "︱", "|", "I", " I ", " l "])
def test_a_bar_between_words_divides_them(bar: str) -> None:
    assert "".join(_words(f"江苏省{bar}苏州市")).replace("|", "") == "江苏省苏州市"


def test_an_emoji_in_brackets_is_a_blank() -> None:
    assert _words("金山路88号[玫瑰]") == ["金山路88号"]
