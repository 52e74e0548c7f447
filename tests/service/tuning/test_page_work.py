from dataclasses import replace

import pytest

from service.batching.cost import CostTable, Measured
from service.batching.policy import cpu
from service.tuning.page_work import LINES_BY_WIDTH, PageSize, page_rows, page_work

COSTS = CostTable(
    "a machine of round figures",
    (
        Measured("decode", 2, 1, 1000, 4.0),
        Measured("detect", 1, 1, 500, 30.0),
        Measured("detect", 2, 1, 500, 50.0),
        *(Measured("recognize", 1, 1, 48 * width, 6.0) for width in LINES_BY_WIDTH),
        *(Measured("recognize", 2, 1, 48 * width, 10.0) for width in LINES_BY_WIDTH),
    ),
)


def test_every_line_has_a_width() -> None:
    assert sum(LINES_BY_WIDTH.values()) == pytest.approx(1)


@pytest.mark.parametrize(("lines", "work"), [(0, 27), (1, 32), (10, 77)])
def test_the_work_of_a_page_is_that_of_its_stages_under_load_shared_by_the_cores(
    lines: int, work: float
) -> None:
    """(4 + 50 + lines * 10) / 2."""
    assert page_work(COSTS, PageSize(1000, 500, lines), cpu(2), 48) == pytest.approx(work)


def test_rows_of_pages_are_of_the_machine_as_a_whole() -> None:
    rows = page_rows(COSTS, [PageSize(1000, 500, 1), PageSize(2000, 500, 10)], cpu(2), 48)

    assert rows == [Measured("page", 1, 1, 1000, 32.0), Measured("page", 1, 1, 2000, 79.0)]


def test_lines_that_share_a_batch_cost_their_part_of_it() -> None:
    together = replace(COSTS, rows=(*COSTS.rows, Measured("recognize", 2, 4, 48 * 160, 20.0)))
    narrow = LINES_BY_WIDTH[160]

    assert page_work(together, PageSize(1000, 500, 1), cpu(2), 48) == pytest.approx(
        32 - narrow * (10 - 5) / 2
    )
