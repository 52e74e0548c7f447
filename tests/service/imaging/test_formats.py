"""Formats are detected from the content."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.imaging.formats import Format, sniff
from tests.service.imaging.files import icon, picture, pillow, saved, tga

PICTURE = pillow(picture())
BODY = bytes(20 * 20 * 3)
CURSOR = bytearray(icon((20, 32, BODY)))
CURSOR[2] = 2
NO_MAP = b"\0\0\1" + tga(3, (20, 20), 8, BODY)[3:]
USELESS_MAP = b"\0\1\2" + tga(1, (20, 20), 8, BODY)[3:16] + b"\x18" + bytes(1 + len(BODY))
OTHERS = {
    "nothing": b"",
    "one byte": b"\xff",
    "text": b"Hello, this is a letter and no picture. " * 100,
    "text that begins like a bitmap": b"BMW sold 2.4 million cars, and here is the list of them all." * 10,
    "html": b"<!DOCTYPE html><html><body>404</body></html>",
    "json": b'{"image": "none"}' * 50,
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"></svg>',
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "zip": b"PK\x03\x04\x14\0\0\0\x08\0" + BODY,
    "psd": b"8BPS\0\x01\0\0\0\0\0\0\0\x03" + struct.pack(">IIHH", 20, 20, 8, 3) + BODY,
    "avif": b"\0\0\0\x1cftypavif\0\0\0\0avifmif1" + BODY,
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + BODY,
    "jpeg 2000": b"\0\0\0\x0cjP  \r\n\x87\n" + BODY,
    "dds": b"DDS |\0\0\0" + BODY,
    "ppm": b"P6 20 20 255\n" + BODY,
    "cursor": bytes(CURSOR),
    "a sound in a RIFF file": b"RIFF\x24\0\0\0WAVEfmt " + BODY,
    "zeros": bytes(4096),
    "ones": b"\1" * 4096,
}


@pytest.mark.parametrize("name", Format)
def test_every_format_is_detected_from_its_bytes(name: Format) -> None:
    assert sniff(saved(PICTURE, name)) is name


@pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS.keys())
def test_any_other_file_has_no_format(data: bytes) -> None:
    assert sniff(data) is None


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (tga(2, (20, 20), 24, BODY[:-1]), "the pixels are truncated"),
        (tga(2, (20, 20), 13, BODY), "no such depth"),
        (tga(4, (20, 20), 24, BODY), "no such kind"),
        (tga(2, (20, 0), 24, BODY), "no rows"),
        (tga(2, (20, 20), 24, BODY, flags=0x80), "interleaved, which nothing writes"),
        (NO_MAP, "a colour-mapped picture without a map"),
        (USELESS_MAP, "a map that nothing refers to"),
        (tga(10, (4000, 4000), 24, BODY), "fewer bytes than the longest runs need"),
    ],
)
def test_an_inconsistent_tga_header_is_not_detected(data: bytes, why: str) -> None:
    assert sniff(data) is None, why


def test_a_consistent_tga_header_is_detected() -> None:
    """Each inconsistent header above differs from this one in one field."""
    assert sniff(tga(2, (20, 20), 24, BODY)) is Format.TGA


@given(st.text(min_size=1, max_size=2000))
def test_text_is_never_detected_as_tga(text: str) -> None:
    assert sniff(text.encode().replace(b"\0", b" ").replace(b"\1", b" ")) is not Format.TGA
