"""The processor cores that Linux lets this process use, their NUMA nodes and their instructions.

psutil is not used, because it knows neither the quota of a container nor NUMA nodes.
"""

import os
import platform
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""The container's quota of CPU time: microseconds or "max", and the period in microseconds."""

PROCESSORS = Path("/sys/devices/system/cpu")
NODES = Path("/sys/devices/system/node")
CPU_INFO = Path("/proc/cpuinfo")

WORKER_NICENESS = 10
"""The niceness of threads that compute. They have a tenth of the weight of threads that answer requests, so
answers go out at once (sched(7)). docs/decisions/0029."""

INTEGER_INSTRUCTIONS = {"avx512_vnni", "avx_vnni"}
"""Processors with one of these multiply eight-bit integers faster than floats."""

FLOAT_TILES = "amx_bf16"
"""Processors with this multiply 16-bit floats so fast that neither eight-bit integers nor a smaller network
that reads first save time."""

Core = tuple[int, ...]
"""The logical processors of one core."""

Node = Sequence[Core]
"""The cores of one NUMA node, which share a memory that is nearer to them than to other cores."""


@dataclass(frozen=True, slots=True)
class Partition:
    """The logical processors of one engine, which are whole cores, and its number of computing threads."""

    processors: tuple[int, ...]
    threads: int


def usable_cores() -> int:
    """The number of physical cores that this process may use, limited by its container's quota."""
    cores = len(_cores(os.sched_getaffinity(0)))
    quota, _, period = QUOTA.read_text().partition(" ") if QUOTA.is_file() else ("max", "", "")
    return cores if quota == "max" else max(1, min(cores, round(int(quota) / int(period))))


def usable_nodes() -> list[Node]:
    """The cores that this process may use, by NUMA node. Cores without a known node form one more node."""
    left = os.sched_getaffinity(0)
    nodes = []
    for list_file in sorted(NODES.glob("node*/cpulist"), key=lambda path: int(path.parent.name[4:])):
        node = left & _parse_list(list_file.read_text())
        left -= node
        nodes.append(node)
    return [_cores(node) for node in (*nodes, left) if node]


def nodes_needed_for(threads: int) -> int:
    """The smallest number of NUMA nodes that together have a core for each thread, at most all nodes.

    A container with a quota for two cores of a large machine therefore needs one node.
    """
    sizes = sorted(map(len, usable_nodes()), reverse=True)
    return sum(before < threads for before in accumulate(sizes[:-1], initial=0))


def divide(nodes: Sequence[Node], threads: int, count: int) -> tuple[Partition, ...]:
    """Divide cores into `count` partitions, or fewer if there are fewer cores or threads.

    Threads are divided in proportion to the cores. If a quota allows fewer threads than cores, the partitions
    still cover all cores, because other containers may keep any of them busy. A partition lies within one
    node unless there are fewer partitions than nodes.
    """
    count = min(count, threads, sum(map(len, nodes)))
    if count < len(nodes):
        nodes = [[core for node in nodes for core in node]]
    groups = [
        group
        for node, slices in zip(nodes, _shares(count, nodes), strict=True)
        for group in _slices(node, slices)
    ]
    return tuple(
        Partition(tuple(sorted(processor for core in group for processor in core)), share)
        for group, share in zip(groups, _shares(threads, groups), strict=True)
    )


def pin_to(processors: Iterable[int]) -> None:
    """Run this thread, and the threads that it starts, on these processors only.

    Raises OSError if none of them may be used.
    """
    os.sched_setaffinity(0, processors)


def lower_priority(niceness: int = WORKER_NICENESS) -> None:
    """Give this thread, and the threads that it starts, a niceness, by default that of threads that compute.

    On Linux each thread has its own niceness (setpriority(2), "C library/kernel differences").
    """
    os.nice(niceness)


def is_faster_in_integers() -> bool:
    """Whether networks run faster in eight-bit integers than in floats on this processor."""
    return bool(_flags() & INTEGER_INSTRUCTIONS) and not has_float_tiles()


def has_float_tiles() -> bool:
    """Whether this processor multiplies tiles of 16-bit floats (AMX)."""
    return FLOAT_TILES in _flags()


def processor_name() -> str:
    """The processor's model name, or its architecture if Linux gives no name."""
    lines = CPU_INFO.read_text().splitlines() if CPU_INFO.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _flags() -> set[str]:
    """The words of the processor's description, its instruction sets among them."""
    return set(CPU_INFO.read_text().split()) if CPU_INFO.is_file() else set()


def _cores(processors: Iterable[int]) -> list[Core]:
    """Group logical processors by core. Those of one core share the arithmetic units that inference needs."""
    cores: dict[str, list[int]] = {}
    for processor in sorted(processors):
        cores.setdefault(_core_key(processor), []).append(processor)
    return [tuple(core) for core in cores.values()]


def _core_key(processor: int) -> str:
    """A string that is the same for all logical processors of a core. Without topology each is a core."""
    siblings = PROCESSORS / f"cpu{processor}" / "topology" / "thread_siblings_list"
    return siblings.read_text() if siblings.is_file() else str(processor)


def _parse_list(processors: str) -> set[int]:
    """The numbers of a list such as 0-3,8 (cpuset(7), "List format")."""
    ranges = (part.partition("-") for part in processors.split(",") if part.strip())
    return {number for first, _, last in ranges for number in range(int(first), int(last or first) + 1)}


def _shares(total: int, groups: Sequence[Collection[object]]) -> list[int]:
    """Divide `total` in proportion to the sizes of the groups, at least 1 for each (the D'Hondt method)."""
    shares = [1] * len(groups)
    for _ in range(total - len(groups)):
        highest = max(range(len(groups)), key=lambda i: len(groups[i]) / (shares[i] + 1))
        shares[highest] += 1
    return shares


def _slices(node: Node, count: int) -> list[Node]:
    """Divide the cores of a node into `count` slices of about the same size."""
    ends = [len(node) * i // count for i in range(count + 1)]
    return [node[start:end] for start, end in pairwise(ends)]
