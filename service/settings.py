"""Every environment variable of the service, one frozen value, checked at start."""

import hashlib
import math
import os
import re
from importlib.metadata import distributions
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from service.api.auth.throttle import CallLimit
from service.credentials import SIGNING_KEY_BYTES, USER_NAME, Credentials
from service.engine.config import EngineConfig
from service.passwords import hashed, is_hashed
from service.process.machine import (
    Partition,
    cut,
    is_faster_in_integers,
    nodes_filled_by,
    usable_cores,
    usable_nodes,
)
from service.separated import gathered, networks, pairs, parts

ROOT = Path(__file__).resolve().parent.parent

Pairs = Annotated[dict[str, str], NoDecode]


class Settings(BaseSettings):
    """What a person may choose. Each field is the variable WANGTU_ and its name."""

    model_config = SettingsConfigDict(
        env_prefix="WANGTU_", env_ignore_empty=True, frozen=True, use_attribute_docstrings=True
    )

    host: str = "127.0.0.1"
    """The address to listen on; 0.0.0.0 for every interface."""

    port: int = Field(default=8000, ge=1, le=65535)
    """The port to listen on."""

    tokens: Annotated[tuple[str, ...], NoDecode] = ()
    """Static tokens that X-Auth-Token may carry, separated by commas."""

    access_keys: Pairs = Field(default_factory=dict)
    """Access keys for signed requests, AK:SK, separated by commas."""

    users: Pairs = Field(default_factory=dict)
    """Users, domain/user:password, separated by commas; the password may be a hashed one."""

    projects: Pairs = Field(default_factory=dict)
    """Subscribed projects, id:name, separated by commas; while there are none, every project is."""

    bindings: Annotated[dict[str, tuple[str, ...]], NoDecode] = Field(default_factory=dict)
    """Projects that a principal is bound to, principal:id, separated by commas; others may use any."""

    signing_key: str | None = Field(default=None, min_length=SIGNING_KEY_BYTES)
    """What tokens are signed with, 32 characters or more; else one is made and kept in the file."""

    credentials: Path = ROOT / ".wangtu" / "credentials.json"
    """The file with more of all these; made at the first start when nobody could call."""

    rate: float | None = Field(default=None, ge=1 / 60, le=10_000)
    """Recognitions a second that one principal may ask for in the long run; any number by default."""

    burst: int | None = Field(default=None, ge=1, le=100_000)
    """Recognitions that it may ask for at once after a rest; by default those of one second."""

    url_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = ()
    """Private networks from which pictures may be fetched, 10.1.0.0/16, separated by commas."""

    engines: Annotated[tuple[str, ...], NoDecode] = ()
    """Engines that run elsewhere, host:port or unix:/path, separated by commas; else `serve` runs its own."""

    max_side: int = Field(default=8192, ge=15, le=30000)
    """The longest side of a picture, in pixels."""

    runtime: Literal["openvino", "onnxruntime", "paddle", "cuda"] = "openvino"
    """What runs the models: on the processor, or with cuda on an NVIDIA GPU."""

    models: Literal["ppocrv6-small", "ppocrv4-mobile"] = "ppocrv6-small"
    """The set of models to read with; ppocrv4-mobile needs the paddle runtime."""

    weights: Path = ROOT / "weights"
    """The folder of the models' files."""

    precision: Literal["int8", "float"] = Field(
        default_factory=lambda: "int8" if is_faster_in_integers() else "float"
    )
    """What convolutions compute with, on openvino; by default what `tune` chose or the processor knows."""

    tuned: Path = Field(default_factory=lambda data: data["credentials"].with_name("tuned.json"))
    """What `wangtu tune` writes; by default beside the credentials file."""

    fonts: Path = Field(default_factory=lambda data: data["credentials"].with_name("fonts.npz"))
    """The fonts that `wangtu fonts add` learnt; by default beside the credentials file."""

    threads: int = Field(default_factory=usable_cores, ge=1, le=1024)
    """How many cores to use; by default the physical ones that this process and its container may use."""

    partitions: int = Field(
        default_factory=lambda data: 1 if data["runtime"] == "cuda" else nodes_filled_by(data["threads"]),
        ge=1,
        le=256,
    )
    """Into how many engines `serve` cuts them; by default one for each NUMA node that the threads fill, and
    one for a GPU."""

    @field_validator("tokens", "engines", mode="before")
    @classmethod
    def _split_tokens(cls, value: Any) -> Any:
        return parts(value) if isinstance(value, str) else value

    @field_validator("url_networks", mode="before")
    @classmethod
    def _split_networks(cls, value: Any) -> Any:
        return networks(value) if isinstance(value, str) else value

    @field_validator("access_keys", mode="before")
    @classmethod
    def _split_access_keys(cls, value: Any) -> Any:
        return pairs(value, "AK:SK") if isinstance(value, str) else value

    @field_validator("projects", mode="before")
    @classmethod
    def _split_projects(cls, value: Any) -> Any:
        return pairs(value, "id:name") if isinstance(value, str) else value

    @field_validator("bindings", mode="before")
    @classmethod
    def _gather_bindings(cls, value: Any) -> Any:
        return gathered(value, "principal:id") if isinstance(value, str) else value

    @field_validator("users", mode="before")
    @classmethod
    def _split_users(cls, value: Any) -> Any:
        users = pairs(value, "domain/user:password") if isinstance(value, str) else value
        if not all(re.fullmatch(USER_NAME, name) for name in users):
            raise ValueError("each entry must read domain/user:password")
        return users

    @model_validator(mode="after")
    def _runtime_reads_models(self) -> "Settings":
        if self.models == "ppocrv4-mobile" and self.runtime != "paddle":
            raise ValueError("WANGTU_MODELS=ppocrv4-mobile needs WANGTU_RUNTIME=paddle")
        if self.runtime == "paddle" and find_spec("paddle") is None:
            raise ValueError("WANGTU_RUNTIME=paddle needs the package paddlepaddle and setuptools beside it")
        if self.runtime == "cuda" and not any(distributions(name="onnxruntime-gpu")):
            raise ValueError("WANGTU_RUNTIME=cuda needs the package onnxruntime-gpu in place of onnxruntime")
        return self

    def engine(self) -> EngineConfig:
        """What one engine on all threads is made of, as long as nobody measured the machine."""
        return EngineConfig(
            self.runtime,
            self.models,
            self.weights,
            self.threads,
            self.max_side,
            self.precision == "int8",
            self.fonts,
        )

    def own_partitions(self) -> tuple[Partition, ...]:
        """The cores for each engine that `serve` runs itself; one at least."""
        return cut(usable_nodes(), self.threads, self.partitions)

    def environment_credentials(self) -> Credentials:
        """The credentials that the environment names, without those of the file."""
        return Credentials(
            signing_key=self.signing_key,
            tokens=self.tokens,
            access_keys=self.access_keys,
            users={user: _kept(user, password) for user, password in self.users.items()},
            projects=self.projects,
            bindings=self.bindings,
        )

    def call_limit(self) -> CallLimit | None:
        """How often one principal may call, None for any number."""
        if self.rate is None:
            return None
        return CallLimit(self.rate, self.burst or max(1, math.ceil(self.rate)))


def child_environment(**settings: str) -> dict[str, str]:
    """The environment of a process that is started here, with some settings of its own."""
    return {**os.environ, **{f"WANGTU_{name.upper()}": value for name, value in settings.items()}}


def _kept(user: str, password: str) -> str:
    """The salt is the user's name, so that the same password stays the same after a restart."""
    return password if is_hashed(password) else hashed(password, hashlib.sha256(user.encode()).digest())
