"""`python -m benchmarks.contacts.composed`: accuracy of contact extraction from composed texts, by style."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, fields
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from benchmarks.contacts.labelled import stacked
from benchmarks.corpus.contact_texts.held_out import HELD_OUT, compose_held_out
from benchmarks.corpus.contact_texts.style import Composed
from benchmarks.corpus.contact_texts.styles import STYLES, compose
from models.contacts.extraction import ContactExtractor
from models.page import Contact

FIELDS = tuple(field.name for field in fields(Contact))


@dataclass(frozen=True, slots=True)
class Outcome:
    """A composed text with the contact that was found in it."""

    text: Composed
    found: Contact

    @property
    def wrong(self) -> dict[str, tuple[str, str]]:
        """The fields that differ from the truth: name → (found value, true value)."""
        found, truth = asdict(self.found), asdict(self.text.truth)
        return {field: (found[field], truth[field]) for field in FIELDS if found[field] != truth[field]}


def outcomes(
    extractor: ContactExtractor, styles: Collection[str], write: Callable[[str, str], Composed], seeds: range
) -> Iterator[Outcome]:
    """Yields the outcome of each style with each seed."""
    for style in styles:
        for seed in seeds:
            text = write(style, str(seed))
            yield Outcome(text, extractor.contact_of(stacked(text.text)))


def right_counts(found: Collection[Outcome]) -> Counter[str]:
    """Counts the right values by field; the field "all six" counts whole texts."""
    counts: Counter[str] = Counter()
    for outcome in found:
        counts.update([field for field in FIELDS if field not in outcome.wrong])
        counts["all six"] += not outcome.wrong
    return counts


def main(
    seed: Annotated[int, typer.Option(help="The same seed gives the same texts.")] = 0,
    count: Annotated[int, typer.Option(min=1, help="Texts of each style.")] = 20,
    errors: Annotated[bool, typer.Option(help="Print the wrong fields, but not of held-out styles.")] = False,
) -> None:
    """Extract the contacts of composed texts and print the share of right fields by style."""
    extractor, console = ContactExtractor(), Console()
    seeds = range(seed * 10**6, seed * 10**6 + count)
    for title, styles, write in (
        ("styles", STYLES, compose),
        ("held-out styles", HELD_OUT, compose_held_out),
    ):
        started = time.process_time()
        found = list(outcomes(extractor, styles, write, seeds))
        milliseconds = (time.process_time() - started) * 1000 / len(found)
        for outcome in found if errors and styles is STYLES else ():
            if outcome.wrong:
                console.print(outcome.text.style, repr(outcome.text.text), outcome.wrong)
        console.print(_table(title, found))
        console.print(f"{milliseconds:.2f} ms of processor time a text")


def _table(title: str, found: Collection[Outcome]) -> Table:
    table = Table("style", "texts", *FIELDS, "all six", title=title)
    for style in dict.fromkeys(outcome.text.style for outcome in found):
        _add_row(table, style, [outcome for outcome in found if outcome.text.style == style])
    _add_row(table, "all", found)
    return table


def _add_row(table: Table, style: str, found: Collection[Outcome]) -> None:
    counts = right_counts(found)
    shares = (f"{counts[field] / len(found):.1%}" for field in (*FIELDS, "all six"))
    table.add_row(style, str(len(found)), *shares)


if __name__ == "__main__":
    typer.run(main)
