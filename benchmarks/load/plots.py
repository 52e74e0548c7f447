"""Plots of the saved figures in SVG."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import LogLocator, NullFormatter, ScalarFormatter

from benchmarks.load.plan import Plan
from benchmarks.load.report import saved
from benchmarks.load.traffic.sized_pictures import DENSITIES
from benchmarks.reporting.plot_style import STYLE


def draw(plan: Plan) -> None:
    """Draw every plot whose figures are saved into the folder of the plan."""
    plan.plots.mkdir(parents=True, exist_ok=True)
    drawings = {"latency": _latency, "closed": _throughput, "open": _loads, "soak": _memory}
    with mpl.rc_context():
        mpl.rcParams.update(STYLE)
        for name, drawing in drawings.items():
            if figures := saved(plan, name):
                _save(drawing(figures), plan.plots / f"{name}.svg")


def _save(figure: Figure, path: Path) -> None:
    figure.savefig(path, metadata={"Date": None})


def _panes(count: int) -> tuple[Figure, Sequence[Axes]]:
    figure = Figure(figsize=(4.6 * count, 3.8), layout="constrained")
    panes = figure.subplots(1, count, squeeze=False)
    return figure, list(panes[0])


def _legend(figure: Figure, panes: Sequence[Axes]) -> None:
    pane, columns = panes[0], 3 * len(panes)
    handles, labels = pane.get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=columns, fontsize=8)


def _plain_numbers(axis: Axis) -> None:
    """Label the axis 1, 2, 5, 10, … instead of powers of ten."""
    axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axis.set_major_formatter(ScalarFormatter())
    axis.set_minor_formatter(NullFormatter())


def _latency(figures: Mapping[str, Any]) -> Figure:
    figure, panes = _panes(len(DENSITIES))
    for pane, density in zip(panes, DENSITIES, strict=True):
        rows = [row for row in figures["rows"] if row["picture_class"].endswith(density)]
        for system in dict.fromkeys(row["system"] for row in rows):
            own = [row for row in rows if row["system"] == system]
            sizes = [row["picture_class"].split()[0] for row in own]
            medians = [row["spread"]["p50"] for row in own]
            tails = [row["spread"]["p95"] - row["spread"]["p50"] for row in own]
            pane.errorbar(sizes, medians, yerr=[[0] * len(own), tails], marker="o", capsize=2, label=system)
        pane.set(title=f"One client, {density} lines", xlabel="megapixels", ylabel="ms, p50 up to p95")
        pane.set_yscale("log")
        _plain_numbers(pane.yaxis)
    _legend(figure, panes)
    return figure


def _throughput(figures: Mapping[str, Any]) -> Figure:
    figure, (pane,) = _panes(1)
    for system in dict.fromkeys(row["system"] for row in figures["rows"]):
        own = [row for row in figures["rows"] if row["system"] == system]
        rates = [row["per_second"] for row in own]
        if len(own) > 1:
            pane.plot([row["clients"] for row in own], rates, marker="o", label=system)
        else:
            (line,) = pane.plot([], [], linestyle="--", label=f"{system}, in process")
            pane.axhline(rates[0], linestyle="--", color=line.get_color())
    pane.set(title=f"Throughput on {figures['set']}", xlabel="clients", ylabel="pictures a second")
    pane.set_ylim(bottom=0)
    _legend(figure, [pane])
    return figure


def _loads(figures: Mapping[str, Any]) -> Figure:
    figure, panes = _panes(len(figures["loads"]))
    shares = {"steady": "70 % load", "overload": "150 % load"}
    for pane, (name, load) in zip(panes, figures["loads"].items(), strict=True):
        for picture_class, values in load["curves"].items():
            style = "-" if picture_class.endswith("many") else "--"
            colour = f"C{list(load['curves']).index(picture_class) // 2}"
            pane.plot(values, figures["percentiles"], style, color=colour, label=picture_class)
        pane.set(title=shares[name], xlabel="ms from the planned send time", ylabel="percent")
        pane.set_xscale("log")
        _plain_numbers(pane.xaxis)
    _legend(figure, panes)
    return figure


def _memory(figures: Mapping[str, Any]) -> Figure:
    figure, (pane,) = _panes(1)
    marks = figures["marks"]
    pane.plot([mark["pictures"] for mark in marks], [mark["megabytes"] for mark in marks], marker="o")
    pane.set(title="Resident memory", xlabel="pictures", ylabel="MB")
    pane.set_ylim(bottom=0)
    return figure
