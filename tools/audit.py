"""Asks whether anything that is pinned has a known weakness: `make audit`. It needs the network; no check waits for it.

An answer is one of three: something was found, nothing was found, or nobody could say. A registry that knows no
advisories, as a mirror often doesn't, is never taken for the second.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
PINNED = ("requirements/app.txt", "requirements/dev.txt")
NOT_ASKED = 2  # exit status with --strict, where something couldn't be asked about


@dataclass(slots=True)
class Told:
    """What came of asking about one file: how many packages were looked up, what was found, what nobody could say."""

    file: str
    asked: int = 0
    found: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def of_python(file: str, output: str) -> Told:
    """What pip-audit says (`-f json`). Anything that isn't its answer means that nobody could say."""
    told = Told(file)
    try:
        listed = json.loads(output)["dependencies"]
    except (ValueError, KeyError, TypeError):
        told.unknown.append("pip-audit gave no answer")
        return told
    for one in listed:
        if "skip_reason" in one:
            told.unknown.append(one["name"])
            continue
        told.asked += 1
        for weak in one["vulns"]:
            mended = ", ".join(weak.get("fix_versions") or ()) or "none yet"
            told.found.append(f"{one['name']} {one['version']}: {weak['id']} (mended in {mended})")
    return told


def of_npm(file: str, output: str) -> Told:
    """What `npm audit --json` says."""
    told = Told(file)
    try:
        answer: dict[str, Any] = json.loads(output)
        told.asked = int(answer["metadata"]["dependencies"]["total"])
    except (ValueError, KeyError, TypeError):
        told.unknown.append("npm gave no answer")
        return told
    for name, weak in answer.get("vulnerabilities", {}).items():
        told.found.append(f"{name} {weak.get('range', '')}: {weak.get('severity', '')}")
    return told


def status(told: Sequence[Told], *, strict: bool) -> int:
    """1 when something was found; else 0, or with `strict` 2 when something couldn't be asked about."""
    if any(one.found for one in told):
        return 1
    return NOT_ASKED if strict and any(one.unknown for one in told) else 0


def say(told: Sequence[Told]) -> None:
    """What was found, and how much of it was asked at all."""
    for one in told:
        print(f"{one.file}: {one.asked} asked, {len(one.found)} weaknesses, {len(one.unknown)} unknown")
        for line in one.found:
            print(f"  {line}")
        if one.unknown:
            print(f"  NOT AUDITED: {', '.join(one.unknown[:8])}{' …' if len(one.unknown) > 8 else ''}")


def main(words: Sequence[str]) -> int:
    """Ask about everything that is pinned. The words are: [--strict] path of pip-audit, then the command of npm."""
    strict = "--strict" in words
    pip_audit, *npm = [word for word in words if word != "--strict"]
    told = []
    for file in PINNED:
        options = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
        told.append(of_python(file, _output(pip_audit, "--requirement", file, *options)))
    told.append(of_npm("package-lock.json", _output(*npm, "audit", "--package-lock-only", "--json")))
    say(told)
    return status(told, strict=strict)


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, timeout=300, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{type(error).__name__}"
    return done.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
