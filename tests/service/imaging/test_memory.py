import numpy as np
import pytest

from service.imaging.decoding import ImageLimits, open_picture
from service.imaging.memory import DecodingMemory
from tests.service.imaging.files import pillow, saved


def test_rows_in_conversion_and_copies_count_up_to_their_limits() -> None:
    memory = DecodingMemory(1, window=2, copy=3)

    assert memory.peak(10) == 60
    assert memory.peak(10_000_000) == 10_000_000 + 2 * (1 << 20) + 3 * 4_000_000


def test_a_rotated_picture_counts_four_bytes_a_pixel_more() -> None:
    assert DecodingMemory(1).peak(10, is_rotated=True) == 50


@pytest.mark.parametrize(
    ("channels", "name", "options", "least"),
    [
        (3, "JPEG", {}, 6),
        (3, "JPEG", {"progressive": True}, 10),
        (4, "PNG", {}, 30),
        (4, "WEBP", {}, 30),
        (4, "TGA", {}, 30),
        (3, "TIFF", {}, 11),
    ],
)
def test_a_picture_counts_what_its_mode_takes(
    channels: int, name: str, options: dict[str, object], least: int
) -> None:
    """`least` is in bytes a pixel, measured on pictures of four million pixels."""
    side = 64
    data = saved(pillow(np.full((side, side, channels), 90, np.uint8)), name, **options)
    memory = open_picture(data, ImageLimits()).memory

    assert memory.peak(1 << 22) >= least << 22


def test_four_deep_pictures_of_7000_pixels_do_not_fit_in_the_memory_limit_together() -> None:
    """A header is enough: PNG, 16 bits, RGBA."""
    data = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\x1b\x58" * 2 + b"\x10\x06\0\0\0" + bytes(4)

    assert 2 * open_picture(data, ImageLimits()).peak_bytes > 1 << 30
