import pytest

from models.contacts.people.trailing_names import trailing_names, trailing_surname


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("快递点朱诗雅女士", "朱诗雅女士"),
        ("超市赵*炜", "赵*炜"),
        ("公司钟lily", "钟lily"),
        ("超市momo", "momo"),
    ],
)
def test_a_name_with_a_pattern_is_found_at_the_end_of_an_address(text: str, name: str) -> None:
    assert next(trailing_names(text)) == name


@pytest.mark.parametrize("text", ["金山路88号", "翠竹苑A", "翠竹苑", "女士"])
def test_an_address_without_a_name_ends_with_none(text: str) -> None:
    assert list(trailing_names(text)) == []


def test_a_surname_counts_only_after_a_number_or_a_place() -> None:
    assert trailing_surname("1480室揭锐") == "揭锐"
    assert trailing_surname("754弄34号慕容满仓") == "慕容满仓"
    assert trailing_surname("228号扎西·多吉") == "扎西·多吉"
    assert trailing_surname("金山揭锐") == ""
    assert trailing_surname("1480室东边") == ""
