import asyncio

import pytest

from service.engine.solitude import Solitude

pytestmark = pytest.mark.anyio


class Reader:
    """Enters, says so, and leaves when it is told to."""

    def __init__(self, solitude: Solitude, *, alone: bool) -> None:
        self.inside, self.leave = asyncio.Event(), asyncio.Event()
        self.task = asyncio.create_task(self._read(solitude, alone))

    async def _read(self, solitude: Solitude, alone: bool) -> None:
        async with solitude.entered(alone=alone):
            self.inside.set()
            await self.leave.wait()


async def _settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


async def test_many_are_inside_together() -> None:
    solitude = Solitude()
    readers = [Reader(solitude, alone=False) for _ in range(3)]
    for reader in readers:
        await reader.inside.wait()
        reader.leave.set()
    await asyncio.gather(*(reader.task for reader in readers))


async def test_who_wants_to_be_alone_waits_for_the_others_and_they_for_him() -> None:
    solitude = Solitude()
    first, alone, later = (Reader(solitude, alone=alone) for alone in (False, True, False))
    await _settled()
    assert (first.inside.is_set(), alone.inside.is_set(), later.inside.is_set()) == (True, False, False)
    first.leave.set()
    await _settled()
    assert (alone.inside.is_set(), later.inside.is_set()) == (True, False)
    alone.leave.set()
    later.leave.set()
    await asyncio.gather(first.task, alone.task, later.task)


async def test_who_gives_up_holds_nobody_up() -> None:
    solitude = Solitude()
    first, alone = Reader(solitude, alone=False), Reader(solitude, alone=True)
    await _settled()
    alone.task.cancel()
    first.task.cancel()
    await asyncio.gather(first.task, alone.task, return_exceptions=True)
    last = Reader(solitude, alone=True)
    await last.inside.wait()
    last.leave.set()
    await last.task
