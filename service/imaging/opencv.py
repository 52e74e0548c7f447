"""JPEG, PNG and WEBP files, decoded by OpenCV, which is faster than Pillow."""

import re
import struct
from collections.abc import Callable
from functools import partial
from itertools import islice

import cv2
import numpy as np

from service.errors import UnsupportedFormat
from service.imaging import memory
from service.imaging.cmyk import decode_unmarked
from service.imaging.exif import UPRIGHT, orientation
from service.imaging.picture import Picture, Pixels
from service.imaging.pixels import to_bytes


def _decode(data: bytes) -> Pixels:
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise UnsupportedFormat("the picture is broken")
    return to_bytes(pixels)


_FRAME_HEADERS = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset((0xC2, 0xC6, 0xCA, 0xCE))  # libjpeg keeps all coefficients
_BARE_MARKERS = frozenset((0x00, 0x01, 0xFF, *range(0xD0, 0xD9)))  # no length follows them
_START_OF_SCAN = 0xDA
_APPLICATION_1 = 0xE1
_APPLICATION_14 = 0xEE
_CMYK_COMPONENTS = 4
_SCAN = re.compile(rb"\xff\xda")
_END_OF_IMAGE = b"\xff\xd9"
_MOST_SEGMENTS = 10_000
_MOST_SCANS = 100
_MISSING_GREY = 128  # the level with which libjpeg fills missing rows
_MOST_MISSING = 0.25  # of the rows


def open_jpeg(data: bytes) -> Picture:
    """Read size and orientation from the segments before the first scan. Markers: ITU-T T.81, table B.1."""
    frame: tuple[int, int, int] | None = None
    is_progressive = False
    rotation, is_marked = UPRIGHT, False
    at = 2
    for _ in range(_MOST_SEGMENTS):
        at = data.index(b"\xff", at) + 1
        marker = data[at]
        if marker in _BARE_MARKERS:
            continue
        if marker == _START_OF_SCAN:
            break
        (length,) = struct.unpack_from(">H", data, at + 1)
        if marker in _FRAME_HEADERS and frame is None:
            frame = struct.unpack_from(">HHB", data, at + 4)
            is_progressive = marker in _PROGRESSIVE
        elif marker == _APPLICATION_14 and data.startswith(b"Adobe", at + 3):
            is_marked = True
        elif marker == _APPLICATION_1 and data.startswith(b"Exif\0\0", at + 3) and rotation == UPRIGHT:
            rotation = orientation(data[at + 3 : at + 1 + length])
        at += 1 + length
    if frame is None:
        raise UnsupportedFormat("a JPEG without a frame")
    height, width, components = frame
    decode = decode_unmarked if components == _CMYK_COMPONENTS and not is_marked else _decode
    needed = _jpeg_memory(components, is_marked=is_marked, is_progressive=is_progressive)
    return Picture(width, height, partial(_decode_jpeg, data, at, decode), needed, orientation=rotation)


def _jpeg_memory(components: int, *, is_marked: bool, is_progressive: bool) -> memory.DecodingMemory:
    if components == _CMYK_COMPONENTS:
        return memory.INKS if is_marked else memory.UNMARKED_INKS
    return memory.PROGRESSIVE if is_progressive else memory.PLAIN


def _decode_jpeg(data: bytes, at: int, decode: Callable[[bytes], Pixels]) -> Pixels:
    """The pixels of a JPEG whose first scan begins at byte `at`.

    The scans are counted here and not in `open_jpeg`, because counting takes longer than reading the header.
    """
    # A scan without data costs a pass over all blocks, so a few megabytes of such scans would take hours.
    if any(islice(_SCAN.finditer(data, at - 1), _MOST_SCANS, None)):
        raise UnsupportedFormat("a JPEG with too many scans")
    whole = data.rfind(_END_OF_IMAGE) > at
    return decode(data) if whole else _decode_truncated(data)


def _decode_truncated(data: bytes) -> Pixels:
    """The pixels of a truncated JPEG, as viewers show it.

    libjpeg fills missing rows with mid-grey. A JPEG without more than a quarter of its rows is refused.
    """
    pixels = _decode(data + _END_OF_IMAGE)
    least = int(len(pixels) * (1 - _MOST_MISSING))
    if (pixels[least:] == _MISSING_GREY).all():
        raise UnsupportedFormat("the picture is truncated")
    return pixels


_PNG_SIGNATURE_BYTES = 8
_PNG_KEPT = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT"))
_PNG_END = b"\0\0\0\0IEND\xae\x42\x60\x82"
_PNG_GREY = 0
_PNG_CHANNELS = {0: 1, 2: 3, 3: 3, 4: 4, 6: 4}  # as OpenCV decodes them
_PNG_DEEP = 16
_MOST_CHUNKS = 100_000


def open_png(data: bytes) -> Picture:
    """Read the header, and keep only the chunks that the pixels need.

    Chunks of text, profiles and further frames are dropped, because they may expand without limit, and a
    picture is not refused if one of them is broken. Chunks: W3C PNG, third edition, section 11.
    """
    name, width, height, depth, colour = struct.unpack_from(">4sIIBB", data, 12)
    if name != b"IHDR":
        raise UnsupportedFormat("a PNG without its header")
    kept, exif, key = [memoryview(data)[:_PNG_SIGNATURE_BYTES]], b"", None
    at = _PNG_SIGNATURE_BYTES
    for _ in range(_MOST_CHUNKS):
        if at + 12 > len(data):
            break
        length, name = struct.unpack_from(">I4s", data, at)
        chunk = memoryview(data)[at : at + 12 + length]
        at += 12 + length
        if at > len(data) or name == b"IEND":
            break
        if name in _PNG_KEPT:
            kept.append(chunk)
        if name == b"tRNS" and colour == _PNG_GREY:
            (key,) = struct.unpack_from(">H", chunk, 8)
        elif name == b"eXIf":
            exif = bytes(chunk[8:-4])
    plain = b"".join((*kept, _PNG_END))
    load = partial(_decode, plain) if key is None else partial(_decode_keyed, plain, depth, key)
    has_key = any(bytes(chunk[4:8]) == b"tRNS" for chunk in kept)
    needed = _png_memory(depth, 4 if has_key else _PNG_CHANNELS[colour])
    return Picture(width, height, load, needed, orientation=orientation(exif))


def _png_memory(depth: int, channels: int) -> memory.DecodingMemory:
    if depth == _PNG_DEEP:
        return memory.deep(channels)
    return memory.TRANSPARENT if channels == 4 else memory.PLAIN  # with alpha


def _decode_keyed(data: bytes, depth: int, key: int) -> Pixels:
    """The pixels of a grey PNG in which one grey level is transparent. OpenCV ignores that mark."""
    samples = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if samples is None:
        raise UnsupportedFormat("the picture is broken")
    key = key * 255 // (2**depth - 1) if depth < 8 else key
    pixels = cv2.cvtColor(to_bytes(samples), cv2.COLOR_GRAY2BGRA)
    pixels[samples == key, 3] = 0
    return np.asarray(pixels, np.uint8)


_WEBP_FIRST_CHUNK = 12
_MOST_WEBP_CHUNKS = 1000


def open_webp(data: bytes) -> Picture:
    """Read the size of the canvas and the EXIF chunk. Layout: RFC 9649, sections 2.5 to 2.7 and 3.4."""
    width, height = _webp_size(data)
    at, exif = _WEBP_FIRST_CHUNK, b""
    for _ in range(_MOST_WEBP_CHUNKS):
        if at + 8 > len(data):
            break
        name, length = struct.unpack_from("<4sI", data, at)
        if name == b"EXIF":
            exif = data[at + 8 : at + 8 + length]
            break
        at += 8 + length + length % 2
    needed = memory.PLAIN if data.startswith(b"VP8 ", _WEBP_FIRST_CHUNK) else memory.TRANSPARENT
    return Picture(width, height, partial(_decode, data), needed, orientation=orientation(exif))


def _webp_size(data: bytes) -> tuple[int, int]:
    match data[_WEBP_FIRST_CHUNK : _WEBP_FIRST_CHUNK + 4]:
        case b"VP8X":
            low, middle, high = struct.unpack_from("<3H", data, 24)
            return 1 + low + ((middle & 0xFF) << 16), 1 + (middle >> 8) + (high << 8)
        case b"VP8L":
            (bits,) = struct.unpack_from("<I", data, 21)
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
        case _:
            width, height = struct.unpack_from("<HH", data, 26)
            return width & 0x3FFF, height & 0x3FFF
