import pytest

from service.batching.policies.device_policies import cpu
from service.batching.prediction.cost import DEFAULT_TABLE, Row, load_table, table_of
from service.tuning.page_work import LINES_BY_WIDTH, PageSize, page_rows, page_work

ROWS: tuple[Row, ...] = (
    ("decode", 2, 1, 1000, 4.0),
    ("detect", 1, 1, 500, 30.0),
    ("detect", 2, 1, 500, 50.0),
    *(("recognize", 1, 1, 48 * width, 6.0) for width in LINES_BY_WIDTH),
    *(("recognize", 2, 1, 48 * width, 10.0) for width in LINES_BY_WIDTH),
)
COSTS = table_of("a machine of round figures", ROWS)
POLICY = cpu(2, load_table(DEFAULT_TABLE))


def test_the_shares_of_all_widths_add_up_to_1() -> None:
    assert sum(LINES_BY_WIDTH.values()) == pytest.approx(1)


@pytest.mark.parametrize(("lines", "work"), [(0, 27), (1, 32), (10, 77)])
def test_the_work_of_a_page_is_the_work_of_its_stages_divided_by_the_cores(lines: int, work: float) -> None:
    """(4 + 50 + lines * 10) / 2."""
    assert page_work(COSTS, PageSize(1000, 500, lines), POLICY, 48) == pytest.approx(work)


def test_page_rows_are_in_milliseconds_of_the_whole_machine() -> None:
    rows = page_rows(COSTS, [PageSize(1000, 500, 1), PageSize(2000, 500, 10)], POLICY, 48)

    assert [row.batch for row in rows] == [("page", 1, 1, 1000), ("page", 1, 1, 2000)]
    assert [row.milliseconds for row in rows] == [32.0, 79.0]


def test_lines_that_share_a_batch_cost_their_share_of_it() -> None:
    with_batches = table_of("with batches", (*ROWS, ("recognize", 2, 4, 48 * 160, 20.0)))
    narrow = LINES_BY_WIDTH[160]

    assert page_work(with_batches, PageSize(1000, 500, 1), POLICY, 48) == pytest.approx(
        32 - narrow * (10 - 5) / 2
    )
