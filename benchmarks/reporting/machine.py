"""The machine that a figure was measured on."""

import platform
import sys
from pathlib import Path


def machine() -> str:
    """Returns the processor, the operating system and the Python version."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return f"{line.partition(':')[2].strip()}, {platform.system()}, Python {sys.version.split()[0]}"
    return platform.platform()
