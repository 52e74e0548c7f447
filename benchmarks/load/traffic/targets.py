"""HTTP endpoints: address, headers, and the format of a request."""

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
    """An endpoint. Its JSON body has the picture as base64 in field `picture`, and the fields `others`."""

    name: str
    url: str
    picture: str
    others: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    def body(self, data: bytes) -> bytes:
        """Returns the request body for a picture file."""
        return json.dumps({self.picture: base64.b64encode(data).decode(), **self.others}).encode()


def ours(service: Service) -> Target:
    """Returns the web-image endpoint of our service."""
    return Target(OURS, service.path, "image", headers={"X-Auth-Token": TOKEN})


def paddlex(serving: PaddlexServing) -> Target:
    """Returns the OCR endpoint of PaddleX, without its drawn result pictures."""
    return Target(PADDLEX, f"{serving.url}/ocr", "file", {"fileType": 1, "visualize": False})
