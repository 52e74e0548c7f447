"""The policies for a CPU and for a GPU, from the number of cores and the machine's cost table."""

from collections.abc import Callable, Mapping
from math import inf

from service.batching.cost import CostTable
from service.batching.fairness import fairness_on
from service.batching.policy import Policy, StagePolicy
from service.batching.savings import with_savings
from service.batching.stage import StageName

GPU_STREAMS = 2
"""Streams of a GPU: while one computes, crops of the next batch are cut, copied or read."""


def cpu(cores: int, costs: CostTable) -> Policy:
    """One stream per core, batches of a few small crops, and all cores together for a page that is alone.

    The direction classifier, the decoder and a lone line gain too little from a second core for another copy
    of their models. Short lines share a batch because a call costs 2 ms whatever its size. Long lines do not:
    together they exceed the near caches, and every shape that was seen takes 8 MB. docs/decisions/0015, 0025.
    """
    one_core, any_width = (cores,), tuple(sorted({1, cores}))
    stages: dict[StageName, StagePolicy] = {
        "decode": StagePolicy(one_core),
        "detect": StagePolicy(any_width),
        "classify": StagePolicy(one_core, counts=(1, 2, 4, 8)),
        # 48,000 pixels: a batch of more gained a tenth at most, measured on two cores with AVX-512 VNNI.
        "recognize": StagePolicy(one_core, counts=(1, 2, 4), most_pixels=48_000),
        "embed": StagePolicy(one_core),
    }
    return Policy(
        slots=cores,
        overtake_seconds=-inf,
        oldest_every=1,
        stages={name: with_savings(name, stage, costs) for name, stage in stages.items()},
        fairness=fairness_on(costs),
    )


def gpu(cores: int, costs: CostTable) -> Policy:
    """Batches across requests on the GPU. Pictures are decoded on `cores` cores of the processor.

    The counts are those of docs/decisions/0018. `wangtu tune` does not measure GPUs, so no table tells which
    of them save time, and `costs` is usually the table of a CPU.
    """
    streams = (GPU_STREAMS,)
    stages: dict[StageName, StagePolicy] = {
        "decode": StagePolicy((cores,), is_on_host=True),
        "detect": StagePolicy(streams, counts=(1, 2, 4), most_pixels=4 * 1024 * 1024, is_padded=True),
        "classify": StagePolicy(streams, counts=(1, 2, 4, 8, 16, 32, 64), is_padded=True),
        "recognize": StagePolicy(
            streams, counts=(1, 2, 4, 8, 16, 32), most_pixels=960 * 1024, is_padded=True
        ),
        "embed": StagePolicy(streams, counts=(1, 2, 4, 8, 16), is_padded=True),
    }
    return Policy(
        slots=GPU_STREAMS,
        overtake_seconds=0.05,
        oldest_every=4,
        stages=stages,
        fairness=fairness_on(costs),
        host_slots=cores,
    )


FORMS: Mapping[str, Callable[[int, CostTable], Policy]] = {"cpu": cpu, "gpu": gpu}
"""Kind of device → its policy on a machine with a number of cores and a cost table."""
