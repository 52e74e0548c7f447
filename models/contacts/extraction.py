"""Extracts the contact that a page shows from its lines.

1. `fields.segments` splits the lines at their labels.
2. `fields.text_blocks` joins lines that continue one text.
3. `people.parties` assigns the texts to the sender and the recipient.
4. `parsing` finds the names, the phone numbers and the address in each text.
5. `choice` chooses the phone number and the name, `address_choice` the address.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from models.contacts.address.address import (
    continues_address,
    has_other_facts,
    is_fully_named,
    is_numbered_address,
)
from models.contacts.address.gazetteer import load_gazetteer
from models.contacts.address_choice import FEW_TEXTS, choose_address
from models.contacts.candidates import Candidate
from models.contacts.choice import choose_name, choose_phone
from models.contacts.fields.labels import ADDRESS_FIELDS, Field, Label, Party
from models.contacts.fields.segments import page_segments
from models.contacts.fields.text_blocks import TextBlock, text_blocks
from models.contacts.parsed_text import ParsedText, Surroundings
from models.contacts.parsing import TextParser, is_placeholder
from models.contacts.people.names import JOB, Name, NameModel, Strength
from models.contacts.people.parties import assign_parties
from models.contacts.text.phones import find_phones
from models.contacts.text.script import in_page_script, normalized
from models.contacts.text.tokens import LINE_BREAK, canonical_name
from models.page import Contact, Page

NO_CONTACT = Contact()


class ContactExtractor:
    """Extracts the contact of a page. Thread-safe. Loading takes about 0.5 s and 120 MB."""

    def __init__(self) -> None:
        in_page_script(normalized(""), "")  # builds the cached tables now, so that no page waits for them
        self._names = NameModel()
        self._parser = TextParser(load_gazetteer(), self._names)

    def contact_of(self, page: Page) -> Contact:
        """Returns the contact of the recipient, else of all texts but the sender's, else of the sender.

        Without a contact, all six fields are empty.
        """
        by_party = self._candidates(text_blocks(page_segments(page)))
        recipient, unknown, sender = (by_party[party] for party in (Party.RECIPIENT, None, Party.SENDER))
        not_sender = sorted([*recipient, *unknown], key=lambda text: text.index)
        attempts = (recipient if sender else [], not_sender, sender)
        contacts = (self._contact(texts) for texts in attempts)
        contact = next((contact for contact in contacts if contact != NO_CONTACT), None)
        return _in_script_of(page, contact) if contact else NO_CONTACT

    def _candidates(self, blocks: Sequence[TextBlock]) -> dict[Party | None, list[Candidate]]:
        """Parses the texts of a page and groups them by party."""
        by_party: dict[Party | None, list[Candidate]] = {Party.RECIPIENT: [], None: [], Party.SENDER: []}
        addresses = [block for block in blocks if block.field in ADDRESS_FIELDS]
        has_phone = any(find_phones(block.text) for block in blocks)
        lacks_phone = not has_phone and any(continues_address(block.text) for block in blocks)
        is_named = any(block.field == Field.NAME and not is_placeholder(block) for block in blocks)
        expects_name = (has_phone or lacks_phone) and not is_named
        for index, (block, party) in enumerate(zip(blocks, assign_parties(blocks), strict=True)):
            context = " ".join(other.text for other in addresses if other is not block)
            parsed = self._parser.parse(block, Surroundings(context, expects_name, lacks_phone))
            by_party[party].append(self._candidate(block, index, parsed, blocks))
        return by_party

    def _candidate(
        self, block: TextBlock, index: int, parsed: ParsedText, blocks: Sequence[TextBlock]
    ) -> Candidate:
        return Candidate(
            block=block,
            parsed=parsed,
            index=index,
            check_sentence=partial(self._is_in_sentence, block, parsed, len(blocks)),
            find_more_names=partial(self._names_alone, block, blocks),
        )

    def _names_alone(self, block: TextBlock, blocks: Sequence[TextBlock]) -> tuple[Name, ...]:
        """Returns the names of a text without a phone number or an address."""
        in_row = [other for other in blocks if other is not block and block.lines_apart(other) == 0]
        has_phone = any(find_phones(other.text) for other in (block, *in_row))
        has_job = any(JOB.fullmatch(other.text) for other in in_row)
        return self._parser.names_alone(block, in_contact=has_phone, beside_job=has_job)

    def _is_in_sentence(self, block: TextBlock, parsed: ParsedText, text_count: int) -> bool:
        """Whether an unlabelled address is part of a sentence, by its verbs, pronouns and particles.

        Names of streets, shops and towns contain such words too. An address with a house number or a phone
        number may have four, if its region is long, or has a district and the text has nothing else. An
        address with one of these marks, or in a picture with few texts, may have two. Any other address may
        have none, because its text may be a headline.
        """
        address = parsed.address
        if address is None or block.field in ADDRESS_FIELDS:
            return False
        if has_other_facts(address.detail):
            return True
        is_numbered, is_full = is_numbered_address(address), is_fully_named(address.region)
        allowed = 0
        is_alone = parsed.only_address and bool(address.region and address.region.district)
        if (is_numbered or parsed.phones) and (is_full or is_alone):
            allowed = 4
        elif is_numbered or is_full or parsed.phones or parsed.only_address or text_count <= FEW_TEXTS:
            allowed = 2
        return self._names.sentence_words(address.detail) > allowed

    def _contact(self, texts: Sequence[Candidate]) -> Contact:
        """Returns the contact in the texts of one party."""
        chosen = choose_phone(texts)
        phone = chosen[0] if chosen else None
        address = choose_address(texts, phone)
        name = choose_name(texts, phone, address)
        if name and not chosen and not address and self._names.strength(name.text) < Strength.LIKELY:
            return NO_CONTACT
        if name and name.strength == Strength.LEFTOVER and not (chosen and address):
            name = None
        contact = self._addressed(address) if address else NO_CONTACT
        return replace(contact, name=name.text if name else "", phone=chosen[1].number if chosen else "")

    def _addressed(self, texts: Sequence[Candidate]) -> Contact:
        """Returns a contact with the address in the texts."""
        address = (self._parse_joined(texts) if len(texts) > 1 else texts[0].parsed).address
        if address is None:
            return NO_CONTACT
        region = address.region
        if region is None:
            return Contact(detail_address=address.detail)
        return Contact(
            province=region.province,
            city=region.city,
            district=region.district,
            detail_address=address.detail,
        )

    def _parse_joined(self, texts: Sequence[Candidate]) -> ParsedText:
        """Parses several texts as one address."""
        if all(text.block.text.isascii() for text in texts):
            texts = texts[::-1]  # English puts the street first and the province last
        joined = replace(
            texts[0].block,
            raw=LINE_BREAK.join(text.block.raw for text in texts),
            text=LINE_BREAK.join(text.block.text for text in texts),
            label=Label(Field.ADDRESS),
            label_text="",
        )
        return self._parser.parse(joined, Surroundings(expects_name=bool(find_phones(joined.text))))


def _in_script_of(page: Page, contact: Contact) -> Contact:
    """Returns the contact with its name and detail in the script of the page."""
    page_text = "".join(line.text for line in page.lines)
    name = canonical_name(in_page_script(contact.name, page_text))
    return replace(contact, name=name, detail_address=in_page_script(contact.detail_address, page_text))
