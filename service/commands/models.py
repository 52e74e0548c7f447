"""wangtu models: lists the models, and downloads and verifies their weights."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from models.catalog.catalog import model_sets
from models.catalog.model import Model
from models.catalog.pull import missing_files
from service.commands.stop import FAILED, WRONG_USE, stop
from service.commands.weights import pull_or_stop
from service.settings import Settings

app = typer.Typer(no_args_is_help=True, help="List the models, and pull and verify their weights.")

HEADINGS = ("set", "model", "task", "format", "licence", "weights")

Sets = Annotated[list[str] | None, typer.Argument(help="Sets of models, by default the configured set.")]


@app.command("list")
def list_models() -> None:
    """List all models and the state of their weights."""
    weights = Settings().weights
    table = Table(*HEADINGS)
    for name, models in model_sets().items():
        for model in models:
            table.add_row(name, model.name, model.task, model.format, model.licence, _state(model, weights))
    Console().print(table)


@app.command()
def pull(sets: Sets = None) -> None:
    """Download and verify the missing weights of one or more sets."""
    settings = Settings()
    missing = missing_files(_models(settings, sets), settings.weights)
    for file in missing:
        typer.echo(f"pulling {file.path} from {file.source.partition('!')[0]}")
    pull_or_stop(missing, settings.weights)
    typer.echo("all weights are present and verified")


@app.command()
def verify(sets: Sets = None) -> None:
    """Compare the weights with the hashes of the catalog. Exits with 1 if a file is missing or differs."""
    settings = Settings()
    missing = missing_files(_models(settings, sets), settings.weights)
    if missing:
        stop(f"missing or different: {', '.join(file.path for file in missing)}", FAILED)
    typer.echo("all weights are present and verified")


def _models(settings: Settings, names: list[str] | None) -> list[Model]:
    unknown = [name for name in names or () if name not in model_sets()]
    if unknown:
        stop(f"there is no set {unknown[0]}; there are {', '.join(model_sets())}", WRONG_USE)
    return [model for name in names or [settings.models] for model in model_sets()[name]]


def _state(model: Model, weights: Path) -> str:
    if not missing_files([model], weights):
        return "verified"
    present = any((weights / file.path).exists() for file in model.files)
    return "damaged" if present else "not pulled"
