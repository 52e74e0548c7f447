"""The weights that a command needs, fetched when they are not there."""

from collections.abc import Iterable
from pathlib import Path

import typer

from models.catalog.catalog import WeightFile, model_sets
from models.catalog.pull import PullError, missing_files, pull
from service.commands.stop import FAILED, stop
from service.settings import Settings


def ensure_weights(settings: Settings) -> None:
    """Have the chosen set's files in the folder, whole. Exits with 1 where they cannot be had."""
    missing = missing_files(model_sets()[settings.models], settings.weights)
    if not missing:
        return
    typer.echo(f"Pulling {', '.join(file.path for file in missing)} …", err=True)
    fetch(missing, settings.weights)


def fetch(files: Iterable[WeightFile], weights: Path) -> None:
    """Pull these files into the folder. Exits with 1 where they cannot be had."""
    try:
        pull(files, weights)
    except PullError as error:
        stop(str(error), FAILED)
