"""The choice of precision, from a trial of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.tuning.table import Precision


@dataclass(frozen=True, slots=True)
class Trial:
    """One precision: the work of a typical page, in milliseconds of the machine, and what it read."""

    precision: Precision
    milliseconds: float
    texts: tuple[str, ...]


def choose(trials: Sequence[Trial]) -> tuple[Precision, str]:
    """The faster precision of those that read what floats read, and why, in a sentence.

    This only sees that the integer kernels of a processor compute rightly; what they do to the accuracy on
    real pages is measured in docs/benchmarks.md.
    """
    by_name = {trial.precision: trial for trial in trials}
    if len(by_name) == 1:
        (only,) = trials
        return only.precision, f"{only.precision}, for there is no choice: {_work(only)}."
    integers, floats = by_name["int8"], by_name["float"]
    if integers.texts != floats.texts:
        return "float", f"float, for with int8 the built-in pages are read otherwise: {_work(floats)}."
    best, other = sorted((integers, floats), key=lambda trial: trial.milliseconds)
    return best.precision, (
        f"{best.precision}: {_work(best)}, with {other.precision} {other.milliseconds:.0f} ms, "
        "and both read the built-in pages alike."
    )


def _work(trial: Trial) -> str:
    return f"a typical page is {trial.milliseconds:.0f} ms of these cores"
