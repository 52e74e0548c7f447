"""Attacks with pictures: files that expand, and pages that take long to read."""

import base64
import struct
import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import httpx
from PIL import Image, ImageDraw

from benchmarks.attacks.attack import Attack, require
from tests.harness.service import TOKEN, Service

ICON_ENTRIES = 65_535
BUDGET_MEGABYTES = 1.25 * 1074
"""The memory limit of admission, with 25 % for the rest."""

SECONDS = 40.0
"""The longest time until an answer."""


def icon_bomb(service: Service) -> str:
    """Send icons whose directory names one large body for every entry."""
    engines = service.engine_pids
    seen = [_status(service, _icon(size)) for size in (6_000_000, 1_000_000, 1_000_000, 1_000_000)]
    require(service.engine_pids == engines, f"an engine died: {seen}")
    require(not any(status.startswith("5") for status in seen), f"answers {seen}")
    return f"answers {seen}"


def deep_pictures(service: Service) -> str:
    """Send pictures of several modes at once that need many bytes a pixel."""
    engines, before = service.engine_pids, service.resident_megabytes()
    files = [_png(16, 6)] * 4 + [_png(8, 6), _png(16, 2)]
    highest = before
    with ThreadPoolExecutor(len(files)) as callers:
        answers = [callers.submit(_status, service, file) for file in files]
        while not all(answer.done() for answer in answers):
            highest = max(highest, service.resident_megabytes())
    seen = dict(Counter(answer.result() for answer in answers))
    require(service.engine_pids == engines, f"an engine died: {seen}")
    require(highest - before <= BUDGET_MEGABYTES, f"{highest - before:.0f} MB more; {seen}")
    return f"{highest - before:.0f} MB more at the peak; answers {seen}"


def thousands_of_lines(service: Service) -> str:
    """Send a page of thousands of lines that are too small to be read."""
    page = Image.new("L", (8192, 8192), 255)
    draw = ImageDraw.Draw(page)
    for top in range(20, 8170, 50):
        for left in range(20, 8000, 190):
            draw.line([(left + 3 * (i % 40), top + i * 5 % 9) for i in range(40)], fill=0, width=2)
    answer = _post(service, _saved(page))
    lines = len(answer.json().get("result", {}).get("words_block_list", ()))
    require(answer.status_code != 200 or lines > 0, "an empty page with status 200")
    return f"{answer.status_code} with {lines} lines after {answer.elapsed.total_seconds():.1f} s"


def _icon(size: int) -> bytes:
    start = 6 + 16 * ICON_ENTRIES
    entry = struct.pack("<4B2H2I", 0, 0, 0, 0, 1, 32, size, start)
    head = struct.pack("<IiiHH", 40, 1200, 2400, 1, 32)
    return struct.pack("<3H", 0, 1, ICON_ENTRIES) + entry * ICON_ENTRIES + head.ljust(size, b"\0")


def _png(depth: int, colour: int, side: int = 3500) -> bytes:
    channels = {2: 3, 6: 4}[colour]
    rows = bytes(1 + side * channels * depth // 8) * side
    chunks = (
        (b"IHDR", struct.pack(">IIBB3x", side, side, depth, colour)),
        (b"IDAT", zlib.compress(rows, 1)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def _saved(page: Image.Image) -> bytes:
    file = BytesIO()
    page.save(file, "PNG")
    return file.getvalue()


def _status(service: Service, data: bytes) -> str:
    return str(_post(service, data).status_code)


def _post(service: Service, data: bytes) -> httpx.Response:
    body = {"image": base64.b64encode(data).decode()}
    try:
        return httpx.post(service.path, json=body, headers={"X-Auth-Token": TOKEN}, timeout=SECONDS)
    except httpx.TimeoutException:
        require(False, f"no answer within {SECONDS:.0f} s")
        raise


ATTACKS = (
    Attack("icon bomb", "Work and memory are bounded by the size of a file.", icon_bomb),
    Attack("deep pictures", "Pages wait or are refused beyond the memory limit.", deep_pictures),
    Attack("thousands of lines", "No page without text is a success by accident.", thousands_of_lines),
)
