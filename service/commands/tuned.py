"""The engine that a command opens: as it is configured, and as `wangtu tune` found it best for the rest."""

from service.engine.config import EngineConfig
from service.process.machine import processor_name
from service.settings import Settings
from service.tuning.table import TuningFileError, fitted, load_tuning


def tuned_engine(settings: Settings) -> tuple[EngineConfig, str | None]:
    """What the engine is made of, and a remark where the measurement cannot be used.

    A bad setting stops a command, and so do bad credentials, which decide who may come in. A measurement
    decides nothing but speed, and a program wrote it: where it is broken or of another machine, as after a
    move, defaults serve, and nobody is kept waiting for them.
    """
    config = settings.engine()
    try:
        tuning = load_tuning(settings.tuned)
    except TuningFileError as error:
        return config, f"{error}; defaults serve"
    if tuning is None:
        return config, None
    precision_is_set = "precision" in settings.model_fields_set
    config, misfit = fitted(config, tuning, processor_name(), precision_is_set=precision_is_set)
    return config, misfit and f"{settings.tuned} does not fit: {misfit}; defaults serve"
