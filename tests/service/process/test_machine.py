import os
import platform
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import service.process.machine
from service.process.machine import (
    Partition,
    divide,
    has_float_tiles,
    is_faster_in_integers,
    nodes_needed_for,
    processor_name,
    usable_cores,
    usable_nodes,
)


@pytest.fixture(autouse=True)
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with four usable processors and no information about them. Returns its /sys and /proc."""
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 4, 5})
    monkeypatch.setattr(service.process.machine, "QUOTA", tmp_path / "cpu.max")
    monkeypatch.setattr(service.process.machine, "PROCESSORS", tmp_path / "cpu")
    monkeypatch.setattr(service.process.machine, "CPU_INFO", tmp_path / "cpuinfo")
    monkeypatch.setattr(service.process.machine, "NODES", tmp_path / "node")
    return tmp_path


def share_cores(folder: Path, *siblings: tuple[int, int]) -> None:
    for pair in siblings:
        for processor in pair:
            topology = folder / "cpu" / f"cpu{processor}" / "topology"
            topology.mkdir(parents=True)
            (topology / "thread_siblings_list").write_text(f"{pair[0]},{pair[1]}\n")


def test_without_topology_every_usable_processor_is_a_core() -> None:
    assert usable_cores() == 4


def test_two_threads_of_a_core_count_as_one_core(machine: Path) -> None:
    share_cores(machine, (0, 4), (1, 5))

    assert usable_cores() == 2


@pytest.mark.parametrize(
    ("quota", "cores"), [("max 100000", 4), ("200000 100000", 2), ("10000 100000", 1), ("900000 100000", 4)]
)
def test_the_quota_of_a_container_limits_its_cores(machine: Path, quota: str, cores: int) -> None:
    (machine / "cpu.max").write_text(quota + "\n")

    assert usable_cores() == cores


@pytest.mark.parametrize(
    ("flags", "is_faster"),
    [
        ("avx2 avx512_vnni bmi2", True),
        ("avx2 avx_vnni", True),
        ("avx2 fma", False),
        ("avx512_vnni amx_bf16 amx_tile amx_int8", False),
    ],
)
def test_integers_are_faster_with_vnni_and_without_amx(machine: Path, flags: str, is_faster: bool) -> None:
    (machine / "cpuinfo").write_text(f"model name\t: some\nflags\t\t: {flags}\n")

    assert is_faster_in_integers() is is_faster


@pytest.mark.parametrize(("flags", "has_tiles"), [("avx512_vnni amx_bf16 amx_tile", True), ("avx2", False)])
def test_amx_is_known_by_its_flag(machine: Path, flags: str, has_tiles: bool) -> None:
    (machine / "cpuinfo").write_text(f"flags\t\t: {flags}\n")

    assert has_float_tiles() is has_tiles


def test_without_information_integers_are_not_faster() -> None:
    assert not is_faster_in_integers()


def test_the_name_of_a_processor_is_its_model_or_its_architecture(machine: Path) -> None:
    nameless = processor_name()
    (machine / "cpuinfo").write_text("processor\t: 0\nmodel name\t: A Fast One @ 3.0 GHz\nflags\t\t: avx2\n")

    assert (nameless, processor_name()) == (platform.machine(), "A Fast One @ 3.0 GHz")


def share_memory(folder: Path, *nodes: str) -> None:
    for number, listed in enumerate(nodes):
        node = folder / "node" / f"node{number}"
        node.mkdir(parents=True)
        (node / "cpulist").write_text(listed + "\n")


def test_without_information_there_is_one_node() -> None:
    assert usable_nodes() == [[(0,), (1,), (4,), (5,)]]


@pytest.mark.parametrize(
    ("lists", "nodes"),
    [
        (["0-3", "4-7"], [[(0,), (1,)], [(4,), (5,)]]),
        (["0,2,4-5", "", "1,3"], [[(0,), (4,), (5,)], [(1,)]]),
        (["2-3", "0-1"], [[(0,), (1,)], [(4,), (5,)]]),
    ],
)
def test_nodes_have_their_usable_processors_and_the_others_form_a_node(
    machine: Path, lists: list[str], nodes: list[list[tuple[int, ...]]]
) -> None:
    share_memory(machine, *lists)

    assert usable_nodes() == nodes


def test_nodes_are_in_numeric_order(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(11)))
    share_memory(machine, *map(str, range(11)))

    assert usable_nodes() == [[(number,)] for number in range(11)]


def test_threads_of_a_core_are_one_core_of_a_node(machine: Path) -> None:
    share_cores(machine, (0, 4), (1, 5))

    assert usable_nodes() == [[(0, 4), (1, 5)]]


@pytest.mark.parametrize(("threads", "nodes"), [(1, 1), (3, 1), (4, 2), (99, 2)])
def test_nodes_needed_for_threads_have_a_core_for_each_thread(
    machine: Path, threads: int, nodes: int
) -> None:
    """One node has three processors and one has one."""
    share_memory(machine, "1", "0,4,5")

    assert nodes_needed_for(threads) == nodes


def cores(first: int, count: int) -> list[tuple[int, ...]]:
    """Cores of two threads each. The second thread's number is higher by 100."""
    return [(number, number + 100) for number in range(first, first + count)]


def both(*numbers: int) -> tuple[int, ...]:
    """The processors of cores with these numbers."""
    return (*numbers, *(number + 100 for number in numbers))


@pytest.mark.parametrize(
    ("nodes", "threads", "count", "partitions"),
    [
        ([cores(0, 2)], 2, 1, [(both(0, 1), 2)]),
        ([cores(0, 2)], 2, 2, [(both(0), 1), (both(1), 1)]),
        ([cores(0, 2)], 2, 9, [(both(0), 1), (both(1), 1)]),
        ([cores(0, 5)], 5, 2, [(both(0, 1), 2), (both(2, 3, 4), 3)]),
        ([cores(0, 2), cores(2, 2)], 4, 2, [(both(0, 1), 2), (both(2, 3), 2)]),
        ([cores(0, 3), cores(3, 1)], 4, 2, [(both(0, 1, 2), 3), (both(3), 1)]),
        ([cores(0, 3), cores(3, 1)], 4, 3, [(both(0), 1), (both(1, 2), 2), (both(3), 1)]),
        ([cores(0, 2), cores(2, 2), cores(4, 2)], 6, 1, [(both(*range(6)), 6)]),
        ([cores(0, 2), cores(2, 2), cores(4, 2)], 6, 2, [(both(0, 1, 2), 3), (both(3, 4, 5), 3)]),
        ([cores(0, 4), cores(4, 4)], 3, 2, [(both(0, 1, 2, 3), 2), (both(4, 5, 6, 7), 1)]),
        ([cores(0, 4), cores(4, 4)], 1, 2, [(both(*range(8)), 1)]),
        ([cores(0, 1)], 4, 2, [(both(0), 4)]),
    ],
)
def test_cores_are_divided_along_nodes_and_threads_in_proportion(
    nodes: list[list[tuple[int, ...]]],
    threads: int,
    count: int,
    partitions: list[tuple[tuple[int, ...], int]],
) -> None:
    assert divide(nodes, threads, count) == tuple(Partition(*each) for each in partitions)


@given(st.lists(st.integers(1, 9), min_size=1, max_size=5), st.integers(1, 40), st.integers(1, 40))
def test_every_core_and_thread_is_in_one_partition(sizes: list[int], threads: int, count: int) -> None:
    """No partition has more threads than cores if there are enough cores."""
    nodes = [cores(sum(sizes[:i]), size) for i, size in enumerate(sizes)]
    partitions = divide(nodes, threads, count)
    used = [processor for partition in partitions for processor in partition.processors]

    assert sorted(used) == sorted(both(*range(sum(sizes))))
    assert sum(partition.threads for partition in partitions) == threads
    assert len(partitions) == min(count, threads, sum(sizes))
    if threads <= sum(sizes):
        assert all(1 <= each.threads <= len(each.processors) / 2 for each in partitions)
