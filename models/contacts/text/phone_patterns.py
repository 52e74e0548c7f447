"""The patterns of Chinese phone numbers: mobile, masked, landline, service and Taiwanese ones.

Each names what it finds by a group, and an extension by a group that ends with `_extension`.
"""

import re

GAP = r"[ -]?"
DOT = r"[ ._-]?"
EXTENSION = r"(?:(?: ?(?:转(?:分机)?|分机|ext\.?|x|\*|#)[ :]?| ?- ?)(?P<{0}>\d{{1,6}})(?!\d))?"
NOT_AFTER = r"(?<![\dA-Za-z*¥$€£#=_+])(?<![\dA-Za-z¥]\.)(?<!\+ )(?<![\dA-Za-z]-)"
NOT_BEFORE = r"(?![\d*]|[.:]\d|-\d|[A-Za-z]\d|[元号])"
"""No phone number has digits, letters, decimals or units of money directly before or after it.

A `+` before a number begins a country code, so the number after it is Chinese only with 86.
"""

MOBILE = re.compile(
    rf"(?:{NOT_AFTER}|(?=\+ ?86))(?:\(?(?:\+ ?|00)?86\)?{GAP})?(?P<mobile>1[3-9]\d{DOT}\d{{4}}{DOT}\d{{4}}"
    rf"|1[3-9]\d{GAP}\d{{3}}{GAP}\d{{5}}){EXTENSION.format('mobile_extension')}{NOT_BEFORE}",
    re.IGNORECASE,
)
MOBILE_IN_CELLS = re.compile(
    r"(?<![\d*] )(?<![\d*])(?=(?:\d{1,4} ){5})(?P<mobile>1 ?[3-9](?: ?\d){9})(?! ?\d)"
)
"""A mobile number in wide digits, which OCR reads with a blank after most digits."""

WIDE_GAP = r"(?: - |- | -| {1,2}|-)"
END = r"[\d*元号]| (?!\d{6}(?!\d))[\d*]| ?- ?\d|\.\d"
MOBILE_IN_GROUPS = re.compile(
    rf"(?:{NOT_AFTER}|(?<=[;:,])(?=\(?\+ ?86))(?<!\*\*\* )(?<![\d*]-)"
    r"\(?(?:(?:\+ ?|00)?86\)?[ -]{0,2})?"
    rf"(?=\d+(?:{WIDE_GAP}\d+){{1,3}}|\d{{2,}}(?:[ -]\d{{2,}}){{1,4}}"
    r"|(?!\d+\.\d+\.\d+\.)\d{3,}(?:[._]\d{3,}){1,2})"
    rf"(?=(?P<mobile>1 ?[3-9](?:(?:{WIDE_GAP}|[._])?\d){{9}}))(?P=mobile)"
    rf"{EXTENSION.format('group_extension')}(?!{END})"
)
"""A mobile number in other groups than 3 + 4 + 4 and 3 + 3 + 5 digits."""

MOBILE_IN_BRACKETS = re.compile(rf"(?:\+ ?86 ?)?\((?P<mobile>1[3-9]\d\){DOT}\d{{4}}{DOT}\d{{4}})(?![\d*])")
"""A mobile number whose first group is in brackets."""

MOBILE_AFTER_ROOM = re.compile(
    rf"(?:(?:(?<=[元楼栋幢座层室])|(?<=[元楼栋幢座层室]\n))\d{{1,4}}(?P<mobile>1[3-9]\d{GAP}\d{{4}}{GAP}\d{{4}})"
    r"|(?:(?<=[房区元楼栋幢座层室#-])|(?<=-\n)|(?<=\d号)|(?<![A-Za-z])(?<=[A-H]))\d{1,4}(?P<masked>1[3-9]\d[\d*]{4}\d{4}))(?![\d*])"
)
"""A mobile number that is joined to the room number before it."""

MOBILE_AFTER_NAME = re.compile(
    r"(?:(?<![A-Za-z] )\b[A-Z][a-z]+ [A-Z][a-z]+|[\u4e00-\u9fff](?:[A-Za-z]{1,8}|\*{1,2})|(?<=\d)[A-Z#])"
    r"(?P<mobile>1[3-9]\d(?:[\d*]{4}| [\d*]{4} | \d{3} \d)\d{4})(?![\d*])"
)
"""A mobile number that is joined to Latin letters or to the mask of a name: Emily Chen138, 陆xg138, 李**138.

Latin letters without a Chinese character before them may be an account: lin138.
"""

MOBILE_AFTER_WORD = re.compile(
    rf"(?<![A-Za-z\d])[A-Za-z]{{2,8}}(?:86-?)?(?P<mobile>1[3-9]\d{GAP}(?:\d{{4}}|\*{{4}}){GAP}\d{{4}})"
    rf"{EXTENSION.format('word_extension')}(?![\d*])"
)
"""A mobile number that is joined to a Latin name. In a text without an address it may be an account."""

MASKED = re.compile(
    rf"{NOT_AFTER}(?:(?:\+ ?|00)?86{GAP})?(?P<masked>(?=[\d -]*(?:\*{{3}}|[xX]{{4}}))"
    rf"1[3-9*][\d*]{GAP}[\d*xX]{{3,6}}{GAP}[\d*]{{4}})(?![\d*])"
)
AREA = r"(?P<area>0(?:10|2\d|[3-9]\d{2}))"
LANDLINE = re.compile(
    rf"{NOT_AFTER}(?:\(?(?:\+ ?|00)86\)?{GAP})?\(?{AREA}(?:\) ?| ?- ?| )"
    rf"(?P<local>[2-9][\d*]{{2,3}}{GAP}[\d*]{{4}}){EXTENSION.format('landline_extension')}{NOT_BEFORE}",
    re.IGNORECASE,
)
LANDLINE_FROM_ABROAD = re.compile(
    rf"(?:\+ ?|(?<!\d)00)86[ -]?(?P<abroad>(?:10|2\d|[3-9]\d{{2}})[ -]?[2-9]\d{{2,3}}{GAP}\d{{4}})"
    rf"{EXTENSION.format('abroad_extension')}{NOT_BEFORE}",
    re.IGNORECASE,
)
"""A landline number after the country code, which replaces the 0 of its area code."""

SERVICE = re.compile(
    rf"{NOT_AFTER}(?P<service>[48]00{GAP}(?:\d{{3}}{GAP}\d{{4}}|\d{{4}}{GAP}\d{{3}}|\d{{7}}))"
    rf"{EXTENSION.format('service_extension')}{NOT_BEFORE}",
    re.IGNORECASE,
)
TAIWAN = re.compile(
    rf"{NOT_AFTER}(?P<taiwan>09\d{{2}}{GAP}\d{{3}}{GAP}\d{{3}}|\(0[2-8]\) ?\d{{3,4}}-?\d{{4}}){NOT_BEFORE}"
)
LABELLED = re.compile(
    rf"(?<![\dA-Za-z.])(?P<labelled>\(?\d{{2,4}}\)?[ -]?\d{{3,4}}[ -]?\d{{4}}|[2-9]\d{{2,3}}{GAP}\d{{4}}"
    rf"|0\d{{2,3}}[2-9]\d{{6,7}}){EXTENSION.format('labelled_extension')}(?![\d*])",
    re.IGNORECASE,
)
"""Numbers that count as phone numbers only after a label such as 电话."""

UNDIVIDED_LANDLINE = re.compile(rf"{AREA}(?P<local>[2-9]\d{{6,7}})")

WHOLE_LANDLINE = re.compile(
    rf"{NOT_AFTER}(?P<whole>0(?:(?:10|2\d)[2-9]\d{{7}}|[3-9]\d{{2}}[2-9]\d{{6,7}}))(?![\dA-Za-z*-])"
)
"""A landline number without a mark after its area code."""

ISLANDS = re.compile(
    rf"{NOT_AFTER}\(?(?:00|\+)?(?P<islands>85[23](?:\) ?|[ -])\d{{4}}[ -]?\d{{4}}"
    rf"|886[ -]9\d{{2}}[ -]?\d{{3}}[ -]?\d{{3}}){NOT_BEFORE}"
)
"""A number of Hong Kong, Macao or Taiwan after its country code without a +."""

MOBILE_BEFORE_MOBILE = re.compile(
    r"(?<![\dA-Za-z*-])(?:\+? ?86[ -]?)?(?P<mobile>1[3-9]\d{9})(?=1[3-9]\d{9}(?!\d))"
)
"""The first of two mobile numbers without a mark between them."""

MOBILE_AFTER_BAR = re.compile(r"(?<=[\u4e00-\u9fff])1(?P<mobile>1[3-9]\d{9})(?![\d*])")
"""A mobile number after a bar that OCR reads as 1."""

CHINESE = (
    MOBILE,
    MOBILE_IN_CELLS,
    MOBILE_AFTER_ROOM,
    MOBILE_AFTER_NAME,
    MASKED,
    LANDLINE,
    LANDLINE_FROM_ABROAD,
    SERVICE,
    TAIWAN,
    ISLANDS,
    MOBILE_IN_GROUPS,
    MOBILE_IN_BRACKETS,
    MOBILE_BEFORE_MOBILE,
    MOBILE_AFTER_BAR,
)
JOINED = (MOBILE_AFTER_ROOM, MOBILE_AFTER_NAME, MOBILE_AFTER_WORD)
MOBILE_KINDS = frozenset({"mobile", "masked"})
