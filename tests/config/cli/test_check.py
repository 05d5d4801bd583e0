"""`yichuang check`, from the command line: what it prints, what it exits with, and that it starts alone."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import docx
import openpyxl
import pytest
from click.testing import CliRunner
from docx.oxml import parse_xml

from yichuang.config.cli.check import command
from yichuang.config.env import CHECKOUT

WRONG = "截至3月20日，共计接件37286件，其中延期办结96件，仅占0.03%。"
RIGHT = "全年累计办理55392件，其中街道23454件，合署28956件，公交2982件。"


@pytest.fixture
def write(tmp_path):
    def _write(name, text):
        file = tmp_path / name
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(file)

    return _write


def run(*arguments, stdin=None):
    return CliRunner().invoke(command, list(arguments), input=stdin)


def test_the_exit_status_tells_what_was_found(write, tmp_path):
    right, wrong = write("right.txt", RIGHT), write("wrong.txt", WRONG)
    assert run(right).exit_code == 0
    assert run(wrong).exit_code == 1
    assert run(right, wrong).exit_code == 1
    assert run(right, str(tmp_path / "none.txt")).exit_code == 2
    assert run(wrong, str(tmp_path)).exit_code == 2


def test_it_says_what_is_wrong_and_what_would_make_it_right(write):
    said = run(write("wrong.txt", WRONG)).output
    assert "96 ÷ 37286 ≈ 0.257%，原文为 0.03%" in said
    assert "“仅占0.03%”应为 0.26%" in said
    assert "核对 1 处，相符 0 处，矛盾 1 处，存疑 0 处" in said


def test_it_says_where_each_finding_stands(write):
    made, out = docx.Document(), io.BytesIO()
    made.add_paragraph("标题")
    made.add_paragraph(WRONG)
    table = made.add_table(4, 2)
    for n, text in enumerate(("窗口", "受理", "公安", "120", "民政", "80", "合计", "210")):
        table.cell(n // 2, n % 2).text = text
    made.save(out)
    said = run(write("wrong.docx", out.getvalue())).output
    assert "     位置  第 2 段\n" in said
    assert "     位置  第 1 个表中第 2 行第 2 列、第 3 行第 2 列、第 4 行第 2 列\n" in said


def workbook(**sheets):
    made, out = openpyxl.Workbook(), io.BytesIO()
    del made["Sheet"]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row, values in enumerate(rows, start=3):
            for column, value in enumerate(values, start=2):
                sheet.cell(row, column, value)
    made.save(out)
    return out.getvalue()


def test_cells_of_sheets_are_called_as_spreadsheets_call_them(write):
    rows = [("窗口", "受理"), ("公安", 120), ("民政", 80), ("合计", 210)]
    file = write("附表.xlsx", workbook(办件=rows))
    assert "     位置  工作表“办件”的单元格 C4、C5、C6\n" in run(file).output
    said = run(write("附表.csv", "某县附表\n\n窗口,受理\n公安,120\n民政,80\n合计,210\n")).output
    assert "     位置  单元格 B4、B5、B6\n" in said


def test_programs_get_the_place_of_each_number(write):
    rows = [("窗口", "受理"), ("公安", 120), ("民政", 80), ("合计", 210)]
    (found,) = json.loads(run(write("附表.xlsx", workbook(办件=rows)), "--json").stdout)["findings"]
    assert [place["cell"] for place in found["places"]] == ["C4", "C5", "C6"]
    assert found["places"][0] == {
        "kind": "sheet",
        "text": "工作表“办件”的单元格 C4",
        "sheet": "办件",
        "cell": "C4",
        "row": 4,
        "column": 3,
    }
    (found,) = json.loads(run(write("wrong.txt", "标题\n\n" + WRONG), "--json").stdout)["findings"]
    assert found["places"] == [{"kind": "paragraph", "text": "第 2 段", "number": 2}] * 3


def test_a_report_is_held_against_the_tables_beside_it(write, tmp_path):
    rows = [("窗口", "受理（件）"), ("公安", 5234), ("民政", 7067), ("合计", 12301)]
    tables = write("附表.xlsx", workbook(办件=rows))
    report = write("报告.docx", word("全年共受理12310件。"))
    assert run(report).exit_code == 0
    out = tmp_path / "批注.docx"
    said = run(report, "--with", tables, "--docx", str(out))
    assert said.exit_code == 1
    assert "     位置  第 1 段；附表.xlsx 工作表“办件”的单元格 C6\n" in said.output
    (comment,) = docx.Document(out).comments
    assert "附表.xlsx中合计 受理（件）为 12301" in comment.text
    told = json.loads(run(report, "--with", tables, "--json").stdout)
    assert list(told) == ["file", "coverage", "checked", "findings"]
    (found,) = told["findings"]
    assert found["numbers"] == ["12310", "12301"]
    assert [place.get("file") for place in found["places"]] == [None, "附表.xlsx"]
    assert [place["cell"] for place in found["places"][1:]] == ["C6"]


def test_a_file_beside_the_report_that_has_no_table_is_told(write):
    said = run(write("right.txt", RIGHT), "--with", write("说明.txt", "没有表格。")).output
    assert "  注意：说明.txt：没有读到表格，报告没有和它对\n" in said


def test_a_table_that_cant_be_read_is_told_and_the_report_is_checked_all_the_same(write, tmp_path):
    done = run(write("wrong.txt", WRONG), "--with", str(tmp_path / "none.xlsx"))
    assert (done.exit_code, "没有这个文件" in done.stderr, "矛盾 1 处" in done.stdout) == (2, True, True)


def test_it_says_what_was_left_out(write):
    made, out = docx.Document(), io.BytesIO()
    made.sections[0].header.paragraphs[0].text = "页眉"
    made.add_paragraph(RIGHT)
    made.save(out)
    file = write("right.docx", out.getvalue())
    assert "  注意：页眉、页脚没有读\n" in run(file).stdout
    asked = run(file, "--json")
    assert list(json.loads(asked.stdout)) == ["file", "coverage", "checked", "findings"]
    assert asked.stderr == f"注意：{file}：页眉、页脚没有读\n"


def test_one_report_is_an_object_and_several_are_a_list(write):
    right, wrong = write("right.txt", RIGHT), write("wrong.txt", WRONG)
    one = json.loads(run(wrong, "--json").stdout)
    assert list(one) == ["file", "coverage", "checked", "findings"]
    assert list(one["coverage"]) == ["figures", "checkable", "checked", "held", "failed", "skipped"]
    (finding,) = one["findings"]
    assert finding["numbers"] == ["37286", "96", "0.03%"]
    assert [WRONG[start:end] for start, end in finding["spans"]] == finding["numbers"]
    several = json.loads(run(right, wrong, "--json").stdout)
    assert [report["file"] for report in several] == [right, wrong]
    assert several[0]["checked"][0]["arithmetic"] == "23454 + 28956 + 2982 = 55392，与原文相符"


def test_the_docs_show_what_it_prints(write):
    page = (CHECKOUT / "docs/report-check.md").read_text("utf-8")
    sentence = next(line.strip() for line in page.splitlines() if line.strip().startswith("截至11月底"))
    shown = json.loads(page.split("```json\n")[1].split("```")[0])
    told = json.loads(run(write("自查报告.docx", word(sentence)), "--json").stdout)
    assert told | {"file": shown["file"]} == shown


def test_text_may_be_piped_in_and_other_encodings_are_read(write):
    assert run("-", stdin=WRONG).exit_code == 1
    assert run(write("old.txt", WRONG.encode("gb18030"))).exit_code == 1


def test_what_cannot_be_read_is_told_with_its_reason(write, tmp_path):
    said = run(str(tmp_path / "none.txt"), write("empty.docx", b"PK\x03\x04broken")).stderr
    assert "没有这个文件" in said
    assert said.count("错误：") == 2


def word(text):
    document = docx.Document()
    document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_word_file_comes_back_with_its_findings_as_comments(write, tmp_path):
    out = tmp_path / "commented.docx"
    done = run(write("wrong.docx", word(WRONG)), "--docx", str(out))
    assert done.exit_code == 1
    (comment,) = docx.Document(out).comments
    assert "96 ÷ 37286 ≈ 0.257%" in comment.text


def test_comments_are_only_for_one_word_file_and_a_place_that_can_be_written(write, tmp_path):
    wrong = write("wrong.txt", WRONG)
    out = tmp_path / "commented.docx"
    assert run(wrong, wrong, "--docx", str(out)).exit_code == 2
    assert "只用于 docx" in run(wrong, "--docx", str(out)).stderr
    nowhere = run(write("wrong.docx", word(WRONG)), "--docx", str(tmp_path / "none" / "a.docx"))
    assert (nowhere.exit_code, "写不进去（没有这个文件夹）" in nowhere.stderr) == (2, True)
    assert not out.exists()


def test_comments_never_go_into_the_report_itself(write, tmp_path):
    content = word(WRONG)
    report = write("wrong.docx", content)
    done = run(report, "--docx", str(tmp_path / "." / "wrong.docx"))
    assert (done.exit_code, "换一个名字" in done.stderr) == (2, True)
    assert (tmp_path / "wrong.docx").read_bytes() == content


def revised(kept, gone, come, rest):
    made, out = docx.Document(), io.BytesIO()
    paragraph = made.add_paragraph(kept)._p
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for change in (
        f"<w:del {space}><w:r><w:delText>{gone}</w:delText></w:r></w:del>",
        f"<w:ins {space}><w:r><w:t>{come}</w:t></w:r></w:ins>",
        f"<w:r {space}><w:t>{rest}</w:t></w:r>",
    ):
        paragraph.append(parse_xml(change))
    made.save(out)
    return out.getvalue()


def test_open_changes_are_read_as_accepted_or_as_rejected(write, tmp_path):
    file = write("修订.docx", revised("全年受理", "130", "120", "件（网上80件、窗口40件）。"))
    accepted, rejected = run(file), run(file, "--as-rejected")
    assert (accepted.exit_code, rejected.exit_code) == (0, 1)
    assert "按全部接受后的文字检查，删去的文字没有读；要按全部拒绝检查，请加 --as-rejected" in accepted.output
    assert "80 + 40 = 120，原文为 130" in rejected.output
    assert "按全部拒绝后的文字检查，插入的文字没有读\n" in rejected.output
    both = run(file, "--as-rejected", "--docx", str(tmp_path / "a.docx"))
    assert (both.exit_code, "不能和 --as-rejected 一起用" in both.output) == (2, True)


def test_it_starts_without_django_and_without_a_database(write):
    wrong = write("wrong.txt", WRONG)
    script = (
        "import sys; from yichuang.config.cli import main\n"
        f"try: main(['check', {wrong!r}])\n"
        "except SystemExit as end: print(end.code, 'django' in sys.modules, 'psycopg' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "1 False False"
