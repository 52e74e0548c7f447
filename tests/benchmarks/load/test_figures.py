"""Ratios and overheads computed from measured times."""

from benchmarks.load.measurements.closed_loop import Row, ratios_to_peers
from benchmarks.load.measurements.latency import ratio_to_best
from benchmarks.load.measurements.overhead import BYTES, SIDE, blank_picture, overheads
from benchmarks.load.measurements.soak import Reading, growth
from service.imaging.decoding import ImageLimits, decode, open_picture


def test_latency_is_compared_with_the_fastest_peer() -> None:
    times = {"Wangtu": [300.0, 310.0, 5000.0], "PaddleX": [1000.0], "RapidOCR": [620.0]}

    assert ratio_to_best(times) == 0.5


def test_there_is_no_ratio_without_a_peer() -> None:
    assert ratio_to_best({"Wangtu": [300.0]}) is None
    assert ratios_to_peers([_row("Wangtu", 4, 8.0)]) == {}


def _row(system: str, clients: int, per_second: float) -> Row:
    return Row(system=system, clients=clients, pictures=10, failed=0, per_second=per_second, sender_share=0.0)


def test_throughput_is_compared_at_four_clients_with_paddlex_and_with_the_better_peer() -> None:
    rows = [
        *(_row("Wangtu", clients, rate) for clients, rate in ((1, 5.0), (4, 9.0), (8, 99.0))),
        *(_row("PaddleX", clients, rate) for clients, rate in ((1, 99.0), (4, 1.5))),
        _row("RapidOCR", 1, 3.0),
        _row("faster-paddle", 1, 2.0),
    ]

    assert ratios_to_peers(rows) == {"to the better peer in process": 3.0, "to PaddleX serving": 6.0}


def test_an_overhead_is_the_median_of_the_differences_within_a_round() -> None:
    """The machine becomes 100 ms slower after two rounds. That does not count as overhead."""
    figures = overheads(
        {
            "http": [14.0, 15.0, 114.0, 115.0],
            "socket": [11.0, 12.0, 111.0, 112.0],
            "in_process": [10.0, 11.0, 110.0, 111.0],
        }
    )

    assert (figures.by_http, figures.by_socket, figures.by_both) == (3.0, 1.0, 4.0)
    assert figures.http.longest == 115.0


def test_the_blank_picture_is_white_and_has_300_kb() -> None:
    data = blank_picture()
    image = decode(open_picture(data, ImageLimits()))

    assert BYTES < len(data) < 1.01 * BYTES
    assert image.shape == (SIDE, SIDE, 3)
    assert image.min() > 250


def test_memory_growth_is_measured_from_the_first_reading_after_pictures() -> None:
    marks = ((0, 500.0, 0.0), (300, 1000.0, 60.0), (3000, 1075.0, 600.0))
    readings = [Reading(pictures, megabytes, 100.0, seconds, 0) for pictures, megabytes, seconds in marks]

    assert growth(readings) == 0.075
