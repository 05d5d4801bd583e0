"""What makes a whole: words whose things together are all there is, words of one row, words that may overlap. Pure.

男 and 女 are all persons; 企业, 个体工商户 and 合作社 are all market entities; 省级 and 市级 are never the same prize.
党员 and 35岁以下 may be the same person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.relations.sums.whole_words import ROWS, SIDES

# By their number; of one thing those with the longest words first, so that 满意 doesn't take what is 不满意.
_SIDES_BY_COUNT = {
    count: [sorted(sides, key=lambda words: -max(map(len, words))) for sides in SIDES if len(sides) == count]
    for count in {len(sides) for sides in SIDES}
}

# None of the wholes of so many sides takes a label that has no word of any.
_WORDS_BY_COUNT = {
    count: re.compile(
        "|".join(sorted({re.escape(word) for one in wholes for words in one for word in words}))
    )
    for count, wholes in _SIDES_BY_COUNT.items()
}

# Sides of one thing between which a third one may go unnamed: 中评, 基本满意.
_ENDS = (
    (("好评",), ("差评",)),
    (("不满意",), ("满意",)),
    (("未评价", "未作评价", "未参评", "未表态"), ("不满意",), ("满意",)),
)

# Steps of one scale, the highest first.
_SCALES = (
    ("非常满意", "很满意", "较满意", "比较满意", "基本满意", "满意", "一般", "不满意", "非常不满意"),
    ("优秀", "良好", "基本合格", "不合格", "合格", "不及格", "及格", "优", "良", "中", "差"),
    ("优秀", "称职", "基本称职", "不称职"),
    ("很好", "较好", "好", "一般", "较差", "很差", "差"),
)
_ROWS, _STEPS = (tuple(tuple(sorted(row, key=len, reverse=True)) for row in rows) for rows in (ROWS, _SCALES))

_REST = re.compile(
    r"^(?:其他|其它|其余|剩余|余下)|其他(?:类|事项|方面|各类|情形)?$|^其他|其他[^，。；]{0,6}$|[级员师工]及以下$"
)
_OVERLAPS = re.compile(
    r"党员|团员|以下|以上|学历|本科|大专|研究生|硕士|博士|高级|中级|岁|女|残疾|网上|网办|掌上|全程|延时|上门|代办|提前|当日|即办|满意|"
    r"重点|新增|首次|跨|疑难|新能源|少数民族|低保|贫困|优质|示范|最|办结|合格|超期|绿色|高速|私人|骨干|外出|常住|人大|政协|先进|专题|"
    r"筛查|癌|超标|业务骨干|首席|取得|持证|持有|获得|参加|会办|协办"
)
_KIND = re.compile(
    r"(?:类|型|级|等次|等级|档|奖|口径|方式|渠道|途径|学段|科|镇|乡|村|街道|社区|区|县|市|局|办|所|站|窗口|部门|中心|校|园|院|月|季度|"
    r"楼|层|厅|片|期|批|组|标段|纠纷|事故|资金|补贴|支出|面积|产量)$"
)


def complementary(labels: Sequence[str]) -> bool:
    """Whether the labels are the sides of one thing: as many sides as labels, each found in one of them."""
    if len(labels) == 2 and (_negated(*labels) or _one_and_other(*labels)):
        return True
    known = _WORDS_BY_COUNT.get(len(labels))
    if known is None or not all(map(known.search, labels)):
        return False
    return any(_takes_all(one, labels) for one in _SIDES_BY_COUNT[len(labels)])


def _one_and_other(one: str, other: str) -> bool:
    """Whether the labels are 一起 and 另一起."""
    return one.startswith("一") and other == f"另{one}"


def _takes_all(sides: Sequence[Sequence[str]], labels: Sequence[str]) -> bool:
    """Whether each side is found in a label of its own; sides with the longest words come first."""
    if len(sides) != len(labels):
        return False
    left = list(labels)
    for words in sides:
        found = next((label for label in left if any(word in label for word in words)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _negated(one: str, other: str) -> bool:
    """Whether one label is the other with 不, 未 or 非 in it: 批准 and 不批准, 调解成功 and 调解不成功."""
    bare = [re.sub(r"^(?:予以|已|有)|[的了]$", "", label) for label in (one, other)]
    for first, second in (bare, bare[::-1]):
        for word in ("没有", "不", "未", "非", "无"):
            if len(first) > 1 and word in second and second.replace(word, "", 1) == first:
                return True
    return False


def names_rest(labels: Sequence[str]) -> bool:
    """Whether the last part is all that isn't named: 其他."""
    return len(labels) > 1 and bool(_REST.search(labels[-1]))


def may_overlap(label: str) -> bool:
    """Whether a label tells a trait that the members of other parts may have as well: 党员, 35 岁以下, 网上."""
    return bool(_OVERLAPS.search(label))


_STAGES = re.compile(
    r"开工|竣工|完工|投产|在建|建成|完成|完结|整改|销号|立案|结案|受理|签约|入库|拨付|到位|发放|使用|通过|验收|参与|覆盖|挂牌|"
    r"成功|答复|回复|反馈|采纳|转办|报告|其中|涉及|占|同时|兼|主要|约|含|规上|规模|高新|上市|国家|知名|免费|贷款|带动|惠及|另|筛查|检查|种养"
)
_WORDS = range(2, 10)
_ALIKE = 3


def parallel(labels: Sequence[str]) -> bool:
    """Whether the labels are names of one build, none of a trait or stage that may come on top of another."""
    if len(set(labels)) < len(labels) or any(len(label) not in _WORDS for label in labels):
        return False
    if any(may_overlap(label) or _STAGES.search(label) for label in labels):
        return False
    sizes = [len(label) for label in labels]
    return max(sizes) - min(sizes) <= _ALIKE or len({label[-1] for label in labels}) == 1


def disjoint(labels: Sequence[str]) -> bool:
    """Whether nothing can be under two of the labels: kinds of one row, steps of a scale, sides of a whole."""
    if complementary(labels) or any(_takes_all(ends, labels) for ends in _ENDS):
        return True
    named = labels[:-1] if len(labels) > 2 and names_rest(labels) else labels
    if one_scale(labels) or any(_all_in(row, named) for row in _ROWS):
        return True
    if any(may_overlap(label) for label in labels):
        return False
    kinds = [match.group() if (match := _KIND.search(label)) else "" for label in labels]
    return len(set(kinds)) == 1 and kinds[0] != ""


def _all_in(row: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether each label holds a word of the row, whose longest words come first, and no two the same."""
    found: set[str] = set()
    for label in labels:
        word = next((word for word in row if word in label), None)
        if word is None or word in found:
            return False
        found.add(word)
    return not any(map(_OF_SEVERAL.search, labels))


_OF_SEVERAL = re.compile(r"以上|以下|或|和|及")


def one_scale(labels: Sequence[str]) -> bool:
    """Whether each label is another step of one scale, or another range of one size (50 以上, 20 至 50, 20 以下)."""
    return any(_all_in(steps, labels) for steps in _STEPS) or bands(labels)


_SIZES = re.compile(
    r"以上|以下|以内|不足|不满|项目|公里|[的至到含及亿万千百十一二两三四五六七八九元分年月天周岁人户件亩个家级米内外\d~-]"
)


def bands(labels: Sequence[str]) -> bool:
    """Whether the labels are ranges of one size from below to above, which are all there is: 50 以上, 50 以下."""
    if _are_chained(labels):
        return True
    ends = [
        (bool(re.search(r"以上|[里米岁]外", label)), bool(re.search(r"以下|以内|[里米岁]内", label)))
        for label in labels
    ]
    if not (
        sum(above for above, _ in ends) == 1 and sum(below for _, below in ends) == 1 and len(labels) > 2
    ):
        return False
    return of_one_size(labels)


_BOUND = re.compile(r"\d[\d,.]*[万亿]?")


def _are_chained(labels: Sequence[str]) -> bool:
    """Whether each range begins where the one before ends, and both ends are open: 过5万, 3万至5万, 不足3万."""
    bounds = [_BOUND.findall(label) for label in labels]
    if len(bounds) < _CHAIN or [len(each) for each in bounds] != [1, *[2] * (len(bounds) - 2), 1]:
        return False
    falling = all(one[0] == other[-1] for one, other in pairwise(bounds))
    rising = all(one[-1] == other[0] for one, other in pairwise(bounds))
    return (falling or rising) and of_one_size(labels)


_CHAIN = 3


def of_one_size(labels: Sequence[str]) -> bool:
    """Whether labels differ by nothing but the range that they tell: not 35岁以下党员 and 大专以上学历党员."""
    return len({_SIZES.sub("", label) for label in labels} - {""}) <= 1


def whole_scale(labels: Sequence[str]) -> bool:
    """Whether the labels are the steps of a scale from one end to the other."""
    ends = any(re.search(r"不(?:满意|合格|称职|达标)|^差等?$", label) for label in labels)
    return len(labels) > 2 and ends and any(_all_in(steps, labels) for steps in _STEPS)


# Steps of schooling, the highest first.
_DEGREES = (
    ("博士",),
    ("硕士", "研究生"),
    ("本科",),
    ("大专", "专科"),
    ("中专", "高中"),
    ("初中",),
    ("小学",),
)
_STEP = re.compile(
    r"(?P<word>[一-鿿]{2,3}?)(?:文化|学历|程度)*(?P<ends>及?以[上下])?(?:文化|学历|程度|的|者|人员)*"
)


def all_degrees(labels: Sequence[str]) -> bool:
    """Whether the labels take each step of schooling once: 本科及以上, 大专, 大专以下."""
    taken = [step for label in labels for step in _degrees(label)]
    return len(labels) > 2 and sorted(taken) == list(range(len(_DEGREES)))


def _degrees(label: str) -> Sequence[int]:
    found = _STEP.fullmatch(label)
    at = next((n for n, words in enumerate(_DEGREES) if found and found["word"] in words), None)
    if found is None or at is None:
        return ()
    ends = found["ends"] or ""
    if ends.endswith("上"):
        return range(at + 1)
    if ends:
        return range(at if "及" in ends else at + 1, len(_DEGREES))
    return (0, 1) if found["word"] == "研究生" else (at,)
