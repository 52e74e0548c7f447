"""The time of each stage for a page of each size with many lines, on one core and on all.

Detection of one page uses all cores. Each core classifies and recognizes one crop at a time.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, fields
from statistics import median
from time import perf_counter

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.traffic.sized_pictures import sized_picture
from models.catalog.catalog import model_sets
from models.detection.detector import Detector
from models.detection.search import Search
from models.geometry import crop
from models.orientation.classifier import Classifier
from models.page import Image, Region
from models.recognition.charset import load_charset
from models.recognition.recognizer import Recognizer
from models.runtimes import RUNTIMES
from service.imaging.decoding import ImageLimits, decode, open_picture
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Cost:
    """Median milliseconds a page. Decoding and cropping always use one core."""

    size: str
    cores: int
    lines: int
    decode: float
    detect: float
    crop: float
    classify: float
    recognize: float


class Models:
    """The three models on a number of cores."""

    def __init__(self, cores: int) -> None:
        settings = Settings()
        chosen, open_session = model_sets()[settings.models], RUNTIMES[settings.runtime]
        self.cores = cores
        charset = load_charset(chosen.recognizer, settings.weights)
        detect = open_session(chosen.detector, settings.weights, cores, 1)
        classify = open_session(chosen.classifier, settings.weights, 1, cores)
        recognize = open_session(chosen.recognizer, settings.weights, 1, cores)
        self._detector = Detector(detect, chosen.detector.parameters)
        self._classifier = Classifier(classify, chosen.classifier.parameters)
        self._recognizer = Recognizer(recognize, charset, chosen.recognizer.parameters)

    def cost(self, size: str, rounds: int) -> Cost:
        """Returns the cost of one page of a size."""
        data = sized_picture(size, "many", 0).data
        page = decode(open_picture(data, ImageLimits()))
        quads = [region.quad for region in self._regions(page)]
        crops = [crop(page, quad) for quad in quads]
        with ThreadPoolExecutor(self.cores) as threads:
            stages: dict[str, Callable[[], object]] = {
                "decode": lambda: decode(open_picture(data, ImageLimits())),
                "detect": lambda: self._regions(page),
                "crop": lambda: [crop(page, quad).copy() for quad in quads],
                "classify": lambda: list(threads.map(self._classify, crops)),
                "recognize": lambda: list(threads.map(self._recognize, crops)),
            }
            times = {name: _median_milliseconds(stage, rounds) for name, stage in stages.items()}
        return Cost(size=size, cores=self.cores, lines=len(quads), **times)

    def _regions(self, page: Image) -> list[Region]:
        first = self._detector.first_search(page)
        found = self._searched(first)
        second = self._detector.second_search(first, found)
        return self._searched(second) if second else found

    def _searched(self, search: Search) -> list[Region]:
        return search.merged([self._detector.regions([view])[0] for view in search.views])

    def _classify(self, pixels: Image) -> None:
        self._classifier.are_upside_down([pixels])

    def _recognize(self, pixels: Image) -> None:
        self._recognizer.read([pixels], [False])


def measure(plan: Plan) -> None:
    """Measure every size on one core and on all. Save and print the figures."""
    costs = []
    for cores in sorted({1, Settings().threads}):
        models = Models(cores)
        costs += [models.cost(size, plan.stage_rounds) for size in plan.sizes]
    save(plan, "stages", {"milliseconds_a_page": costs})
    show("Stages, ms", [field.name for field in fields(Cost)], [asdict(cost).values() for cost in costs])


def _median_milliseconds(stage: Callable[[], object], rounds: int) -> float:
    """Returns the median of some rounds after a warm-up."""
    return round(median([_milliseconds(stage) for _ in range(1 + rounds)][1:]), 1)


def _milliseconds(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return 1000 * (perf_counter() - start)
