"""`python -m benchmarks.load`: latency, throughput, behaviour under load, overhead, memory, plots."""

from pathlib import Path
from typing import Annotated

import typer

from benchmarks.load import plots
from benchmarks.load.measurements import closed_loop, latency, open_loop, overhead, processor, soak, stages
from benchmarks.load.measurements.processor import Variant
from benchmarks.load.plan import QUICK, WHOLE, Plan
from benchmarks.load.systems import Pythons

Quick = Annotated[
    bool,
    typer.Option(
        "--quick", help="A short run that only shows that it works. Files go to a temporary folder."
    ),
]
Peers = Annotated[
    str | None, typer.Option(help="The Python in which benchmarks/peers/requirements.txt is installed.")
]
Paddlex = Annotated[
    str | None,
    typer.Option(help="The Python in which benchmarks/peers/requirements-paddlex.txt is installed."),
]

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False)


@app.command("latency")
def measure_latency(quick: Quick = False, peers: Peers = None, paddlex: Paddlex = None) -> None:
    """One client: p50, p95 and p99 of each picture class, for every system."""
    latency.measure(_plan(quick), Pythons(peers, paddlex))


@app.command("closed")
def measure_closed(quick: Quick = False, peers: Peers = None, paddlex: Paddlex = None) -> None:
    """Throughput at 1, 2, 4 and 8 clients."""
    closed_loop.measure(_plan(quick), Pythons(peers, paddlex))


@app.command("open")
def measure_open(quick: Quick = False) -> None:
    """Poisson arrivals at 70 % and 150 % of the capacity."""
    open_loop.measure(_plan(quick))


@app.command("overhead")
def measure_overhead(quick: Quick = False) -> None:
    """The time that HTTP and the engine's socket add to the request for a picture of 300 KB."""
    overhead.measure(_plan(quick))


@app.command("stages")
def measure_stages(quick: Quick = False) -> None:
    """The time of decode, detect, crop, classify and recognize, on one core and on all."""
    stages.measure(_plan(quick))


@app.command("processor")
def measure_processor(
    quick: Quick = False,
    settings: Annotated[
        list[str] | None,
        typer.Option("--with", help="NAME=VALUE settings of one more service, with blanks between them."),
    ] = None,
    checkout: Annotated[
        Path | None, typer.Option(help="A checkout of another commit, which is measured too.")
    ] = None,
    clients: Annotated[list[int] | None, typer.Option(min=1)] = None,
) -> None:
    """Processor milliseconds a picture, by settings and number of clients."""
    variants = [Variant(each.split()) for each in settings or [""]]
    others = [Variant((), checkout)] if checkout else []
    processor.measure(_plan(quick), [*variants, *others], clients or [1, 4])


@app.command("soak")
def measure_soak(
    quick: Quick = False,
    first: Annotated[
        int | None, typer.Option(min=1, help="Number of pictures before the first memory reading.")
    ] = None,
    last: Annotated[
        int | None, typer.Option(min=2, help="Number of pictures before the last memory reading.")
    ] = None,
) -> None:
    """Resident memory after hundreds and after thousands of pictures."""
    plan = _plan(quick)
    soak.measure(plan.with_soak(first or plan.soak_first, last or plan.soak_last))


@app.command("plots")
def draw_plots(quick: Quick = False) -> None:
    """Draw the saved figures into docs/plots."""
    plots.draw(_plan(quick))


@app.command("all")
def measure_all(quick: Quick = False, peers: Peers = None, paddlex: Paddlex = None) -> None:
    """Run all measurements, then draw the plots."""
    plan, pythons = _plan(quick), Pythons(peers, paddlex)
    latency.measure(plan, pythons)
    closed_loop.measure(plan, pythons)
    open_loop.measure(plan)
    overhead.measure(plan)
    stages.measure(plan)
    soak.measure(plan)
    plots.draw(plan)


def _plan(quick: bool) -> Plan:
    return QUICK if quick else WHOLE


if __name__ == "__main__":
    app()
