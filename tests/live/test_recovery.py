"""Engines that refuse, that nobody waits for, and that die: nobody but the guilty picture notices."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGKILL, SIGTERM
from time import monotonic

import pytest

from models.page import Page
from service.errors import DeadlineExceeded, DeadlyImage, EngineBusy, EngineUnavailable
from service.process.supervisor import Program, Supervisor
from service.request import ReadOptions, ReadRequest
from service.rpc.client import EngineClient
from tests.live.mortal_engine import BUSY, DEADLY, PLAIN, SLOW, WORKERS, picture

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
        assert await running in (0, -SIGTERM)


async def _until(true: Callable[[], bool]) -> None:
    """Other processes can only be looked at again and again."""
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def _entry(width: int, seconds: float = 30) -> ReadRequest:
    return ReadRequest(picture(width), ReadOptions(), monotonic() + seconds)


def _taken_up(folder: Path, what: int | str) -> set[int]:
    """The processes that began to read the picture of that width."""
    return {int(path.suffix[1:]) for path in folder.glob(f"{what}.*")}


async def _until_taken_up(folder: Path, widths: Sequence[int | str]) -> int:
    await _until(lambda: all(_taken_up(folder, width) for width in widths))
    return _taken_up(folder, widths[0]).pop()


async def test_an_engine_that_is_killed_costs_no_picture(tmp_path: Path) -> None:
    widths = range(SLOW, SLOW + 6)
    async with _served(tmp_path) as client:
        reading = [asyncio.create_task(client.read(_entry(width))) for width in widths]
        os.kill(await _until_taken_up(tmp_path, widths), SIGKILL)
        (tmp_path / "go").touch()
        pages = await asyncio.gather(*reading)

    assert [page.width for page in pages] == list(widths)


async def test_of_what_an_engine_held_when_it_died_only_that_is_suspected_which_was_in_work(
    tmp_path: Path,
) -> None:
    in_work, waiting = range(SLOW, SLOW + WORKERS), range(PLAIN, PLAIN + 4)
    async with _served(tmp_path) as client:
        reading = [asyncio.create_task(client.read(_entry(width))) for width in in_work]
        await _until_taken_up(tmp_path, in_work)
        reading += [asyncio.create_task(client.read(_entry(width))) for width in waiting]
        os.kill(await _until_taken_up(tmp_path, [f"{width}-beside-others" for width in waiting]), SIGKILL)
        (tmp_path / "go").touch()
        pages = await asyncio.gather(*reading)

    assert [page.width for page in pages] == [*in_work, *waiting]
    assert [width for width in (*in_work, *waiting) if _taken_up(tmp_path, f"{width}-alone")] == [*in_work]


async def test_the_guilty_picture_is_refused_after_two_deaths_and_never_read_again(tmp_path: Path) -> None:
    innocent = range(SLOW, SLOW + 4)
    async with _served(tmp_path) as client:
        reading = [asyncio.create_task(client.read(_entry(width))) for width in innocent]
        await _until_taken_up(tmp_path, innocent)
        guilty = asyncio.create_task(client.read(_entry(DEADLY)))
        await _until_taken_up(tmp_path, [DEADLY])
        (tmp_path / "go").touch()
        with pytest.raises(DeadlyImage):
            await guilty
        pages = await asyncio.gather(*reading)
        with pytest.raises(DeadlyImage):
            await client.read(_entry(DEADLY))

    assert len(_taken_up(tmp_path, DEADLY)) == 2
    assert [page.width for page in pages] == list(innocent)


async def test_a_guilty_picture_that_several_send_is_read_twice_and_no_more(tmp_path: Path) -> None:
    async with _served(tmp_path) as client:
        asked = (client.read(_entry(DEADLY)) for _ in range(4))
        outcomes = await asyncio.gather(*asked, return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [DeadlyImage] * 4
    assert len(_taken_up(tmp_path, DEADLY)) == 2


async def test_two_guilty_pictures_take_no_innocent_one_with_them(tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    widths = [DEADLY, SLOW, DEADLY + 1, SLOW + 1, PLAIN]
    async with _served(tmp_path) as client:
        asked = (client.read(_entry(width)) for width in widths)
        results = await asyncio.gather(*asked, return_exceptions=True)

    assert [type(result) for result in results] == [DeadlyImage, Page, DeadlyImage, Page, Page]


async def test_a_picture_is_not_waited_for_beyond_its_time(tmp_path: Path) -> None:
    async with _served(tmp_path) as client:
        with pytest.raises(DeadlineExceeded):
            await client.read(_entry(SLOW, seconds=0.2))


async def test_an_engine_that_is_busy_says_when_to_come_again(tmp_path: Path) -> None:
    async with _served(tmp_path) as client:
        with pytest.raises(EngineBusy) as refusal:
            await client.read(_entry(BUSY))

    assert refusal.value.retry_after == 7


async def test_a_caller_who_hangs_up_cancels_what_was_asked(tmp_path: Path) -> None:
    async with _served(tmp_path) as client:
        reading = asyncio.create_task(client.read(_entry(SLOW)))
        await _until_taken_up(tmp_path, [SLOW])
        reading.cancel()
        await _until_taken_up(tmp_path, [f"{SLOW}-given-up"])


async def test_where_no_engine_ever_was_none_is_waited_for(tmp_path: Path) -> None:
    client = EngineClient([f"unix:{tmp_path}/none.sock"])
    await client.open()
    with pytest.raises(EngineUnavailable):
        await client.read(_entry(PLAIN))
    await client.close()


async def test_where_one_of_two_engines_is_gone_the_other_reads_on(tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    async with _served(tmp_path) as client:
        both = EngineClient([*client.addresses, f"unix:{tmp_path}/none.sock"])
        await both.open()
        await _until(lambda: both.is_ready)
        pages = await asyncio.gather(*(both.read(_entry(PLAIN, seconds=5)) for _ in range(20)))
        await both.close()

    assert [page.width for page in pages] == [PLAIN] * 20
