"""No library sends anything or keeps an id: each is imported in a process of its own, with an empty home."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.telemetry import SWITCHES

SCRIPT = """
import socket, sys, threading

def refuse(*arguments, **_):
    print("looked up", arguments)
    raise OSError("no network")

socket.getaddrinfo = socket.create_connection = socket.gethostbyname = refuse
import models.{library}
for thread in threading.enumerate():
    if thread is not threading.main_thread():
        thread.join(10)
print(*sorted({{name for name in sys.modules if "telemetry" in name and sys.modules[name] is not None
                and not name.startswith(("models.", "openvino.tools.ovc"))}}))
"""


@pytest.mark.parametrize(
    "library", ["runtimes.openvino", "runtimes.ort", "runtimes.paddle", "contacts.text.lexer"]
)
def test_a_library_looks_nothing_up_and_leaves_no_file_in_the_home(library: str, tmp_path: Path) -> None:
    folders = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"), str(tmp_path))
    inherited = {name: value for name, value in os.environ.items() if name not in SWITCHES}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(library=library)],
        env={**inherited, **folders},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert run.stdout.strip() == ""
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
