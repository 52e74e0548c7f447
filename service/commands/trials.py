"""What `wangtu tune` tries on this machine, with models that are loaded."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from models.preprocess import canvas_size
from service.batching.cost import CostTable, Measured
from service.batching.policy import FORMS
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.engine.opening import DETECTOR, engine_on, open_stages
from service.request import NEVER, ReadOptions, ReadRequest
from service.tuning.choice import Trial
from service.tuning.measurement import Probe, measure
from service.tuning.page_work import PageSize, page_rows, page_work
from service.tuning.probes import PAGES, TYPICAL, PageForm, probes, samples, typical_probes
from service.tuning.table import Precision

Track = Callable[[Sequence[Probe], str], Iterable[Probe]]
"""Hands on what is measured, and shows how far that is; the second is what it is measured for."""


def tried(config: EngineConfig, precision: Precision, track: Track) -> Trial:
    """How fast a precision is, and what it reads of the built-in pages."""
    config = replace(config, integers=precision == "int8")
    stages, policy = open_stages(config), FORMS["cpu"](config.threads)
    rows = [measure(stages, probe) for probe in track(list(typical_probes(policy)), f"trying {precision}")]
    work = page_work(CostTable("", tuple(rows)), _size(TYPICAL), policy)
    engine = engine_on(stages, config)
    texts = tuple(text for data in samples() for text in _texts(engine, data))
    engine.close()
    return Trial(precision, work, texts)


def cost_rows(config: EngineConfig, track: Track) -> list[Measured]:
    """The rows of a whole cost table, sorted."""
    stages, policy = open_stages(config), FORMS["cpu"](config.threads)
    rows = [measure(stages, probe) for probe in track(list(probes(policy)), "measuring all stages")]
    pages = [_size(form) for form in PAGES]
    return sorted([*rows, *page_rows(CostTable("", tuple(rows)), pages, policy)])


def _size(form: PageForm) -> PageSize:
    """As if nothing of the page could be folded away."""
    width, height = canvas_size(form.width, form.height, DETECTOR.look.first)
    return PageSize(form.pixels, width * height, form.lines)


def _texts(engine: Engine, data: bytes) -> list[str]:
    read = engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
    return [line.text for line in read.lines]
