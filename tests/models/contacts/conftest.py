"""The gazetteer and the loaded extraction, once for all tests."""

import pytest

from models.contacts.address.gazetteer import Gazetteer, load_gazetteer
from models.contacts.extraction import Contacts
from models.contacts.people.names import NameModel


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="session")
def names() -> NameModel:
    return NameModel()


@pytest.fixture(scope="session")
def contacts() -> Contacts:
    return Contacts()
