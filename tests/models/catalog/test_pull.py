import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog.catalog import models
from models.catalog.model import Model, WeightFile
from models.catalog.pull import PullError, missing_files, pull

DATA = b"weights"
FILE = WeightFile("a.onnx", hashlib.sha256(DATA).hexdigest(), "wheel:tiny==1.0!tiny/a.onnx")


def _model(*files: WeightFile) -> Model:
    return replace(models()["ppocrv6-small-det"], files=files)


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small wheel. It is the only package index of pip."""
    folder = tmp_path / "index"
    folder.mkdir()
    with zipfile.ZipFile(folder / "tiny-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("tiny/a.onnx", DATA)
        wheel.writestr("tiny-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n")
        wheel.writestr("tiny-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("tiny-1.0.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def test_a_file_is_copied_out_of_its_wheel(index: Path, tmp_path: Path) -> None:
    pull([FILE], tmp_path / "weights")

    assert (tmp_path / "weights" / "a.onnx").read_bytes() == DATA
    assert missing_files([_model(FILE)], tmp_path / "weights") == []


def test_a_file_with_another_hash_is_not_kept(index: Path, tmp_path: Path) -> None:
    with pytest.raises(PullError, match="was not kept"):
        pull([replace(FILE, sha256="0" * 64)], tmp_path / "weights")

    assert not list(tmp_path.glob("weights/*"))


def test_a_wheel_that_cannot_be_downloaded_is_named(index: Path, tmp_path: Path) -> None:
    with pytest.raises(PullError, match=r"other==1\.0 could not be downloaded"):
        pull([replace(FILE, source="wheel:other==1.0!a")], tmp_path)


def test_a_member_that_is_not_in_the_wheel_is_named(index: Path, tmp_path: Path) -> None:
    with pytest.raises(PullError, match=r"has no tiny/b\.onnx"):
        pull([replace(FILE, source="wheel:tiny==1.0!tiny/b.onnx")], tmp_path)


def test_a_folder_that_cannot_be_created_is_reported(index: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PullError, match="cannot be written"):
        pull([FILE], tmp_path / "file" / "weights")


def test_a_source_of_an_unknown_kind_is_reported(tmp_path: Path) -> None:
    with pytest.raises(PullError, match="unknown kind"):
        pull([replace(FILE, source="ftp:a")], tmp_path)


def test_absent_and_damaged_files_are_missing(tmp_path: Path) -> None:
    assert missing_files([_model(FILE)], tmp_path) == [FILE]
    (tmp_path / "a.onnx").write_bytes(DATA + b"!")
    assert missing_files([_model(FILE)], tmp_path) == [FILE]
    (tmp_path / "a.onnx").write_bytes(DATA)
    assert missing_files([_model(FILE)], tmp_path) == []


def test_a_missing_file_of_two_models_is_listed_once(tmp_path: Path) -> None:
    assert missing_files([_model(FILE), _model(FILE)], tmp_path) == [FILE]
