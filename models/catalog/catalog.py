"""The catalog: every model that can be loaded, the source of its files, and its parameters."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from models.catalog.model import AnyModel, EmbedderModel, ModelSet

CATALOG = Path(__file__).with_name("catalog.toml")
RANGES = Path(__file__).with_name("ranges")


class CatalogError(Exception):
    """The catalog is not valid. The message names the row and the field."""


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
