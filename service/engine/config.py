"""The configuration of an engine, as one frozen value."""

from dataclasses import dataclass, field
from pathlib import Path

from service.batching.prediction.cost import DEFAULT_TABLE, CostTable, load_table


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """The values that `service/engine/opening.py` needs to open an engine."""

    runtime: str
    """A name in `models.runtimes.RUNTIMES`."""

    models: str
    """The name of a set of models in the catalog."""

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

    drafts: bool = True
    """Whether the drafter of the set, if it has one, reads every line first."""

    costs: CostTable = field(default_factory=lambda: load_table(DEFAULT_TABLE))
    """The cost table, from which the times of batches are predicted."""
