from collections import Counter
from pathlib import Path

import pytest

from benchmarks.contacts.labelled import Example, Tally, examples, is_right, stacked
from models.page import Contact


def test_the_lines_of_a_text_are_below_one_another() -> None:
    page = stacked("林晓雯\n13822334455")

    first, second = page.lines
    assert (first.text, second.text) == ("林晓雯", "13822334455")
    assert first.quad.tolist() == [[20, 0], [140, 0], [140, 40], [20, 40]]
    assert first.quad[:, 1].max() < second.quad[:, 1].min()
    assert (second.quad[2] < [page.width, page.height]).all()


@pytest.mark.parametrize(
    ("field", "truth", "found", "right"),
    [
        ("name", "林晓雯", "林晓雯", True),
        ("name", "林晓雯", "林晓", False),
        ("province", "江苏", "江苏省", True),
        ("city", "延边州", "延边朝鲜族自治州", False),
        ("district", "吴中区", "吴江区", False),
        ("district", "吴中区", "", False),
        ("detail_address", "金山路", "金山路88号", False),
    ],
)
def test_regions_are_compared_without_their_kind_and_other_fields_exactly(
    field: str, truth: str, found: str, right: bool
) -> None:
    assert is_right(field, truth, found) is right


def test_unlabelled_fields_are_not_compared(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text('{"text": "a", "name": "b", "phone": null}\n', encoding="utf-8")

    assert list(examples(path, {"name": "name", "phone": "phone"})) == [Example("a", {"name": "b"})]


def test_the_half_of_a_text_does_not_depend_on_its_labels() -> None:
    assert Example("a", {}).half == Example("a", {"name": "b"}).half
    assert {Example(str(number), {}).half for number in range(20)} == {"first", "second"}


def test_a_tally_counts_labelled_and_right_fields_and_whole_examples() -> None:
    tally = Tally(Counter(), Counter())
    found = Contact(name="林晓雯", province="江苏省")

    assert tally.add({"name": "林晓雯", "province": "江苏"}, found) == []
    assert tally.add({"name": "林晓", "province": "江苏"}, found) == ["name"]
    assert tally.labelled == {"name": 2, "province": 2, "all": 2}
    assert tally.right == {"name": 1, "province": 2, "all": 1}
