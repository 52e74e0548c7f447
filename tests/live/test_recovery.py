"""Engines that refuse, are cancelled, or crash. Only the picture that crashes them is refused."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from signal import SIGKILL

import pytest

from models.page import Page
from service.errors import DeadlineExceeded, DeadlyImage, EngineBusy, EngineUnavailable
from service.process import supervisor as supervisor_module
from service.rpc.client import EngineClient
from tests.live.scripted_engine import BLOCKING, BUSY, CRASHING, PLAIN, WORKERS
from tests.live.served_engine import (
    recorded,
    request,
    served_engine,
    until,
    until_recorded,
    widths_known_safe,
)

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    """One event loop for all tests of this file, because gRPC calls back after the end of a test."""
    return "asyncio"


@pytest.fixture(scope="module", autouse=True)
async def _one_loop(anyio_backend: str) -> AsyncIterator[None]:
    yield  # noqa: PT022  # the loop stays open until this returns


@pytest.fixture(scope="module", autouse=True)
def _no_pause_before_restarts() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(supervisor_module, "pause_before", lambda crashes: 0.0)
        yield


@pytest.fixture(scope="module")
async def shared_folder(anyio_backend: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="module")
async def shared_client(shared_folder: Path) -> AsyncIterator[EngineClient]:
    """A client of one engine, for all tests that do not crash it. They use pictures of different widths."""
    async with served_engine(shared_folder) as client:
        yield client


async def test_every_picture_is_read_although_its_engine_is_killed(tmp_path: Path) -> None:
    widths = range(BLOCKING, BLOCKING + 6)
    async with served_engine(tmp_path) as client:
        reading = [asyncio.create_task(client.read(request(width))) for width in widths]
        os.kill(await until_recorded(tmp_path, widths), SIGKILL)
        (tmp_path / "go").touch()
        pages = await asyncio.gather(*reading)

    assert [page.width for page in pages] == list(widths)


async def test_only_pictures_that_were_being_decoded_are_retried_exclusively(tmp_path: Path) -> None:
    decoding, queued = range(BLOCKING, BLOCKING + WORKERS), range(PLAIN, PLAIN + 4)
    with widths_known_safe() as waiting:
        async with served_engine(tmp_path) as client:
            reading = [asyncio.create_task(client.read(request(width))) for width in decoding]
            engine = await until_recorded(tmp_path, decoding)
            reading += [asyncio.create_task(client.read(request(width))) for width in queued]
            await until(lambda: waiting.issuperset(queued))
            os.kill(engine, SIGKILL)
            (tmp_path / "go").touch()
            pages = await asyncio.gather(*reading)

    assert [page.width for page in pages] == [*decoding, *queued]
    assert [width for width in (*decoding, *queued) if recorded(tmp_path, f"{width}-exclusive")] == [
        *decoding
    ]


async def test_a_crashing_picture_is_refused_after_two_crashes_and_never_read_again(tmp_path: Path) -> None:
    harmless = range(BLOCKING, BLOCKING + 4)
    async with served_engine(tmp_path) as client:
        reading = [asyncio.create_task(client.read(request(width))) for width in harmless]
        await until_recorded(tmp_path, harmless)
        crashing = asyncio.create_task(client.read(request(CRASHING)))
        await until_recorded(tmp_path, [CRASHING])
        (tmp_path / "go").touch()
        with pytest.raises(DeadlyImage):
            await crashing
        pages = await asyncio.gather(*reading)
        with pytest.raises(DeadlyImage):
            await client.read(request(CRASHING))

    assert len(recorded(tmp_path, CRASHING)) == 2
    assert [page.width for page in pages] == list(harmless)


async def test_a_crashing_picture_that_is_sent_four_times_is_read_twice_in_all(tmp_path: Path) -> None:
    async with served_engine(tmp_path) as client:
        reading = (client.read(request(CRASHING)) for _ in range(4))
        outcomes = await asyncio.gather(*reading, return_exceptions=True)

    assert [type(outcome) for outcome in outcomes] == [DeadlyImage] * 4
    assert len(recorded(tmp_path, CRASHING)) == 2


async def test_other_pictures_are_read_although_two_pictures_crash_the_engine(tmp_path: Path) -> None:
    (tmp_path / "go").touch()
    widths = [CRASHING, BLOCKING, CRASHING + 1, BLOCKING + 1, PLAIN]
    async with served_engine(tmp_path) as client:
        reading = (client.read(request(width)) for width in widths)
        results = await asyncio.gather(*reading, return_exceptions=True)

    assert [type(result) for result in results] == [DeadlyImage, Page, DeadlyImage, Page, Page]


async def test_a_request_ends_at_its_deadline(shared_client: EngineClient) -> None:
    with pytest.raises(DeadlineExceeded):
        await shared_client.read(request(BLOCKING, seconds=0.2))


async def test_a_busy_engine_returns_the_seconds_until_a_retry(
    shared_client: EngineClient,
) -> None:
    with pytest.raises(EngineBusy) as refusal:
        await shared_client.read(request(BUSY))

    assert refusal.value.retry_after == 7


async def test_cancelling_a_request_cancels_it_in_the_engine(
    shared_client: EngineClient, shared_folder: Path
) -> None:
    width = BLOCKING + 1
    reading = asyncio.create_task(shared_client.read(request(width)))
    await until_recorded(shared_folder, [width])
    reading.cancel()
    await until_recorded(shared_folder, [f"{width}-cancelled"])


async def test_a_request_fails_at_once_if_no_engine_was_ever_reached(tmp_path: Path) -> None:
    client = EngineClient([f"unix:{tmp_path}/none.sock"])
    await client.open()
    with pytest.raises(EngineUnavailable):
        await client.read(request(PLAIN))
    await client.close()


async def test_one_engine_reads_all_pictures_while_the_other_is_gone(
    shared_client: EngineClient, tmp_path: Path
) -> None:
    both = EngineClient([*shared_client.addresses, f"unix:{tmp_path}/none.sock"])
    await both.open()
    await until(lambda: both.is_ready)
    pages = await asyncio.gather(*(both.read(request(PLAIN, seconds=5)) for _ in range(20)))
    await both.close()

    assert [page.width for page in pages] == [PLAIN] * 20
