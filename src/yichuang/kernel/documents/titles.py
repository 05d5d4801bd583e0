"""Where the lines of a title end: at whole words, nearly alike (GB/T 9704-2012, 7.3.1: 词意完整，排列对称)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Final

from yichuang.kernel.documents import grid

_DATE: Final = re.compile(r"\d+年(?:\d+月(?:\d+日)?|度)?|\d+月(?:\d+日)?|第\d+号?|\d[\d,.]*%?|[A-Za-z]+")
WORDS: Final = frozenset(
    """
    政务服务 便民服务 政务公开 信息公开 行政审批 行政许可 行政复议 市场监督管理 人力资源 社会保障 自然资源 住房城乡建设
    生态环境 农业农村 交通运输 卫生健康 退役军人事务 应急管理 公共资源交易 医疗保障 文化旅游 教育体育 发展改革 财政
    人民政府 管理局 监督局 公安局 民政局 教育局 司法局 税务局 委员会 办公室 中心 服务站 服务中心 街道 乡镇 大厅 窗口
    自查报告 工作报告 年度报告 情况报告 报告 总结 通知 通知书 决定书 告知书 凭证 意见 方案 办法 规定 制度 细则 公告 通报
    工作 情况 年度 半年 季度 月份 上半年 下半年 第一 第二 第三 第四 全面 推进 开展 落实 贯彻 实施 加强 规范 进一步 深化
    优化 营商环境 改革 放管服 一网通办 好差评 一窗受理 标准化 规范化 便利化 专项 检查 整治 考核 评估 评价 监察 效能
    事项 目录 清单 受理 办理 不予受理 不予许可 准予 补正 材料 一次性 延期 特别程序 听证 送达 撤销 关于
    按时 办结 办结率 超期 平均 用时 平均用时 工作日 满意率 评价率 覆盖率
    """.split()  # noqa: SIM905 - words in lines read better than a list of strings
)
"""Words of official titles that no line ends within. What isn't here may still be parted, only later than these."""
_SHORT: Final = 4
_LONGEST: Final = max(map(len, WORDS))
_STRONG: Final = ("的", "至", "、", "：", "，", "关于")
"""A line may well end behind these."""
_WEAK_START: Final = "的和及与至、第"
"""Nor does one begin with these."""
_TORN, _WEAK, _GOOD = 9.0, 4.0, -1.5  # in squared cells: what a bad end costs, what a good one is worth


def balanced(text: str, room: int, *, size: int = grid.TITLE_SIZE, closer: int = 0) -> list[str]:
    """The lines of a title in `room` twips: as few as there must be, ended at whole words, as alike as they can be."""
    plain = grid.broken(text, room, size=size, closer=closer)
    pieces = list(grid.units(text))
    if len(plain) < 2 or any(grid.width(one, size, closer) > room for one in pieces):
        return plain
    ends = _ends(text)
    found = _best(pieces, ends, room, size, closer, len(plain)) or _best(
        pieces, ends, room, size, closer, len(plain) + 1
    )
    return found or plain


def halved(text: str, *, size: int = grid.TITLE_SIZE, closer: int = 0) -> list[str]:
    """A text as two lines, ended at whole words and nearly alike; one of up to four signs or of one piece is whole."""
    pieces = list(grid.units(text))
    if len(text) <= _SHORT or len(pieces) < 2:
        return [text]
    return _best(pieces, _ends(text), grid.width(text, size, closer), size, closer, 2) or [text]


def _best(
    pieces: list[str], ends: dict[int, float], room: int, size: int, closer: int, count: int
) -> list[str] | None:
    """The cheapest way to make so many lines of these pieces; None where they don't fit."""

    @cache
    def cheapest(at: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        options: list[tuple[float, tuple[int, ...]]] = []
        for to in range(at + 1, len(pieces) + 1) if left > 1 else [len(pieces)]:
            line = "".join(pieces[at:to]).strip(" ")
            wide = grid.width(line, size, closer)
            if wide > room:
                break
            cost = (wide / size) ** 2  # the sum of squares is least where all are alike
            if to == len(pieces):
                if left == 1:
                    options.append((cost, (to,)))
                continue
            rest = cheapest(to, left - 1)
            if rest is not None:
                offset = sum(map(len, pieces[:to]))
                options.append((cost + ends.get(offset, _TORN) + rest[0], (to, *rest[1])))
        return min(options, default=None)

    found = cheapest(0, count)
    if found is None:
        return None
    return ["".join(pieces[a:b]).strip(" ") for a, b in pairwise((0, *found[1]))]


def _ends(text: str) -> dict[int, float]:
    """For each place where a word ends what it costs to end a line there; places within words are left out."""
    found: dict[int, float] = {}
    at = 0
    while at < len(text):
        at += len(_word(text, at))
        cost = 0.0
        if text[:at].endswith(_STRONG):
            cost = _GOOD
        if at < len(text) and text[at] in _WEAK_START:
            cost = _WEAK
        found[at] = cost
    return found


def _word(text: str, at: int) -> str:
    """The word that begins here: a date, a known word, else one sign; a known one may follow an unknown sign."""
    if date := _DATE.match(text, at):
        return date[0]
    for long in range(_LONGEST, 1, -1):
        if text[at : at + long] in WORDS:
            return text[at : at + long]
    return text[at]
