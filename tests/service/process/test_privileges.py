"""Privileges are given up in a process of its own, because nothing can give them back."""

import subprocess
import sys
from pathlib import Path

from service.process.privileges import NET_BIND_SERVICE

SCRIPT = """
import resource, subprocess, threading
from service.process.privileges import give_up_privileges
give_up_privileges({kept})
print(resource.getrlimit(resource.RLIMIT_CORE))
subprocess.run(["cat", "/proc/self/status"], check=True)
threading.Thread(target=lambda: print(open("/proc/thread-self/status").read())).start()
"""


def _after(kept: set[int]) -> list[str]:
    script = SCRIPT.format(kept=kept)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _values(lines: list[str], name: str) -> set[str]:
    return {line.split()[1] for line in lines if line.startswith(f"{name}:")}


def test_new_threads_and_processes_have_no_capability_and_gain_none() -> None:
    lines = _after(set())

    assert "(0, 0)" in lines
    assert _values(lines, "NoNewPrivs") == {"1"}
    for name in ("CapEff", "CapPrm", "CapInh", "CapAmb"):
        assert _values(lines, name) == {"0" * 16}


def test_a_capability_can_be_kept() -> None:
    (mine,) = _values(Path("/proc/self/status").read_text().splitlines(), "CapPrm")
    kept = int(mine, 16) & (1 << NET_BIND_SERVICE)

    assert {int(value, 16) for value in _values(_after({NET_BIND_SERVICE}), "CapEff")} == {kept}
