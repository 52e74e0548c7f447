"""The OpenAPI description of the recognition endpoint, whose raw body FastAPI cannot see."""

from typing import Any

from service.api.wire import WebImageRequest

_POINT = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}

_BLOCK = {
    "type": "object",
    "required": ["words", "confidence", "location"],
    "properties": {
        "words": {"type": "string", "description": "One line of text."},
        "confidence": {"type": "number", "minimum": 0, "maximum": 1},
        "location": {
            "type": "array",
            "items": _POINT,
            "minItems": 4,
            "maxItems": 4,
            "description": "Corners clockwise from the text's own top-left, in pixels of the picture.",
        },
    },
}

_RESULT = {
    "type": "object",
    "required": ["words_block_count", "words_block_list", "extracted_data"],
    "properties": {
        "words_block_count": {"type": "integer"},
        "words_block_list": {"type": "array", "items": _BLOCK},
        "extracted_data": {
            "type": "object",
            "properties": {
                "image_size": {
                    "type": "object",
                    "properties": {"height": {"type": "integer"}, "width": {"type": "integer"}},
                }
            },
        },
    },
}

_FAULT = {
    "type": "object",
    "required": ["error_code", "error_msg"],
    "properties": {"error_code": {"type": "string"}, "error_msg": {"type": "string"}},
}


def _answer(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


DESCRIPTION: dict[str, Any] = {
    "parameters": [{"name": "X-Auth-Token", "in": "header", "schema": {"type": "string"}}],
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": WebImageRequest.model_json_schema()}},
    },
    "responses": {
        "200": _answer("What was read.", {"type": "object", "properties": {"result": _RESULT}}),
        **{
            str(status): _answer(meaning, _FAULT)
            for status, meaning in (
                (400, "The request or the picture is at fault."),
                (401, "The caller is not known."),
                (404, "There is no such path or method."),
                (413, "The body is over 12 MB."),
                (429, "Too much waits already."),
                (500, "Something went wrong inside."),
                (503, "The models are not loaded."),
                (504, "The answer would come too late."),
            )
        },
    },
}
