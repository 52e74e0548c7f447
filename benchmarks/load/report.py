"""Result files in JSON, with the machine they were measured on, and tables."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Column, Table

from benchmarks.load.plan import Plan
from benchmarks.reporting.machine import machine
from service.settings import Settings

LIBRARIES = ("numpy", "onnxruntime", "opencv-python-headless", "openvino")


def save(plan: Plan, name: str, figures: Mapping[str, Any]) -> None:
    """Write the figures to `load-NAME.json`, with time, machine, number of cores and library versions."""
    context = {
        "taken": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": machine(),
        "cores": Settings().threads,
        "versions": {library: version(library) for library in LIBRARIES},
    }
    plan.results.mkdir(exist_ok=True)
    text = json.dumps({**context, **figures}, indent=2, default=_plain)
    _path(plan, name).write_text(f"{text}\n", encoding="utf-8")


def saved(plan: Plan, name: str) -> dict[str, Any] | None:
    """Returns the saved figures, or None if there are none."""
    path = _path(plan, name)
    figures: dict[str, Any] | None = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else None
    return figures


def show(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table."""
    table = Table(*(Column(name, overflow="fold") for name in columns), title=title)
    for row in rows:
        table.add_row(*(_short(cell) for cell in row))
    Console().print(table)


def _path(plan: Plan, name: str) -> Path:
    return plan.results / f"load-{name}.json"


def _short(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell >= 100 else f"{cell:.2f}"
    return str(cell)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(value)
