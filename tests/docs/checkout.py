"""A checkout of its own for what the pages tell a reader to do: a copy of the code, a small centre, a database."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import ground
from tests.docs.fences import CHECKOUT, Fence

COPIED = ("src", "tools", ".importlinter", "pyproject.toml")
UNWANTED = shutil.ignore_patterns("*.pyc.*", "*.egg-info", "built")  # compiled code saves compiling it again
SHIM = f'#!/bin/sh\nexec "{sys.executable}" -m yichuang.config.cli "$@"\n'


class Checkout:
    """The copy in `folder`; what runs in it uses the database `name` and a data folder beside it."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        for part in COPIED:
            source = CHECKOUT / part
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=UNWANTED)
            else:
                shutil.copy(source, folder / part)
        programs = folder / "bin"
        programs.mkdir()
        (programs / "yichuang").write_text(SHIM)
        (programs / "yichuang").chmod(0o755)
        kept = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        self.surroundings = {
            **kept,
            "PATH": f"{programs}:{Path(sys.executable).parent}:{os.environ['PATH']}",
            "PYTHONPATH": "src:.",
            "YICHUANG_DATA": str(folder / "var"),
            "DATABASE_URL": ground.address(ground.APP, name),
            "DATABASE_OWNER_URL": ground.address(ground.OWNER, name),
        }

    def follow(self, fence: Fence) -> None:
        """Do what a block asks for. AssertionError names the block that didn't work."""
        if "write" in fence.marks:
            target = self.folder / fence.marks["write"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(fence.text, encoding="utf-8")
        elif "append" in fence.marks:
            target = self.folder / fence.marks["append"]
            target.write_text(target.read_text(encoding="utf-8") + fence.text, encoding="utf-8")
        elif "into" in fence.marks:
            self._insert(fence)
        if "run" in fence.marks:
            self._run(fence)

    def _insert(self, fence: Fence) -> None:
        target = self.folder / fence.marks["into"]
        lines = target.read_text(encoding="utf-8").splitlines(keepends=True)
        for n, line in enumerate(lines):
            if fence.marks["after"] in line:
                lines.insert(n + 1, fence.text)
                break
        else:
            raise AssertionError(f"{fence}: {fence.marks['into']} has no line with {fence.marks['after']!r}")
        target.write_text("".join(lines), encoding="utf-8")

    def _run(self, fence: Fence) -> None:
        if fence.language != "console":
            self._call(fence, fence.text)
            return
        for command, expected in sessions(fence.text):
            said = self._call(fence, command)
            rest = said
            for line in expected:
                _before, found, rest = rest.partition(line)
                assert found, f"{fence}: {command!r} didn't say {line!r} (in this order), but:\n{said}"

    def _call(self, fence: Fence, text: str) -> str:
        called = (
            [sys.executable, "-"] if fence.language == "python" else ["bash", "-eu", "-o", "pipefail", "-s"]
        )
        done = subprocess.run(
            called,
            input=text,
            cwd=self.folder,
            env=self.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, f"{fence} ended with {done.returncode}:\n{done.stdout}"
        return done.stdout


def sessions(text: str) -> Iterator[tuple[str, list[str]]]:
    """Commands of a console block with the lines that they should print; `…` stands for any lines."""
    command = ""
    expected: list[str] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, expected
            command, expected = line[2:], []
        elif line.startswith("> "):
            command += f"\n{line[2:]}"
        elif line.strip() not in ("", "…"):
            expected.append(line.strip())
    if command:
        yield command, expected


@contextmanager
def database(name: str) -> Iterator[None]:
    """A database of that name, migrated, for as long as the block lasts."""
    with ground.server().in_use():
        ground.server().ensure(name, owner=ground.OWNER, app=ground.APP, template=ground.template())
        with ground.server().connect(database=name) as connection:
            connection.execute("DROP SCHEMA seed CASCADE")  # only the tests' own template has it
        try:
            yield
        finally:
            ground.drop(name)
