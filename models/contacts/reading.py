"""What one text says: names, numbers, an address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from models.contacts.address import Address, has_place, looks_numbered, looks_placed, tidied
from models.contacts.flows import Flow
from models.contacts.labels import Field
from models.contacts.names import JOB, Name, NameModel, Strength
from models.contacts.phones import Phone, phones
from models.contacts.regions import Region, Regions
from models.contacts.tokens import (
    BREAK,
    NUMBER,
    Token,
    cut_at,
    labelled_name,
    masked,
    mended,
    name_in,
    tokens_of,
)

UNFILLED = re.compile(r"请|输入|填写|选择|必填|选填|例如|格式|省市区|等$")
"""What a form shows where nothing was written."""

MOST_WORDS = 3
"""Words of a text that may be a name without a number or an address in it: 林晓雯 销售总监."""

PLACES = frozenset({Field.ADDRESS, Field.REGION, Field.PROVINCE, Field.CITY, Field.DISTRICT})


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in one text; `bare` says that nothing but the address stood in it."""

    names: tuple[Name, ...] = ()
    phones: tuple[Phone, ...] = ()
    address: Address | None = None
    bare: bool = False


class Reader:
    """Reads texts with a gazetteer and a model of names."""

    def __init__(self, regions: Regions, names: NameModel) -> None:
        self._regions = regions
        self._names = names

    def read(self, flow: Flow, said: str = "") -> Reading:
        """Find what a text says; its names only with a label, a number or an address in the same text.

        `said`: what the page says besides.
        """
        if flow.field == Field.OTHER or (flow.label and UNFILLED.search(flow.text)):
            return Reading()
        found = phones(flow.text, said=flow.field == Field.PHONE)
        hidden = masked(flow.text, found)
        tokens = mended(tokens_of(hidden), hidden, self._is_clear)
        region = self._region(hidden, tokens, flow, said)
        if region:
            tokens = list(cut_at(tokens, region.start))
        inside = self._inside(hidden, tokens, region, flow)
        outside = [token for token in tokens if token not in inside]
        named = bool(found or inside or flow.field == Field.NAME)
        names = self._names_in(flow, outside, company=True) if named else []
        if inside and (tail := self._tail(hidden, inside[-1], names)):
            inside = [*inside[:-1], replace(inside[-1], end=inside[-1].end - len(tail))]
            names = [*names, Name(flow.raw[inside[-1].end : inside[-1].end + len(tail)], Strength.CLEAR)]
        address = _address(flow, inside, region)
        bare = bool(inside) and all(self._belongs(token, inside) for token in tokens)
        return Reading(tuple(names), tuple(found), address, bare)

    def names_of(self, flow: Flow, company: bool) -> tuple[Name, ...]:
        """The names of a text without a number or an address; `company`: a number stands in its row."""
        if flow.field not in (None, Field.PARTY):
            return ()
        return tuple(self._names_in(flow, tokens_of(flow.text), company))

    def _belongs(self, token: Token, inside: Sequence[Token]) -> bool:
        """Whether a token is of an address, or of whom it is the address."""
        return token in inside or has_place(token.text) or self._is_clear(token.text)

    def _region(self, hidden: str, tokens: Sequence[Token], flow: Flow, said: str) -> Region | None:
        """The region, in places of the text with its breaks; names may go over a break."""
        places = [place for place, character in enumerate(hidden) if character != BREAK]
        compact = hidden.replace(BREAK, "")
        heads = frozenset(token.start - hidden.count(BREAK, 0, token.start) for token in tokens) or (0,)
        bare = flow.field in PLACES or looks_placed(compact)
        found = self._regions.find(compact, heads, bare, said)
        if found is None:
            return None
        if found.start == found.end:
            start = places[found.start] if found.start < len(places) else 0
            return replace(found, start=start, end=start)
        return replace(found, start=places[found.start], end=places[found.end - 1] + 1)

    def _inside(self, hidden: str, tokens: Sequence[Token], region: Region | None, flow: Flow) -> list[Token]:
        """The tokens of the address."""
        if region is None:
            return self._numbered(tokens, flow)
        inside: list[Token] = []
        for token in tokens:
            if token.start < region.start:
                continue
            if token.start >= region.end and inside:
                text, last = hidden[inside[0].start : inside[-1].end], inside[-1]
                if NUMBER in hidden[last.end : token.start] or self._ends_before(token, text, hidden):
                    break
            inside.append(token)
        return inside

    def _numbered(self, tokens: Sequence[Token], flow: Flow) -> list[Token]:
        """Without a region: all that follows a label, else from the first to the last numbered place."""
        if flow.text.isascii() and looks_numbered(flow.text):
            return list(tokens)
        if flow.field in PLACES:
            return [one for one in tokens if has_place(one.text) or not self._is_clear(one.text)]
        places = [i for i, token in enumerate(tokens) if looks_numbered(token.text)]
        if not places:
            return []
        first = places[0] - (places[0] > 0 and self._is_place(tokens[places[0] - 1].text))
        return list(tokens[first : places[-1] + 1])

    def _is_place(self, text: str) -> bool:
        return has_place(text) and self._strength(text) < Strength.SHAPED

    def _ends_before(self, token: Token, address: str, hidden: str) -> bool:
        """Whether a token after an address is no part of it: a name, or something that is said."""
        if any(character.isdigit() for character in token.text):
            return False
        strength = self._strength(token.text)
        if strength == Strength.CLEAR:
            return looks_numbered(address) or not _goes_on(hidden, token)
        last = hidden[token.end : token.end + 2].strip(" ,;\n").startswith(NUMBER) or token.end >= len(hidden)
        if strength in (Strength.SHAPED, Strength.AS_SENT):
            return last and looks_numbered(address) and not has_place(token.text)
        return not has_place(token.text)

    def _names_in(self, flow: Flow, tokens: Sequence[Token], company: bool) -> list[Name]:
        """The names among tokens; `company`: a number or an address stands in the same text."""
        if flow.field == Field.NAME:
            name = labelled_name(flow.raw, tokens)
            is_name = any(character.isalpha() for character in name) and not looks_numbered(name)
            return [Name(name, Strength.LABELLED)] if is_name else []
        if len(tokens) > MOST_WORDS and not company:
            return []
        jobs = sum(bool(JOB.fullmatch(token.text)) for token in tokens[1:])
        alone = len(tokens) - jobs == 1
        found = [name for token in tokens for name in self._name(flow, token, alone, company, jobs > 0)]
        if flow.field == Field.SAID and self._strength(flow.said) == Strength.CLEAR:
            found.append(Name(flow.said, Strength.CLEAR))
        return found

    def _name(self, flow: Flow, token: Token, alone: bool, company: bool, with_job: bool) -> Iterator[Name]:
        text = name_in(token.text)
        start = token.start + token.text.find(text)
        said = JOB.search(text) or (company and not self._strength(text))
        if said and (person := self._names.only_person(text)):
            start += text.find(person)
            yield Name(flow.raw[start : start + len(person)], Strength.CLEAR, alone)
        elif strength := self._strength(text):
            broken = flow.raw[start : token.end].count(BREAK)
            strength = Strength.CLEAR if with_job and strength == Strength.SHAPED else strength
            yield Name(flow.raw[start : start + len(text) + broken].replace(BREAK, ""), strength, alone)

    def _tail(self, hidden: str, last: Token, names: Sequence[Name]) -> str:
        """The name at the end of an address without a gap, where a number stands in the same text."""
        ends = last.end == len(hidden.rstrip()) and NUMBER in hidden
        if not (ends or hidden.startswith(NUMBER, last.end)):
            return ""
        if any(one.strength >= Strength.SHAPED for one in names):
            return ""
        return self._names.last_person(last.text)

    def _is_clear(self, text: str) -> bool:
        return self._strength(text) == Strength.CLEAR

    def _strength(self, text: str) -> Strength:
        return self._names.strength(name_in(text))


def _goes_on(hidden: str, token: Token) -> bool:
    """Whether a word is cut by the end of its line, and the next begins with the rest of a place."""
    rest = hidden[token.end :]
    return rest.startswith(BREAK) and looks_placed(rest.split()[0] if rest.split() else "")


def _address(flow: Flow, inside: Sequence[Token], region: Region | None) -> Address | None:
    if not inside:
        return None
    start = region.end if region else inside[0].start
    return Address(tidied(flow.raw[start : max(start, inside[-1].end)]), region)
