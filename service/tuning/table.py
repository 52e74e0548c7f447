"""Saves and loads the result of `wangtu tune`, and applies it to an engine's configuration."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError, field_validator

from service.atomic_file import write_atomically
from service.batching.prediction.cost import CostTable, table_of
from service.batching.stage import COST_NAMES, CostName
from service.engine.config import EngineConfig

Precision = Literal["int8", "float"]
Milliseconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Row = tuple[CostName, PositiveInt, PositiveInt, PositiveInt, Milliseconds]
"""Stage, streams, count, pixels and milliseconds, see `CostRow`."""

COLUMNS = ("stage", "streams", "count", "pixels", "milliseconds")

FILE_MODE = 0o666
"""Every user may read and write the file, as far as the umask allows. It holds no secret."""


class TuningFileError(Exception):
    """The file cannot be read, written or parsed. The message is a sentence for the operator."""


class Tuning(BaseModel):
    """The result of `wangtu tune`: the machine, the chosen precision, and the rows of a cost table.

    Raises ValidationError if a stage has no row or two rows describe the same batch.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    taken_on: str
    """The measured machine, in words."""

    processor: str
    """The processor's name."""

    runtime: str
    models: str
    threads: PositiveInt
    """Computing threads of the measured engine."""

    precision: Precision
    columns: tuple[str, ...] = COLUMNS
    rows: tuple[Row, ...]

    @field_validator("rows")
    @classmethod
    def _check_complete(cls, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        missing = COST_NAMES - {row[0] for row in rows}
        if missing:
            raise ValueError(f"no row for {', '.join(sorted(missing))}")
        table_of("", rows)
        return rows

    @property
    def costs(self) -> CostTable:
        """The rows as a cost table."""
        return table_of(self.taken_on, self.rows)


def apply_tuning(
    config: EngineConfig, tuning: Tuning, processor: str, *, precision_is_set: bool
) -> tuple[EngineConfig, str | None]:
    """The configuration with the measured costs and the chosen precision, and a reason if one is not applied.

    Nothing applies to another processor, runtime or set of models. The costs apply to the same number of
    threads only. The precision applies to any number, so that all engines of a machine read the same texts.
    A precision that the operator set is kept.
    """
    measured = tuning.processor, tuning.runtime, tuning.models
    present = processor, config.runtime, config.models
    if measured != present:
        return config, (
            f"it was measured on {', '.join(measured)}, but this is {', '.join(present)}; "
            "the defaults are used"
        )
    if not precision_is_set:
        config = replace(config, integers=tuning.precision == "int8")
    if tuning.threads != config.threads:
        return config, (
            f"its costs were measured with {tuning.threads} threads, but this engine has {config.threads}; "
            "the default costs are used"
        )
    return replace(config, costs=tuning.costs), None


def load_tuning(path: Path) -> Tuning | None:
    """Read the file. Returns None if there is none. Raises TuningFileError."""
    try:
        return Tuning.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TuningFileError(f"{path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(map(str, problem["loc"])) or "the file"
        raise TuningFileError(
            f"{path} is not a valid result of `wangtu tune`: {place}: {problem['msg']}"
        ) from error


def save_tuning(path: Path, tuning: Tuning) -> None:
    """Replace the file atomically. Raises TuningFileError."""
    try:
        write_atomically(path, _document(tuning), FILE_MODE)
    except OSError as error:
        raise TuningFileError(f"{path} cannot be written: {error.strerror}") from error


def _document(tuning: Tuning) -> str:
    """The tuning as JSON. Each row of the table is on one line."""
    head = json.dumps(tuning.model_dump(exclude={"rows"}), indent=2).removesuffix("\n}")
    rows = ",\n".join(f"    {json.dumps(row)}" for row in tuning.rows)
    return f'{head},\n  "rows": [\n{rows}\n  ]\n}}\n'
