"""What one text says: names, numbers, an address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models.contacts.address.address import Address, has_place, looks_numbered, looks_placed, tidied
from models.contacts.address.english import EnglishRegions
from models.contacts.address.gazetteer import Gazetteer
from models.contacts.address.regions import Region, Regions
from models.contacts.fields.labels import Field
from models.contacts.fields.text_blocks import Flow
from models.contacts.people.names import Name, NameModel, Strength
from models.contacts.people.persons import Persons
from models.contacts.text.phones import Phone, phones
from models.contacts.text.tokens import BREAK, NUMBER, Token, cut_at, masked, mended, tokens_of

UNFILLED = re.compile(r"请|输入|填写|选择|必填|选填|例如|格式|省市区|等$")
"""What a form shows where nothing was written."""

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

    def __init__(self, gazetteer: Gazetteer, names: NameModel) -> None:
        self._regions = Regions(gazetteer)
        self._english = EnglishRegions(gazetteer)
        self._persons = Persons(names)

    def read(self, flow: Flow, said: str = "") -> Reading:
        """Find what a text says; its names only with a label, a number or an address in the same text.

        `said`: what the page says besides.
        """
        if flow.field == Field.OTHER or (flow.label and UNFILLED.search(flow.text)):
            return Reading()
        found = phones(flow.text, said=flow.field == Field.PHONE)
        hidden = masked(flow.text, found)
        tokens = mended(tokens_of(hidden), hidden, self._persons.is_clear)
        if hidden.isascii():
            return self._in_english(flow, hidden, tokens, found)
        region = self._region(hidden, tokens, flow, said)
        if region:
            tokens = list(cut_at(tokens, region.start))
        inside = self._inside(hidden, tokens, region, flow)
        outside = [token for token in tokens if token not in inside]
        named = bool(found or inside or flow.field == Field.NAME)
        names = self._persons.among(flow, outside, company=True) if named else []
        if inside and (tail := self._persons.at_end(hidden, inside[-1], names)):
            inside = [*inside[:-1], replace(inside[-1], end=inside[-1].end - len(tail))]
            names = [*names, Name(flow.raw[inside[-1].end : inside[-1].end + len(tail)], Strength.CLEAR)]
        address = _address(flow, inside, region)
        bare = bool(inside) and all(self._belongs(token, inside) for token in tokens)
        return Reading(tuple(names), tuple(found), address, bare)

    def _in_english(self, flow: Flow, hidden: str, tokens: list[Token], found: Sequence[Phone]) -> Reading:
        """A text without Chinese: its address goes on to a number or to its end, and has its region last."""
        inside = self._inside_english(flow, hidden, tokens, named=bool(found))
        outside = [token for token in tokens if token not in inside]
        named = bool(found or inside or flow.field == Field.NAME)
        names = self._persons.among(flow, outside, company=True) if named else []
        if not inside:
            return Reading(tuple(names), tuple(found))
        start, end = inside[0].start, inside[-1].end
        region = self._english.find(hidden[:end], start)
        detail = tidied(flow.raw[start : region.start if region else end])
        return Reading(tuple(names), tuple(found), Address(detail, region), bare=not outside)

    def _inside_english(self, flow: Flow, hidden: str, tokens: list[Token], named: bool) -> list[Token]:
        """The words of the address: those of one part of the text between numbers, without a name before."""
        for part in re.finditer(f"[^{NUMBER}]+", hidden):
            if looks_numbered(part[0]) or (flow.field in PLACES and part[0].strip()):
                inside = [token for token in tokens if part.start() <= token.start < part.end()]
                while named and inside and self._is_shaped(inside[0]):
                    del inside[0]
                return inside[:-1] if inside and self._comes_after_all(hidden, inside[-1]) else inside
        return []

    def _comes_after_all(self, hidden: str, token: Token) -> bool:
        """Whether a word is a name in a line of its own, below an address that is whole."""
        before = hidden[: token.start]
        return before.endswith(BREAK) and self._is_shaped(token) and self._english.find(before) is not None

    def _is_shaped(self, token: Token) -> bool:
        return self._persons.strength(token.text) == Strength.SHAPED

    def names_of(self, flow: Flow, company: bool, with_job: bool) -> tuple[Name, ...]:
        """The names of a text without a number or an address; a number, a job that stands in its row."""
        if flow.field not in (None, Field.PARTY):
            return ()
        return tuple(self._persons.among(flow, tokens_of(flow.text), company, with_job))

    def _belongs(self, token: Token, inside: Sequence[Token]) -> bool:
        """Whether a token is of an address, or of whom it is the address."""
        return token in inside or has_place(token.text) or self._persons.is_clear(token.text)

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
        if flow.field in PLACES:
            return [one for one in tokens if has_place(one.text) or not self._persons.is_clear(one.text)]
        places = [i for i, token in enumerate(tokens) if looks_numbered(token.text)]
        if not places:
            return []
        first = places[0] - (places[0] > 0 and self._is_place(tokens[places[0] - 1].text))
        return list(tokens[first : places[-1] + 1])

    def _is_place(self, text: str) -> bool:
        return has_place(text) and self._persons.strength(text) < Strength.SHAPED

    def _ends_before(self, token: Token, address: str, hidden: str) -> bool:
        """Whether a token after an address is no part of it: a name, or something that is said."""
        if any(character.isdigit() for character in token.text):
            return False
        strength = self._persons.strength(token.text)
        if strength == Strength.CLEAR:
            return looks_numbered(address) or not _goes_on(hidden, token)
        last = hidden[token.end : token.end + 2].strip(" ,;\n").startswith(NUMBER) or token.end >= len(hidden)
        if strength in (Strength.SHAPED, Strength.AS_SENT):
            return last and looks_numbered(address) and not has_place(token.text)
        return not has_place(token.text)


def _goes_on(hidden: str, token: Token) -> bool:
    """Whether a word is cut by the end of its line, and the next begins with the rest of a place."""
    rest = hidden[token.end :]
    return rest.startswith(BREAK) and looks_placed(rest.split()[0] if rest.split() else "")


def _address(flow: Flow, inside: Sequence[Token], region: Region | None) -> Address | None:
    if not inside:
        return None
    start = region.end if region else inside[0].start
    return Address(tidied(flow.raw[start : max(start, inside[-1].end)]), region)
