"""Signs that no face has are known before a paper prints boxes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from yichuang.kernel.documents.render import coverage, own_faces, pdf, without_a_face


@pytest.fixture
def fonts_folder(settings, tmp_path: Path) -> Iterator[Path]:
    """The `fonts` of a data folder of its own; what a process keeps of faces is put back."""

    def forget() -> None:
        coverage._covered.cache_clear()
        pdf.fonts.cache_clear()

    settings.DATA_FOLDER = tmp_path
    (tmp_path / "fonts").mkdir()
    forget()
    yield tmp_path / "fonts"
    forget()


def test_common_and_many_rare_signs_have_a_face() -> None:
    assert without_a_face("云溪县张昇喆堃镕囍龘〇㎡①②，。《》“” Ab12") == ""


def test_a_sign_that_would_print_as_a_box_is_told_once() -> None:
    assert without_a_face("𠮷野家𠮷") == "𠮷"


def test_a_face_in_the_centres_own_folder_has_it(fonts_folder: Path) -> None:
    found = subprocess.run(
        ["fc-list", ":charset=20bb7", "file"], capture_output=True, text=True, check=False
    ).stdout
    face = next((line.strip().rstrip(":") for line in found.splitlines()), "")
    if not face:
        pytest.skip("no face with 𠮷 on this machine")
    assert without_a_face("𠮷") == "𠮷"
    coverage._covered.cache_clear()
    shutil.copy(face, fonts_folder)
    assert without_a_face("𠮷") == ""
    assert [path.name for path in own_faces()] == [Path(face).name]


def test_a_file_that_is_no_face_is_passed_over(fonts_folder: Path) -> None:
    (fonts_folder / "broken.ttf").write_bytes(b"\x00\x01")
    assert without_a_face("张𠮷") == "𠮷"
