"""wangtu tune: measures the costs of all stages on this machine, and chooses the faster precision."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from models.catalog.catalog import model_sets
from models.runtimes import DEVICES
from service.batching.prediction.cost import CostRow
from service.commands.stop import FAILED, WRONG_USE, stop
from service.commands.weights import ensure_weights
from service.engine.config import EngineConfig
from service.process.machine import pin_to, processor_name
from service.settings import Settings
from service.tuning.choice import choose
from service.tuning.table import COLUMNS, Precision, Tuning, TuningFileError, save_tuning

if TYPE_CHECKING:
    from service.tuning.measurement import Probe

INTEGER_RUNTIMES = {"openvino"}
"""Runtimes that compute with integers if the catalog has the ranges of the model's tensors."""


def tune() -> None:
    """Measure this machine and save the result for its engines. Takes about a minute on an idle machine."""
    settings = Settings()
    if DEVICES[settings.runtime] == "gpu":
        stop(f"tune measures processors only, and WANGTU_RUNTIME is {settings.runtime}.", WRONG_USE)
    ensure_weights(settings)
    partition = max(settings.own_partitions(), key=lambda each: each.threads)
    pin_to(partition.processors)
    config = replace(settings.engine(), threads=partition.threads)
    precision, reason, rows = _measure(config, _candidates(settings))
    processor = processor_name()
    tuning = Tuning(
        taken_on=f"{config.threads} cores of {processor}, {precision}",
        processor=processor,
        runtime=config.runtime,
        models=config.models,
        threads=config.threads,
        precision=precision,
        rows=tuple((row.stage, row.streams, row.count, row.pixels, row.milliseconds) for row in rows),
    )
    _print(rows)
    typer.echo(reason)
    try:
        save_tuning(settings.tuned, tuning)
    except TuningFileError as error:
        stop(f"{error}.", FAILED)
    typer.echo(f"Saved in {settings.tuned}. Engines use it from their next start.")


def _measure(
    config: EngineConfig, candidates: Sequence[Precision]
) -> tuple[Precision, str, Sequence[CostRow]]:
    """The chosen precision, the reason for it, and the costs measured with it."""
    from service.commands.trials import measure_costs, try_precision

    with Progress(console=Console(stderr=True)) as progress:

        def track(probes: Sequence["Probe"], title: str) -> Iterable["Probe"]:
            return progress.track(probes, description=title)

        trials = [try_precision(config, precision, track) for precision in candidates]
        precision, reason = choose(trials)
        return precision, reason, measure_costs(replace(config, integers=precision == "int8"), track)


def _candidates(settings: Settings) -> Sequence[Precision]:
    """The precisions to choose from. If the operator has set one, it is the only one."""
    has_ranges = any(model.ranges for model in model_sets()[settings.models])
    if settings.runtime not in INTEGER_RUNTIMES or not has_ranges:
        return ("float",)
    return (settings.precision,) if "precision" in settings.model_fields_set else ("float", "int8")


def _print(rows: Sequence[CostRow]) -> None:
    table = Table(*COLUMNS)
    for row in rows:
        figures = str(row.streams), str(row.count), f"{row.pixels:,}", f"{row.milliseconds:g}"
        table.add_row(row.stage, *figures)
    Console().print(table)
