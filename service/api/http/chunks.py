"""The budget for the chunks of a body, whose number costs time although their data is small."""

from service.api.faults import INVALID_HTTP
from service.api.http.head import RejectedRequest

FREE_CHUNKS = 16_384
"""Chunks of any size. They take about 2 ms. Go has such a budget, of 16 KB, since CVE-2023-39326."""

LEAST_CHUNK = 16
"""Bytes of data for each further chunk. The largest body then has 0.8 million chunks, which take 0.1 s."""


class ChunkBudget:
    """Counts the parts of one body and their bytes."""

    def __init__(self) -> None:
        self._parts = 0
        self._bytes = 0

    def take(self, size: int) -> None:
        """Count one part of `size` bytes. Raises RejectedRequest if the parts are too many and too small."""
        self._parts += 1
        self._bytes += size
        if self._parts > FREE_CHUNKS + self._bytes // LEAST_CHUNK:
            raise RejectedRequest(INVALID_HTTP)
