"""JSON schemas of what the service answers."""

from typing import Any

HEADERS: dict[str, Any] = {
    "X-Request-Id": {
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "description": "The id of the request, which is in every log line about it.",
    }
}


def _object(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_MOMENT = {"type": "string", "format": "date-time"}
_ID = {"type": "string", "description": "32 hex digits, or what was configured."}

_ENABLED = {"const": True}
_NOTHING = {"type": "object", "maxProperties": 0}

_LOCATION = _list(
    _list(_COUNT, minItems=2, maxItems=2),
    minItems=4,
    maxItems=4,
    description="Corners clockwise from the text's own top-left, in pixels of the picture as it is shown.",
)

_BLOCK = _object(
    words={**_TEXT, "minLength": 1, "description": "One line of text."}, confidence=_SHARE, location=_LOCATION
)

_CHARACTER = _object(char=_TEXT, char_location=_LOCATION, char_confidence=_SHARE)

_BLOCK_WITH_CHARACTERS = {
    **_BLOCK,
    "properties": {
        **_BLOCK["properties"],
        "char_list": _list(_CHARACTER, description="There in `character_mode` alone."),
    },
}

_BLOCK_WITH_FONTS = {
    **_BLOCK,
    "properties": {
        **_BLOCK["properties"],
        "font_list": _list(_TEXT, maxItems=5, description="Likeliest first; there with `detect_font` alone."),
        "font_scores": _list(_SHARE, maxItems=5, description="How likely each of them is."),
    },
}

_CONTACT = {
    **_object(name=_TEXT, phone=_TEXT, province=_TEXT, city=_TEXT, district=_TEXT, detail_address=_TEXT),
    "description": 'One person\'s; "" for what the picture does not say.',
}

_EXTRACTED = {
    "type": "object",
    "properties": {"contact_info": _CONTACT, "image_size": _object(height=_COUNT, width=_COUNT)},
    "description": "Holds what `extract_type` asked for.",
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
        "description": "By how many degrees against the clock the picture must be turned to stand upright; "
        "-1 where `detect_direction` did not ask.",
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
            links=_NOTHING,
        )
    ),
    links=_NOTHING,
)

DOMAINS = _object(domains=_list(_object(id=_ID, name=_TEXT, enabled=_ENABLED)), links=_NOTHING)

KEY = _object(credential=_object(access=_TEXT, secret=_TEXT, securitytoken=_TEXT, expires_at=_MOMENT))
