"""How far scores can be trusted: what came true of those of about one height."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import mean

from matplotlib.axes import Axes

Row = tuple[float, float, int]
"""The mean score, the share of right ones among those scored so, and their number."""


def reliability(scored: Iterable[tuple[float, bool]], edges: Sequence[float]) -> list[Row]:
    """A row for each span between two edges that has a score; `scored` says of each whether it was right."""
    there = list(scored)
    spans = ([each for each in there if low <= each[0] < high] for low, high in pairwise(edges))
    return [
        (mean(score for score, _ in span), mean(right for _, right in span), len(span))
        for span in spans
        if span
    ]


def draw_rows(pane: Axes, rows: Iterable[Row]) -> None:
    """Draw scores beside what came true, with the number of each, and where both would be alike."""
    shown = list(rows)
    pane.plot([0, 1], [0, 1], linestyle=":", color="grey")
    pane.plot([score for score, _, _ in shown], [right for _, right, _ in shown], marker="o")
    for score, right, count in shown:
        pane.annotate(f"{count}", (score, right), xytext=(4, -10), textcoords="offset points", fontsize=7)
