"""The configuration of an engine: the settings, completed by the result of `wangtu tune`."""

from service.engine.config import EngineConfig
from service.process.machine import processor_name
from service.settings import Settings
from service.tuning.table import TuningFileError, apply_tuning, load_tuning


def tuned_config(settings: Settings) -> tuple[EngineConfig, str | None]:
    """The engine's configuration, and a remark if the result of `wangtu tune` is not applied completely.

    An invalid setting stops a command. An invalid tuning file does not: it only affects speed, a program
    wrote it, and it may come from another machine. The defaults are used instead.
    """
    config = settings.engine()
    try:
        tuning = load_tuning(settings.tuned)
    except TuningFileError as error:
        return config, f"{error}; the defaults are used"
    if tuning is None:
        return config, None
    precision_is_set = "precision" in settings.model_fields_set
    config, reason = apply_tuning(config, tuning, processor_name(), precision_is_set=precision_is_set)
    return config, reason and f"{settings.tuned} is not applied completely: {reason}"
