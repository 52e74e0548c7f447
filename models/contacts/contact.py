"""Whom a page tells how to reach."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contact:
    """One person's name, telephone number and address; "" where the page does not say."""

    name: str = ""
    phone: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    detail_address: str = ""
