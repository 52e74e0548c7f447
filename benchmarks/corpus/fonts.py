"""The fonts of the corpus. All come from Debian packages."""

import shutil
import subprocess
from collections.abc import Mapping

PACKAGES: Mapping[str, str] = {
    "Noto Sans CJK SC": "fonts-noto-cjk",
    "Noto Sans CJK TC": "fonts-noto-cjk",
    "Noto Serif CJK SC": "fonts-noto-cjk",
    "Noto Serif CJK TC": "fonts-noto-cjk",
    "Noto Sans CJK SC Black": "fonts-noto-cjk-extra",
    "WenQuanYi Zen Hei": "fonts-wqy-zenhei",
    "WenQuanYi Micro Hei": "fonts-wqy-microhei",
    "AR PL UKai CN": "fonts-arphic-ukai",
    "AR PL UMing CN": "fonts-arphic-uming",
    "LXGW WenKai": "fonts-lxgw-wenkai",
    "Liberation Sans": "fonts-liberation",
    "DejaVu Sans": "fonts-dejavu",
    "Noto Serif": "fonts-noto-core",
    "Roboto": "fonts-roboto-unhinted",
    "Open Sans": "fonts-open-sans",
    "Lato": "fonts-lato",
    "Inter": "fonts-inter",
}
"""Font family → its Debian package."""

ROLES: Mapping[str, tuple[str, ...]] = {
    "screen": (
        "'Noto Sans CJK SC'",
        "Roboto,'Noto Sans CJK SC'",
        "Inter,'Noto Sans CJK SC'",
        "'Open Sans','Noto Sans CJK SC'",
        "'WenQuanYi Micro Hei'",
        "'WenQuanYi Zen Hei'",
        "'LXGW WenKai'",
    ),
    "title": (
        "'Noto Sans CJK SC'",
        "'Noto Sans CJK SC Black','Noto Sans CJK SC'",
        "'Noto Serif CJK SC'",
        "'WenQuanYi Zen Hei'",
        "'LXGW WenKai'",
        "'AR PL UKai CN'",
    ),
    "text": (
        "'Noto Sans CJK SC'",
        "'Noto Serif CJK SC'",
        "'Liberation Serif','AR PL UMing CN'",
        "Lato,'Noto Sans CJK SC'",
        "'LXGW WenKai'",
        "'WenQuanYi Micro Hei'",
    ),
    "traditional": (
        "'Noto Sans CJK TC'",
        "Roboto,'Noto Sans CJK TC'",
        "'Noto Serif CJK TC'",
        "'AR PL UMing TW'",
        "'AR PL UKai TW'",
        "'WenQuanYi Micro Hei'",
    ),
    "column": (
        "'Noto Sans CJK SC'",
        "'Noto Sans CJK SC Black','Noto Sans CJK SC'",
        "'Noto Serif CJK SC'",
        "Lato,'Noto Sans CJK SC'",
        "'LXGW WenKai'",
        "'AR PL UKai CN'",
    ),
    "traditional column": (
        "'Noto Sans CJK TC'",
        "Roboto,'Noto Sans CJK TC'",
        "'Noto Serif CJK TC'",
        "'AR PL UMing TW'",
        "'AR PL UKai TW'",
    ),
    "latin": (
        "'Liberation Sans'",
        "'Liberation Serif'",
        "'DejaVu Sans'",
        "'DejaVu Serif'",
        "Roboto",
        "'Open Sans'",
        "Lato",
        "Inter",
        "'Noto Serif'",
        "'Noto Sans'",
    ),
    "number": (
        "'DejaVu Sans Mono','Noto Sans CJK SC'",
        "'Liberation Mono','Noto Sans CJK SC'",
        "'Roboto Condensed','Noto Sans CJK SC'",
        "'Liberation Sans','WenQuanYi Zen Hei'",
        "Inter,'Noto Sans CJK SC'",
        "'Noto Sans CJK SC'",
    ),
}
"""Role on a page → CSS font stacks. The column roles leave out WenQuanYi, whose glyphs overlap in columns."""


def missing_packages() -> list[str]:
    """Returns the Debian packages of the missing families, or all packages if fontconfig is missing."""
    lister = shutil.which("fc-list")
    if lister is None:
        return sorted({*PACKAGES.values(), "fontconfig"})
    listed = subprocess.run([lister, ":", "family"], capture_output=True, text=True, check=True).stdout
    families = {family for row in listed.splitlines() for family in row.split(",")}
    return sorted({package for family, package in PACKAGES.items() if family not in families})
