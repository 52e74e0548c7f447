"""What is called over HTTP: an address, its headers, and how it wants a picture."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.peers.paddlex_serving import PaddlexServing
from tests.harness.service import TOKEN, Service

OURS, PADDLEX = "Wangtu", "PaddleX"


@dataclass(frozen=True, slots=True)
class Target:
    """An endpoint. The picture goes in base64 into the field `picture` of a JSON object beside `others`."""

    name: str
    url: str
    picture: str
    others: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, data: bytes) -> bytes:
        """The body of a request for a picture file."""
        return json.dumps({self.picture: base64.b64encode(data).decode(), **self.others}).encode()


def ours(service: Service) -> Target:
    """The service's own endpoint."""
    return Target(OURS, service.path, "image", headers={"X-Auth-Token": TOKEN})


def paddlex(serving: PaddlexServing) -> Target:
    """PaddleX's endpoint, asked for the text alone."""
    return Target(PADDLEX, f"{serving.url}/ocr", "file", {"fileType": 1, "visualize": False})
