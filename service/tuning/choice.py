"""Chooses the precision of a machine from one trial of each precision."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.tuning.table import Precision


@dataclass(frozen=True, slots=True)
class Trial:
    """One precision: the work of a typical page, in milliseconds of the machine, and the texts it read."""

    precision: Precision
    milliseconds: float
    texts: tuple[str, ...]


def choose(trials: Sequence[Trial]) -> tuple[Precision, str]:
    """The faster precision of those that read the same texts as `float`, and the reason as a sentence.

    This only checks that the integer kernels of a processor compute correctly. docs/decisions/0010 has their
    accuracy on real pages.
    """
    by_name = {trial.precision: trial for trial in trials}
    if len(by_name) == 1:
        (only,) = trials
        return only.precision, f"{only.precision}: {_work(only)}; there was no other precision to try."
    integers, floats = by_name["int8"], by_name["float"]
    if integers.texts != floats.texts:
        return "float", f"float: {_work(floats)}; int8 reads other texts on the built-in pages."
    best, other = sorted((integers, floats), key=lambda trial: trial.milliseconds)
    return best.precision, (
        f"{best.precision}: {_work(best)}, with {other.precision} {other.milliseconds:.0f} ms; "
        "both read the same texts on the built-in pages."
    )


def _work(trial: Trial) -> str:
    return f"a typical page is {trial.milliseconds:.0f} ms of these cores"
