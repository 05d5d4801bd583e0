"""The audit of what is pinned: a weakness fails it, and silence is never taken for a good answer."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from tests.docs.fences import CHECKOUT
from tools.audit import PINNED, of_npm, of_python, status

GOOD = {"name": "django", "version": "5.2.19", "vulns": []}
WEAK = {"name": "django", "version": "5.2.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["5.2.1"]}]}
UNKNOWN = {"name": "typst", "skip_reason": "not found"}


def told(*packages: Mapping[str, object]) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


@pytest.mark.parametrize(
    ("output", "asked", "found", "unknown", "strictly"),
    [
        (told(GOOD), 1, 0, 0, 0),
        (told(GOOD, WEAK), 2, 1, 0, 1),
        (told(GOOD, UNKNOWN), 1, 0, 1, 2),
        ("", 0, 0, 1, 2),
        ("Traceback", 0, 0, 1, 2),
        ("[]", 0, 0, 1, 2),
    ],
)
def test_what_pip_audit_says(output: str, asked: int, found: int, unknown: int, strictly: int) -> None:
    one = of_python("app.txt", output)
    assert (one.asked, len(one.found), len(one.unknown)) == (asked, found, unknown)
    assert status([one], strict=True) == strictly
    assert status([one], strict=False) == (1 if found else 0)


def test_what_npm_says() -> None:
    answer = {"metadata": {"dependencies": {"total": 4}}, "vulnerabilities": {}}
    assert of_npm("lock", json.dumps(answer)).asked == 4
    weak = {**answer, "vulnerabilities": {"echarts": {"range": "<5.5", "severity": "high"}}}
    assert status([of_npm("lock", json.dumps(weak))], strict=False) == 1
    assert of_npm("lock", '{"message": "405 Method Not Allowed"}').unknown


def test_everything_that_is_installed_is_asked_about_and_pinned_by_hash() -> None:
    for file in (*PINNED, "requirements/audit.txt"):
        text = (CHECKOUT / file).read_text()
        assert text.count("==") > 10
        assert text.count("--hash=sha256:") >= text.count("==")
        assert "http" not in text.replace("httpx", "").replace("httpcore", "").replace("http-", "")
