"""Chooses the precision for a machine from one trial of each precision."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.tuning.table import Precision


@dataclass(frozen=True, slots=True)
class Trial:
    """The measurements of one precision."""

    precision: Precision
    milliseconds: float
    """The work of a typical page: the milliseconds for which it keeps all cores busy."""

    texts: tuple[str, ...]
    """The texts that were read on the built-in pages."""


def choose(trials: Sequence[Trial]) -> tuple[Precision, str]:
    """The faster precision of those that read the same texts as `float`, and the reason as a sentence.

    Comparing the texts only checks that the integer kernels of the processor compute correctly. For their
    accuracy on real pages see docs/decisions/0010.
    """
    by_name = {trial.precision: trial for trial in trials}
    if len(by_name) == 1:
        (only,) = trials
        return only.precision, f"{only.precision}: {_work(only)}. No other precision was tried."
    integers, floats = by_name["int8"], by_name["float"]
    if integers.texts != floats.texts:
        return "float", f"float: {_work(floats)}. int8 reads other texts on the built-in pages."
    best, other = sorted((integers, floats), key=lambda trial: trial.milliseconds)
    return best.precision, (
        f"{best.precision}: {_work(best)}, and for {other.milliseconds:.0f} ms with {other.precision}. "
        "Both read the same texts on the built-in pages."
    )


def _work(trial: Trial) -> str:
    return f"a typical page keeps all cores busy for {trial.milliseconds:.0f} ms"
