"""Contacts of pages: name, telephone number and address. The first request for a contact loads the finder."""

from typing import Protocol

from models.page import Contact, Page


class ContactFinder(Protocol):
    """Finds the contact of a page. Threads may share it."""

    def contact_of(self, page: Page) -> Contact:
        """The contact of a page. All fields are empty if the page has none."""


def load_contact_finder() -> ContactFinder:
    """Load the gazetteer and the model of names. Takes about 0.5 s and 120 MB."""
    from models.contacts.extraction import (  # noqa: PLC0415  # the import alone takes a fifth of the 120 MB
        ContactExtractor,
    )

    return ContactExtractor()
