"""`wangtu engine` with a defect: one of its workers dies of the first picture, once that is decoded.

python -m tests.live.defective_engine engine --listen ADDRESS
"""

from collections.abc import Sequence
from typing import Any

from service.batching.batcher import Batch
from service.cli import main
from service.reading.stages import Stages


class Defect(BaseException):
    """What no stage is expected to raise."""


run = Stages.run


def _decode_and_die(stages: Stages, batch: Batch) -> Sequence[Any]:
    run(stages, batch)
    raise Defect(batch.stage)


if __name__ == "__main__":
    Stages.run = _decode_and_die  # type: ignore[assignment, method-assign]
    main()
