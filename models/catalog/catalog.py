"""The catalog: each model that can be loaded, where its files come from, and what the network expects."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

CATALOG = Path(__file__).with_name("catalog.toml")
RANGES = Path(__file__).with_name("ranges")

Task = Literal["detect", "classify", "recognize", "embed"]
Channels = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a model: its path inside the weights folder, its hash, and where it is fetched from.

    What is shipped lies in the folder of the package that uses it instead, and is not fetched.
    """

    path: str
    sha256: str
    source: str


@dataclass(frozen=True, slots=True)
class Model:
    """One row of the catalog. The network sees (pixel - mean) / std of pixels in 0..255, BGR or grey."""

    name: str
    task: Task
    format: Literal["onnx", "paddle"]
    licence: str
    mean: Channels
    std: Channels
    files: tuple[WeightFile, ...]
    ranges: Path | None = None
    """Where its tensors' ranges stand, for runtimes that compute in integers; without it, floats."""

    def file(self, weights: Path, suffix: str) -> Path:
        """The path of this model's one file that ends with `suffix`, in the folder `weights`."""
        (found,) = (file.path for file in self.files if file.path.endswith(suffix))
        return weights / found


@dataclass(frozen=True, slots=True)
class ModelSet:
    """The three models that read a page together."""

    detector: Model
    classifier: Model
    recognizer: Model

    def __iter__(self) -> Iterator[Model]:
        return iter((self.detector, self.classifier, self.recognizer))


@cache
def models() -> Mapping[str, Model]:
    """Every model of the catalog by its name."""
    rows = _document()["models"]
    return {name: _model(name, row) for name, row in rows.items()}


@cache
def model_sets() -> Mapping[str, ModelSet]:
    """Every set of the catalog by its name."""
    return {
        name: ModelSet(**{role: models()[model] for role, model in row.items()})
        for name, row in _document()["sets"].items()
    }


def _document() -> dict[str, Any]:
    return tomllib.loads(CATALOG.read_text(encoding="utf-8"))


def _model(name: str, row: dict[str, Any]) -> Model:
    files = tuple(WeightFile(**file) for file in row["files"])
    mean, std = tuple(row["mean"]), tuple(row["std"])
    ranges = RANGES / row["ranges"] if "ranges" in row else None
    return Model(name, row["task"], row["format"], row["licence"], mean, std, files, ranges)
