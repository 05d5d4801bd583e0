"""The Word file comes back with a comment at each finding, at its exact characters, and nothing else changed."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from docx.document import Document as WordDocument
from lxml import etree
from tests.oversight.reportcheck.reading.shown import W, append, part, word
from tests.oversight.reportcheck.reading.test_word import with_footnotes

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.findings import Certainty, Check, Examination, Finding, Kind
from yichuang.oversight.reportcheck.reading import read
from yichuang.oversight.reportcheck.word_comments import OtherDocument, commented

MAIN, NOTES = "word/document.xml", "word/footnotes.xml"
LINKS = "word/_rels/document.xml.rels"


def finding(document: Document, *numbers: str) -> Finding:
    """A finding about these numbers, the last of which is the claim."""
    spans = []
    at = 0
    for written in numbers:
        at = document.text.index(written, at)
        spans.append((at, at + len(written)))
        at += len(written)
    check = Check(Kind.SUM, (), numbers, tuple(spans), "1 + 1 = 2，原文为 3", spans[-1])
    return Finding(check, Certainty.CONTRADICTION, False, ("“合计3”应为 2",))


def marked(content: bytes, *wanted: tuple[str, ...]) -> bytes:
    document = read(content, "a.docx")
    found = tuple(finding(document, *numbers) for numbers in wanted)
    return commented(content, Examination(9, 9, (), found), document)


def ranges(content: bytes, name: str = MAIN) -> dict[str, str]:
    """The text within each comment's range, by its identifier."""
    told: dict[str, str] = {}
    open_: set[str] = set()
    for element in etree.fromstring(part(content, name).encode()).iter():
        if element.tag == f"{{{W}}}commentRangeStart":
            open_.add(element.get(f"{{{W}}}id", ""))
        elif element.tag == f"{{{W}}}commentRangeEnd":
            open_.discard(element.get(f"{{{W}}}id", ""))
        elif element.tag in (f"{{{W}}}t", f"{{{W}}}tab"):
            for identifier in open_:
                told[identifier] = told.get(identifier, "") + (element.text or "\t")
    return told


def without_comments(content: bytes, name: str = MAIN) -> tuple[str, list[str]]:
    """The text of a part run by run in their looks, comments taken out and equal neighbours joined; and its blocks."""
    root = etree.fromstring(part(content, name).encode())
    for mark in list(root.iter(f"{{{W}}}commentRangeStart", f"{{{W}}}commentRangeEnd")):
        mark.getparent().remove(mark)
    for mark in list(root.iter(f"{{{W}}}commentReference")):
        run = mark.getparent()
        run.getparent().remove(run)
    told = ""
    before = None
    for element in root.iter(f"{{{W}}}t", f"{{{W}}}tab", f"{{{W}}}p"):
        if element.tag == f"{{{W}}}p":
            told, before = told + "\n", None
            continue
        run = element.getparent()
        look = run.find(f"{{{W}}}rPr")
        shown = b"" if look is None else etree.tostring(look, method="c14n")
        parent = etree.QName(run.getparent()).localname
        if (shown, parent) != before:
            told += f"<{parent} {shown.decode()}>"
        before = shown, parent
        told += element.text or "\t"
    names = [etree.QName(element).localname for element in root.iter()]
    return told, [name for name in names if name not in ("r", "t", "rPr", "rFonts", "b")]


def runs(*texts: str, bold: int | None = None) -> str:
    told = ""
    for n, text in enumerate(texts):
        look = "<w:rPr><w:b/></w:rPr>" if n == bold else ""
        told += f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p>{told}</w:p>"


def test_the_exact_characters_are_marked_also_over_runs() -> None:
    content = word(lambda document: append(document, runs("共受理1,", "23", "4件，其中5件", bold=1)))
    back = marked(content, ("1,234",), ("5",))
    assert ranges(back) == {"0": "1,234", "1": "5"}
    assert without_comments(back) == without_comments(content)


def test_two_findings_may_share_a_number_or_overlap() -> None:
    content = word(lambda document: append(document, runs("甲12件，乙30件，共50件")))
    back = marked(content, ("12", "50"), ("30", "50"), ("12件，乙30",), ("乙30件",))
    assert ranges(back) == {"0": "50", "1": "50", "2": "12件，乙30", "3": "乙30件"}
    assert without_comments(back) == without_comments(content)


def test_what_else_stands_in_a_run_stays_where_it_is() -> None:
    run = "<w:p><w:r><w:t>甲</w:t><w:tab/><w:t> 12件 </w:t><w:br/><w:t>乙34件</w:t></w:r></w:p>"
    content = word(lambda document: append(document, run))
    back = marked(content, ("12",), ("34",))
    assert ranges(back) == {"0": "12", "1": "34"}
    assert read(back, "a.docx").text == read(content, "a.docx").text


def test_cells_links_and_insertions_are_marked_too() -> None:
    def write(document: WordDocument) -> None:
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "合计", "77"
        link = '<w:hyperlink w:anchor="x"><w:r><w:t>共88件</w:t></w:r></w:hyperlink>'
        inserted = '<w:ins w:id="7" w:author="a"><w:r><w:t>共99件</w:t></w:r></w:ins>'
        append(document, f"<w:p>{link}{inserted}</w:p>")

    content = word(write)
    back = marked(content, ("77",), ("88",), ("99",))
    assert ranges(back) == {"0": "77", "1": "88", "2": "99"}
    assert without_comments(back) == without_comments(content)


def test_a_finding_in_a_field_is_marked_around_the_field() -> None:
    def edge(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = f"{edge('begin')}{edge('separate')}<w:r><w:t>52</w:t></w:r>{edge('end')}"
    field = f"{edge('begin')}<w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>{edge('separate')}{inner}{edge('end')}"
    content = word(
        lambda document: append(
            document, f"<w:p><w:r><w:t>共7项，</w:t></w:r>{field}<w:r><w:t>件，99%</w:t></w:r></w:p>"
        )
    )
    main = part(marked(content, ("7",), ("52",), ("99",)), MAIN)
    names = [etree.QName(one).localname for one in etree.fromstring(main.encode()).iter()]
    marks = [name for name in names if name in ("commentRangeStart", "fldChar", "commentRangeEnd")]
    alone = ["commentRangeStart", "commentRangeEnd"]
    assert marks == [*alone, alone[0], *["fldChar"] * 6, alone[1], *alone]


def test_a_finding_in_a_note_is_marked_at_the_number_of_the_note() -> None:
    referring = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    content = with_footnotes(word(lambda document: append(document, referring)))
    back = marked(content, ("12",), ("网上 12 件",))
    main = part(back, MAIN)
    number = main.index("<w:footnoteReference")
    assert main.index("正文") < main.index("commentRangeStart")
    assert main.rindex("commentRangeStart") < number < main.index("commentRangeEnd")
    assert part(back, NOTES) == part(content, NOTES)
    assert without_comments(back) == without_comments(content)


def test_a_finding_in_a_text_box_is_marked_where_the_box_hangs() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>满意率99%</w:t></w:r></w:p></w:txbxContent>"
    content = word(
        lambda document: append(
            document, f"<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:pict>{box}</w:pict></w:r></w:p>"
        )
    )
    back = marked(content, ("99",))
    main = part(back, MAIN)
    assert (
        main.index("正文")
        < main.index("commentRangeStart")
        < main.index("<w:pict")
        < main.index("commentRangeEnd")
    )
    assert "commentRange" not in main[main.index("<w:txbxContent") : main.index("</w:txbxContent")]


def test_all_other_parts_are_the_same_byte_for_byte() -> None:
    content = with_footnotes(word(lambda document: append(document, runs("共12件"))))
    back = marked(content, ("12",))
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(back)) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        assert changed == {MAIN, "[Content_Types].xml", LINKS}
        assert set(new.namelist()) - set(old.namelist()) == {"word/comments.xml"}
        assert new.namelist()[: len(old.namelist())] == old.namelist()


def test_links_that_werent_there_are_written_without_a_prefix_as_libreoffice_wants() -> None:
    content = word(lambda document: append(document, runs("共12件")))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name != LINKS:
                new.writestr(name, old.read(name))
    links = part(marked(out.getvalue(), ("12",)), LINKS)
    assert "<Relationships xmlns=" in links
    assert "/word/comments.xml" in links


def test_comments_that_are_there_stay() -> None:
    def write(document: WordDocument) -> None:
        paragraph = document.add_paragraph("共12件")
        document.add_comment(paragraph.runs, "请核实", author="某某")

    content = word(write)
    back = marked(content, ("12",))
    comments = list(docx.Document(io.BytesIO(back)).comments)
    assert [comment.author for comment in comments] == ["某某", "一窗报告核对"]
    assert len({comment.comment_id for comment in comments}) == 2
    assert comments[1].text.splitlines() == [
        "前后矛盾（合计）",
        "1 + 1 = 2，原文为 3",
        "改其中一处即可相符：“合计3”应为 2",
    ]


def test_without_findings_the_file_is_the_same_and_another_file_is_refused() -> None:
    content = word(lambda document: document.add_paragraph("共12件"))
    assert marked(content) == content
    with pytest.raises(OtherDocument):
        commented(content, Examination(0, 0, (), ()), Document("别的", ()))


def test_a_second_check_of_the_commented_file_finds_the_same() -> None:
    def write(document: WordDocument) -> None:
        table = document.add_table(4, 3)
        for n, text in enumerate(
            ["窗口", "受理", "办结", "公安", "12", "11", "税务", "30", "30", "合计", "52", "41"]
        ):
            table.cell(n // 3, n % 3).text = text

    content = word(write)
    document = read(content, "a.docx")
    examination = examine(document)
    back = commented(content, examination, document)
    assert ranges(back) == {"0": "52"}
    assert examine(read(back, "a.docx")) == examination


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice isn't installed")
def test_libreoffice_opens_it_and_prints_the_comments(tmp_path: Path) -> None:
    def write(document: WordDocument) -> None:
        append(document, runs("共受理1,", "23", "4件", bold=1))
        append(document, '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>')

    content = with_footnotes(word(write))
    (tmp_path / "a.docx").write_bytes(marked(content, ("1,234",), ("12",)))
    options = 'pdf:writer_pdf_Export:{"ExportNotes":{"type":"boolean","value":"true"}}'
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/home", "--headless", "--convert-to", options, "a.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        notes = [str(note.get("/Contents", "")) for page in pdf.pages for note in page.get("/Annots", [])]
    assert sum("1 + 1 = 2" in note for note in notes) == 2
