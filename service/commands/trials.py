"""What `wangtu tune` tries on this machine, with models that are loaded."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from models.catalog.catalog import ModelSet, model_sets
from models.preprocess import canvas_size
from service.batching.cost import CostRow, CostTable
from service.batching.forms import FORMS
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.engine.opening import engine_on, open_stages
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
    stages, models = open_stages(config), model_sets()[config.models]
    policy = FORMS["cpu"](config.threads, config.costs)
    tried_probes = track(list(typical_probes(policy, models)), f"trying {precision}")
    costs = CostTable("", tuple(measure(stages, probe) for probe in tried_probes))
    work = page_work(costs, _size(TYPICAL, models), policy, models.recognizer.parameters.strip_height)
    engine = engine_on(stages, config)
    texts = tuple(text for data in samples() for text in _texts(engine, data))
    engine.close()
    return Trial(precision, work, texts)


def cost_rows(config: EngineConfig, track: Track) -> list[CostRow]:
    """The rows of a whole cost table, sorted."""
    stages, models = open_stages(config), model_sets()[config.models]
    policy = FORMS["cpu"](config.threads, config.costs)
    rows = [measure(stages, probe) for probe in track(list(probes(policy, models)), "measuring all stages")]
    costs, pages = CostTable("", tuple(rows)), [_size(form, models) for form in PAGES]
    return sorted([*rows, *page_rows(costs, pages, policy, models.recognizer.parameters.strip_height)])


def _size(form: PageForm, models: ModelSet) -> PageSize:
    """As if nothing of the page could be folded away."""
    width, height = canvas_size(form.width, form.height, models.detector.parameters.canvas)
    return PageSize(form.pixels, width * height, form.lines)


def _texts(engine: Engine, data: bytes) -> list[str]:
    read = engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
    return [line.text for line in read.lines]
