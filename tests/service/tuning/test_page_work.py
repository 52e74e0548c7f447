from dataclasses import replace

import pytest

from service.batching.cost import DEFAULT_TABLE, CostRow, CostTable, load_table
from service.batching.forms import cpu
from service.tuning.page_work import LINES_BY_WIDTH, PageSize, page_rows, page_work

COSTS = CostTable(
    "a machine of round figures",
    (
        CostRow("decode", 2, 1, 1000, 4.0),
        CostRow("detect", 1, 1, 500, 30.0),
        CostRow("detect", 2, 1, 500, 50.0),
        *(CostRow("recognize", 1, 1, 48 * width, 6.0) for width in LINES_BY_WIDTH),
        *(CostRow("recognize", 2, 1, 48 * width, 10.0) for width in LINES_BY_WIDTH),
    ),
)


POLICY = cpu(2, load_table(DEFAULT_TABLE))


def test_the_shares_of_all_widths_add_up_to_1() -> None:
    assert sum(LINES_BY_WIDTH.values()) == pytest.approx(1)


@pytest.mark.parametrize(("lines", "work"), [(0, 27), (1, 32), (10, 77)])
def test_the_work_of_a_page_is_the_work_of_its_stages_divided_by_the_cores(lines: int, work: float) -> None:
    """(4 + 50 + lines * 10) / 2."""
    assert page_work(COSTS, PageSize(1000, 500, lines), POLICY, 48) == pytest.approx(work)


def test_page_rows_are_in_milliseconds_of_the_whole_machine() -> None:
    rows = page_rows(COSTS, [PageSize(1000, 500, 1), PageSize(2000, 500, 10)], POLICY, 48)

    assert rows == [CostRow("page", 1, 1, 1000, 32.0), CostRow("page", 1, 1, 2000, 79.0)]


def test_lines_that_share_a_batch_cost_their_share_of_it() -> None:
    with_batches = replace(COSTS, rows=(*COSTS.rows, CostRow("recognize", 2, 4, 48 * 160, 20.0)))
    narrow = LINES_BY_WIDTH[160]

    assert page_work(with_batches, PageSize(1000, 500, 1), POLICY, 48) == pytest.approx(
        32 - narrow * (10 - 5) / 2
    )
