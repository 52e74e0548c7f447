"""The weights that a command needs, fetched when they are not there."""

import typer

from models.catalog import model_sets
from models.pull import PullError, missing_files, pull
from service.settings import Settings


def ensure_weights(settings: Settings) -> None:
    """Have the chosen set's files in the folder, whole. Exits with 1 where they cannot be had."""
    missing = missing_files(model_sets()[settings.models], settings.weights)
    if not missing:
        return
    typer.echo(f"Pulling {', '.join(file.path for file in missing)} …", err=True)
    try:
        pull(missing, settings.weights)
    except PullError as error:
        typer.echo(f"wangtu: {error}", err=True)
        raise typer.Exit(1) from error
