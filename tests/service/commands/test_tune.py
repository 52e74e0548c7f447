"""wangtu tune with networks that find no text, and engine configurations with its result."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.catalog.model import Model
from models.runtimes import Arrays
from service.batching.stage import COST_NAMES
from service.cli import main
from service.commands.tuned import tuned_config
from service.engine import opening
from service.process.machine import processor_name
from service.settings import Settings
from service.tuning.table import load_tuning, save_tuning
from tests.service.tuning.tunings import TUNING


class FakeSession:
    """Finds no text and classifies every line as upright."""

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        self._task = model.task
        opened.append((model.task, threads * streams, model.ranges is not None))

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        count, height, width = batch.shape[:3]
        if self._task == "recognize":
            probabilities = np.ones((count, 12), np.float32)
            return np.zeros((count, 12), np.int32), probabilities, probabilities
        shape = {"classify": (count, 2), "embed": (count, 128), "identify": (count, 229)}.get(
            self._task, (count, height, width)
        )
        return (np.full(shape, 1e-3, np.float32),)


opened: list[tuple[str, int, bool]] = []
"""Task and number of threads of each opened session, and whether it computes with integers."""

pinned: list[tuple[int, ...]] = []
"""The processors that the command was pinned to."""


@pytest.fixture
def tuned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The path of the file that `wangtu tune` writes."""
    opened.clear()
    pinned.clear()
    path = tmp_path / "tuned.json"
    monkeypatch.setattr(opening, "RUNTIMES", dict.fromkeys(("openvino", "onnxruntime"), FakeSession))
    monkeypatch.setattr("service.tuning.measurement.ROUNDS", 1)
    monkeypatch.setattr("service.commands.tune.pin_to", pinned.append)
    monkeypatch.setenv("WANGTU_TUNED", str(path))
    monkeypatch.setenv("WANGTU_THREADS", "2")
    return path


def _tune(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["wangtu", "tune"])
    with pytest.raises(SystemExit) as caught:
        main()
    return int(caught.value.code or 0)


def test_engines_use_the_result(
    monkeypatch: pytest.MonkeyPatch, tuned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tuned_config(Settings())
    code = _tune(monkeypatch)
    tuning = load_tuning(tuned)

    assert code == 0
    assert tuning
    assert (tuning.processor, tuning.threads) == (processor_name(), 2)
    assert {row[0] for row in tuning.rows} == COST_NAMES
    assert before == (Settings().engine(), None)
    assert tuned_config(Settings()) == (
        replace(Settings().engine(), integers=tuning.precision == "int8", costs=tuning.costs),
        None,
    )
    output = capsys.readouterr().out
    assert str(tuned) in output.replace("\n", "")
    assert f"{tuning.precision}: a typical page keeps" in output
    assert {("detect", 2, False), ("detect", 2, True)} <= set(opened)


def test_the_largest_of_several_partitions_is_measured(monkeypatch: pytest.MonkeyPatch, tuned: Path) -> None:
    nodes = [[(0, 4), (1, 5)], [(2, 6)]]
    monkeypatch.setattr("service.settings.usable_nodes", lambda: nodes)
    monkeypatch.setenv("WANGTU_THREADS", "3")
    monkeypatch.setenv("WANGTU_PARTITIONS", "2")
    _tune(monkeypatch)

    assert pinned == [(0, 1, 4, 5)]
    assert {threads for _, threads, _ in opened} == {2}


@pytest.mark.parametrize(
    ("variable", "value", "integers"),
    [("PRECISION", "float", False), ("PRECISION", "int8", True), ("RUNTIME", "onnxruntime", False)],
)
def test_a_precision_that_is_set_or_the_only_one_is_used(
    monkeypatch: pytest.MonkeyPatch, tuned: Path, variable: str, value: str, integers: bool
) -> None:
    monkeypatch.setenv(f"WANGTU_{variable}", value)
    _tune(monkeypatch)

    assert json.loads(tuned.read_text())["precision"] == ("int8" if integers else "float")
    assert {ranges for task, _, ranges in opened if task == "detect"} == {integers}


HERE = TUNING.model_copy(update={"processor": processor_name()})


@pytest.mark.parametrize(("chosen", "set_value"), [("int8", "float"), ("float", "int8")])
def test_the_precision_of_the_file_is_used_unless_one_is_set(
    monkeypatch: pytest.MonkeyPatch, tuned: Path, chosen: str, set_value: str
) -> None:
    save_tuning(tuned, HERE.model_copy(update={"precision": chosen}))
    without_setting = tuned_config(Settings())
    monkeypatch.setenv("WANGTU_PRECISION", set_value)
    with_setting = tuned_config(Settings())

    assert (without_setting[0].integers, with_setting[0].integers) == (chosen == "int8", set_value == "int8")
    assert without_setting[0].costs == with_setting[0].costs == HERE.costs


def test_a_file_that_cannot_be_written_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tuned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tuned.mkdir()
    code = _tune(monkeypatch)

    assert code == 1
    assert capsys.readouterr().err.strip().splitlines()[-1].startswith(f"wangtu: {tuned} cannot be written")


@pytest.mark.parametrize("content", ["", "{}", '{"taken_on": 1}', "\0"])
def test_a_broken_file_gives_the_defaults_and_a_remark(tuned: Path, content: str) -> None:
    tuned.write_text(content)
    config, remark = tuned_config(Settings())

    assert config == Settings().engine()
    assert remark
    assert "the defaults are used" in remark
    assert "\n" not in remark


def test_a_file_of_another_processor_gives_the_defaults_and_a_remark(
    tuned: Path,
) -> None:
    save_tuning(tuned, TUNING)
    config, remark = tuned_config(Settings())

    assert config == Settings().engine()
    assert remark
    assert "it was measured on Fast One" in remark
    assert remark.endswith("; the defaults are used")


def test_the_file_is_beside_the_credentials_by_default(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A container then needs one volume for both files."""
    monkeypatch.setenv("WANGTU_CREDENTIALS", str(tmp_path / "credentials.json"))
    monkeypatch.delenv("WANGTU_TUNED")

    assert Settings().tuned == tmp_path / "tuned.json"
