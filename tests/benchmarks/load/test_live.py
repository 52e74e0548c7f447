"""One measurement with a real service and the smallest plan."""

from dataclasses import replace
from pathlib import Path

from benchmarks.load.measurements import latency
from benchmarks.load.plan import QUICK
from benchmarks.load.report import saved
from benchmarks.load.systems import Pythons


def test_latency_is_measured_without_peers(tmp_path: Path) -> None:
    plan = replace(QUICK, results=tmp_path, sizes=("0.05",), latency_seconds=0)
    latency.measure(plan, Pythons())
    figures = saved(plan, "latency")

    assert figures is not None
    assert [(row["picture_class"], row["system"]) for row in figures["rows"]] == [
        ("0.05 few", "Wangtu"),
        ("0.05 many", "Wangtu"),
    ]
    assert all(row["spread"]["count"] == latency.REPEATS["0.05"] for row in figures["rows"])
    assert all(0 < row["spread"]["p50"] <= row["spread"]["longest"] for row in figures["rows"])
