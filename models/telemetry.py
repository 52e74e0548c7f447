"""Blocks the telemetry of libraries before any of them is imported."""

import os
import sys
from typing import Any, cast

PACKAGES = ("openvino_telemetry",)
"""Packages that send usage data and keep an id in the user's home. OpenVINO has an own stub for the case that
its telemetry is not installed."""

SWITCHES = {"ORT_DISABLE_TELEMETRY": "1"}
"""Environment variables that end the telemetry of a library. ONNX Runtime sends model names and session data
from 1.29 on, and its Python package starts that with the import."""


def block_telemetry() -> None:
    """Set SWITCHES for this process and its children, and make the import of PACKAGES fail.

    None in `sys.modules` stops an import: The Python Language Reference, section 5.3.1.
    """
    os.environ.update(SWITCHES)
    modules = cast(dict[str, Any], sys.modules)
    modules.update(dict.fromkeys(PACKAGES))
