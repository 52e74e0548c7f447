"""`wangtu engine` with a defect: one of its workers dies of the first picture.

python -m tests.live.defective_engine engine --listen ADDRESS
"""

from collections.abc import Sequence
from typing import Any

from service.batching.batcher import Batch
from service.cli import main
from service.engine.stages import Stages


class Defect(BaseException):
    """What no stage is expected to raise."""


def _die(_: Stages, batch: Batch) -> Sequence[Any]:
    raise Defect(batch.stage)


if __name__ == "__main__":
    Stages.run = _die  # type: ignore[assignment, method-assign]
    main()
