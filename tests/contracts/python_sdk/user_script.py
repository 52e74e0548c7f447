"""A script of an SDK user. It names a region of the cloud, and contains nothing about this service."""

import base64
import json
import sys
from pathlib import Path

from huaweicloudsdkocr.v1 import OcrClient, RecognizeWebImageRequest, WebImageRequestBody
from huaweicloudsdkocr.v1.region.ocr_region import OcrRegion


def main() -> None:
    """Reads the picture at the path in the argument, with the credentials of the environment."""
    client = OcrClient.new_builder().with_region(OcrRegion.value_of("cn-north-4")).build()
    image = base64.b64encode(Path(sys.argv[1]).read_bytes()).decode()
    response = client.recognize_web_image(RecognizeWebImageRequest(body=WebImageRequestBody(image=image)))
    words = [block.words for block in response.result.words_block_list]
    json.dump({"project": client.get_credentials().project_id, "words": words}, sys.stdout)


if __name__ == "__main__":
    main()
