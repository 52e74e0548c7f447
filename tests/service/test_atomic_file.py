import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from service import atomic_file
from service.atomic_file import locked, write_atomically


@pytest.fixture
def _usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_the_file_holds_the_last_text_and_no_temporary_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "folder" / "kept.json"
    write_atomically(path, "a much longer 旧 text", 0o666)
    write_atomically(path, "新", 0o666)

    assert path.read_text(encoding="utf-8") == "新"
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.usefixtures("_usual_umask")
@pytest.mark.parametrize(("mode", "given"), [(0o600, 0o600), (0o666, 0o644)])
def test_a_new_file_gets_the_permissions_that_the_umask_allows(tmp_path: Path, mode: int, given: int) -> None:
    path = tmp_path / "kept.json"
    write_atomically(path, "text", mode)

    assert stat.S_IMODE(path.stat().st_mode) == given


@pytest.mark.usefixtures("_usual_umask")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o660, 0o644])
def test_the_permissions_of_an_old_file_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "kept.json"
    path.touch()
    path.chmod(mode)
    write_atomically(path, "text", 0o600)

    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_loop_of_links_raises_os_error(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.symlink_to(path)
    with pytest.raises(OSError, match="symbolic links"):
        write_atomically(path, "text", 0o600)

    assert list(tmp_path.iterdir()) == [path]


def test_a_lock_that_another_process_keeps_raises_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic_file, "LONGEST_WAIT", 0.0)
    path = tmp_path / "kept.json"
    with locked(path), pytest.raises(BlockingIOError), locked(path):
        pass

    with locked(path):
        pass


def test_a_link_at_the_path_of_the_temporary_file_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("untouched")
    (tmp_path / f"kept.json.{os.getpid()}.new").symlink_to(tmp_path / "other")
    write_atomically(tmp_path / "kept.json", "text", 0o600)

    assert (tmp_path / "other").read_text() == "untouched"
    assert (tmp_path / "kept.json").read_text() == "text"


def test_a_path_that_cannot_be_replaced_is_unchanged_and_no_temporary_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    path.mkdir()
    with pytest.raises(OSError, match=r"kept\.json"):
        write_atomically(path, "text", 0o600)

    assert list(tmp_path.iterdir()) == [path]


def test_after_a_failed_write_the_old_file_is_unchanged_and_no_temporary_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "kept.json"
    write_atomically(path, "old", 0o600)
    with pytest.raises(UnicodeEncodeError):
        write_atomically(path, "half of it, and then \ud800", 0o600)

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_kept(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link, target = tmp_path / "kept.json", tmp_path / "real" / "kept.json"
    link.symlink_to(target)
    write_atomically(link, "text", 0o600)

    assert link.is_symlink()
    assert target.read_text() == "text"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_a_file_that_root_writes_belongs_to_the_owner_of_the_old_file_or_of_the_folder(
    tmp_path: Path,
) -> None:
    os.chown(tmp_path, 1234, 1235)
    path = tmp_path / "kept.json"
    write_atomically(path, "text", 0o600)
    assert (path.stat().st_uid, path.stat().st_gid) == (1234, 1235)
    os.chown(path, 1236, 1237)
    write_atomically(path, "text", 0o600)

    assert (path.stat().st_uid, path.stat().st_gid) == (1236, 1237)
