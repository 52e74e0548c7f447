"""`python -m benchmarks.decoding_memory`: peak memory of decoding, by format and mode; decision note 0064.

Each picture is decoded in a process of its own. The exit code is 1 if one takes more than is predicted.
"""

import ctypes
import os
import re
import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import typer
from PIL import Image
from rich.console import Console
from rich.table import Table

from service.imaging.decoding import ImageLimits, decode, open_picture

SIDES = (1024, 2048, 4096)
"""Pixels."""

FIXED_BYTES = 8_000_000
"""What the first picture of a process takes besides: tables and buffers of the libraries."""

_SAVED: dict[str, tuple[str, str, dict[str, object]]] = {
    "JPEG": ("RGB", "JPEG", {}),
    "JPEG, progressive": ("RGB", "JPEG", {"progressive": True, "subsampling": 0}),
    "JPEG, CMYK": ("CMYK", "JPEG", {}),
    "JPEG, CMYK, progressive": ("CMYK", "JPEG", {"progressive": True}),
    "WEBP": ("RGB", "WEBP", {}),
    "WEBP, lossless": ("RGB", "WEBP", {"lossless": True}),
    "WEBP, transparent": ("RGBA", "WEBP", {}),
    "GIF": ("P", "GIF", {}),
    "BMP": ("RGB", "BMP", {}),
    "TGA": ("RGB", "TGA", {}),
    "TGA, transparent": ("RGBA", "TGA", {}),
    "PCX": ("RGB", "PCX", {}),
    "TIFF": ("RGB", "TIFF", {"compression": "tiff_lzw"}),
    "TIFF, transparent": ("LA", "TIFF", {}),
    "TIFF, CMYK": ("CMYK", "TIFF", {}),
    "TIFF, bilevel": ("1", "TIFF", {"compression": "group4"}),
    "TIFF, 16 bits": ("I;16", "TIFF", {}),
    "TIFF, 32 bits": ("F", "TIFF", {}),
}
_PNG_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def _saved(mode: str, name: str, options: dict[str, object]) -> Callable[[int], bytes]:
    def file(side: int) -> bytes:
        blank = Image.new(mode, (side, side))
        out = BytesIO()
        blank.save(out, name, **options)
        return out.getvalue()

    return file


def _png(depth: int, colour: int, *, key: bytes = b"") -> Callable[[int], bytes]:
    """A black PNG, transparent where it can be."""

    def file(side: int) -> bytes:
        rows = bytes(1 + side * depth * _PNG_CHANNELS[colour] // 8) * side
        header = struct.pack(">IIBB3x", side, side, depth, colour)
        chunks = [(b"IHDR", header), (b"PLTE", bytes(768)), (b"tRNS", key), (b"IDAT", zlib.compress(rows, 1))]
        kept = [each for each in chunks if each[1] and (each[0] != b"PLTE" or colour in (2, 3))]
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in [*kept, (b"IEND", b"")])

    return file


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _masked(*masks: int) -> Callable[[int], bytes]:
    """A BMP of 32 bits with masks for red, green, blue and alpha."""

    def file(side: int) -> bytes:
        size, offset = 4 * side * side, 14 + 108
        info = struct.pack("<IiiHHIIiiII", 108, side, side, 1, 32, 3, size, 0, 0, 0, 0)
        file_header = b"BM" + struct.pack("<IHHI", offset + size, 0, 0, offset)
        return file_header + info + struct.pack("<4I", *masks) + bytes(52) + b"\x55" * size

    return file


KINDS: dict[str, Callable[[int], bytes]] = {
    **{name: _saved(*each) for name, each in _SAVED.items()},
    "PNG, grey": _png(8, 0),
    "PNG, colour": _png(8, 2),
    "PNG, palette": _png(8, 3),
    "PNG, palette, transparent": _png(8, 3, key=bytes(256)),
    "PNG, RGBA": _png(8, 6),
    "PNG, grey, 16 bits": _png(16, 0),
    "PNG, grey, 16 bits, transparent": _png(16, 0, key=bytes(2)),
    "PNG, colour, 16 bits": _png(16, 2),
    "PNG, RGBA, 16 bits": _png(16, 6),
    "BMP, masks": _masked(0xFF0000, 0xFF00, 0xFF, 0),
    "BMP, masks, transparent": _masked(0xFF0000, 0xFF00, 0xFF, 0xFF000000),
}
"""Format and mode → a file of that side in pixels."""


def measured(data: bytes) -> int:
    """The bytes by which the resident memory of a forked process grows at its peak while it decodes."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        ctypes.CDLL(None).malloc_trim(0)  # what the parent freed would not count as growth
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # proc(5): resets VmHWM
        before = _status("VmRSS")
        decode(open_picture(data, ImageLimits()))
        os.write(writing, str(_status("VmHWM") - before).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as result:
        grown = int(result.read())
    os.waitpid(child, 0)
    return grown


def _status(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    assert found is not None
    return 1024 * int(found[1])


def main() -> None:
    """Print the measured and the predicted MB of every kind."""
    table = Table("kind", *(f"{side} px" for side in SIDES), title="measured / predicted, MB")
    exceeded = False
    for kind, file in KINDS.items():
        cells = []
        for side in SIDES:
            data = file(side)
            taken, predicted = measured(data), open_picture(data, ImageLimits()).peak_bytes
            exceeded |= taken > predicted + FIXED_BYTES
            cells.append(f"{taken / 1e6:.0f} / {predicted / 1e6:.0f}")
        table.add_row(kind, *cells)
    Console(width=100).print(table)
    raise typer.Exit(int(exceeded))


if __name__ == "__main__":
    typer.run(main)
