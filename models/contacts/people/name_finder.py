"""Who is named in a text: which of its words are names, by the label and by what stands beside them."""

from collections.abc import Iterator, Sequence

from models.contacts.address.address import looks_numbered
from models.contacts.fields.labels import Field
from models.contacts.fields.text_blocks import Flow
from models.contacts.people.names import JOB, Name, NameModel, Strength
from models.contacts.text.tokens import BREAK, NUMBER, Token, labelled_name, name_in, spelled

MOST_WORDS = 3
"""Words of a text that may be a name without a number or an address in it: 林晓雯 销售总监."""


class Persons:
    """Finds the names among the words of texts."""

    def __init__(self, names: NameModel) -> None:
        self._names = names

    def strength(self, text: str) -> Strength:
        """How much a word looks like a name, without the signs around it."""
        return self._names.strength(spelled(name_in(text)))

    def is_clear(self, text: str) -> bool:
        """Whether a word is somebody's name beyond doubt."""
        return self.strength(text) == Strength.CLEAR

    def among(self, flow: Flow, tokens: Sequence[Token], company: bool, with_job: bool = False) -> list[Name]:
        """The names among words of a text; `company`: a number or an address stands with them."""
        if flow.field == Field.NAME:
            name = labelled_name(flow.raw, tokens)
            is_name = any(character.isalpha() for character in name) and not looks_numbered(name)
            return [Name(name, Strength.LABELLED)] if is_name else []
        if len(tokens) > MOST_WORDS and not company:
            return []
        jobs = sum(bool(JOB.fullmatch(token.text)) for token in tokens[1:])
        alone = len(tokens) - jobs == 1
        found = [
            name for token in tokens for name in self._name(flow, token, alone, company, with_job or jobs > 0)
        ]
        if flow.field == Field.SAID and self.is_clear(flow.said):
            found.append(Name(flow.said, Strength.CLEAR))
        return found

    def _name(self, flow: Flow, token: Token, alone: bool, company: bool, with_job: bool) -> Iterator[Name]:
        text = name_in(token.text)
        start = token.start + token.text.find(text)
        said = JOB.search(text) or (company and not self.strength(text))
        if said and (person := self._names.only_person(text)):
            start += text.find(person)
            yield Name(flow.raw[start : start + len(person)], Strength.CLEAR, alone)
        elif strength := self.strength(text):
            broken = flow.raw[start : token.end].count(BREAK)
            strength = Strength.CLEAR if with_job and strength == Strength.SHAPED else strength
            yield Name(flow.raw[start : start + len(text) + broken].replace(BREAK, ""), strength, alone)

    def at_end(self, hidden: str, last: Token, names: Sequence[Name]) -> str:
        """The name at the end of an address without a gap, where a number stands in the same text."""
        ends = last.end == len(hidden.rstrip()) and NUMBER in hidden
        if not (ends or hidden.startswith(NUMBER, last.end)):
            return ""
        if any(one.strength >= Strength.SHAPED for one in names):
            return ""
        return self._names.last_person(last.text)
