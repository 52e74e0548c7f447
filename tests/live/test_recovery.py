"""Engines that refuse, that nobody waits for, and that die: nobody but the guilty picture notices."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest

from service.engine.client import EngineClient
from service.engine.entry import Entry, ReadOptions
from service.errors import DeadlineExceeded, DeadlyImage, EngineBusy, EngineUnavailable
from service.supervisor import Program, Supervisor

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One loop for all these tests: gRPC's thread still calls back into that of a test that has ended."""
    return "asyncio"


@pytest.fixture(scope="module", autouse=True)
async def _one_loop(anyio_backend: str) -> AsyncIterator[None]:
    yield  # noqa: PT022  # for as long as this is open, the loop is


HTTP_SIDE = (sys.executable, "-c", "import signal; signal.sigwait([signal.SIGTERM])")


@asynccontextmanager
async def _served(folder: Path) -> AsyncIterator[EngineClient]:
    """A client, and an engine that is started again whenever it dies."""
    address = f"unix:{folder}/engine.sock"
    engine = Program(
        (sys.executable, "-m", "tests.live.mortal_engine", address, str(folder)), dict(os.environ)
    )
    supervisor = Supervisor([engine], Program(HTTP_SIDE, {}), hopeless=3)
    running = asyncio.create_task(supervisor.run())
    client = EngineClient([address])
    await client.open()
    await _until(lambda: client.is_ready)
    try:
        yield client
    finally:
        (folder / "go").touch()
        await client.close()
        supervisor.stop()
        assert await running in (0, -signal.SIGTERM)


async def _until(true: Callable[[], bool]) -> None:
    """Other processes can only be looked at again and again."""
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def _entry(data: bytes, seconds: float = 30) -> Entry:
    return Entry(data, ReadOptions(), monotonic() + seconds)


def _taken_up(folder: Path, name: str) -> set[int]:
    """The processes that began to read the picture."""
    return {int(path.suffix[1:]) for path in folder.glob(f"{name}.*")}


async def _until_taken_up(folder: Path, names: list[str]) -> int:
    await _until(lambda: all(_taken_up(folder, name) for name in names))
    return _taken_up(folder, names[0]).pop()


async def test_an_engine_that_is_killed_costs_no_picture(tmp_path: Path) -> None:
    names = [f"slow{number}" for number in range(6)]
    async with _served(tmp_path) as client:
        reading = [asyncio.create_task(client.read(_entry(name.encode()))) for name in names]
        os.kill(await _until_taken_up(tmp_path, names), signal.SIGKILL)
        (tmp_path / "go").touch()
        pages = await asyncio.gather(*reading)

    assert [page.width for page in pages] == [5] * 6


async def test_the_guilty_picture_is_refused_after_two_deaths_and_never_read_again(tmp_path: Path) -> None:
    innocent = [f"slow{number}" for number in range(4)]
    async with _served(tmp_path) as client:
        reading = [asyncio.create_task(client.read(_entry(name.encode()))) for name in innocent]
        await _until_taken_up(tmp_path, innocent)
        guilty = asyncio.create_task(client.read(_entry(b"deadly")))
        await _until_taken_up(tmp_path, ["deadly"])
        (tmp_path / "go").touch()
        with pytest.raises(DeadlyImage):
            await guilty
        pages = await asyncio.gather(*reading)
        with pytest.raises(DeadlyImage):
            await client.read(_entry(b"deadly"))

    assert len(_taken_up(tmp_path, "deadly")) == 2
    assert [page.width for page in pages] == [5] * 4


async def test_two_guilty_pictures_take_no_innocent_one_with_them(tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    names = [b"deadly1", b"slow1", b"deadly2", b"slow2", b"plain"]
    async with _served(tmp_path) as client:
        results = await asyncio.gather(*(client.read(_entry(name)) for name in names), return_exceptions=True)

    assert [type(result).__name__ for result in results] == [
        "DeadlyImage",
        "Page",
        "DeadlyImage",
        "Page",
        "Page",
    ]


async def test_a_picture_is_not_waited_for_beyond_its_time(tmp_path: Path) -> None:
    async with _served(tmp_path) as client:
        with pytest.raises(DeadlineExceeded):
            await client.read(_entry(b"slow", seconds=0.2))


async def test_an_engine_that_is_busy_says_when_to_come_again(tmp_path: Path) -> None:
    async with _served(tmp_path) as client:
        with pytest.raises(EngineBusy) as refusal:
            await client.read(_entry(b"busy"))

    assert refusal.value.retry_after == 7


async def test_a_caller_who_hangs_up_cancels_what_was_asked(tmp_path: Path) -> None:
    async with _served(tmp_path) as client:
        reading = asyncio.create_task(client.read(_entry(b"endless")))
        await _until_taken_up(tmp_path, ["endless"])
        reading.cancel()
        await _until_taken_up(tmp_path, ["endless-cancelled"])


async def test_where_no_engine_ever_was_none_is_waited_for(tmp_path: Path) -> None:
    client = EngineClient([f"unix:{tmp_path}/none.sock"])
    await client.open()
    with pytest.raises(EngineUnavailable):
        await client.read(_entry(b"plain"))
    await client.close()


async def test_where_one_of_two_engines_is_gone_the_other_reads_on(tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    async with _served(tmp_path) as client:
        both = EngineClient([*client.addresses, f"unix:{tmp_path}/none.sock"])
        await both.open()
        await _until(lambda: both.is_ready)
        pages = await asyncio.gather(*(both.read(_entry(b"plain", seconds=5)) for _ in range(20)))
        await both.close()

    assert [page.width for page in pages] == [5] * 20
