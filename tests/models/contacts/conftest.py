"""Fixtures that load the gazetteer, the model of names and the extractor once for all tests."""

import pytest

from models.contacts.address.gazetteer import Gazetteer, load_gazetteer
from models.contacts.extraction import ContactExtractor
from models.contacts.people.names import NameModel


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def names() -> NameModel:
    return NameModel()


@pytest.fixture(scope="session")
def extractor() -> ContactExtractor:
    return ContactExtractor()
