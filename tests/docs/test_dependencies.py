"""What a centre installs: every requirement has its reason, and no licence asks for ours."""

from __future__ import annotations

import re
from importlib import metadata

import pytest
from tests.docs.fences import CHECKOUT

PAGE = CHECKOUT / "docs/decisions/dependencies.md"
NAME = re.compile(r"^(?P<name>[A-Za-z0-9][\w.-]*)", re.MULTILINE)
# a classifier names a family; the family stands at the beginning of the licence in the table
FAMILIES = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL",
    "Python Software Foundation License": "PSF",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL",
}
STRONG = re.compile(r"\bA?GPL|Affero|GNU General Public")  # not LGPL: it doesn't reach what only imports it


def required(file: str) -> list[str]:
    return [found["name"] for found in NAME.finditer((CHECKOUT / "requirements" / file).read_text())]


def licence_of(package: str) -> str:
    """What the installed package says of its licence; skips where it isn't installed."""
    try:
        says = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        pytest.skip(f"{package} isn't installed here")
    if "License-Expression" in says:
        return says["License-Expression"]
    classes = [
        line.rpartition(" :: ")[2] for line in says.get_all("Classifier") or [] if "License ::" in line
    ]
    return FAMILIES.get(classes[0], classes[0]) if classes else says["License"]


def table() -> dict[str, str]:
    """Package and licence of each row of the page."""
    rows = re.findall(r"^\| `([^`]+)` \|[^|]*\| ([^|]+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


def test_every_requirement_has_its_reason_and_no_reason_is_left_behind() -> None:
    assert sorted(table()) == sorted(required("app.in"))


@pytest.mark.parametrize("package", required("app.in"))
def test_the_licence_in_the_table_is_the_packages_own(package: str) -> None:
    assert table().get(package, "").startswith(licence_of(package))


@pytest.mark.parametrize("package", required("app.txt"))
def test_nothing_that_a_centre_installs_is_under_the_gpl(package: str) -> None:
    licence = licence_of(package)
    assert licence
    assert not STRONG.search(licence)
