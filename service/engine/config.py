"""The configuration of an engine, as one frozen value."""

from dataclasses import dataclass, field
from pathlib import Path

from service.batching.cost import DEFAULT_TABLE, CostTable, load_table


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What an engine is opened with; see `service/engine/opening.py`."""

    runtime: str
    """A name of the table of runtimes."""

    models: str
    """A name of a model set of the catalog."""

    weights: Path
    """The folder of the weights."""

    threads: int
    """The number of cores that the engine computes on."""

    max_side: int
    """The longest side of a picture that is accepted, in pixels."""

    integers: bool
    """Whether convolutions run in eight-bit integers, where the runtime and the model support it."""

    fonts: Path
    """The file of the fonts that the user has added."""

    costs: CostTable = field(default_factory=lambda: load_table(DEFAULT_TABLE))
    """The predicted duration of each batch."""
