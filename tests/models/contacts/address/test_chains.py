import pytest

from models.contacts.address.chains import ChainFinder, DivisionChain
from models.contacts.address.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def chains(gazetteer: Gazetteer) -> ChainFinder:
    return ChainFinder(gazetteer)


def _names_and_ends(found: list[DivisionChain]) -> set[tuple[str, int]]:
    return {(chain.lowest.name, chain.end) for chain in found}


def test_a_chain_extends_to_the_lowest_name(chains: ChainFinder) -> None:
    assert _names_and_ends(chains.at("江苏省苏州市吴中区金山路", 0)) == {("吴中区", 9)}


def test_a_chain_ends_before_a_division_outside_the_last_one(chains: ChainFinder) -> None:
    assert _names_and_ends(chains.at("江苏省深圳市", 0)) == {("江苏省", 3)}


def test_the_names_of_a_chain_may_be_repeated(chains: ChainFinder) -> None:
    assert _names_and_ends(chains.at("苏州市江苏省苏州市吴中区", 0)) == {("吴中区", 12)}


def test_an_ambiguous_name_gives_several_chains(chains: ChainFinder) -> None:
    cities = {chain.lowest.ancestry()[-2].name for chain in chains.at("鼓楼区", 0)}

    assert {"南京市", "福州市", "徐州市", "开封市"} <= cities


def test_a_short_district_name_begins_a_chain_only_on_request(chains: ChainFinder) -> None:
    assert chains.at("义乌稠州北路", 0) == []
    assert _names_and_ends(chains.at("义乌稠州北路", 0, short_districts=True)) == {("义乌市", 2)}


@pytest.mark.parametrize("text", ["南京路", "南京东路", "南京大学", "北京市民"])
def test_the_beginning_of_another_word_does_not_count_as_a_name(chains: ChainFinder, text: str) -> None:
    assert chains.at(text, 0) == []
