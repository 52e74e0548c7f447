"""Privileges are given up in a process of its own, because nothing can give them back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.process.privileges import DAC_READ_SEARCH

READ = 1 << DAC_READ_SEARCH

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


def test_new_threads_and_processes_may_at_most_read_and_gain_nothing() -> None:
    lines = _after()

    assert "(0, 0)" in lines
    assert _values(lines, "NoNewPrivs") == {"1"}
    for name in ("CapEff", "CapPrm"):
        assert all(int(value, 16) | READ == READ for value in _values(lines, name))
    for name in ("CapInh", "CapAmb"):
        assert _values(lines, name) == {"0" * 16}


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has capabilities")
def test_root_still_reads_the_files_of_other_users(tmp_path: Path) -> None:
    secret = tmp_path / "folder" / "file"
    secret.parent.mkdir()
    secret.write_text("readable")
    os.chown(secret, 1234, 1234)
    secret.chmod(0o600)
    os.chown(secret.parent, 1234, 1234)
    secret.parent.chmod(0o700)
    script = f"{SCRIPT}\nsubprocess.run(['cat', {str(secret)!r}], check=True)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert "readable" in done.stdout
