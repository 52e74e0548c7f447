"""Sets of labelled pictures."""

from pathlib import Path

import pytest

from tests.harness.labels import LabelledImage, write_labels
from tests.harness.sets import FOLDERS, available, pictures


@pytest.mark.parametrize("name", ["committed", "harder", "details"])
def test_a_set_of_the_project_is_always_available(name: str) -> None:
    assert name in available()
    assert all(path.is_file() for path, _ in pictures(name))


def test_a_folder_is_a_set_under_its_own_path(tmp_path: Path) -> None:
    write_labels(tmp_path / "labels.jsonl", [LabelledImage("images/a.png", 40, 20, "blank", ())])
    ((path, truth),) = pictures(str(tmp_path))
    assert path == tmp_path / "images" / "a.png"
    assert truth.kind == "blank"
    assert str(tmp_path) not in FOLDERS
