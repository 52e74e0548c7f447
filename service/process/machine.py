"""What this machine lets a process use: cores, where they are, and instructions, as Linux tells."""

import os
import platform
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path

QUOTA = Path("/sys/fs/cgroup/cpu.max")
"""The container's quota: microseconds of CPU time, or "max", and the period that they are for."""

PROCESSORS = Path("/sys/devices/system/cpu")
NODES = Path("/sys/devices/system/node")
PROCESSOR = Path("/proc/cpuinfo")

NICE = 10
"""Of threads that compute: a tenth of the weight of those that answer, which so run soon (sched(7))."""

INTEGER_INSTRUCTIONS = {"avx512_vnni", "avx_vnni"}
"""With either, products of eight-bit integers come faster than those of vectors of floats."""

FLOAT_TILES = "amx_bf16"
"""With it, products of sixteen-bit floats come so fast that rounding to integers costs more than it saves."""

Core = tuple[int, ...]
"""The processors that are threads of one core."""

Node = Sequence[Core]
"""Cores with a memory of their own, nearer to them than to others."""


@dataclass(frozen=True, slots=True)
class Partition:
    """Whole cores for one engine: the processors that it may run on, and how many of its threads compute."""

    processors: tuple[int, ...]
    threads: int


def usable_cores() -> int:
    """Physical cores that this process may run on, or fewer where its container's quota is for fewer."""
    cores = len(_cores(os.sched_getaffinity(0)))
    quota, _, period = QUOTA.read_text().partition(" ") if QUOTA.is_file() else ("max", "", "")
    return cores if quota == "max" else max(1, min(cores, round(int(quota) / int(period))))


def usable_nodes() -> list[Node]:
    """The cores that this process may run on, by NUMA node; all in one where nothing is told of nodes."""
    left = os.sched_getaffinity(0)
    nodes = []
    for told in sorted(NODES.glob("node*/cpulist"), key=lambda path: int(path.parent.name[4:])):
        here = left & _listed(told.read_text())
        left -= here
        nodes.append(here)
    return [_cores(node) for node in (*nodes, left) if node]


def nodes_filled_by(threads: int) -> int:
    """How many NUMA nodes it takes, the largest first, until each of so many threads has a core.

    So a container with time for two cores of a large machine is not cut, whose quota goes to no node.
    """
    sizes = sorted(map(len, usable_nodes()), reverse=True)
    return sum(before < threads for before in accumulate(sizes[:-1], initial=0))


def cut(nodes: Sequence[Node], threads: int, count: int) -> tuple[Partition, ...]:
    """Cut cores into so many partitions, or into fewer, so that each has a core and a thread at least.

    Threads go to the partitions by their cores; with fewer threads than cores, as a quota gives them, no core
    is left out, for nobody knows which of them other containers keep busy. A partition lies within a node
    where there are as many as nodes, or more.
    """
    count = min(count, threads, sum(map(len, nodes)))
    if count < len(nodes):
        nodes = [[core for node in nodes for core in node]]
    groups = [
        group
        for node, of_node in zip(nodes, _shares(count, nodes), strict=True)
        for group in _slices(node, of_node)
    ]
    return tuple(
        Partition(tuple(sorted(processor for core in group for processor in core)), share)
        for group, share in zip(groups, _shares(threads, groups), strict=True)
    )


def stay_on(processors: Iterable[int]) -> None:
    """Run on these processors alone: this thread and those that it starts from now on.

    Raises OSError where none of them may be used any more.
    """
    os.sched_setaffinity(0, processors)


def step_back() -> None:
    """Let whatever answers go first: this thread computes, and so do those that it starts from now on.

    On Linux niceness is each thread's own (setpriority(2), "C library/kernel differences").
    """
    os.nice(NICE)


def is_faster_in_integers() -> bool:
    """Whether networks run faster on this processor in eight-bit integers than in floats."""
    known = set(PROCESSOR.read_text().split()) if PROCESSOR.is_file() else set()
    return bool(known & INTEGER_INSTRUCTIONS) and FLOAT_TILES not in known


def processor_name() -> str:
    """What the processor calls itself, or its architecture where it has no name."""
    lines = PROCESSOR.read_text().splitlines() if PROCESSOR.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())


def _cores(processors: Iterable[int]) -> list[Core]:
    """Processors by their cores: two threads of one core share what inference needs."""
    cores: dict[str, list[int]] = {}
    for processor in sorted(processors):
        cores.setdefault(_core(processor), []).append(processor)
    return [tuple(core) for core in cores.values()]


def _core(processor: int) -> str:
    """What a processor has in common with the other threads of its core; itself where that is not told."""
    siblings = PROCESSORS / f"cpu{processor}" / "topology" / "thread_siblings_list"
    return siblings.read_text() if siblings.is_file() else str(processor)


def _listed(processors: str) -> set[int]:
    """The numbers of a list such as 0-3,8 (cpuset(7), "List format")."""
    ranges = (part.partition("-") for part in processors.split(",") if part.strip())
    return {number for first, _, last in ranges for number in range(int(first), int(last or first) + 1)}


def _shares(total: int, groups: Sequence[Collection[object]]) -> list[int]:
    """One for each group, and what is left by their sizes (the method of D'Hondt)."""
    shares = [1] * len(groups)
    for _ in range(total - len(groups)):
        neediest = max(range(len(groups)), key=lambda i: len(groups[i]) / (shares[i] + 1))
        shares[neediest] += 1
    return shares


def _slices(node: Node, count: int) -> list[Node]:
    ends = [len(node) * i // count for i in range(count + 1)]
    return [node[start:end] for start, end in pairwise(ends)]
