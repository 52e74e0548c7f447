"""The catalog: every model that can be loaded, the source of its files, and its parameters."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError

from models.catalog.detector_parameters import DetectorParameters
from models.catalog.line_parameters import (
    ClassifierParameters,
    EmbedderParameters,
    RecognizerParameters,
    SymbolParameters,
)

CATALOG = Path(__file__).with_name("catalog.toml")
RANGES = Path(__file__).with_name("ranges")

Task = Literal["detect", "classify", "recognize", "identify", "embed"]
Channels = tuple[float, ...]


class CatalogError(Exception):
    """The catalog is not valid. The message names the row and the field."""


@dataclass(frozen=True, slots=True)
class WeightFile:
    """One file of a model: its path in the weights folder, its hash, and its source.

    A file whose source is `shipped` lies in the package that uses it, and is never downloaded.
    """

    path: str
    sha256: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One row of the catalog. The network gets (pixel - mean) / std of pixels in 0 to 255, BGR or grey."""

    name: str
    task: Task
    format: Literal["onnx", "paddle"]
    licence: str
    mean: Channels
    std: Channels
    files: tuple[WeightFile, ...]
    ranges: Path | None = None
    """A file with the value range of each tensor, for runtimes that compute in 8-bit integers. A model
    without this file runs in floats."""

    @property
    def input_height(self) -> int | None:
        """The input height in pixels to fix in the network's graph. None leaves it open."""
        return None

    def file(self, weights: Path, suffix: str) -> Path:
        """Returns the path, below `weights`, of the one file of this model that ends with `suffix`."""
        (found,) = (file.path for file in self.files if file.path.endswith(suffix))
        return weights / found


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorModel(Model):
    """A detector of text lines."""

    task: Literal["detect"]
    parameters: DetectorParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifierModel(Model):
    """A classifier of lines as upright or upside-down."""

    task: Literal["classify"]
    parameters: ClassifierParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognizerModel(Model):
    """A recognizer of text lines."""

    task: Literal["recognize"]
    parameters: RecognizerParameters

    @property
    def input_height(self) -> int:
        """The input height in pixels to fix in the network's graph."""
        return self.parameters.strip_height


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolModel(Model):
    """A classifier of symbols, such as units and arrows."""

    task: Literal["identify"]
    parameters: SymbolParameters


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedderModel(Model):
    """A network that maps lines to font embeddings."""

    task: Literal["embed"]
    parameters: EmbedderParameters

    @property
    def input_height(self) -> int:
        """The input height in pixels to fix in the network's graph."""
        return self.parameters.strip_height


StageModel = DetectorModel | ClassifierModel | RecognizerModel | EmbedderModel
"""A model that is a stage of its own. A symbol model runs within the stage of its recognizer."""

AnyModel = Annotated[StageModel | SymbolModel, Field(discriminator="task")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSet:
    """The three models that read a page together."""

    detector: DetectorModel
    classifier: ClassifierModel
    recognizer: RecognizerModel

    def __iter__(self) -> Iterator[Model]:
        return iter((self.detector, self.classifier, self.recognizer))


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """All models and all sets, by their names."""

    models: Mapping[str, AnyModel]
    sets: Mapping[str, ModelSet]


_MODEL: TypeAdapter[AnyModel] = TypeAdapter(AnyModel)
_SET = TypeAdapter(ModelSet)


def load_catalog(path: Path = CATALOG) -> Catalog:
    """Read and check a catalog file. Raises CatalogError."""
    document = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = {name: _model(name, row) for name, row in document["models"].items()}
    return Catalog(models=rows, sets={name: _set(name, row, rows) for name, row in document["sets"].items()})


def _model(name: str, row: dict[str, Any]) -> AnyModel:
    ranges = {"ranges": RANGES / row["ranges"]} if "ranges" in row else {}
    try:
        return _MODEL.validate_python({"name": name, **row, **ranges})
    except ValidationError as error:
        raise CatalogError(f"models.{name}: {_first_fault(error, row.get('task'))}") from error


def _set(name: str, row: dict[str, str], rows: Mapping[str, AnyModel]) -> ModelSet:
    unknown = sorted(set(row.values()) - rows.keys())
    if unknown:
        raise CatalogError(f"sets.{name}: there is no model {unknown[0]}.")
    try:
        return _SET.validate_python({task: rows[model] for task, model in row.items()})
    except ValidationError as error:
        raise CatalogError(f"sets.{name}: {_first_fault(error)}") from error


def _first_fault(error: ValidationError, task: str | None = None) -> str:
    """The first fault in words, after its field. `task`: the tag that pydantic puts before the field."""
    fault = error.errors()[0]
    path = [str(part) for part in fault["loc"] if part != task]
    return f"{'.'.join(path)}: {fault['msg']}." if path else f"{fault['msg']}."


@cache
def _catalog() -> Catalog:
    return load_catalog()


def models() -> Mapping[str, AnyModel]:
    """All models of the shipped catalog, by their names."""
    return _catalog().models


def model_sets() -> Mapping[str, ModelSet]:
    """All sets of the shipped catalog, by their names."""
    return _catalog().sets


def embedder_model() -> EmbedderModel:
    """The only model of the catalog that embeds fonts."""
    (model,) = (model for model in models().values() if isinstance(model, EmbedderModel))
    return model
