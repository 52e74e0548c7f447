"""Picture files, also of variants that Pillow and OpenCV do not write."""

import struct
import zlib
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow

from models.page import Image
from service.imaging.decoding import ImageLimits, decode, open_picture

Array = NDArray[Any]


def decoded(data: bytes, limits: ImageLimits) -> Image:
    """The pixels of a file."""
    return decode(open_picture(data, limits))


def picture(height: int = 24, width: int = 32) -> NDArray[np.uint8]:
    """A smooth BGR picture. All of its corners and sides differ."""
    y, x = np.mgrid[0:height, 0:width]
    return np.dstack((x * 255 // (width - 1), y * 255 // (height - 1), (x + 2 * y) % 64)).astype(np.uint8)


def pillow(bgr: Array) -> Pillow.Image:
    """The same picture as a Pillow image."""
    return Pillow.fromarray(np.ascontiguousarray(bgr[..., ::-1]))


def saved(image: Pillow.Image, name: str, **options: Any) -> bytes:
    """The file that Pillow writes."""
    out = BytesIO()
    image.save(out, name, **options)
    return out.getvalue()


def chunk(name: bytes, body: bytes = b"") -> bytes:
    """One PNG chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(size: tuple[int, int], depth: int, colour: int, rows: list[bytes], before: bytes = b"") -> bytes:
    """A PNG with these raw rows, and further chunks before its data. `size` is (width, height)."""
    header = struct.pack(">IIBBBBB", *size, depth, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", data) + chunk(b"IEND")


def tiff(
    samples: Array, photometric: int, sample_format: int = 1, more: dict[int, list[int]] | None = None
) -> bytes:
    """An uncompressed one-strip TIFF in the byte order of the samples, (h, w) or (h, w, c)."""
    height, width = samples.shape[:2]
    channels = samples.shape[2] if samples.ndim == 3 else 1
    order = ">" if samples.dtype.byteorder == ">" else "<"
    data = samples.tobytes()
    tags = {
        256: [width], 257: [height], 258: [samples.dtype.itemsize * 8] * channels, 259: [1],
        262: [photometric], 273: [0], 277: [channels], 278: [height], 279: [len(data)],
        339: [sample_format] * channels, **(more or {}),
    }  # fmt: skip
    return _tiff_file(order, tags, data)


def _tiff_file(order: str, tags: dict[int, list[int]], data: bytes) -> bytes:
    """Header, one directory (32-bit values, or 16-bit for lists), the long values, the data."""
    after = 8 + 2 + 12 * len(tags) + 4
    lists = {tag: struct.pack(f"{order}{len(v)}H", *v) for tag, v in tags.items() if len(v) > 1}
    tags[273] = [after + sum(len(v) for v in lists.values() if len(v) > 4)]
    entries, body = b"", b""
    for tag, values in sorted(tags.items()):
        if tag not in lists:
            entries += struct.pack(f"{order}HHII", tag, 4, 1, values[0])
            continue
        value = lists[tag].ljust(4, b"\0")
        if len(value) > 4:
            value, body = struct.pack(f"{order}I", after + len(body)), body + value
        entries += struct.pack(f"{order}HHI", tag, 3, len(values)) + value
    magic = b"II" if order == "<" else b"MM"
    start = magic + struct.pack(f"{order}HI", 42, 8) + struct.pack(f"{order}H", len(tags))
    return start + entries + bytes(4) + body + data


def exif(orientation: int, order: str = ">") -> bytes:
    """An EXIF block that contains only an orientation."""
    magic = b"MM" if order == ">" else b"II"
    entry = struct.pack(f"{order}HHIHxx", 0x0112, 3, 1, orientation)
    return b"Exif\0\0" + magic + struct.pack(f"{order}HIH", 42, 8, 1) + entry + bytes(4)


def bitmap(
    size: tuple[int, int], bits: int, pixels: bytes, compression: int = 0, extra: bytes = b""
) -> bytes:
    """A BMP with a 40-byte header, followed by masks or a palette and the pixels."""
    info = struct.pack("<IiiHHIIiiII", 40, *size, 1, bits, compression, len(pixels), 0, 0, 0, 0)
    offset = 14 + len(info) + len(extra)
    return struct.pack("<2sIHHI", b"BM", offset + len(pixels), 0, 0, offset) + info + extra + pixels


def tga(kind: int, size: tuple[int, int], depth: int, body: bytes, flags: int = 0) -> bytes:
    """A TGA file. The body of kinds 1 and 9 begins with a colour map of two 24-bit entries."""
    colour_map = (1, 2, 24) if kind in (1, 9) else (0, 0, 0)
    head = struct.pack("<3B2HB4H2B", 0, colour_map[0], kind, 0, *colour_map[1:], 0, 0, *size, depth, flags)
    return head + body


def icon(*bodies: tuple[int, int, bytes]) -> bytes:
    """An ICO file. Each body comes with the width and the bits that its directory entry states."""
    at = 6 + 16 * len(bodies)
    entries = b""
    for width, bits, body in bodies:
        entries += struct.pack("<4B2H2I", width, width, 0, 0, 1, bits, len(body), at)
        at += len(body)
    return struct.pack("<3H", 0, 1, len(bodies)) + entries + b"".join(body for *_, body in bodies)
