"""One measurement with a real service and the smallest plan."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.load import systems
from benchmarks.load.measurements import latency
from benchmarks.load.plan import QUICK
from benchmarks.load.report import saved
from benchmarks.load.systems import Pythons
from tests.harness.service import CREDENTIALS, Service


def test_latency_is_measured_without_peers(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(systems, "CREDENTIALS", {**CREDENTIALS, **service.shared_engines})
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
