import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.batching.cost import Measured, load_table
from service.engine.config import EngineConfig
from service.tuning.table import Tuning, TuningFileError, fitted, load_tuning, save_tuning
from tests.service.tuning.tunings import ROWS, TUNING

CONFIG = EngineConfig("openvino", "ppocrv6-small", Path("weights"), 2, 8192, False, Path("fonts.npz"))


def test_what_is_kept_is_what_comes_back_and_no_draft_is_left(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "tuned.json"
    save_tuning(path, _with("float"))
    save_tuning(path, TUNING)

    assert load_tuning(path) == TUNING
    assert list(path.parent.iterdir()) == [path]


def _with(precision: str) -> Tuning:
    return Tuning.model_validate({**TUNING.model_dump(), "precision": precision})


def test_the_file_is_a_cost_table_too(tmp_path: Path) -> None:
    """So what was measured can be looked at, or be shipped, as the table that is shipped."""
    save_tuning(tmp_path / "tuned.json", TUNING)

    assert load_table(tmp_path / "tuned.json") == TUNING.costs
    assert TUNING.costs.rows == tuple(Measured(*row) for row in ROWS)


def test_where_there_is_no_file_nothing_was_measured(tmp_path: Path) -> None:
    assert load_tuning(tmp_path / "none.json") is None


WHOLE = TUNING.model_dump(mode="json")

BROKEN: list[Any] = [
    [],
    {**WHOLE, "threads": 0},
    {**WHOLE, "precision": "int4"},
    {**WHOLE, "more": 1},
    {name: value for name, value in WHOLE.items() if name != "runtime"},
    {**WHOLE, "rows": [row for row in ROWS if row[0] != "page"]},
    {**WHOLE, "rows": [*ROWS, ("detect", 1, 1, 700_000, 61.0)]},
    {**WHOLE, "rows": [*ROWS, ("detect", 1, 1, 800_000, 0)]},
    {**WHOLE, "rows": [*ROWS, ("detect", 0, 1, 800_000, 1)]},
    {**WHOLE, "rows": [*ROWS, ("detect", 1, 1, 800_000)]},
]


@pytest.mark.parametrize("document", BROKEN)
def test_a_broken_file_is_told_in_one_line(tmp_path: Path, document: object) -> None:
    path = tmp_path / "tuned.json"
    path.write_text(json.dumps(document))
    with pytest.raises(TuningFileError, match=r"tuned\.json is no measurement: ") as caught:
        load_tuning(path)

    assert "\n" not in str(caught.value)


def test_half_a_file_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "tuned.json"
    save_tuning(path, TUNING)
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(TuningFileError, match="is no measurement"):
        load_tuning(path)


def test_a_folder_in_its_place_is_told_when_it_is_read_and_when_it_is_written(tmp_path: Path) -> None:
    with pytest.raises(TuningFileError, match="cannot be read"):
        load_tuning(tmp_path)
    with pytest.raises(TuningFileError, match="cannot be written"):
        save_tuning(tmp_path, TUNING)


def test_what_fits_gives_costs_and_precision() -> None:
    assert fitted(CONFIG, TUNING, "Fast One", precision_is_set=False) == (
        replace(CONFIG, integers=True, costs=TUNING.costs),
        None,
    )


def test_a_precision_that_a_person_set_is_kept() -> None:
    assert fitted(CONFIG, TUNING, "Fast One", precision_is_set=True) == (
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
def test_what_was_taken_on_something_else_changes_nothing(config: EngineConfig, processor: str) -> None:
    kept, remark = fitted(config, TUNING, processor, precision_is_set=False)

    assert kept == config
    assert remark
    assert "\n" not in remark


def test_with_other_threads_the_precision_is_good_and_the_costs_are_not() -> None:
    """All engines of a machine read alike, even where one has a core less."""
    kept, remark = fitted(replace(CONFIG, threads=3), TUNING, "Fast One", precision_is_set=False)

    assert kept == replace(CONFIG, threads=3, integers=True)
    assert remark == "its costs were taken with 2 threads, and these are 3"
