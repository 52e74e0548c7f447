"""TIFF files that would take too long to decode are refused by their header."""

import struct

import numpy as np
import pytest

from service.errors import UnsupportedFormat
from service.imaging.tiff import open_tiff
from tests.service.imaging.files import tiff

GREY = np.tile(np.arange(32, dtype=np.uint8), (24, 1))


@pytest.mark.parametrize("tag", [273, 324])
def test_a_page_of_two_million_strips_or_tiles_is_refused_before_pillow_reads_it(
    tag: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = 2_000_000
    head = b"II*\0\x08\0\0\0" + struct.pack("<HHHII", 1, tag, 4, count, 26)
    monkeypatch.setattr("service.imaging.pillow.open_picture", pytest.fail)
    with pytest.raises(UnsupportedFormat, match="too many strips or tiles"):
        open_tiff(head + bytes(4) + bytes(4 * count))


def test_a_directory_of_too_many_entries_is_refused() -> None:
    entries = struct.pack("<HHII", 300, 7, 1, 0) * 60_000
    with pytest.raises(UnsupportedFormat):
        open_tiff(b"II*\0\x08\0\0\0" + struct.pack("<H", 60_000) + entries + bytes(4))


def test_only_the_first_page_of_a_circular_list_is_read() -> None:
    data = bytearray(tiff(GREY, 1))
    (count,) = struct.unpack_from("<H", data, 8)
    struct.pack_into("<I", data, 10 + 12 * count, 8)
    assert np.array_equal(open_tiff(bytes(data)).load(), GREY)


def test_a_truncated_page_is_refused() -> None:
    cut = open_tiff(tiff(GREY, 1)[:-1])
    with pytest.raises(OSError, match="truncated"):
        cut.load()


def test_values_that_are_together_longer_than_the_file_are_refused() -> None:
    """Four thousand entries that name the same megabytes would be copied four thousand times."""
    assert open_tiff(tiff(GREY, 1, more={50000: [0] * 50})).load().shape == GREY.shape
    data = bytearray(tiff(GREY, 1, more={50000: [0] * 50}))
    at = data.index(struct.pack("<HH", 50000, 3))
    struct.pack_into("<I", data, at + 4, len(data) // 2)
    with pytest.raises(UnsupportedFormat, match="longer than the file"):
        open_tiff(bytes(data))
