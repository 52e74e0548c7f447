"""Tests what only OpenVINO sessions guarantee. tests/contracts tests what all sessions guarantee."""

from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from time import process_time, thread_time

import numpy as np

from models.catalog.catalog import models
from models.runtimes.openvino import OpenVinoSession
from service.settings import ROOT

CLASSIFIER, DETECTOR = models()["ppocr-mobile-cls"], models()["ppocrv6-small-det"]
WEIGHTS = ROOT / "weights"


def test_with_one_thread_a_stream_computes_on_the_callers_thread() -> None:
    session = OpenVinoSession(DETECTOR, WEIGHTS, threads=1, streams=2)
    page = np.zeros((1, 640, 640, 3), np.uint8)
    session(page)
    own, all_threads = thread_time(), process_time()
    session(page)
    own, all_threads = thread_time() - own, process_time() - all_threads

    assert own > 0.8 * all_threads


def test_callers_that_have_ended_do_not_affect_later_callers() -> None:
    session = OpenVinoSession(CLASSIFIER, WEIGHTS, threads=1, streams=2)
    batches = [np.full((count, 48, 192, 3), 50 * count, np.uint8) for count in (1, 2, 4)]
    expected = [session(batch)[0] for batch in batches]
    answers: dict[int, np.ndarray] = {}

    def run(number: int) -> None:
        (answers[number],) = session(batches[number % 3])

    for number in range(60):
        thread = Thread(target=run, args=(number,))
        thread.start()
        thread.join()

    assert len(answers) == 60
    assert all(np.array_equal(answer, expected[number % 3]) for number, answer in answers.items())


def test_releasing_memory_after_a_large_batch_does_not_change_results() -> None:
    session = OpenVinoSession(DETECTOR, WEIGHTS, threads=1, streams=2)
    small, large = np.zeros((1, 320, 320, 3), np.uint8), np.zeros((1, 1056, 1056, 3), np.uint8)
    (before,) = session(small)
    with ThreadPoolExecutor(2) as pool:
        together = list(pool.map(session, [large, small, large, small]))
    (after,) = session(small)

    assert [answer.shape[1:] for (answer,) in together] == [(1056, 1056), (320, 320)] * 2
    np.testing.assert_array_equal(before, after)
