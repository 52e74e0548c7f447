"""Whom pages tell how to reach, for those who ask: nobody else pays for what finds it."""

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
