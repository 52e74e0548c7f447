import json
from pathlib import Path

import pytest

from service.batching.prediction.cost import DEFAULT_TABLE, CostRow, CostTable, Row, load_table, table_of
from service.batching.stage import COST_NAMES, CostName


def table(*rows: Row) -> CostTable:
    return table_of("nowhere", rows)


CURVE = table(("detect", 1, 1, 3000, 40.0), ("detect", 1, 1, 1000, 10.0), ("detect", 1, 1, 2000, 20.0))
COUNTS = table(
    ("recognize", 2, 1, 100, 2.0),
    ("recognize", 2, 4, 100, 5.0),
    ("recognize", 2, 4, 200, 9.0),
    ("recognize", 2, 1, 200, 3.0),
)


@pytest.mark.parametrize(
    ("pixels", "milliseconds"), [(1000, 10), (1500, 15), (2000, 20), (2500, 30), (3000, 40), (4000, 60)]
)
def test_the_cost_is_linear_between_and_beyond_measured_points(pixels: int, milliseconds: float) -> None:
    assert CURVE.milliseconds("detect", pixels, 1, 1) == pytest.approx(milliseconds)


def test_the_cost_is_constant_below_the_smallest_measured_input() -> None:
    assert CURVE.milliseconds("detect", 1, 1, 1) == 10.0


@pytest.mark.parametrize(
    ("pixels", "count", "milliseconds"),
    [(100, 1, 2), (100, 4, 5), (100, 2, 3), (150, 4, 7), (150, 2, 4), (100, 7, 8)],
)
def test_the_cost_is_also_interpolated_over_the_count(pixels: int, count: int, milliseconds: float) -> None:
    assert COUNTS.milliseconds("recognize", pixels, count, 2) == pytest.approx(milliseconds)


def test_from_a_single_point_the_cost_grows_in_proportion() -> None:
    single = table(("recognize", 1, 1, 100, 2.0))

    assert single.milliseconds("recognize", 300, 2, 1) == pytest.approx(12.0)


@pytest.mark.parametrize(("streams", "milliseconds"), [(1, 1.0), (2, 2.0), (3, 2.0), (4, 4.0), (64, 4.0)])
def test_between_measured_numbers_of_streams_the_lower_one_is_used(streams: int, milliseconds: float) -> None:
    rows = table(*(("recognize", measured, 1, 100, float(measured)) for measured in (1, 2, 4)))

    assert rows.milliseconds("recognize", 100, 1, streams) == milliseconds


def test_below_the_lowest_measured_number_of_streams_that_number_is_used() -> None:
    assert COUNTS.milliseconds("recognize", 100, 1, 1) == 2.0


def test_a_stage_without_a_row_raises_key_error() -> None:
    with pytest.raises(KeyError):
        CURVE.milliseconds("recognize", 100, 1, 1)


@pytest.mark.parametrize(
    "row",
    [
        ("read", 1, 1, 1, 1.0),
        ("recognize", 0, 1, 1, 1.0),
        ("recognize", 1, 0, 1, 1.0),
        ("recognize", 1, 1, 0, 1.0),
    ]
    + [("recognize", 1, 1, 1, ms) for ms in (0.0, -1.0, float("nan"), float("inf"))],
)
def test_an_invalid_row_is_refused(row: Row) -> None:
    with pytest.raises(ValueError, match="CostRow"):
        CostRow(*row)


@pytest.mark.parametrize("milliseconds", [10.0, 20.0])
def test_two_rows_for_the_same_batch_are_refused(milliseconds: float) -> None:
    rows: tuple[Row, ...] = (
        ("detect", 1, 1, 1000, 10.0),
        ("detect", 1, 1, 500, 9.0),
        ("detect", 1, 1, 1000, milliseconds),
    )

    with pytest.raises(ValueError, match=r"^CostRow.* describe the same batch\.$"):
        table(*rows)


@pytest.mark.parametrize(
    "other", [("recognize", 1, 1, 9), ("detect", 2, 1, 9), ("detect", 1, 2, 9), ("detect", 1, 1, 8)]
)
def test_rows_that_differ_in_more_than_their_time_describe_two_batches(
    other: tuple[CostName, int, int, int],
) -> None:
    assert len(table(("detect", 1, 1, 9, 5.0), (*other, 5.0)).rows) == 2


def test_a_table_is_read_from_json(tmp_path: Path) -> None:
    path = tmp_path / "cost.json"
    path.write_text(json.dumps({"taken_on": "nowhere", "rows": [["detect", 1, 1, 1000, 10.0]]}))

    assert load_table(path) == table(("detect", 1, 1, 1000, 10.0))


def test_a_row_with_a_missing_column_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "cost.json"
    path.write_text(json.dumps({"taken_on": "nowhere", "rows": [["detect", 1, 1, 1000]]}))

    with pytest.raises(TypeError):
        load_table(path)


@pytest.mark.parametrize("stage", sorted(COST_NAMES))
def test_the_shipped_table_has_every_stage_and_more_pixels_cost_more(stage: CostName) -> None:
    shipped = load_table(DEFAULT_TABLE)
    costs = [shipped.milliseconds(stage, pixels, 1, 2) for pixels in (10_000, 100_000, 5_000_000)]

    assert 0 < costs[0] <= costs[1] < costs[2]


def test_with_the_shipped_table_one_wide_detector_is_faster_and_narrow_ones_have_more_throughput() -> None:
    shipped = load_table(DEFAULT_TABLE)

    for row in shipped.rows:
        if row.stage == "detect":
            wide, narrow = (shipped.milliseconds("detect", row.pixels, 1, streams) for streams in (1, 2))
            assert wide < narrow < 2.6 * wide
