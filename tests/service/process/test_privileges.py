"""Privileges are given up in a process of its own, because nothing can give them back."""

import subprocess
import sys

SCRIPT = """
import resource, subprocess, threading
from service.process.privileges import give_up_privileges
give_up_privileges()
print(resource.getrlimit(resource.RLIMIT_CORE))
subprocess.run(["cat", "/proc/self/status"], check=True)
threading.Thread(target=lambda: print(open("/proc/thread-self/status").read())).start()
"""


def _after() -> list[str]:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def _values(lines: list[str], name: str) -> set[str]:
    return {line.split()[1] for line in lines if line.startswith(f"{name}:")}


def test_new_threads_and_processes_have_no_capability_and_gain_none() -> None:
    lines = _after()

    assert "(0, 0)" in lines
    assert _values(lines, "NoNewPrivs") == {"1"}
    for name in ("CapEff", "CapPrm", "CapInh", "CapAmb"):
        assert _values(lines, name) == {"0" * 16}
