"""Plain text: encodings, and paragraphs whatever the line breaks."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.document import Paragraph, Part
from yichuang.oversight.reportcheck.reading.text import read_text

SAID = "一、基本情况\n全年共受理申请120件，其中网上申请80件，\n窗口申请40件。\n\n二、存在问题\n人手不足。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_reads_alike_in_each_encoding(encoding):
    assert read_text(SAID.encode(encoding)) == read_text(SAID)


def test_bytes_that_are_no_text_are_refused():
    with pytest.raises(UnicodeDecodeError):
        read_text(b"\xff\x00\x81\x20\xff")


def test_a_sentence_that_goes_on_in_the_next_line_is_one_paragraph():
    document = read_text(SAID)
    said = [document.said(block.start, block.end) for block in document.blocks]
    assert said == [
        "一、基本情况",
        "全年共受理申请120件，其中网上申请80件，\n窗口申请40件。",
        "二、存在问题",
        "人手不足。",
    ]
    heading = document.blocks[0]
    assert isinstance(heading, Paragraph)
    assert heading.part is Part.HEADING


def test_text_wrapped_at_a_margin_is_joined_and_lines_are_not():
    sentence = (
        "全年共受理各类政务服务申请三百二十件按时办结率为百分之九十九群众满意率为百分之百全部办结没有超期"
    )
    wrapped = "\n".join([sentence[:20], sentence[20:40], sentence[40:] + "。", "另起一段。"])
    assert len(read_text(wrapped).blocks) == 2
    assert len(read_text("第一件事\n第二件事\n第三件事").blocks) == 3


def test_a_sentence_cut_at_a_margin_goes_on_whatever_its_rest_looks_like():
    first = "    全年共受理各类政务服务事项登记备案申请一万余件，其中网上申请"
    rest = ["    5、6月最多，占全年的三成；窗口申请次之，掌上申请增长最快，全", "    部按时办结。"]
    assert len(read_text("\n".join([first, *rest])).blocks) == 1
    assert len(read_text("\n".join([first + "最多。", "    一、受理情况", "    受理一万余件。"])).blocks) == 3
