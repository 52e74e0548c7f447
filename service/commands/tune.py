"""wangtu tune: this machine measured, so that its engines predict well and compute as it is fastest."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from models.catalog.catalog import model_sets
from models.runtimes import DEVICES
from service.batching.cost import Measured
from service.commands.stop import FAILED, WRONG_USE, stop
from service.commands.weights import ensure_weights
from service.engine.config import EngineConfig
from service.process.machine import processor_name, stay_on
from service.settings import Settings
from service.tuning.choice import choose
from service.tuning.table import Precision, Tuning, TuningFileError, save_tuning

if TYPE_CHECKING:
    from service.tuning.measurement import Probe

INTEGER_RUNTIMES = {"openvino"}
"""Those that compute with integers where a model has ranges."""


def tune() -> None:
    """Measure this machine, best while nothing else runs on it, and keep what is best; takes a minute."""
    settings = Settings()
    if DEVICES[settings.runtime] == "gpu":
        stop(f"tune measures processors, and WANGTU_RUNTIME is {settings.runtime}.", WRONG_USE)
    ensure_weights(settings)
    partition = max(settings.own_partitions(), key=lambda each: each.threads)
    stay_on(partition.processors)
    config = replace(settings.engine(), threads=partition.threads)
    precision, why, rows = _measured(config, _candidates(settings))
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
    typer.echo(why)
    try:
        save_tuning(settings.tuned, tuning)
    except TuningFileError as error:
        stop(f"{error}.", FAILED)
    typer.echo(f"Kept in {settings.tuned}; engines use it from their next start on.")


def _measured(
    config: EngineConfig, candidates: Sequence[Precision]
) -> tuple[Precision, str, Sequence[Measured]]:
    """The precision, why it is best, and the costs with it."""
    from service.commands.trials import cost_rows, tried

    with Progress(console=Console(stderr=True)) as progress:

        def track(probes: Sequence["Probe"], aim: str) -> Iterable["Probe"]:
            return progress.track(probes, description=aim)

        trials = [tried(config, precision, track) for precision in candidates]
        precision, why = choose(trials)
        return precision, why, cost_rows(replace(config, integers=precision == "int8"), track)


def _candidates(settings: Settings) -> Sequence[Precision]:
    """What there is to choose from: what a person set is not chosen for them."""
    knows_ranges = any(model.ranges for model in model_sets()[settings.models])
    if settings.runtime not in INTEGER_RUNTIMES or not knows_ranges:
        return ("float",)
    return (settings.precision,) if "precision" in settings.model_fields_set else ("float", "int8")


def _print(rows: Sequence[Measured]) -> None:
    table = Table("stage", "streams", "together", "pixels", "milliseconds")
    for row in rows:
        figures = str(row.streams), str(row.count), f"{row.pixels:,}", f"{row.milliseconds:g}"
        table.add_row(row.stage, *figures)
    Console().print(table)
