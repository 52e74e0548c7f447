"""Processor milliseconds a picture and throughput of our service with several settings, in one run.

Processor milliseconds hardly depend on who else uses the machine. In each round every service reads the same
pictures, one service after the other. The idle services wait.
"""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from itertools import cycle, islice
from pathlib import Path

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.rounds import rotated, rounds_within
from benchmarks.load.traffic.sender import PlannedRequest, send_closed_loop
from benchmarks.load.traffic.sets import shuffled_set
from benchmarks.load.traffic.targets import ours
from tests.harness.service import CREDENTIALS, Service


@dataclass(frozen=True, slots=True)
class Variant:
    """Settings such as WANGTU_DRAFTS=false, and the checkout whose code runs. None: this one."""

    settings: Sequence[str]
    checkout: Path | None = None

    @property
    def name(self) -> str:
        """The name in tables."""
        return " ".join([*([self.checkout.name] if self.checkout else []), *self.settings]) or "defaults"

    def service(self) -> Service:
        """Returns the service, which is not started."""
        environment = {**CREDENTIALS, **dict(setting.split("=", 1) for setting in self.settings)}
        folder = ("env", "--chdir", str(self.checkout)) if self.checkout else ()
        return Service(environment, command=(*folder, sys.executable, "-m", "service"))


@dataclass(frozen=True, slots=True)
class Row:
    """One variant with one number of clients, over all rounds but the first."""

    variant: str
    clients: int
    pictures: int
    failed: int
    milliseconds: float
    """Milliseconds of one core for each picture."""

    per_second: float


@dataclass(frozen=True, slots=True)
class Pass:
    """Pictures read and failed, seconds of processor and seconds on the clock."""

    read: int
    failed: int
    processor: float
    seconds: float


def measure(plan: Plan, variants: Sequence[Variant], clients: Sequence[int]) -> None:
    """Measure within the seconds of the plan. Save and print the figures."""
    name, paths = shuffled_set()
    endless = cycle(paths)
    passes: dict[tuple[str, int], list[Pass]] = {(v.name, count): [] for v in variants for count in clients}
    with started(variants) as services:
        for count in rounds_within(plan.closed_seconds):
            round_paths = list(islice(endless, plan.closed_pictures))
            for key in rotated(tuple(passes), count):
                passes[key].append(_pass(services[key[0]], key[1], round_paths))
    rows = [_row(*key, of_key[1:] or of_key) for key, of_key in passes.items()]
    save(plan, "processor", {"set": name, "rows": rows})
    columns = ("settings", "clients", "pictures", "failed", "processor ms a picture", "pictures/s")
    show(f"Processor time on {name}", columns, [asdict(row).values() for row in rows])


@contextmanager
def started(variants: Sequence[Variant]) -> Iterator[dict[str, Service]]:
    """Start a service for each variant and wait until it is ready. Yields them by the variant's name."""
    with ExitStack() as stack:
        services = {variant.name: stack.enter_context(variant.service()) for variant in variants}
        for service in services.values():
            service.wait_until_ready()
        yield services


def _pass(service: Service, clients: int, paths: Sequence[Path]) -> Pass:
    target, before = ours(service), service.processor_seconds()
    requests = [PlannedRequest(target.body(path.read_bytes()), path.name) for path in paths]
    run = send_closed_loop(target, requests, clients)
    read = sum(answer.is_read for answer in run.answers)
    return Pass(read, len(paths) - read, service.processor_seconds() - before, run.seconds)


def _row(variant: str, clients: int, passes: Sequence[Pass]) -> Row:
    read = sum(each.read for each in passes)
    return Row(
        variant=variant,
        clients=clients,
        pictures=read,
        failed=sum(each.failed for each in passes),
        milliseconds=round(1000 * sum(each.processor for each in passes) / max(read, 1), 1),
        per_second=round(read / sum(each.seconds for each in passes), 2),
    )
