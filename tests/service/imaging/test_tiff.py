"""TIFF files that would cost more than they are worth are refused early."""

import struct
import time

import numpy as np
import pytest

from service.errors import UnsupportedFormat
from service.imaging.tiff import open_tiff
from tests.service.imaging.files import tiff

GREY = np.tile(np.arange(32, dtype=np.uint8), (24, 1))


@pytest.mark.parametrize("tag", [273, 324])
def test_a_page_in_two_million_pieces_is_refused_at_once(tag: int) -> None:
    count = 2_000_000
    head = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, tag, 4, count, 26)
    began = time.process_time()
    with pytest.raises(UnsupportedFormat):
        open_tiff(head + bytes(4) + bytes(4 * count))
    assert time.process_time() - began < 0.5


def test_a_directory_of_endless_entries_is_refused() -> None:
    entries = struct.pack("<HHII", 300, 7, 1, 0) * 60_000
    with pytest.raises(UnsupportedFormat):
        open_tiff(b"II*\0\x08\0\0\0" + struct.pack("<H", 60_000) + entries + bytes(4))


def test_pages_that_lead_in_a_circle_do_not_matter() -> None:
    data = bytearray(tiff(GREY, 1))
    (count,) = struct.unpack_from("<H", data, 8)
    struct.pack_into("<I", data, 10 + 12 * count, 8)
    assert np.array_equal(open_tiff(bytes(data)).load(), GREY)


def test_a_page_cut_off_is_refused() -> None:
    cut = open_tiff(tiff(GREY, 1)[:-1])
    with pytest.raises(OSError, match="truncated"):
        cut.load()
