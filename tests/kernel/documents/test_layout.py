"""GB/T 9704-2012: the page of the standard, and the Word file as another program prints it against the PDF."""

from __future__ import annotations

import dataclasses
import io
import itertools
from collections.abc import Callable
from datetime import date

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from tests.kernel.documents import faces
from tests.kernel.documents.demonstration import chart, reports

from yichuang.kernel.documents import grid
from yichuang.kernel.documents.paper import Heading, Items, Line, Paper, Para, Table, drawn
from yichuang.kernel.documents.render import render_docx, render_pdf

TOP, LEFT, RIGHT, PITCH, SIGN = 104.9, 79.4, 521.6, 28.95, 15.75
FOOT = 745
NEAR = 1.5
"""Points by which the two may differ: half a millimetre."""

WORDS = (
    "根据《中华人民共和国行政许可法》第三十二条的规定，全年共收到申请37,286件，受理36,905件；按时办结率99.74%，"
    "同比上升1.2个百分点。其中“一窗受理”的事项（含联办件）为8,120件、占22.00%：没有超过法定时限的办件！"
)
REPORT = Paper(
    mark="（征求意见稿）",
    kind="self_inspection_report",
    organ="云溪县政务服务中心",
    title="2026年度自查报告",
    day=date(2026, 12, 31),
    sealed=False,
    blocks=(
        Para(WORDS),
        Heading("基本情况"),
        Para(WORDS * 3),
        Heading("收件和受理", 2),
        Para(WORDS * 4),
        Heading("网上收件", 3),
        Para(WORDS),
        Heading("预审", 4),
        Items(("逐件核对材料；", "一次告知要补的全部材料。")),
        Para("按受理件数从多到少排列："),
        Table(
            ("部门", "受理（件）", "按时办结率"),
            tuple((f"云溪县第{n}局行政审批股和政务服务股", f"{n * 1013:,}", "99.74%") for n in range(1, 30)),
            (1, 1, 1),
        ),
        Heading("存在的问题"),
        Para(WORDS * 5),
    ),
    attachments=("指标明细表", "口径说明"),
)
FULL = dataclasses.replace(REPORT, addressee="各乡镇人民政府", blocks=(Para("满" * 28 * 50),), attachments=())
NOTICE = dataclasses.replace(
    REPORT,
    organ="云溪县市场监督管理局",
    title="受理通知书",
    number="云市监许〔2026〕7号",
    addressee="云溪县老街豆花店",
    sealed=True,
    blocks=(Para(WORDS), Para("特此通知。")),
    attachments=("材料清单",),
    case_number="519921-20261130-00017-3",
    qr_text="https://zwfw.yunxi.example.cn/verify/K7M2QX9R",
    contact=("联系电话：0826-6210012",),
)


CHARTS = dataclasses.replace(
    REPORT,
    title="2025年11月27日至2026年11月26日自查报告",
    blocks=(
        Para(WORDS),
        chart(280, "图1　各月受理和办结件数"),
        Para(WORDS * 2),
        Para("按受理件数从多到少排列：", with_next=True),
        Table(("部门", "件"), (("市场监督管理局", "12"),) * 3),
        chart(360, "图2　各部门办结件数"),  # doesn't fit any more: it opens the next page
        Heading("群众评价"),
        Para(WORDS),
        chart(130, "图3　各档评价"),
    ),
    attachments=(),
)
LONE = dataclasses.replace(REPORT, blocks=(Para("一行正文。"),) * 17, attachments=())
DEMONSTRATION = reports(tries=1)
PAPERS = {
    "report": REPORT, "full": FULL, "notice": NOTICE, "lone": LONE, "charts": CHARTS, **DEMONSTRATION,
}  # fmt: skip
OPENED = {"standard": tuple(PAPERS), "other": tuple(DEMONSTRATION)}
"""Which papers are opened where the faces of the standard are installed, and where they aren't."""

Pages = list[list[faces.Row]]


@pytest.fixture(scope="module")
def ours() -> dict[str, bytes]:
    return {name: render_pdf(paper) for name, paper in PAPERS.items()}


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return {name: render_docx(paper) for name, paper in PAPERS.items()}


@pytest.fixture(scope="module")
def printed(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, bytes]]:
    """The Word files as LibreOffice prints them, where the faces of the standard are installed and where not."""
    if reason := faces.why_not():
        pytest.skip(reason)
    return {
        installed: faces.drawn_by_libreoffice(
            tmp_path_factory.mktemp(installed),
            {name: files[name] for name in names},
            standard=installed == "standard",
        )
        for installed, names in OPENED.items()
    }


@pytest.fixture(scope="module")
def pdf(ours: dict[str, bytes]) -> dict[str, Pages]:
    return {name: faces.rows(document) for name, document in ours.items()}


@pytest.fixture(scope="module")
def opened(printed: dict[str, dict[str, bytes]]) -> dict[str, dict[str, Pages]]:
    return {
        name: {paper: faces.rows(document) for paper, document in documents.items()}
        for name, documents in printed.items()
    }


@pytest.fixture(scope="module")
def word(opened: dict[str, dict[str, Pages]]) -> dict[str, Pages]:
    return opened["standard"]


@pytest.mark.parametrize(
    ("installed", "name"), [(installed, name) for installed, names in OPENED.items() for name in names]
)
def test_word_file_opens_elsewhere_with_nothing_moved(
    installed: str, name: str, pdf: dict[str, Pages], opened: dict[str, dict[str, Pages]]
) -> None:
    ours, theirs = pdf[name], opened[installed][name]
    assert len(theirs) == len(ours)
    for page, (mine, other) in enumerate(zip(ours, theirs, strict=True), start=1):
        assert [row.text for row in other] == [row.text for row in mine], f"page {page}"
        for a, b in zip(mine, other, strict=True):
            if a.down < FOOT or "—" in a.text:
                assert b.down == pytest.approx(a.down, abs=NEAR), (page, a.text)
                assert b.left == pytest.approx(a.left, abs=4), (page, a.text)


def test_charts_stand_on_the_same_pages_in_the_same_places(
    ours: dict[str, bytes], printed: dict[str, dict[str, bytes]]
) -> None:
    mine, theirs = faces.pictures(ours["charts"]), faces.pictures(printed["standard"]["charts"])
    assert [len(page) for page in mine] == [len(page) for page in theirs]
    assert sum(map(len, mine)) == 3
    for a, b in zip(itertools.chain(*mine), itertools.chain(*theirs), strict=True):
        assert (b.down, b.left) == (pytest.approx(a.down, abs=NEAR), pytest.approx(a.left, abs=NEAR))
        assert (b.wide, b.high) == (pytest.approx(a.wide, abs=NEAR), pytest.approx(a.high, abs=NEAR))
        assert a.wide == pytest.approx(150 / 25.4 * 72, abs=0.5)


@pytest.mark.parametrize("drawn", ["pdf", "word"])
def test_a_long_title_ends_its_lines_at_whole_words_in_both(
    drawn: str, request: pytest.FixtureRequest
) -> None:
    page = [row.text for row in request.getfixturevalue(drawn)["charts"][0]]
    assert page[1:3] == ["2025年11月27日至", "2026年11月26日自查报告"]


@pytest.mark.parametrize("drawn", ["pdf", "word"])
def test_full_page_has_22_lines_of_28_signs_at_the_pitch_of_the_grid(
    drawn: str, request: pytest.FixtureRequest
) -> None:
    page = request.getfixturevalue(drawn)["full"][1]
    full = [row for row in page if "—" not in row.text]
    assert [len(row.text) for row in full] == [grid.SIGNS] * grid.LINES
    assert full[0].down == pytest.approx(TOP + 0.8 * PITCH, abs=NEAR)
    for above, below in itertools.pairwise(full):
        assert below.down - above.down == pytest.approx(PITCH, abs=0.3)


def test_headings_are_numbered_in_the_faces_and_places_of_the_standard(pdf: dict[str, Pages]) -> None:
    rows = [row for page in pdf["report"] for row in page]
    for text in ("一、基本情况", "（一）收件和受理", "1.网上收件", "（1）预审", "二、存在的问题"):
        found = next(row for row in rows if row.text == text)
        assert found.left == pytest.approx(LEFT + 2 * SIGN, abs=NEAR), text
    runs = {
        paragraph.text: paragraph.runs[0]._r.xpath("./w:rPr/w:rFonts")[0].get(qn("w:eastAsia"))
        for paragraph in docx.Document(io.BytesIO(render_docx(REPORT))).paragraphs
        if paragraph.runs
    }
    assert [
        runs[text] for text in ("2026年度自查报告", "一、基本情况", "（一）收件和受理", "1.网上收件")
    ] == [
        "方正小标宋简体",
        "黑体",
        "楷体",
        "仿宋",
    ]


def test_date_begins_two_signs_behind_the_organ_without_a_seal(pdf: dict[str, Pages]) -> None:
    """7.3.5.2: the organ two in from the right edge, the date's first sign two to the right of its first."""
    organ, day = pdf["report"][-1][-3:-1]
    assert (organ.text, day.text) == ("云溪县政务服务中心", "2026年12月31日")
    wide = grid.width(organ.text, grid.SIZE, grid.CLOSER) / 20
    assert organ.left == pytest.approx(RIGHT - 2 * SIGN - wide, abs=2)
    assert day.left == pytest.approx(organ.left + 2 * SIGN, abs=3)


def test_date_is_four_signs_in_below_the_middle_of_the_organ_with_a_seal(pdf: dict[str, Pages]) -> None:
    """7.3.5.1."""
    page = pdf["notice"][0]
    at = next(n for n, row in enumerate(page) if row.text == "2026年12月31日")
    organ, day = page[at - 1], page[at]
    wide = grid.width(day.text, grid.SIZE, grid.CLOSER) / 20
    assert day.left == pytest.approx(RIGHT - 4 * SIGN - wide, abs=2)
    middle = organ.left + grid.width(organ.text, grid.SIZE, grid.CLOSER) / 40
    assert middle == pytest.approx(day.left + wide / 2, abs=2)


@pytest.mark.parametrize("drawn", ["pdf", "word"])
def test_page_numbers_stand_7_mm_below_the_text_odd_right_and_even_left(
    drawn: str, request: pytest.FixtureRequest
) -> None:
    for number, page in enumerate(request.getfixturevalue(drawn)["report"], start=1):
        foot = page[-1]
        assert foot.text == f"—{number}—"
        assert (foot.left > 400) is (number % 2 == 1)
        assert 742.7 + 19.8 < foot.down < 742.7 + 19.8 + 14


def test_head_of_a_table_is_repeated_in_both(pdf: dict[str, Pages], word: dict[str, Pages]) -> None:
    for pages in (pdf["report"], word["report"]):
        assert sum(row.text == "部门受理（件）按时办结率" for page in pages for row in page) > 1


def test_word_file_names_the_grid_of_the_standard() -> None:
    lattice = docx.Document(io.BytesIO(render_docx(REPORT))).element.body.sectPr.find(qn("w:docGrid"))
    assert lattice.get(qn("w:type")) == "linesAndChars"
    assert int(lattice.get(qn("w:linePitch"))) == grid.TEXT_HEIGHT // 22
    cell = grid.SIZE / 20 + int(lattice.get(qn("w:charSpace"))) / 4096
    assert int(grid.TEXT_WIDTH / 20 / cell) == 28


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("满" * 30, ["满" * 28, "满满"]),
        ("满" * 28 + "，满", ["满" * 28 + "，", "满"]),  # a comma stands beyond the edge
        ("满" * 28 + "）满", ["满" * 27, "满）满"]),  # a bracket doesn't: it takes the sign before it along
        ("满" * 27 + "“满", ["满" * 27, "“满"]),
        ("满" * 27 + "99.74%满", ["满" * 27, "99.74%满"]),  # a number is never torn
        ("a" * 60, ["a" * 57, "a" * 3]),  # but what is wider than a line is
        ("", [""]),
    ],
)
def test_lines_end_where_a_line_may_end(text: str, lines: list[str]) -> None:
    assert grid.broken(text, grid.ROOM, closer=grid.CLOSER) == lines


def test_lines_of_reports_end_alike_by_the_rules_of_word_and_of_libreoffice() -> None:
    """They differ in the gap beside numbers; a line that would end elsewhere stands a little closer or wider. That
    doesn't help where a mark behind a number hangs over the edge, which LibreOffice doesn't let it: once in a hundred.
    """
    lines = [
        line for paper in reports(tries=2).values() for line in drawn(paper.blocks) if isinstance(line, Line)
    ]
    closers, unlike = [], 0
    for text in (line.number + line.text for line in lines if line.look == "para"):
        rest, first = text, 2 * grid.CELL
        for line, closer in grid.fitted(text, grid.ROOM, first=2 * grid.CELL):
            for by, more in itertools.product((grid.WORD, grid.LIBREOFFICE), (-grid.ROUNDING, grid.ROUNDING)):
                end = grid.broken(rest, grid.ROOM + more, first=first, closer=closer, by=by)[0]
                if end != line:
                    assert by is grid.WORD
                    assert end.removeprefix(line)[-1:] in grid.HANGING
                    unlike += 1
            rest, first = rest[len(line) :], 0
            closers.append(closer)
    assert unlike < 0.01 * len(closers)
    assert 0.7 < closers.count(grid.CLOSER) / len(closers) < 1


def test_no_line_begins_or_ends_with_a_sign_that_may_not(pdf: dict[str, Pages]) -> None:
    body: Callable[[faces.Row], bool] = lambda row: len(row.text) > 20  # noqa: E731
    for row in filter(body, (row for page in pdf["report"] for row in page)):
        assert row.text[0] not in grid.NO_START
        assert row.text[-1] not in grid.NO_END


def test_every_line_of_the_grid_is_drawn_as_one_line_however_many_numbers_stand_in_it() -> None:
    """Lines filled to the edge with short numbers: a little more width a number would break them once again."""
    texts = ["满" * n + "到2026年1月1日至12月31日共收12件、办34件、退5件" * 2 for n in range(28)]
    pages = faces.rows(render_pdf(dataclasses.replace(FULL, blocks=tuple(map(Para, texts)))))
    drawn = {row.text for page in pages for row in page}
    for text in texts:
        for line, _ in grid.fitted(text, grid.ROOM, first=2 * grid.CELL):
            assert line in drawn


def test_a_line_before_a_long_number_is_not_pulled_apart() -> None:
    """The number stands whole on the next line; the signs before it keep their distance."""
    number = "519921-20261126-00138-2"
    text = f"2026年11月26日，你单位申请办理“河道管理范围内建设项目工程建设方案审批”（办件编号：{number}），已收到。"
    page = faces.rows(render_pdf(dataclasses.replace(FULL, blocks=(Para(text),))))[0]
    line = next(row for row in page if row.text.endswith("办件编号："))
    assert line.right - line.left < len(line.text) * 16


def test_word_does_not_pull_a_line_before_a_long_number_apart_either() -> None:
    """A program that opens it spreads every line of a justified paragraph: one with such a line isn't."""
    number = "519921-20261126-00138-2"
    loose = f"2026年11月26日，你单位申请办理“河道管理范围内建设项目工程建设方案审批”（办件编号：{number}），已收到。"
    even = (
        "你单位提交的材料齐全，符合法定形式，本机关决定受理，自受理之日起在承诺期限内作出决定，并送达你单位。"
    )
    paper = docx.Document(
        io.BytesIO(render_docx(dataclasses.replace(FULL, blocks=(Para(loose), Para(even)))))
    )
    drawn = {paragraph.text: paragraph.alignment for paragraph in paper.paragraphs}
    assert drawn[loose] == WD_ALIGN_PARAGRAPH.LEFT
    assert drawn[even] == WD_ALIGN_PARAGRAPH.JUSTIFY


def test_spaces_typed_beside_figures_do_not_widen_the_gap() -> None:
    typed, clean = (
        render_pdf(dataclasses.replace(FULL, blocks=(Para(f"请到{place}补正。"),)))
        for place in ("云溪大道 18 号", "云溪大道18号")
    )
    assert typed == clean
