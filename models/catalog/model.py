"""The rows of the catalog: models, their files and their parameters, and the sets that read pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from models.catalog.detector_parameters import DetectorParameters
from models.catalog.line_parameters import (
    ClassifierParameters,
    EmbedderParameters,
    RecognizerParameters,
    SymbolParameters,
)

Task = Literal["detect", "classify", "recognize", "identify", "embed"]
Channels = tuple[float, ...]


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
    """The models that read a page together.

    The drafter, if there is one, is a small recognizer that reads every line first. The recognizer reads the
    lines again that the drafter is not sure of.
    """

    detector: DetectorModel
    classifier: ClassifierModel
    recognizer: RecognizerModel
    drafter: RecognizerModel | None = None

    def __post_init__(self) -> None:
        if self.drafter and self.drafter.parameters.trust is None:
            raise ValueError(
                f"{self.drafter.name} has no parameters for its trust, so it cannot be a drafter"
            )

    def __iter__(self) -> Iterator[Model]:
        return filter(None, (self.detector, self.classifier, self.recognizer, self.drafter))
