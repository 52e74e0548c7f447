"""Pictures that are read side by side, and now and then one that is read alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Solitude:
    """Many may be inside together, or one alone, who waits for the others as they wait for him."""

    def __init__(self) -> None:
        self._inside = 0
        self._alone = asyncio.Lock()
        self._changed = asyncio.Condition()

    @asynccontextmanager
    async def entered(self, *, alone: bool) -> AsyncIterator[None]:
        """Be inside, with others or without."""
        async with self._alone:
            if alone:
                await self._empty()
                yield
                return
            self._inside += 1
        try:
            yield
        finally:
            self._inside -= 1
            async with self._changed:
                self._changed.notify_all()

    async def _empty(self) -> None:
        async with self._changed:
            await self._changed.wait_for(lambda: self._inside == 0)
