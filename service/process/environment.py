"""Which variables an engine gets: what it and its libraries need, and no credential.

An engine decodes pictures of strangers with native code. docs/decisions/0071.
"""

from collections.abc import Mapping

SYSTEM = ("PATH", "HOME", "TMPDIR", "TZ", "LANG", "LANGUAGE", "VIRTUAL_ENV")
LOADER = ("LD_LIBRARY_PATH", "LD_PRELOAD", "GLIBC_TUNABLES", "MALLOC_ARENA_MAX", "MALLOC_TRIM_THRESHOLD_")
PYTHON = (
    *("PYTHONPATH", "PYTHONHOME", "PYTHONWARNINGS", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE"),
    *("PYTHONPYCACHEPREFIX", "PYTHONFAULTHANDLER", "PYTHONUTF8", "PYTHONIOENCODING", "PYTHONHASHSEED"),
)
LIBRARIES = (
    *("CUDA_VISIBLE_DEVICES", "CUDA_DEVICE_ORDER", "CUDA_HOME", "CUDA_PATH", "CUDA_MODULE_LOADING"),
    *("NVIDIA_VISIBLE_DEVICES", "NVIDIA_DRIVER_CAPABILITIES", "ORT_DISABLE_TELEMETRY", "GRPC_VERBOSITY"),
    *("OMP_NUM_THREADS", "OMP_PROC_BIND", "OMP_PLACES", "OMP_WAIT_POLICY", "KMP_AFFINITY", "KMP_BLOCKTIME"),
    *("MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "ONEDNN_MAX_CPU_ISA"),
    *("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG"),
)
NAMES = frozenset((*SYSTEM, *LOADER, *PYTHON, *LIBRARIES))

LOCALE_PREFIX = "LC_"

_SETTINGS = ("MAX_SIDE", "RUNTIME", "MODELS", "WEIGHTS", "PRECISION", "DRAFTS", "TUNED", "FONTS", "THREADS")
SETTINGS = frozenset(f"WANGTU_{name}" for name in _SETTINGS)
"""The settings that an engine reads. Their names may be in lower case."""


def needed_by_engine(environment: Mapping[str, str]) -> dict[str, str]:
    """The variables of an environment that an engine needs."""
    return {name: value for name, value in environment.items() if _is_needed(name)}


def _is_needed(name: str) -> bool:
    return name in NAMES or name.startswith(LOCALE_PREFIX) or name.upper() in SETTINGS
