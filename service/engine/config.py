"""What an engine is made of, as one frozen value."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """Names out of the catalog and the table of runtimes, the weights folder, cores, and the longest side."""

    runtime: str
    models: str
    weights: Path
    threads: int
    max_side: int
