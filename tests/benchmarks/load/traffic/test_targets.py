"""Request bodies."""

import base64
import json

from benchmarks.load.traffic.targets import Target


def test_a_body_holds_the_picture_in_base64_beside_the_other_fields() -> None:
    body = json.loads(Target("peer", "http://peer/", "file", {"fileType": 1}).body(b"\x00picture"))

    assert base64.b64decode(body.pop("file")) == b"\x00picture"
    assert body == {"fileType": 1}
