"""`python -m benchmarks.attacks`: attacks a real service and says of each attack whether the service held.

Every attack is bounded and ends by itself. After each attack the service must read a picture again. The exit
code is 1 if an attack broke a promise.
"""

from collections.abc import Iterator
from itertools import groupby
from time import monotonic
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.attacks.attack import Attack, Broken
from benchmarks.attacks.recovery import require_recovery
from benchmarks.attacks.table import ATTACKS
from tests.harness.service import CREDENTIALS, Service

Outcome = tuple[Attack, bool, str, float]
"""An attack, whether the service held, what was seen, and the seconds that it took."""


def main(
    only: Annotated[str, typer.Option(help="Run only the attacks whose name contains this text.")] = "",
) -> None:
    """Run the attacks and print one line for each."""
    console = Console()
    outcomes = []
    for outcome in _outcomes([attack for attack in ATTACKS if only in attack.name]):
        console.print(_line(outcome), markup=False, highlight=False)
        outcomes.append(outcome)
    console.print(_table(outcomes))
    raise typer.Exit(0 if all(held for _, held, _, _ in outcomes) else 1)


def _outcomes(attacks: list[Attack]) -> Iterator[Outcome]:
    for environment, group in groupby(attacks, key=lambda attack: attack.environment):
        with Service({**CREDENTIALS, **environment}) as service:
            service.wait_until_ready()
            yield from (_outcome(attack, service) for attack in group)


def _outcome(attack: Attack, service: Service) -> Outcome:
    started = monotonic()
    try:
        seen, held = attack.run(service), True
        require_recovery(service)
    except Broken as broken:
        seen, held = str(broken), False
    return attack, held, seen, monotonic() - started


def _line(outcome: Outcome) -> str:
    attack, held, seen, seconds = outcome
    return f"{'held' if held else 'BROKE'}  {attack.name}: {seen} ({seconds:.0f} s)"


def _table(outcomes: list[Outcome]) -> Table:
    table = Table("attack", "promise", "", "seen")
    for attack, held, seen, _ in outcomes:
        table.add_row(attack.name, attack.promise, "held" if held else "BROKE", seen)
    return table


if __name__ == "__main__":
    typer.run(main)
