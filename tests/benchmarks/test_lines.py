from collections import Counter

from benchmarks.lines import COLUMNS, table_rows
from tests.harness.verdicts import Verdict


def test_extra_lines_are_no_part_of_the_shares() -> None:
    counts = Counter({Verdict.EXACT: 6, Verdict.SPACES: 1, Verdict.WIDTH: 1, Verdict.WRONG: 1})
    counts[Verdict.MISSING], counts[Verdict.EXTRA] = 1, 4

    (row,) = table_rows("choose", {"prices": counts})

    assert row == ("choose", "all", "10", "6", "1", "1", "1", "1", "4", "0.6000", "0.8000")
    assert len(row) == len(COLUMNS)


def test_a_set_of_several_kinds_has_a_row_for_each_and_one_for_all() -> None:
    rows = list(table_rows("choose", {"a": Counter([Verdict.EXACT]), "b": Counter([Verdict.MISSING])}))

    assert [row[1:4] for row in rows] == [("a", "1", "1"), ("b", "1", "0"), ("all", "2", "1")]
