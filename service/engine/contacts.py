"""Whom pages tell how to reach, for those who ask: nobody else pays for what finds it."""

from collections.abc import Callable
from threading import Lock
from typing import Protocol

from models.page import Contact, Page


class Finder(Protocol):
    """What finds the contact of a page; threads may share it."""

    def contact_of(self, page: Page) -> Contact:
        """The contact, six times "" on a page without one."""


def load_finder() -> Finder:
    """The gazetteer and the model of names: half a second, and about 120 MB."""
    from models.contacts.extraction import Contacts  # noqa: PLC0415  # its imports are a fifth of the memory

    return Contacts()


class LazyContacts:
    """Loads the finder for the first page that is asked about, and once, whichever threads ask.

    Whoever asks meanwhile waits. What fails to load is tried again for the next page.
    """

    def __init__(self, load: Callable[[], Finder] = load_finder) -> None:
        self._load = load
        self._loading = Lock()
        self._finder: Finder | None = None

    def contact_of(self, page: Page) -> Contact:
        """The contact of a page, six times "" where it has none. Raises whatever the loading raises."""
        return self._loaded().contact_of(page)

    def _loaded(self) -> Finder:
        with self._loading:
            if self._finder is None:
                self._finder = self._load()
            return self._finder
