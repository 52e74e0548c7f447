"""Reliability diagrams: the mean score and the accuracy of predictions in each bin of scores."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import mean

from matplotlib.axes import Axes

ConfidenceBin = tuple[float, float, int]
"""(mean score, share of right predictions, number of predictions)."""


def confidence_bins(scored: Iterable[tuple[float, bool]], edges: Sequence[float]) -> list[ConfidenceBin]:
    """Bin predictions, given as (score, is right), between the edges. Empty bins are left out.

    A lower edge belongs to its bin, an upper edge does not.
    """
    predictions = list(scored)
    bins = ([row for row in predictions if low <= row[0] < high] for low, high in pairwise(edges))
    return [
        (mean(score for score, _ in rows), mean(right for _, right in rows), len(rows))
        for rows in bins
        if rows
    ]


def draw_confidence_bins(pane: Axes, bins: Iterable[ConfidenceBin]) -> None:
    """Draw a reliability diagram: accuracy by mean score, the number of each bin, and the diagonal."""
    rows = list(bins)
    pane.plot([0, 1], [0, 1], linestyle=":", color="grey")
    pane.plot([score for score, _, _ in rows], [right for _, right, _ in rows], marker="o")
    for score, right, count in rows:
        pane.annotate(f"{count}", (score, right), xytext=(4, -10), textcoords="offset points", fontsize=7)
