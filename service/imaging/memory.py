"""The memory that decoding a picture takes, by format and mode; docs/decisions/0064."""

from dataclasses import dataclass

WINDOW_PIXELS = 1 << 20
"""Pixels of the rows that are converted at a time, see `pixels.row_slices`."""

COPY_PIXELS = 4_000_000
"""Pixels of the copy on which the background of a transparent picture is chosen, see `transparency.py`."""

ROTATION_BYTES = 4
"""Bytes a pixel that the EXIF orientation adds."""


@dataclass(frozen=True, slots=True)
class DecodingMemory:
    """Peak bytes a pixel: of all pixels, of the rows in conversion, and of the copy for the background."""

    pixel: int
    window: int = 0
    copy: int = 0

    def peak(self, pixels: int, *, is_rotated: bool = False) -> int:
        """The most bytes that decoding a picture of so many pixels takes, besides its file."""
        windows = self.window * min(pixels, WINDOW_PIXELS) + self.copy * min(pixels, COPY_PIXELS)
        return (self.pixel + ROTATION_BYTES * is_rotated) * pixels + windows


# Each value is at least the peak of `python -m benchmarks.decoding_memory` at 1, 4 and 17 million pixels.
PLAIN = DecodingMemory(7)
PROGRESSIVE = DecodingMemory(12)
INKS = DecodingMemory(14)
UNMARKED_INKS = DecodingMemory(10, window=32)
TRANSPARENT = DecodingMemory(10, window=12, copy=26)
PILLOW = DecodingMemory(10, window=12)
PILLOW_DEEP = DecodingMemory(13, window=36)
MASKED = DecodingMemory(20)
MASKED_TRANSPARENT = DecodingMemory(22, copy=16)


def deep(channels: int) -> DecodingMemory:
    """Of a PNG of 16 bits. OpenCV decodes colours with a transparent one to four channels."""
    return DecodingMemory(3 + 4 * channels, window=30 * channels)
