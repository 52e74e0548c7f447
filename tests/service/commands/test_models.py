import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from models.catalog.catalog import model_sets
from service.cli import app
from service.settings import ROOT


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["models", *arguments], env={"COLUMNS": "200"})


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the default weights that a test may damage."""
    for model in model_sets()["ppocrv6-small"]:
        for file in model.files:
            shutil.copy(ROOT / "weights" / file.path, tmp_path)
    monkeypatch.setenv("WANGTU_WEIGHTS", str(tmp_path))
    return tmp_path


def test_the_list_shows_verified_damaged_and_missing_weights(weights: Path) -> None:
    (weights / "ppocr-mobile-cls.onnx").write_bytes(b"damaged")
    rows = {line.split("│")[2].strip(): line for line in _run("list").stdout.splitlines() if "│ pp" in line}

    assert "verified" in rows["ppocrv6-small-det"]
    assert "damaged" in rows["ppocr-mobile-cls"]
    assert "not pulled" in rows["ppocrv4-mobile-det"]


def test_complete_weights_are_verified(weights: Path) -> None:
    assert _run("verify").exit_code == 0


def test_damaged_weights_are_named(weights: Path) -> None:
    (weights / "ppocrv6-small-rec.onnx").write_bytes(b"damaged")
    result = _run("verify")

    assert result.exit_code == 1
    assert "ppocrv6-small-rec.onnx" in result.stderr


def test_present_weights_are_not_downloaded(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    assert _run("pull").exit_code == 0


def test_a_failed_download_is_one_line(weights: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(weights))
    (weights / "ppocrv6-small-rec.onnx").unlink()
    result = _run("pull")

    assert result.exit_code == 1
    assert result.stderr.startswith("wangtu: rapidocr==")
    assert result.stderr.count("\n") == 1


def test_an_unknown_set_is_wrong_usage() -> None:
    assert _run("verify", "huge").exit_code == 2
