"""JSON schemas of the response bodies."""

from typing import Any

HEADERS: dict[str, Any] = {
    "X-Request-Id": {
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "description": "The id of the request, which every log line of the request contains.",
    }
}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_PROBABILITY = {"type": "number", "minimum": 0, "maximum": 1}
_MOMENT = {"type": "string", "format": "date-time"}
_ID = {"type": "string", "description": "32 hex digits, or the configured id."}

_ENABLED = {"const": True}
_EMPTY_OBJECT = {"type": "object", "maxProperties": 0}

_LOCATION = _list(
    _list(_COUNT, minItems=2, maxItems=2),
    minItems=4,
    maxItems=4,
    description="Four corners in pixels, clockwise from the top left of the text in its reading direction. "
    "They refer to the picture as it is displayed, with its EXIF orientation applied.",
)

_BLOCK = _object(
    words={**_TEXT, "minLength": 1, "description": "One line of text."},
    confidence=_PROBABILITY,
    location=_LOCATION,
)

_CHARACTER = _object(char=_TEXT, char_location=_LOCATION, char_confidence=_PROBABILITY)

_BLOCK_WITH_CHARACTERS = {
    **_BLOCK,
    "properties": {
        **_BLOCK["properties"],
        "char_list": _list(_CHARACTER, description="Only with `character_mode`."),
    },
}

_BLOCK_WITH_FONTS = {
    **_BLOCK,
    "properties": {
        **_BLOCK["properties"],
        "font_list": _list(
            _TEXT, maxItems=5, description="The most probable font first. Only with `detect_font`."
        ),
        "font_scores": _list(
            _PROBABILITY, maxItems=5, description="The probability of each font. Only with `detect_font`."
        ),
    },
}

_CONTACT = {
    **_object(name=_TEXT, phone=_TEXT, province=_TEXT, city=_TEXT, district=_TEXT, detail_address=_TEXT),
    "description": 'The contact of one person. A field is "" if the picture does not show it.',
}

_EXTRACTED = {
    "type": "object",
    "properties": {"contact_info": _CONTACT, "image_size": _object(height=_COUNT, width=_COUNT)},
    "description": "The values that `extract_type` requests.",
}

WEB_IMAGE = _object(
    words_block_count=_COUNT,
    words_block_list=_list(_BLOCK_WITH_FONTS, description="In reading order."),
    extracted_data=_EXTRACTED,
)

GENERAL_TEXT = _object(
    direction={
        "type": "number",
        "minimum": -1,
        "exclusiveMaximum": 360,
        "description": "The counterclockwise rotation in degrees that makes the picture upright, or -1 "
        "without `detect_direction`.",
    },
    words_block_count=_COUNT,
    words_block_list=_list(_BLOCK_WITH_CHARACTERS, description="In reading order."),
)

FAULT = _object(error_code=_TEXT, error_msg=_TEXT)

IDENTITY_FAULT = _object(
    error_code=_TEXT, error_msg=_TEXT, error=_object(code={"type": "integer"}, message=_TEXT, title=_TEXT)
)

_DOMAIN = _object(id=_ID, name=_TEXT)

_USER = _object(id=_ID, name=_TEXT, password_expires_at=_TEXT, domain=_DOMAIN)

_TOKEN = _object(
    methods=_list({"const": "password"}),
    issued_at=_MOMENT,
    expires_at=_MOMENT,
    catalog=_list({}, maxItems=0),
    roles=_list({}, maxItems=0),
    user=_USER,
)

TOKEN = _object(
    token={
        **_TOKEN,
        "properties": {
            **_TOKEN["properties"],
            "project": _object(id=_ID, name=_TEXT, domain=_DOMAIN),
            "domain": _DOMAIN,
        },
        "oneOf": [{"required": ["project"]}, {"required": ["domain"]}],
    }
)

PROJECTS = _object(
    projects=_list(
        _object(
            id=_ID,
            name=_TEXT,
            domain_id=_ID,
            parent_id=_ID,
            is_domain={"const": False},
            enabled=_ENABLED,
            description=_TEXT,
            links=_EMPTY_OBJECT,
        )
    ),
    links=_EMPTY_OBJECT,
)

DOMAINS = _object(domains=_list(_object(id=_ID, name=_TEXT, enabled=_ENABLED)), links=_EMPTY_OBJECT)

KEY = _object(credential=_object(access=_TEXT, secret=_TEXT, securitytoken=_TEXT, expires_at=_MOMENT))
