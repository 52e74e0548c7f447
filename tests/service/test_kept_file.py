import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from service.kept_file import keep


@pytest.fixture
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_what_is_kept_is_all_that_the_file_holds_and_no_draft_is_left(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "folder" / "kept.json"
    keep(path, "a much longer 旧 text", 0o666)
    keep(path, "新", 0o666)

    assert path.read_text(encoding="utf-8") == "新"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.usefixtures("_usual_umask")
@pytest.mark.parametrize(("mode", "given"), [(0o600, 0o600), (0o666, 0o644)])
def test_the_file_has_its_own_permissions_and_not_those_of_the_one_before(
    tmp_path: Path, mode: int, given: int
) -> None:
    path = tmp_path / "kept.json"
    path.touch(0o640)
    keep(path, "text", mode)

    assert stat.S_IMODE(path.stat().st_mode) == given


def test_a_link_in_the_place_of_the_draft_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("untouched")
    (tmp_path / f"kept.json.{os.getpid()}.new").symlink_to(tmp_path / "other")
    keep(tmp_path / "kept.json", "text", 0o600)

    assert (tmp_path / "other").read_text() == "untouched"
    assert (tmp_path / "kept.json").read_text() == "text"


def test_where_the_file_cannot_be_replaced_it_stays_and_no_draft_is_left(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.mkdir()
    with pytest.raises(OSError, match=r"kept\.json"):
        keep(path, "text", 0o600)

    assert list(tmp_path.iterdir()) == [path]


def test_where_the_text_cannot_be_written_the_old_file_stays_and_no_draft_is_left(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    keep(path, "old", 0o600)
    with pytest.raises(UnicodeEncodeError):
        keep(path, "half of it, and then \ud800", 0o600)

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
