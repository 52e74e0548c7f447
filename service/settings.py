"""The settings of the service: environment variables, read and checked once at start."""

import math
import os
import re
from collections.abc import Callable
from functools import partial
from importlib.metadata import distributions
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from service.api.auth.throttle import CallLimit
from service.comma_separated import parse_groups, parse_networks, parse_pairs, split_values
from service.credentials import SIGNING_KEY_BYTES, USER_NAME, Credentials
from service.engine.config import EngineConfig
from service.passwords import hash_for
from service.process.machine import (
    Partition,
    divide,
    has_float_tiles,
    is_faster_in_integers,
    nodes_needed_for,
    usable_cores,
    usable_nodes,
)

ROOT = Path(__file__).resolve().parent.parent


def _from_text(parse: Callable[[str], Any]) -> BeforeValidator:
    """Parses the text of an environment variable. Values of other types, which only code passes, are kept."""
    return BeforeValidator(lambda value: parse(value) if isinstance(value, str) else value)


Values = Annotated[tuple[str, ...], NoDecode, _from_text(split_values)]
Networks = Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode, _from_text(parse_networks)]
AccessKeys = Annotated[dict[str, str], NoDecode, _from_text(partial(parse_pairs, form="AK:SK"))]
Users = Annotated[dict[str, str], NoDecode, _from_text(partial(parse_pairs, form="domain/user:password"))]
Projects = Annotated[dict[str, str], NoDecode, _from_text(partial(parse_pairs, form="id:name"))]
Bindings = Annotated[
    dict[str, tuple[str, ...]], NoDecode, _from_text(partial(parse_groups, form="principal:id"))
]


class Settings(BaseSettings):
    """All settings, frozen. The field `port` is the variable WANGTU_PORT, and so on.

    Raises ValidationError for an invalid value. Its message never repeats the value, which may be a secret.
    """

    model_config = SettingsConfigDict(
        env_prefix="WANGTU_", env_ignore_empty=True, frozen=True, use_attribute_docstrings=True
    )

    host: str = "127.0.0.1"
    """The address to listen on. 0.0.0.0 means every interface."""

    port: int = Field(default=8000, ge=1, le=65535)
    """The port to listen on."""

    tokens: Values = ()
    """Static tokens for X-Auth-Token, separated by commas."""

    access_keys: AccessKeys = Field(default_factory=dict)
    """Access keys for signed requests, AK:SK, separated by commas."""

    users: Users = Field(default_factory=dict)
    """Users who may request tokens, domain/user:password, separated by commas. The password may be a hash."""

    projects: Projects = Field(default_factory=dict)
    """Subscribed projects, id:name, separated by commas. Without any, all projects are subscribed."""

    bindings: Bindings = Field(default_factory=dict)
    """Projects that a principal may use, principal:id, separated by commas. Other principals may use any."""

    signing_key: str | None = Field(default=None, min_length=SIGNING_KEY_BYTES)
    """The key that signs tokens, at least 32 characters. By default that of the file, or else a new one."""

    credentials: Path = ROOT / ".wangtu" / "credentials.json"
    """The file of further credentials. It is created at the first start without any credentials."""

    rate: float | None = Field(default=None, ge=1 / 60, le=10_000)
    """The most recognitions per second of a principal, in the long run. Unlimited by default."""

    burst: int | None = Field(default=None, ge=1, le=100_000)
    """The most recognitions of a principal at once after a pause. By default as many as in one second."""

    in_flight: int | None = Field(default=None, ge=1, le=100_000)
    """The most recognitions of a principal at the same time. Unlimited by default."""

    url_networks: Networks = ()
    """Private networks from which pictures may be downloaded, such as 10.1.0.0/16, separated by commas."""

    proxies: Networks = ()
    """Proxies whose X-Forwarded-For is believed, such as 10.0.0.5, separated by commas."""

    engines: Values = ()
    """Engines to use, host:port or unix:/path, separated by commas. By default `serve` starts its own."""

    max_side: int = Field(default=8192, ge=15, le=30000)
    """The longest accepted side of a picture, in pixels."""

    runtime: Literal["openvino", "onnxruntime", "paddle", "cuda"] = "openvino"
    """The runtime of the models. `cuda` runs on an NVIDIA GPU, the others on the processor."""

    models: Literal["ppocrv6-small", "ppocrv6-tiny", "ppocrv4-mobile"] = "ppocrv6-small"
    """The set of models. ppocrv6-tiny is faster and reads less well. ppocrv4-mobile needs runtime paddle."""

    drafts: bool = Field(
        default_factory=lambda data: not (data["runtime"] == "openvino" and has_float_tiles())
    )
    """Whether ppocrv6-small lets the recognizer of ppocrv6-tiny read every line first, and reads only the
    lines again of which that one is not sure. By default true, except on openvino on a processor with AMX."""

    weights: Path = ROOT / "weights"
    """The folder of the model files."""

    precision: Literal["int8", "float"] = Field(
        default_factory=lambda: "int8" if is_faster_in_integers() else "float"
    )
    """The arithmetic of convolutions on openvino. By default the choice of `wangtu tune`. Without it, int8 if
    the processor has VNNI and no AMX, and float otherwise."""

    tuned: Path = Field(default_factory=lambda data: data["credentials"].with_name("tuned.json"))
    """The result of `wangtu tune`, by default beside the credentials file."""

    fonts: Path = Field(default_factory=lambda data: data["credentials"].with_name("fonts.npz"))
    """The custom fonts of `wangtu fonts add`, by default beside the credentials file."""

    threads: int = Field(default_factory=usable_cores, ge=1, le=1024)
    """Cores to use, by default the physical cores that this process and its container may use."""

    partitions: int = Field(
        default_factory=lambda data: 1 if data["runtime"] == "cuda" else nodes_needed_for(data["threads"]),
        ge=1,
        le=256,
    )
    """The number of engines that `serve` starts. They share the threads. By default one for each NUMA node
    that is needed for the threads, and one with cuda."""

    @field_validator("users")
    @classmethod
    def _check_user_names(cls, users: dict[str, str]) -> dict[str, str]:
        if not all(re.fullmatch(USER_NAME, name) for name in users):
            raise ValueError("each entry must read domain/user:password")
        return users

    @model_validator(mode="after")
    def _check_runtime(self) -> "Settings":
        if self.models == "ppocrv4-mobile" and self.runtime != "paddle":
            raise ValueError("WANGTU_MODELS=ppocrv4-mobile needs WANGTU_RUNTIME=paddle")
        if self.runtime == "paddle" and find_spec("paddle") is None:
            raise ValueError("WANGTU_RUNTIME=paddle needs the packages paddlepaddle and setuptools")
        if self.runtime == "cuda" and not any(distributions(name="onnxruntime-gpu")):
            raise ValueError("WANGTU_RUNTIME=cuda needs the package onnxruntime-gpu in place of onnxruntime")
        return self

    def engine(self) -> EngineConfig:
        """The configuration of one engine with all threads, without the result of `wangtu tune`."""
        return EngineConfig(
            runtime=self.runtime,
            models=self.models,
            weights=self.weights,
            threads=self.threads,
            max_side=self.max_side,
            integers=self.precision == "int8",
            drafts=self.drafts,
            fonts=self.fonts,
        )

    def own_partitions(self) -> tuple[Partition, ...]:
        """The processors and threads of each engine that `serve` starts. There is at least one."""
        return divide(usable_nodes(), self.threads, self.partitions)

    def environment_credentials(self) -> Credentials:
        """The credentials in environment variables, without those of the file."""
        return Credentials(
            signing_key=self.signing_key,
            tokens=self.tokens,
            access_keys=self.access_keys,
            users={user: hash_for(user, password) for user, password in self.users.items()},
            projects=self.projects,
            bindings=self.bindings,
        )

    def call_limit(self) -> CallLimit | None:
        """How often one principal may call. None means that there is no limit."""
        if self.rate is None:
            return None
        return CallLimit(self.rate, self.burst or max(1, math.ceil(self.rate)))


def child_environment(**settings: str) -> dict[str, str]:
    """The environment for a child process, with some settings replaced."""
    return {**os.environ, **{f"WANGTU_{name.upper()}": value for name, value in settings.items()}}
