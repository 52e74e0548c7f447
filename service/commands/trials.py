"""The measurements of `wangtu tune`, which load the models of an engine."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from models.catalog.catalog import model_sets
from models.catalog.model import ModelSet
from models.preprocess import canvas_size
from service.batching.policies.device_policies import DEVICE_POLICIES
from service.batching.prediction.cost import CostRow, CostTable
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.engine.opening import engine_on, open_stages
from service.request import NEVER, ReadOptions, ReadRequest
from service.tuning.choice import Trial
from service.tuning.measurement import Probe, measure
from service.tuning.page_work import PageSize, page_rows, page_work
from service.tuning.probes import PAGES, TYPICAL, PageForm, probes, sample_files, typical_probes
from service.tuning.table import Precision

Track = Callable[[Sequence[Probe], str], Iterable[Probe]]
"""Yields the probes, and shows its progress under a title."""


def try_precision(config: EngineConfig, precision: Precision, track: Track) -> Trial:
    """Measure the work of a typical page with a precision, and read the built-in pages."""
    config = replace(config, integers=precision == "int8")
    stages, models = open_stages(config), _models(config)
    policy = DEVICE_POLICIES["cpu"](config.threads, config.costs)
    tracked = track(list(typical_probes(policy, models)), f"trying {precision}")
    costs = CostTable("", tuple(measure(stages, probe) for probe in tracked))
    height, drafts = models.recognizer.parameters.strip_height, models.drafter is not None
    work = page_work(costs, _size(TYPICAL, models), policy, height, drafts=drafts)
    engine = engine_on(stages, config)
    texts = tuple(text for data in sample_files() for text in _texts(engine, data))
    engine.close()
    return Trial(precision, work, texts)


def measure_costs(config: EngineConfig, track: Track) -> list[CostRow]:
    """Measure all rows of a cost table. Returns them sorted.

    Without a drafter, drafts get the costs of recognition, so that a table is always complete.
    """
    stages, models = open_stages(config), _models(config)
    policy = DEVICE_POLICIES["cpu"](config.threads, config.costs)
    rows = [measure(stages, probe) for probe in track(list(probes(policy, models)), "measuring all stages")]
    if not models.drafter:
        rows += [replace(row, stage="draft") for row in rows if row.stage == "recognize"]
    costs, pages = CostTable("", tuple(rows)), [_size(form, models) for form in PAGES]
    height, drafts = models.recognizer.parameters.strip_height, models.drafter is not None
    return sorted([*rows, *page_rows(costs, pages, policy, height, drafts=drafts)])


def _models(config: EngineConfig) -> ModelSet:
    """The models that are loaded."""
    models = model_sets()[config.models]
    return models if config.drafts else replace(models, drafter=None)


def _size(form: PageForm, models: ModelSet) -> PageSize:
    """The size of a page of which no empty rows or sides are folded away."""
    width, height = canvas_size(form.width, form.height, models.detector.parameters.canvas)
    return PageSize(form.pixels, width * height, form.lines)


def _texts(engine: Engine, data: bytes) -> list[str]:
    page = engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
    return [line.text for line in page.lines]
