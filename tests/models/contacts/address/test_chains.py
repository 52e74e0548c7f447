import pytest

from models.contacts.address.chains import Chain, Chains
from models.contacts.address.gazetteer import Gazetteer


@pytest.fixture(scope="module")
def chains(gazetteer: Gazetteer) -> Chains:
    return Chains(gazetteer)


def _said(found: list[Chain]) -> set[tuple[str, int]]:
    return {(chain.lowest.name, chain.end) for chain in found}


def test_a_chain_goes_down_as_far_as_the_names_do(chains: Chains) -> None:
    assert _said(chains.at("江苏省苏州市吴中区金山路", 0)) == {("吴中区", 9)}


def test_what_is_not_within_the_last_name_ends_a_chain(chains: Chains) -> None:
    assert _said(chains.at("江苏省深圳市", 0)) == {("江苏省", 3)}


def test_a_name_may_be_said_again(chains: Chains) -> None:
    assert _said(chains.at("苏州市江苏省苏州市吴中区", 0)) == {("吴中区", 12)}


def test_one_name_of_several_districts_gives_several_chains(chains: Chains) -> None:
    cities = {chain.lowest.line()[-2].name for chain in chains.at("鼓楼区", 0)}

    assert {"南京市", "福州市", "徐州市", "开封市"} <= cities


def test_a_short_district_begins_a_chain_only_when_it_is_asked_for(chains: Chains) -> None:
    assert chains.at("义乌稠州北路", 0) == []
    assert _said(chains.at("义乌稠州北路", 0, bare=True)) == {("义乌市", 2)}


@pytest.mark.parametrize("text", ["南京路", "南京东路", "南京大学", "北京市民"])
def test_a_name_that_begins_another_word_is_none(chains: Chains, text: str) -> None:
    assert chains.at(text, 0) == []
