"""What a step is told to be from, behind 比, 较, 高于 and the like, and whether a figure is of that. Pure.

"比上年末减少5人": of 上年末在站23人; "低于全市均值0.9个百分点（全市92.3%）": of the one in the bracket.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage

_COMPARAND = re.compile(
    r"(?:(?<![同环])比|较|与|同(?!比)|距离?|超过|超出|超|[高低快慢多少好大小优短长]于|落后于?|领先于?)(?P<name>[^，。；：、]{2,14}?)(?:相比|的)?"
    r"(?:水平)?[则又]?(?:(?:[增减升降多少高低快慢超缩压提扩落领回加上下差大小短长节省晚早净]|还)[一-鿿]{0,3})?$"
)
_COMPARED_WITH = re.compile(r"(?:比|较|与|由|从|距离?|离|[高低快慢多少]于|超过)[^，。；：]{0,16}$")
_AIM = re.compile("目标|任务|计划|指标")
_IN_BRACKETS = re.compile(r"（[^（）]*）")
_SUBJECT = re.compile(
    r"(?:^|即|也就是说|其中|可见|，)(?P<subject>[^，。；：、比较]{2,8}?)(?:平均|均价?|的)?(?:比|较|[高低快慢多少好大小]于|超过?|超出)[^，。；：、]{2,}$"
)
_TWO = 2


def comparand_of(words: str) -> str:
    """The name of what is compared with; "" if none is told."""
    found = _COMPARAND.search(words)
    return found["name"] if found else ""


def subject_of(words: str) -> str:
    """What is compared, in front of what it is compared with: 今年 of 今年比去年高出; "" if none is told."""
    found = _SUBJECT.search(words)
    return _FILLS.sub("", found["subject"]) if found else ""


_FILLS = re.compile("^.*(?:也就是说|就是说|意味着|可见|其中|即|则|而|但|故)")
_KIND = re.compile("[数额量值率]$")


def sides_of(subject: str, comparand: str, figures: Iterable[Figure]) -> str:
    """As which sides of a comparison figures are called: + what is compared, - what it is compared with, ? neither."""
    one, other = _KIND.sub("", subject), _KIND.sub("", comparand)
    labels = [f.name + f.lead + f.tail for f in figures]
    return "".join(sorted("+" if one in label else "-" if other in label else "?" for label in labels))


def compared(passage: Passage, change: Figure, comparand: str, figure: Figure) -> str:
    """Whether a figure is what a step is told to be from: by its place in front of the step, or by its name."""
    if figure.at < change.at and not passage.between(figure.after, change.at):
        between = _IN_BRACKETS.sub("", passage.text[figure.after : change.at])
        begins, _ = passage.clause_range(figure.clause)
        if not re.search("[，。；：]", between) and _COMPARED_WITH.search(passage.text[begins : figure.at]):
            return "beside"
    if len(comparand) < _TWO:
        return ""
    label = figure.name + figure.lead + figure.tail
    if comparand in label:
        its_own = figure.role is Role.BASE or figure.lead.endswith(comparand)
        again = not its_own and comparand_of(figure.lead) == comparand
        return "otherwise" if again else "named"  # 较现价上调0.4元 is another step from it
    if _AIM.search(comparand) and (figure.role is Role.TARGET or _AIM.search(figure.lead)):
        return "alike"  # 距全年目标还差 of 年度计划62亿元
    if re.search(r"\d", comparand):
        return "otherwise"  # 2022年 has three digits of 2023年
    pairs = [comparand[at : at + _TWO] for at in range(len(comparand) - 1)]
    found = sum(pair in label for pair in pairs)
    if not found and len(comparand) <= _SHORT and _shortened(comparand).search(label):
        return "in short"  # 现价 of 现行水价
    return "alike" if found * _TWO >= len(pairs) else "partly" if found else "otherwise"


_SHORT = 3


@lru_cache(maxsize=512)
def _shortened(name: str) -> re.Pattern[str]:
    return re.compile(".{0,6}".join(map(re.escape, name)))
