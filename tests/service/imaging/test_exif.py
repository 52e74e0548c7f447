"""Orientation in EXIF blocks, valid and broken."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.imaging.exif import orientation
from tests.service.imaging.files import exif


@pytest.mark.parametrize("order", "<>")
@pytest.mark.parametrize("value", range(1, 9))
def test_every_orientation_is_read_in_both_byte_orders(value: int, order: str) -> None:
    assert orientation(exif(value, order)) == value


def test_an_exif_block_without_prefix_is_read() -> None:
    """PNG files and some WEBP writers omit the prefix."""
    assert orientation(exif(6)[6:]) == 6


@pytest.mark.parametrize("value", [0, 9, 65535])
def test_an_undefined_orientation_means_upright(value: int) -> None:
    assert orientation(exif(value)) == 1


def test_a_directory_beyond_the_end_means_upright() -> None:
    assert orientation(b"MM\0*" + struct.pack(">I", 2**31)) == 1


@given(st.binary(max_size=200), st.sampled_from([b"", b"Exif\0\0II*\0", b"MM\0*\0\0\0\x08\xff\xff"]))
def test_no_block_raises_an_error(tail: bytes, head: bytes) -> None:
    assert 1 <= orientation(head + tail) <= 8
