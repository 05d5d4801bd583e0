"""Words that say of shares that they are all there is: so many kinds, weights, "合起来正好是全部支出". Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage

_WEIGHTS = re.compile(r"权重")
_ALL = re.compile(
    r"(?:合起来|加起来|相加|合计|合在一起|加总)[^，。；]{0,4}(?:正好|恰好|刚好|即|就|便)[^，。；]{0,4}(?:全部|总|100%|整体)"
    r"|(?:合[为计占]|总和为|共[计占]?)100%|(?:加起来|合起来|相加)[就即]?[为是](?:全部|100%)|除此[之以]?外[^，。；]{0,6}(?:没有|无|不存在)|没有(?:其他|别的|第[三四五六七八九])|再无(?:其他|别的|其它)"
    r"|(?:涵盖|包括|构成|覆盖|组成|就是|即为|为|占)了?(?:了)?(?:全部|所有|整个)(?!.{0,4}的\d)"
)
# 由日常40%、年终40%、民主测评20%构成
_MADE_OF = re.compile(r"(?:的?(?:比例|权重|占比))?共?同?(?:构成|组成|合成)")
_OF_WHAT = re.compile(r"(?:^|[，；：一-鿿])[由按以][^。；]*$")
_NUMBER = "两二三四五六七八九十23456789"
_KINDS = re.compile(
    rf"(?P<number>[{_NUMBER}])(?:大|个)?"
    r"(?:类|项|部分|方面|层级|等级|级|档|种|块|组|群体|渠道|年龄段|学历层次|一级指标|指标|维度|环节|来源|板块|用途|途径|形态)"
)
_BEHIND = 40  # signs behind the last share in which it may be said
_PART_OF = re.compile(r"其中|前[两三四五2-5]|主要|之一|等[两三四五六七八九十]")


def is_said_to_be_all(passage: Passage, row: Sequence[Figure]) -> bool:
    """Whether the sentence of a row of shares, or the words right behind it, says that they are all of one whole."""
    begins, _ = passage.sentence_range(row[0].sentence)
    front = passage.text[begins : row[0].at]
    last = row[-1].after
    stops = re.search(r"[。；]", passage.text[last + 1 : last + 1 + _BEHIND])
    behind = passage.text[last : last + 1 + (stops.start() if stops else _BEHIND)]
    if _PART_OF.search(front + behind):
        return False
    made_of = _MADE_OF.match(behind) and _OF_WHAT.search(front)
    said = bool(made_of or _WEIGHTS.search(front)) or any(_ALL.search(words) for words in (front, behind))
    return said or any(
        _number(found) == len(row) for words in (front, behind) for found in _KINDS.finditer(words)
    )


def _number(found: re.Match[str]) -> int:
    sign = found["number"]
    return int(sign) if sign.isdigit() else int(spoken_value(sign) or 0)
