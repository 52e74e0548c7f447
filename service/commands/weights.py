"""Downloads the weights that a command needs."""

from collections.abc import Iterable
from pathlib import Path

from models.catalog.catalog import model_sets
from models.catalog.model import WeightFile
from models.catalog.pull import PullError, missing_files, pull
from service.commands.notice import notice
from service.commands.stop import FAILED, stop
from service.settings import Settings


def ensure_weights(settings: Settings) -> None:
    """Download the missing files of the configured set of models. Exits with 1 if that fails."""
    missing = missing_files(model_sets()[settings.models], settings.weights)
    if not missing:
        return
    notice(f"Pulling {', '.join(file.path for file in missing)} …")
    pull_or_stop(missing, settings.weights)


def pull_or_stop(files: Iterable[WeightFile], weights: Path) -> None:
    """Download files into the folder. Exits with 1 if that fails."""
    try:
        pull(files, weights)
    except PullError as error:
        stop(str(error), FAILED)
