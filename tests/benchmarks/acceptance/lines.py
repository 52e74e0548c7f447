"""Judged lines with chosen evidence."""

from benchmarks.acceptance.judged_lines import JudgedLine
from models.acceptance.evidence import Evidence


def _evidence(certainty: float) -> Evidence:
    return Evidence(*[0.0] * len(Evidence._fields))._replace(certainty=certainty, detection=0.9)


def judged(text: str, certainty: float | None, is_right: bool = True, has_text: bool = True) -> JudgedLine:
    evidence = None if certainty is None else _evidence(certainty)
    return JudgedLine("phone", text, 0.9, 0.9, is_right=is_right, has_text=has_text, evidence=evidence)
