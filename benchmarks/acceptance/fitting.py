"""The weights of acceptance: a logistic regression with a small penalty."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from benchmarks.acceptance.judged_lines import JudgedLine
from models.acceptance.evidence import Evidence

RIDGE = 1.0
"""The penalty on the squares of the weights of standardized quantities."""

ROUNDS = 30
"""Steps of Newton's method. It converges in about ten."""


def fitted(readings: Iterable[JudgedLine]) -> dict[str, float]:
    """The bias and the weights of a logistic regression on the doubtful lines.

    Lines that misread real text are left out, because neither answer is right for them.
    """
    used = [each for each in readings if each.evidence and (each.is_right or not each.has_text)]
    values = np.array([each.evidence for each in used], np.float64)
    weights = logistic_regression(values, np.array([each.is_right for each in used]))
    return dict(zip(("bias", *Evidence._fields), weights.tolist(), strict=True))


def logistic_regression(values: NDArray[np.float64], answers: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The bias and the weights from which the log odds of the answer True follow: float64 (quantities + 1,).

    values: float64 (cases, quantities). answers: bool (cases,).
    """
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    standardized = np.column_stack([np.ones(len(values)), (values - mean) / spread])
    weights = _newton(standardized, answers.astype(np.float64))
    scaled = weights[1:] / spread
    return np.concatenate([[weights[0] - scaled @ mean], scaled])


def _newton(values: NDArray[np.float64], answers: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights with the largest likelihood less the penalty. The first one, the bias, has no penalty."""
    weights = np.zeros(values.shape[1])
    penalty = RIDGE * (np.arange(len(weights)) > 0)
    for _ in range(ROUNDS):
        probabilities = 1 / (1 + np.exp(-values @ weights))
        gradient = values.T @ (answers - probabilities) - penalty * weights
        variances = (probabilities * (1 - probabilities))[:, None]
        weights = weights + np.linalg.solve(values.T @ (variances * values) + np.diag(penalty), gradient)
    return weights
