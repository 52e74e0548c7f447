"""The policies for a CPU and for a GPU, from the number of cores and the machine's cost table."""

from collections.abc import Callable, Mapping
from math import inf

from service.batching.policies.fairness import fairness_on
from service.batching.policies.policy import Policy, StagePolicy
from service.batching.policies.savings import without_useless_batches
from service.batching.prediction.cost import CostTable
from service.batching.stage import StageName

GPU_STREAMS = 2
"""Streams of a GPU. While one batch is computed, the crops of the next one are cut out and copied."""


def cpu(cores: int, costs: CostTable) -> Policy:
    """One stream per core, and batches of a few small crops. All cores together detect a page that is alone.

    Only detection has a stream of all cores. The other stages gain too little from a second core to pay for a
    second copy of their models. Short lines share a batch because each call costs 2 ms. Long lines do not:
    together they exceed the core's own caches, and each input shape takes 8 MB. docs/decisions/0015,
    docs/decisions/0025.
    """
    one_core, one_or_all_cores = (cores,), tuple(sorted({1, cores}))
    stages: dict[StageName, StagePolicy] = {
        "decode": StagePolicy(one_core),
        "detect": StagePolicy(one_or_all_cores),
        "classify": StagePolicy(one_core, counts=(1, 2, 4, 8)),
        # Larger batches save at most a tenth of the time, on one core of an AMD EPYC (Zen 4) with int8.
        "recognize": StagePolicy(one_core, counts=(1, 2, 4), most_pixels=48_000),
        # A drafter takes a quarter of the time, so that what each call costs counts for wider strips too.
        "draft": StagePolicy(one_core, counts=(1, 2, 4), most_pixels=62_000),
        "embed": StagePolicy(one_core),
    }
    return Policy(
        slots=cores,
        overtake_seconds=-inf,
        earliest_due_every=1,
        stages={name: without_useless_batches(name, stage, costs) for name, stage in stages.items()},
        fairness=fairness_on(costs),
    )


def gpu(cores: int, costs: CostTable) -> Policy:
    """Batches across requests on the GPU. Pictures are decoded on `cores` cores of the processor.

    The pixel limits bound the memory of a batch: four canvases of 1 megapixel, and 32 strips of 640 x 48.
    There is no stage for drafts: a GPU gains too little from small networks. `wangtu tune` does not measure
    GPUs, so `costs` is the table of a CPU. It does not limit the batch sizes.
    docs/decisions/0018.
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
        earliest_due_every=4,
        stages=stages,
        fairness=fairness_on(costs),
        host_slots=cores,
    )


DEVICE_POLICIES: Mapping[str, Callable[[int, CostTable], Policy]] = {"cpu": cpu, "gpu": gpu}
"""Kind of device → the function that makes its policy from the number of cores and the cost table."""
