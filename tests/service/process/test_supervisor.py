"""Processes that are started, watched and stopped in order; they are small scripts here."""

import asyncio
import json
import os
import sys
from pathlib import Path

import pytest
import structlog

from service.process.logs import configure_logs
from service.process.supervisor import LONGEST_PAUSE, Program, Supervisor, pause_before

HOPELESS = 3


def _program(script: str) -> Program:
    return Program((sys.executable, "-c", script), dict(os.environ))


BLOCKED = "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])"
UNTIL_TOLD = f"{BLOCKED}; signal.sigwait([signal.SIGTERM])"


def _run(engine: str, http: str, *others: str) -> int:
    async def run() -> int:
        return await Supervisor(list(map(_program, (engine, *others))), _program(http), HOPELESS).run()

    return asyncio.run(run())


def test_an_engine_is_started_again_at_once_and_then_ever_more_slowly() -> None:
    assert [pause_before(deaths) for deaths in (1, 2, 3, 4)] == [0, 1, 2, 4]
    assert pause_before(100) == LONGEST_PAUSE


def test_an_engine_that_died_is_started_again(tmp_path: Path) -> None:
    """The HTTP side ends as soon as the engine has started twice."""
    engine = f"import os, time; open('{tmp_path}/' + str(os.getpid()), 'w'); os.abort()"
    http = f"import os, time\nwhile len(os.listdir('{tmp_path}')) < 2: time.sleep(0.01)"

    assert _run(engine, http) == 0
    assert len(list(tmp_path.iterdir())) >= 2


def test_an_engine_that_dies_takes_no_other_with_it(tmp_path: Path) -> None:
    """The HTTP side ends once one has started twice and the other is up; only then is that told to end."""
    mortal = f"import os, time; open('{tmp_path}/mortal' + str(os.getpid()), 'w'); os.abort()"
    steady = f"import os; {BLOCKED}; open('{tmp_path}/steady' + str(os.getpid()), 'w'); signal.sigwait([15])"
    told = f"open('{tmp_path}/told', 'w')"
    http = (
        f"import glob, time\n"
        f"while len(glob.glob('{tmp_path}/mortal*')) < 2 or not glob.glob('{tmp_path}/steady*'):\n"
        f"    time.sleep(0.01)"
    )

    assert _run(mortal, http, f"{steady}; {told}") == 0
    assert len(list(tmp_path.glob("steady*"))) == 1
    assert (tmp_path / "told").exists()


def test_an_engine_that_can_never_start_ends_everything_with_its_code() -> None:
    assert _run(f"raise SystemExit({HOPELESS})", UNTIL_TOLD) == HOPELESS


def test_where_the_http_side_fails_its_code_is_the_whole_ones() -> None:
    assert _run(UNTIL_TOLD, "raise SystemExit(4)") == 4


def test_the_engine_ends_after_the_http_side(tmp_path: Path) -> None:
    note = f"open('{tmp_path}/order', 'a').write"
    engine = f"{BLOCKED}; open('{tmp_path}/up', 'w'); signal.sigwait([signal.SIGTERM]); {note}('engine')"
    http = f"import os, time\nwhile not os.path.exists('{tmp_path}/up'): time.sleep(0.01)\n{note}('http ')"
    _run(engine, http)

    assert (tmp_path / "order").read_text() == "http engine"


def test_what_engines_say_becomes_lines_of_the_log_that_tell_which_of_them_said_it(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Their own lines are JSON already; what native code says is not, even where it begins like it."""

    def engine(name: str) -> str:
        said = f'{{"event": "{name}"}}\nlibpng says {name}\n{{{name}}}\n'
        return f"import os; os.write(2, {said.encode()!r}); open('{tmp_path}/{name}', 'w'); {UNTIL_TOLD}"

    http = f"import os, time\nwhile len(os.listdir('{tmp_path}')) < 2: time.sleep(0.01)"
    configure_logs()
    try:
        _run(engine("first"), http, engine("second"))
    finally:
        structlog.reset_defaults()
    heard = [json.loads(line) for line in capfd.readouterr().err.splitlines()]

    for number, name in enumerate(("first", "second")):
        own = [line for line in heard if line["engine"] == number]
        assert [line["event"] for line in own] == [name, "native", "native"]
        assert [line["said"] for line in own[1:]] == [f"libpng says {name}", f"{{{name}}}"]
