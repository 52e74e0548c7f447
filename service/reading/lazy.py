"""Lazy loading of objects that cost memory and time, and that most processes never need."""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Loaded = TypeVar("Loaded")


class Lazy(Generic[Loaded]):
    """Loads an object at the first `get` and keeps it. Threads may share it. A failed load is tried again."""

    def __init__(self, load: Callable[[], Loaded]) -> None:
        self._load = load
        self._loading = Lock()
        self._loaded: Loaded | None = None

    def get(self) -> Loaded:
        """The object. Blocks while it is loaded. Raises what the load function raises."""
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded
