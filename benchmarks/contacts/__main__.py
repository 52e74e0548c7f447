"""`python -m benchmarks.contacts`: accuracy of contact extraction from given lines, field by field."""

import typer

from benchmarks.contacts.labelled import main

if __name__ == "__main__":
    typer.run(main)
