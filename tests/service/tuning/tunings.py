"""A result of `wangtu tune` for tests."""

from service.tuning.table import Row, Tuning

ROWS: tuple[Row, ...] = (
    ("classify", 2, 1, 9216, 1.5),
    ("decode", 2, 1, 1_000_000, 10.0),
    ("detect", 1, 1, 700_000, 60.0),
    ("page", 1, 1, 1_000_000, 200.0),
    ("recognize", 1, 1, 15_360, 8.0),
    ("draft", 1, 1, 7_680, 2.0),
    ("embed", 1, 1, 9_216, 1.5),
)
TUNING = Tuning(
    taken_on="a fast one",
    processor="Fast One",
    runtime="openvino",
    models="ppocrv6-small",
    threads=2,
    precision="int8",
    rows=ROWS,
)
