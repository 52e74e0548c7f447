"""What `wangtu tune` found out about a machine, the file that keeps it, and what an engine makes of it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError, field_validator

from service.batching.cost import CostTable, Measured
from service.batching.stage import COST_NAMES, CostName
from service.engine.config import EngineConfig
from service.kept_file import keep

Precision = Literal["int8", "float"]
Milliseconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Row = tuple[CostName, PositiveInt, PositiveInt, PositiveInt, Milliseconds]

COLUMNS = ("stage", "streams", "count", "pixels", "milliseconds")


ANYBODY = 0o666
"""Who may read and write the file, as far as the umask allows: it holds no secret."""


class TuningFileError(Exception):
    """The file cannot be used or written; the message is a sentence for whoever starts the service."""


class Tuning(BaseModel):
    """One measurement: on what, what was chosen, and the rows of a cost table."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    taken_on: str
    """The machine, in words."""

    processor: str
    """The processor's name."""

    runtime: str
    models: str
    threads: PositiveInt
    """Of one engine."""

    precision: Precision
    columns: tuple[str, ...] = COLUMNS
    rows: tuple[Row, ...]

    @field_validator("rows")
    @classmethod
    def _are_a_whole_table(cls, rows: tuple[Row, ...]) -> tuple[Row, ...]:
        missing = COST_NAMES - {row[0] for row in rows}
        if missing:
            raise ValueError(f"no row for {', '.join(sorted(missing))}")
        _table("", rows)
        return rows

    @property
    def costs(self) -> CostTable:
        """The rows as the table that they make."""
        return _table(self.taken_on, self.rows)


def _table(taken_on: str, rows: tuple[Row, ...]) -> CostTable:
    return CostTable(taken_on, tuple(Measured(*row) for row in rows))


def fitted(
    config: EngineConfig, tuning: Tuning, processor: str, *, precision_is_set: bool
) -> tuple[EngineConfig, str | None]:
    """The engine with the measured costs and the chosen precision, and a remark where they do not fit.

    The precision is good for any number of threads, so that all engines of a machine read alike; the costs
    are not. What a person set is not chosen for them.
    """
    taken, here = (
        (tuning.processor, tuning.runtime, tuning.models),
        (processor, config.runtime, config.models),
    )
    if taken != here:
        return config, f"it was taken on {', '.join(taken)}, and this is {', '.join(here)}"
    if not precision_is_set:
        config = replace(config, integers=tuning.precision == "int8")
    if tuning.threads != config.threads:
        return config, f"its costs were taken with {tuning.threads} threads, and these are {config.threads}"
    return replace(config, costs=tuning.costs), None


def load_tuning(path: Path) -> Tuning | None:
    """What the file holds; None when there is none. Raises TuningFileError."""
    try:
        return Tuning.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise TuningFileError(f"{path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        problem = error.errors()[0]
        place = ".".join(map(str, problem["loc"])) or "the file"
        raise TuningFileError(f"{path} is no measurement: {place}: {problem['msg']}") from error


def save_tuning(path: Path, tuning: Tuning) -> None:
    """Replace the file at once. Raises TuningFileError."""
    try:
        keep(path, _document(tuning), ANYBODY)
    except OSError as error:
        raise TuningFileError(f"{path} cannot be written: {error.strerror}") from error


def _document(tuning: Tuning) -> str:
    """As JSON, one row a line."""
    head = json.dumps(tuning.model_dump(exclude={"rows"}), indent=2).removesuffix("\n}")
    rows = ",\n".join(f"    {json.dumps(row)}" for row in tuning.rows)
    return f'{head},\n  "rows": [\n{rows}\n  ]\n}}\n'
