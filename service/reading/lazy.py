"""What is loaded for the first who asks, for others would pay for it without need."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Loaded = TypeVar("Loaded")


class Lazy(Generic[Loaded]):
    """Loads once, whichever threads ask: whoever asks meanwhile waits. What fails is tried again."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load
        self._loading = Lock()
        self._loaded: Loaded | None = None

    def get(self) -> Loaded:
        """What was loaded. Raises whatever the loading raises."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded
