"""`wangtu engine` whose first worker dies right after it has decoded a picture.

python -m tests.live.defective_engine engine --listen ADDRESS
"""

from collections.abc import Sequence
from typing import Any

from service.batching.batcher import Batch
from service.cli import main
from service.reading.stages import Stages


class Defect(BaseException):
    """An exception that no stage handles."""


run = Stages.run


def _run_and_die(stages: Stages, batch: Batch) -> Sequence[Any]:
    run(stages, batch)
    raise Defect(batch.stage)


if __name__ == "__main__":
    Stages.run = _run_and_die  # type: ignore[assignment, method-assign]
    main()
