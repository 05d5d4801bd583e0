"""The face for letters and digits that goes along in a Word file."""

from __future__ import annotations

import io
import string
import zipfile

from fontTools.ttLib import TTFont
from tests.kernel.documents.test_layout import NOTICE
from tools.half_face import made

from yichuang.kernel.documents.render import half_face, render_docx


def test_every_letter_digit_and_mark_is_half_as_wide_as_a_sign() -> None:
    face = TTFont(half_face.FILE)
    signs, widths = face.getBestCmap(), face["hmtx"]
    assert face["head"].unitsPerEm == 1000
    shown = string.digits + string.ascii_letters + string.punctuation + " "
    assert {widths[signs[ord(sign)]][0] for sign in shown} == {500}


def test_the_face_is_what_the_tool_makes_of_the_packaged_one_and_may_be_embedded() -> None:
    assert half_face.FILE.read_bytes() == made()
    assert TTFont(half_face.FILE)["OS/2"].fsType == 0
    assert "SIL OPEN FONT LICENSE" in half_face.FILE.with_suffix(".LICENSE").read_text()


def test_a_word_file_holds_the_face_and_its_text_names_it() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(NOTICE))) as file:
        hidden = file.read("word/fonts/half_face.odttf")
        assert f'w:name="{half_face.NAME}"' in file.read("word/fontTable.xml").decode()
        assert f'w:ascii="{half_face.NAME}"' in file.read("word/document.xml").decode()
        assert 'Target="fonts/half_face.odttf"' in file.read("word/_rels/fontTable.xml.rels").decode()
    plain = half_face.FILE.read_bytes()
    assert hidden[:32] != plain[:32]  # as the standard wants it
    assert hidden[32:] == plain[32:]
