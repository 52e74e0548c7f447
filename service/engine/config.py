"""What an engine is made of, as one frozen value."""

from dataclasses import dataclass, field
from pathlib import Path

from service.batching.cost import DEFAULT_TABLE, CostTable, load_table


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """Names out of the catalog and the table of runtimes, the weights folder, cores, and the longest side.

    `integers` says whether convolutions may run on eight bits, where runtime and models know how; `costs`
    what a batch is predicted to take; `fonts` is the file that keeps those of one's own.
    """

    runtime: str
    models: str
    weights: Path
    threads: int
    max_side: int
    integers: bool
    fonts: Path
    costs: CostTable = field(default_factory=lambda: load_table(DEFAULT_TABLE))
