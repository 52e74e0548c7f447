"""From the lines of a page to the contact that it shows."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from models.contacts.address.address import Address, is_long, looks_numbered, tells_more
from models.contacts.address.gazetteer import load_gazetteer
from models.contacts.address_cues import FEW, address_texts
from models.contacts.candidates import Said
from models.contacts.choice import chosen_name, chosen_phone
from models.contacts.fields.labels import Field, Label, Party
from models.contacts.fields.segments import pieces
from models.contacts.fields.text_blocks import Flow, flows
from models.contacts.parsing import PLACES, Reader, Reading
from models.contacts.people.names import JOB, Name, NameModel, Strength
from models.contacts.people.parties import parties
from models.contacts.text.phones import phones
from models.contacts.text.script import folded, in_script_of
from models.contacts.text.tokens import BREAK, spelled
from models.page import Contact, Page


class Contacts:
    """Finds the contact of a page. Loading takes half a second and about 120 MB; threads may share it."""

    def __init__(self) -> None:
        in_script_of(folded(""), "")  # the tables are made on first use, and no page should wait for it
        self._names = NameModel()
        self._reader = Reader(load_gazetteer(), self._names)

    def contact_of(self, page: Page) -> Contact:
        """The recipient's contact, else the only one there is; six times "" on a page without one."""
        found = flows(pieces(page))
        placed = [flow for flow in found if flow.field in PLACES]
        held: dict[Party | None, list[Said]] = {Party.RECIPIENT: [], None: [], Party.SENDER: []}
        for place, (flow, party) in enumerate(zip(found, parties(found), strict=True)):
            besides = " ".join(other.text for other in placed if other is not flow)
            held[party].append(self._said(flow, place, besides, found))
        received = sorted([*held[Party.RECIPIENT], *held[None]], key=lambda said: said.place)
        tries = (held[Party.RECIPIENT] if held[Party.SENDER] else [], received, held[Party.SENDER])
        contacts = (self._contact(texts) for texts in tries)
        contact = next((contact for contact in contacts if contact != Contact()), None)
        if contact is None:
            return Contact()
        written = "".join(line.text for line in page.lines)
        name, detail = (in_script_of(text, written) for text in (contact.name, contact.detail_address))
        return replace(contact, name=spelled(name), detail_address=detail)

    def _said(self, flow: Flow, place: int, besides: str, found: Sequence[Flow]) -> Said:
        reading = self._reader.read(flow, besides)
        is_prose = partial(self._is_prose, flow, reading.address, len(found))
        return Said(flow, reading, place, is_prose, partial(self._more_names, flow, found))

    def _more_names(self, flow: Flow, found: Sequence[Flow]) -> tuple[Name, ...]:
        in_row = [other for other in found if other is not flow and flow.lines_to(other) == 0]
        company = any(phones(other.text) for other in (flow, *in_row))
        return self._reader.names_of(flow, company, any(JOB.fullmatch(other.text) for other in in_row))

    def _is_prose(self, flow: Flow, address: Address | None, texts: int) -> bool:
        """Whether an address says too much for one of so many texts.

        Names of streets and shops may have a verb, numbered ones two, names of towns more; headlines stand
        among many texts.
        """
        if address is None or flow.field in PLACES:
            return False
        if tells_more(address.detail):
            return True
        numbered, whole = looks_numbered(address.detail), is_long(address.region)
        most = 4 if numbered and whole else 2 if numbered or whole or texts <= FEW else 0
        return self._names.said_in(address.detail) > most

    def _contact(self, texts: Sequence[Said]) -> Contact:
        numbered = chosen_phone(texts)
        phone = numbered[0] if numbered else None
        address = address_texts(texts, phone)
        name = chosen_name(texts, phone, address)
        if name and not numbered and not address and self._names.strength(name.text) < Strength.SHAPED:
            return Contact()
        contact = self._addressed(address) if address else Contact()
        return replace(contact, name=name.text if name else "", phone=numbered[1].number if numbered else "")

    def _addressed(self, texts: Sequence[Said]) -> Contact:
        """The fields of an address, whose parts are read again as one."""
        address = (self._joined(texts) if len(texts) > 1 else texts[0].reading).address
        if address is None:
            return Contact()
        region = address.region
        if region is None:
            return Contact(detail_address=address.detail)
        return Contact("", "", region.province, region.city, region.district, address.detail)

    def _joined(self, parts: Sequence[Said]) -> Reading:
        if all(part.flow.text.isascii() for part in parts):
            parts = parts[::-1]  # English names the street first and the province last
        raw = BREAK.join(part.flow.raw for part in parts)
        text = BREAK.join(part.flow.text for part in parts)
        flow = replace(parts[0].flow, raw=raw, text=text, label=Label(Field.ADDRESS), said="")
        return self._reader.read(flow)
