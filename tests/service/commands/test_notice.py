"""Commands whose standard error cannot be written."""

import subprocess
import sys

import pytest

from tests.harness.source import ROOT

WRONG_USE = (sys.executable, "-m", "service", "keys", "user", "no-domain")


@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", "2>/dev/null", "0<&- 1>&- 2>&-"])
def test_an_error_has_its_exit_code_even_if_it_cannot_be_written(redirection: str) -> None:
    done = subprocess.run(["sh", "-c", f'"$@" {redirection}', "sh", *WRONG_USE], cwd=ROOT, check=False)  # noqa: S607

    assert done.returncode == 2
