import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.batching.prediction.cost import CostRow, load_table
from service.engine.config import EngineConfig
from service.tuning.table import Tuning, TuningFileError, apply_tuning, load_tuning, save_tuning
from tests.service.tuning.tunings import ROWS, TUNING

CONFIG = EngineConfig(
    runtime="openvino",
    models="ppocrv6-small",
    weights=Path("weights"),
    threads=2,
    max_side=8192,
    integers=False,
    fonts=Path("fonts.npz"),
)


def test_a_saved_tuning_is_loaded_and_no_temporary_file_is_left(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "tuned.json"
    save_tuning(path, _with("float"))
    save_tuning(path, TUNING)

    assert load_tuning(path) == TUNING
    assert list(path.parent.iterdir()) == [path]


def _with(precision: str) -> Tuning:
    return Tuning.model_validate({**TUNING.model_dump(), "precision": precision})


def test_the_file_can_be_loaded_as_a_cost_table(tmp_path: Path) -> None:
    """So a result of `wangtu tune` can be shipped as the default table."""
    save_tuning(tmp_path / "tuned.json", TUNING)

    assert load_table(tmp_path / "tuned.json") == TUNING.costs
    assert TUNING.costs.rows == tuple(CostRow(*row) for row in ROWS)


def test_a_missing_file_loads_as_none(tmp_path: Path) -> None:
    assert load_tuning(tmp_path / "none.json") is None


COMPLETE = TUNING.model_dump(mode="json")

BROKEN: list[Any] = [
    [],
    {**COMPLETE, "threads": 0},
    {**COMPLETE, "precision": "int4"},
    {**COMPLETE, "more": 1},
    {name: value for name, value in COMPLETE.items() if name != "runtime"},
    {**COMPLETE, "rows": [row for row in ROWS if row[0] != "page"]},
    {**COMPLETE, "rows": [*ROWS, ("detect", 1, 1, 700_000, 61.0)]},
    {**COMPLETE, "rows": [*ROWS, ("detect", 1, 1, 800_000, 0)]},
    {**COMPLETE, "rows": [*ROWS, ("detect", 0, 1, 800_000, 1)]},
    {**COMPLETE, "rows": [*ROWS, ("detect", 1, 1, 800_000)]},
    {**COMPLETE, "rows": [*ROWS, ("read", 1, 1, 800_000, 60.0)]},
]


@pytest.mark.parametrize("document", BROKEN)
def test_a_broken_file_is_an_error_of_one_line(tmp_path: Path, document: object) -> None:
    path = tmp_path / "tuned.json"
    path.write_text(json.dumps(document))
    with pytest.raises(
        TuningFileError, match=r"tuned\.json is not a valid result of `wangtu tune`: "
    ) as caught:
        load_tuning(path)

    assert "\n" not in str(caught.value)


def test_a_truncated_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "tuned.json"
    save_tuning(path, TUNING)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(TuningFileError, match="is not a valid result"):
        load_tuning(path)


def test_a_folder_at_the_path_can_be_neither_read_nor_written(tmp_path: Path) -> None:
    with pytest.raises(TuningFileError, match="cannot be read"):
        load_tuning(tmp_path)
    with pytest.raises(TuningFileError, match="cannot be written"):
        save_tuning(tmp_path, TUNING)


def test_a_matching_tuning_sets_costs_and_precision() -> None:
    assert apply_tuning(CONFIG, TUNING, "Fast One", precision_is_set=False) == (
        replace(CONFIG, integers=True, costs=TUNING.costs),
        None,
    )


def test_a_precision_that_is_set_is_kept() -> None:
    assert apply_tuning(CONFIG, TUNING, "Fast One", precision_is_set=True) == (
        replace(CONFIG, costs=TUNING.costs),
        None,
    )


@pytest.mark.parametrize(
    ("config", "processor"),
    [
        (CONFIG, "Slow One"),
        (replace(CONFIG, runtime="onnxruntime"), "Fast One"),
        (replace(CONFIG, models="ppocrv4-mobile"), "Fast One"),
    ],
)
def test_a_tuning_of_another_machine_changes_nothing(config: EngineConfig, processor: str) -> None:
    config_after, remark = apply_tuning(config, TUNING, processor, precision_is_set=False)

    assert config_after == config
    assert remark
    assert "\n" not in remark


def test_with_other_threads_only_the_precision_applies() -> None:
    """All engines of a machine read the same texts, even if one has a core less."""
    config = replace(CONFIG, threads=3)
    config_after, remark = apply_tuning(config, TUNING, "Fast One", precision_is_set=False)

    assert config_after == replace(config, integers=True)
    assert remark == (
        "its costs were measured with 2 threads, but this engine has 3; the default costs are used"
    )
