"""The client with engines that crash, refuse, hang or are full."""

import asyncio
from pathlib import Path

import grpc
import pytest
from structlog.testing import capture_logs

from service.errors import DeadlyImage, EngineBusy, EngineUnavailable, UnsupportedFormat
from service.rpc import client as client_module
from service.rpc import connection
from service.rpc.messages import READ_METHOD
from service.rpc.retries import MOST_ATTEMPTS
from tests.service.rpc.fake_engines import (
    BUSY,
    PAGE,
    Behaviour,
    Context,
    crashes,
    crashes_after_waiting,
    crashes_elsewhere,
    is_full,
    never_answers,
    reads,
    refuses,
    request,
    served,
)

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("one_loop", "no_pauses")]


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries come at once. How long they wait is tested in test_retries and test_connection."""
    monkeypatch.setattr(client_module, "pause_before", lambda _: 0.0)
    monkeypatch.setattr(connection, "FIRST_REST", 0.001)


async def test_a_picture_that_only_waited_during_crashes_is_resent_and_never_a_suspect(
    tmp_path: Path,
) -> None:
    async with served(tmp_path, *[crashes_elsewhere] * 5, reads) as (client, engines):
        assert (await client.read(request())).width == PAGE.width
    assert engines.exclusive == [False] * 6


async def test_a_suspect_is_read_exclusively_and_then_cleared(tmp_path: Path) -> None:
    async with served(tmp_path, crashes, reads, reads) as (client, engines):
        for _ in range(2):
            assert (await client.read(request())).width == PAGE.width
    assert engines.exclusive == [False, True, False]


@pytest.mark.parametrize("first", [crashes, crashes_after_waiting])
@pytest.mark.parametrize("second", [crashes, crashes_after_waiting])
async def test_a_picture_that_crashes_two_engines_in_any_stage_is_refused_from_then_on(
    tmp_path: Path, first: Behaviour, second: Behaviour
) -> None:
    async with served(tmp_path, first, second, reads) as (client, engines):
        for _ in range(2):
            with pytest.raises(DeadlyImage):
                await client.read(request())
        assert (await client.read(request(b"another"))).width == PAGE.width
    assert engines.exclusive == [False, True, False]


async def test_a_suspect_that_only_waited_during_a_crash_is_not_poison(tmp_path: Path) -> None:
    async with served(tmp_path, crashes, crashes_elsewhere, crashes_elsewhere, reads) as (
        client,
        engines,
    ):
        assert (await client.read(request())).width == PAGE.width
    assert engines.exclusive == [False, True, True, True]


async def test_a_picture_stays_a_suspect_when_its_caller_disconnects(tmp_path: Path) -> None:
    """Otherwise a caller that retries could crash two engines with each attempt."""
    async with served(tmp_path, crashes, never_answers, crashes) as (client, engines):
        first = asyncio.create_task(client.read(request()))
        await engines.until_called(2)
        first.cancel()
        with pytest.raises(DeadlyImage):
            await client.read(request())
    assert engines.exclusive == [False, True, True]


async def test_a_read_together_with_other_pictures_does_not_clear_a_suspect(tmp_path: Path) -> None:
    read_on = asyncio.Event()

    async def reads_later(context: Context) -> bytes:
        await read_on.wait()
        return await reads(context)

    async with served(tmp_path, reads_later, crashes, never_answers, reads) as (client, engines):
        copy = asyncio.create_task(client.read(request()))
        await engines.until_called(1)
        suspect = asyncio.create_task(client.read(request()))
        await engines.until_called(3)
        read_on.set()
        await copy
        suspect.cancel()
        await client.read(request())
    assert engines.exclusive == [False, False, True, True]


async def test_a_second_caller_with_a_poison_picture_is_refused_without_a_call(tmp_path: Path) -> None:
    is_poison = asyncio.Event()

    async def crashes_before_the_copy_is_decoded(context: Context) -> bytes:
        await is_poison.wait()
        return await crashes_elsewhere(context)

    script = (crashes, crashes, crashes, crashes_before_the_copy_is_decoded)
    async with served(tmp_path, *script) as (client, engines):
        reads_ = [asyncio.create_task(client.read(request())) for _ in range(2)]
        await asyncio.wait(reads_, return_when=asyncio.FIRST_COMPLETED)
        is_poison.set()
        results = await asyncio.gather(*reads_, return_exceptions=True)
    assert [type(outcome) for outcome in results] == [DeadlyImage] * 2
    assert engines.exclusive == [False, False, True, True]


async def test_a_refusal_does_not_clear_a_suspect(tmp_path: Path) -> None:
    broken = refuses(UnsupportedFormat("broken"))
    async with served(tmp_path, crashes, BUSY, broken, reads, reads) as (client, engines):
        with pytest.raises(UnsupportedFormat):
            await client.read(request())
        for _ in range(2):
            await client.read(request())
    assert engines.exclusive == [False, True, True, True, False]


async def test_a_request_that_survived_a_crash_is_retried_until_an_engine_is_free(tmp_path: Path) -> None:
    async with served(tmp_path, crashes_elsewhere, BUSY, BUSY, reads, BUSY) as (client, _):
        assert (await client.read(request())).width == PAGE.width
        with pytest.raises(EngineBusy):
            await client.read(request())


async def test_an_engine_at_its_call_limit_is_busy(tmp_path: Path) -> None:
    async with served(tmp_path, is_full) as (client, _):
        with pytest.raises(EngineBusy):
            await client.read(request())


async def test_a_request_is_sent_to_failing_engines_only_a_few_times(tmp_path: Path) -> None:
    async with served(tmp_path, *[crashes_elsewhere] * 100) as (client, engines):
        with pytest.raises(EngineUnavailable):
            await client.read(request())
    assert len(engines.exclusive) == MOST_ATTEMPTS


async def test_an_engine_that_fails_rests_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "FIRST_REST", 0.05)
    async with served(tmp_path, *[crashes_elsewhere] * 3, reads) as (client, _):
        reading = asyncio.create_task(client.read(request()))
        while client.is_ready:  # noqa: ASYNC110  # the client has no event for it
            await asyncio.sleep(0)
        assert not reading.done()
        assert (await reading).width == PAGE.width
        assert client.is_ready


async def test_a_defect_of_an_engine_means_that_it_is_unavailable(tmp_path: Path) -> None:
    async def fails(_: Context) -> bytes:
        raise ZeroDivisionError

    async with served(tmp_path, fails) as (client, _):
        with pytest.raises(EngineUnavailable):
            await client.read(request())


async def test_an_engine_of_another_version_rests_and_is_logged_once_for_each_rest(tmp_path: Path) -> None:
    async def does_not_know_the_method(context: Context) -> bytes:
        await context.abort(grpc.StatusCode.UNIMPLEMENTED, "Method not found!")
        raise AssertionError

    with capture_logs() as lines:
        async with served(tmp_path, *[does_not_know_the_method] * 3, reads) as (client, _):
            for _ in range(3):
                with pytest.raises(EngineUnavailable):
                    await client.read(request())
            assert (await client.read(request())).width == PAGE.width

    (line,) = [line for line in lines if line["log_level"] == "error"]
    assert (line["status"], line["our_method"]) == ("UNIMPLEMENTED", READ_METHOD)
