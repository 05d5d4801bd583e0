"""Whether the parts that a text names are all there are, and none twice. Pure.

其中 alone doesn't say so. What does: a rest that is named ("其他"), two sides of one thing (男 and 女, 办结 and
未办结), the months of a quarter, kinds of one row (A类, B类) that exceed their total, or digits that show a slip.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.findings import Certainty


@dataclass(frozen=True, slots=True)
class Shape:
    """A total and its parts as the text sets them. `among`: behind 其中; `plain`: behind nothing that marks a list."""

    text: str
    total: Figure
    parts: tuple[Figure, ...]
    among: bool
    plain: bool
    more: bool
    rank: int


# Sets of words of which a whole consists; each part's words must hold one of another place in the set.
_SIDES = (
    (("男",), ("女",)),
    (("城镇", "城市", "城区"), ("农村", "乡村", "乡镇")),
    (("网上", "线上", "网办", "网络"), ("窗口", "线下", "现场", "大厅")),
    (("即办",), ("承诺",), ("上报", "联办")),
    (("即办",), ("承诺",)),
    (("已办结", "办结", "办理完毕", "已回复", "已答复", "已完成", "完成"),
     ("正在", "未办结", "在办", "尚未", "未完成", "待办", "尚在", "未办")),
    (("按时", "按期", "如期"), ("超期", "逾期", "延期", "未按", "超时")),
    (("未按",), ("按时", "按期")),
    (("成功", "已整改", "现场整改", "立行立改"), ("另有", "限期", "未整改", "正在整改", "正在")),
    (("不满意",), ("满意",)),
    (("不合格",), ("合格",)),
    (("税收",), ("非税",)),
    (("第一产业",), ("第二产业",), ("第三产业",)),
    (("本级",), ("转移", "上级", "下级", "乡镇")),
    (("中央",), ("省",), ("市",), ("县", "自筹", "地方")),
    (("基本支出",), ("项目支出",)),
    (("人员",), ("公用",)),
    (("夏粮",), ("秋粮",)),
    (("自然人", "个人"), ("法人", "企业", "单位")),
    (("主动",), ("依申请",)),
    (("直接答复", "在线答复", "直接办理"), ("转派", "转办", "交办", "派单")),
    (("属实",), ("不属实",)),
    (("一等奖",), ("二等奖",), ("三等奖",)),
    (("行政许可",), ("公共服务",)),
    (("本地", "本县", "本市", "本省", "县内", "市内", "省内"), ("外地", "县外", "市外", "省外", "异地", "跨省")),
    (("一季度",), ("二季度",), ("三季度",), ("四季度",)),
    (("上半年",), ("下半年",)),
    (("新建",), ("改建", "改造", "续建", "扩建")),
    (("非常满意", "很满意"), ("满意",)),
    (("同意", "准予", "通过"), ("不同意", "不予", "未通过")),
    (("在编", "正式"), ("聘用", "临聘", "编外", "合同")),
)  # fmt: skip

_REST = re.compile(
    r"^(?:其他|其它|其余|剩余|余下|另有|其中其他)|其他(?:类|事项|方面|各类|情形)?$|^其他|其他[^，。；]{0,6}$"
)
_OVERLAPS = re.compile(
    r"党员|团员|以下|以上|学历|本科|大专|研究生|硕士|博士|高级|中级|岁|女|残疾|网上|网办|掌上|全程|延时|上门|代办|提前|当日|即办|满意|"
    r"重点|新增|首次|跨|疑难|新能源|少数民族|低保|贫困|优质|示范|最|办结|合格|超期|绿色|高速|私人|省级|国家级|市级|骨干|外出|常住"
)
_KIND = re.compile(
    r"(?:类|型|级|等次|等级|档|奖|口径|方式|渠道|途径|学段|科|镇|乡|村|街道|社区|区|县|市|局|办|所|站|窗口|部门|中心|校|园|院|月|季度)$"
)


def is_exhaustive(shape: Shape) -> Certainty | None:
    """How sure it is that a sum that doesn't come out is wrong; None if nothing can be said."""
    gap = shape.total.value - sum((part.value for part in shape.parts), Decimal(0))
    labels = labels_of(shape.parts)
    two_sides = complementary(labels)
    if abs(gap) > shape.total.value / 2:
        return None  # they speak of different things
    if shape.plain:
        return (
            Certainty.CONTRADICTION
            if two_sides and not shape.more and abs(gap) * 5 <= shape.total.value
            else None
        )
    if two_sides or names_rest(labels) or _months(shape.parts):
        return Certainty.CONTRADICTION if not shape.more or gap < 0 or shape.rank == 1 else None
    if gap < 0:
        return _exceeds(shape, labels, -gap)
    if not shape.among:
        return None if shape.more and shape.rank > 1 else Certainty.CONTRADICTION
    return _slip(shape, gap)


def labels_of(parts: Sequence[Figure]) -> list[str]:
    """What each part is of."""
    return [_label(part) for part in parts]


def _label(part: Figure) -> str:
    """What a part is of, by the words before it, or by those behind it if there are none ("14个行政村")."""
    return re.sub(r"^(?:其中|包括|和|及|以及|有|设)|[的有为是达了：]+$", "", part.lead) or part.tail


def names_rest(labels: Sequence[str]) -> bool:
    """Whether the last part is all that isn't named: 其他."""
    return len(labels) > 1 and bool(_REST.search(labels[-1]))


def may_overlap(label: str) -> bool:
    """Whether a label tells a trait that the members of other parts may have as well: 党员, 35 岁以下, 网上."""
    return bool(_OVERLAPS.search(label))


def complementary(labels: Sequence[str]) -> bool:
    """Whether the labels are the sides of one thing: as many sides as labels, each found in one of them."""
    for sides in _SIDES:
        if len(sides) != len(labels):
            continue
        left = list(labels)
        for words in sides:
            found = next((label for label in left if any(word in label for word in words)), None)
            if found is None:
                break
            left.remove(found)
        else:
            return True
    return len(labels) == 2 and _negated(*labels)


def _negated(one: str, other: str) -> bool:
    """Whether one label is the other with 不, 未 or 非 in front: 批准 and 不批准."""
    bare = [re.sub(r"^(?:予以|已|有)|[的了]$", "", label) for label in (one, other)]
    return any(
        f"{word}{bare[0]}" == bare[1] or f"{word}{bare[1]}" == bare[0]
        for word in ("不", "未", "非", "无", "没有")
    )


_MONTH = re.compile(r"(\d{1,2})月份?$|([一二三四])季度$")


def _months(parts: Sequence[Figure]) -> bool:
    """Whether the parts are the three months of a quarter, or all four quarters."""
    found = [_MONTH.search(part.lead) for part in parts]
    if not all(found):
        return False
    names = [match[1] or str("一二三四".index(match[2]) + 1) for match in found if match]
    numbers = [int(name) for name in names]
    return len(numbers) in (3, 4, 6, 12) and all(after == before + 1 for before, after in pairwise(numbers))


def _exceeds(shape: Shape, labels: Sequence[str], excess: Decimal) -> Certainty | None:
    """Parts that make more than their total: wrong unless they may overlap (党员 41 人, 35 岁以下 63 人)."""
    kinds = {match.group() for label in labels if (match := _KIND.search(label))}
    parallel = len(kinds) == 1 and all(_KIND.search(label) for label in labels)
    if parallel or not shape.among or _one_scale(labels):
        return Certainty.CONTRADICTION
    if any(may_overlap(label) for label in labels):
        return None
    return Certainty.CONTRADICTION if excess * 10 <= shape.total.value else None


# Steps of one scale: nobody is on two of them.
_SCALES = (
    ("非常满意", "很满意", "较满意", "基本满意", "满意", "一般", "不满意"),
    ("博士", "硕士", "研究生", "本科", "大专", "中专", "高中", "初中"),
    ("优秀", "良好", "合格", "不合格", "及格"),
    ("正高", "副高", "高级", "中级", "初级"),
    ("国家级", "省级", "市级", "县级", "校级"),
    ("特等", "一等", "二等", "三等", "优秀奖"),
)


def _one_scale(labels: Sequence[str]) -> bool:
    """Whether each label is another step of one scale, or another range of one size (50 以上, 20 至 50, 20 以下)."""
    for steps in _SCALES:
        longest = sorted(steps, key=len, reverse=True)
        found = [next((step for step in longest if step in label), None) for label in labels]
        if None not in found and len(set(found)) == len(found):
            return not any("以上" in label or "以下" in label for label in labels)
    ends = [("以上" in label, "以下" in label) for label in labels]
    return sum(above for above, _ in ends) == 1 and sum(below for _, below in ends) == 1 and len(labels) > 2


def _slip(shape: Shape, gap: Decimal) -> Certainty | None:
    """Parts behind 其中 that make less: only a slip of the pen in large numbers shows that all were meant.

    One digit wrong, or two neighbours swapped, while two or more digits of the sum agree.
    """
    numbers = [shape.total.value, *(part.value for part in shape.parts)]
    if any(number != int(number) for number in numbers) or len(shape.parts) < 2:
        return None
    whole = [int(number) for number in numbers]
    unit = 1
    while all(number % (unit * 10) == 0 for number in whole if number) and unit < 10**12:
        unit *= 10
    off = int(gap) // unit
    if off < 100 or whole[0] // unit < 1000:
        return None
    digit = str(off)
    one_digit = digit.rstrip("0").__len__() == 1
    swapped = any(abs(number // unit - other) == off for number in whole for other in _swaps(number // unit))
    return Certainty.CONTRADICTION if one_digit or swapped else None


def _swaps(number: int) -> list[int]:
    """The numbers that come of swapping two neighbouring digits."""
    digits = str(number)
    return [
        int(digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]) for at in range(len(digits) - 1)
    ]
