"""Contacts of pages: name, telephone number and address. The first request for one loads the finder."""

from typing import Protocol

from models.page import Contact, Page


class ContactFinder(Protocol):
    """Finds the contact of a page. Threads may share it."""

    def contact_of(self, page: Page) -> Contact:
        """The contact. All fields are empty for a page without one."""


def load_contact_finder() -> ContactFinder:
    """Load the gazetteer and the model of names. Takes about 0.5 s and 120 MB."""
    from models.contacts.extraction import (  # noqa: PLC0415  # the import takes a fifth of that memory
        ContactExtractor,
    )

    return ContactExtractor()
