"""wangtu tune with networks that see nothing, and what engines make of its file."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.catalog.catalog import Model
from models.runtimes import Arrays
from service.cli import main
from service.commands.tuned import tuned_engine
from service.engine import opening
from service.process.machine import processor_name
from service.settings import Settings
from service.tuning.table import STAGES, load_tuning, save_tuning
from tests.service.tuning.tunings import TUNING


class FakeSession:
    """Sees no text, and takes a line for upright."""

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        self._task = model.task
        opened.append((model.task, threads * streams, model.ranges is not None))

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        count, height, width = batch.shape[:3]
        if self._task == "recognize":
            return np.zeros((count, 12), np.int32), np.ones((count, 12), np.float32)
        shape = {"classify": (count, 2), "embed": (count, 128)}.get(self._task, (count, height, width))
        return (np.zeros(shape, np.float32),)


opened: list[tuple[str, int, bool]] = []
"""Task and threads of every session that was opened, and whether it may compute with integers."""

pinned: list[tuple[int, ...]] = []
"""What processors the command stayed on."""


@pytest.fixture
def tuned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where the file comes to lie."""
    opened.clear()
    pinned.clear()
    path = tmp_path / "tuned.json"
    monkeypatch.setattr(opening, "RUNTIMES", dict.fromkeys(("openvino", "onnxruntime"), FakeSession))
    monkeypatch.setattr("service.tuning.measurement.ROUNDS", 1)
    monkeypatch.setattr("service.commands.tune.stay_on", pinned.append)
    monkeypatch.setenv("WANGTU_TUNED", str(path))
    monkeypatch.setenv("WANGTU_THREADS", "2")
    return path


def _tune(monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(sys, "argv", ["wangtu", "tune"])
    with pytest.raises(SystemExit) as caught:
        main()
    return int(caught.value.code or 0)


def test_it_keeps_what_engines_then_use(
    monkeypatch: pytest.MonkeyPatch, tuned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tuned_engine(Settings())
    code = _tune(monkeypatch)
    tuning = load_tuning(tuned)

    assert code == 0
    assert tuning
    assert (tuning.processor, tuning.threads) == (processor_name(), 2)
    assert {row[0] for row in tuning.rows} == STAGES
    assert before == (Settings().engine(), None)
    assert tuned_engine(Settings()) == (
        replace(Settings().engine(), integers=tuning.precision == "int8", costs=tuning.costs),
        None,
    )
    said = capsys.readouterr().out
    assert str(tuned) in said.replace("\n", "")
    assert f"{tuning.precision}: a typical page is" in said
    assert {("detect", 2, False), ("detect", 2, True)} <= set(opened)


def test_of_cores_that_are_cut_one_part_is_measured(monkeypatch: pytest.MonkeyPatch, tuned: Path) -> None:
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
def test_what_is_set_or_cannot_be_is_not_chosen(
    monkeypatch: pytest.MonkeyPatch, tuned: Path, variable: str, value: str, integers: bool
) -> None:
    monkeypatch.setenv(f"WANGTU_{variable}", value)
    _tune(monkeypatch)

    assert json.loads(tuned.read_text())["precision"] == ("int8" if integers else "float")
    assert {ranges for task, _, ranges in opened if task == "detect"} == {integers}


HERE = TUNING.model_copy(update={"processor": processor_name()})


@pytest.mark.parametrize(("chosen", "by_hand"), [("int8", "float"), ("float", "int8")])
def test_a_precision_that_a_person_sets_wins_and_without_it_the_file_decides(
    monkeypatch: pytest.MonkeyPatch, tuned: Path, chosen: str, by_hand: str
) -> None:
    save_tuning(tuned, HERE.model_copy(update={"precision": chosen}))
    by_file = tuned_engine(Settings())
    monkeypatch.setenv("WANGTU_PRECISION", by_hand)
    by_person = tuned_engine(Settings())

    assert (by_file[0].integers, by_person[0].integers) == (chosen == "int8", by_hand == "int8")
    assert by_file[0].costs == by_person[0].costs == HERE.costs


def test_a_place_that_cannot_be_written_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tuned: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tuned.mkdir()
    code = _tune(monkeypatch)

    assert code == 1
    assert capsys.readouterr().err.strip().splitlines()[-1].startswith(f"wangtu: {tuned} cannot be written")


@pytest.mark.parametrize("content", ["", "{}", '{"taken_on": 1}', "\0"])
def test_a_broken_file_leaves_the_defaults_and_one_remark(tuned: Path, content: str) -> None:
    tuned.write_text(content)
    config, remark = tuned_engine(Settings())

    assert config == Settings().engine()
    assert remark
    assert "defaults serve" in remark
    assert "\n" not in remark


def test_a_file_for_another_processor_leaves_the_defaults_and_one_remark(
    tuned: Path,
) -> None:
    save_tuning(tuned, TUNING)
    config, remark = tuned_engine(Settings())

    assert config == Settings().engine()
    assert remark
    assert "does not fit" in remark


def test_the_file_lies_beside_the_credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So it is kept wherever they are, as in a container's volume."""
    monkeypatch.setenv("WANGTU_CREDENTIALS", str(tmp_path / "credentials.json"))
    monkeypatch.delenv("WANGTU_TUNED")

    assert Settings().tuned == tmp_path / "tuned.json"
