"""Women, the old and the schooled of those who were just counted aren't more than they are, nor those of a kind.

"在册对象47人，其中缓刑43人…。女性51人": they are of the 47.  "教师218人，具有本科以上学历241人".

"现有护林员118名，其中建档立卡护林员81名", "登记养犬1,240只，已免疫1,200只，免疫率96.8%": so are things, by their noun.

Only where the words name a trait and nothing else (女性, 35岁以下, 大专以上学历) they are of those counted in front.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.nested import EXCUSED
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED, by_odds

_BARE: Final = re.compile(
    r"^(?:其中)?(?:有)?(?:“?(?:女|男)(?:性|同志|党员|职工|教师|干部|代表|委员|生|学生|队员|选手|学员)?”?|未成年(?:人)?|少数民族|中共党员|党员|团员|"
    r"(?:具有|取得|拥有)?(?:全日制)?(?:研究生|硕士|博士|本科|大专|专科|大学|高中|中专)(?:及|和)?(?:以上|以下)?(?:学历|学位|文化程度)?(?:的|者|人员)?|"
    r"(?:具有|取得)?(?:正高|副高|高级|中级|初级)(?:及以上)?(?:职称|专业技术职称|技术职务)?(?:的|者|人员)?)(?:为|有|共)?$"
)
_AGED: Final = re.compile(r"(?:\d+周?岁(?:及|（含）|含)?以[上下]|\d+至\d+周?岁)的?$")
_THOSE: Final = re.compile(
    r"(?:党员|职工|教师|成员|人员|学生|对象|代表|委员|干部|工作者|村民|居民|队员|社员|志愿者|运动员|医生|医师|护士|学员|员|师|者|生|人|手|工)(?:共|共有|总数|为|有|达|总计)*$"
    r"|现有|在册|在校|在编|在职|在岗|共有|合计|总数"
)
# These need no noun, not even in a sentence of their own.
_SEX_ALONE: Final = re.compile(r"(?:女性?|男性?|未成年人?|少数民族)(?:为|有|共)?")
_REACH, _MOST = 8, 12
_BY_NAMES = 10.0  # odds of what only a noun or a share says: enough to ask


def bare_traits(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All counts of a bare trait that are more than everybody counted in front of them."""
    for passage in passages:
        for index, part in enumerate(passage.figures):
            if index and _is_narrower(passage, index, part):
                yield by_odds(judged_within(passages, passage.figures[index - 1], part), _BY_NAMES)
            elif index and (whole := _shared(passage, index, part)):
                yield by_odds(judged_within(passages, whole, part), _BY_NAMES)
            elif index and _is_bare(part):
                whole = _whole(passage, index, part)
                if whole is not None:
                    yield replace(judged_within(passages, whole, part), odds=FORCED)


def _is_bare(part: Figure) -> bool:
    plain = part.unit == "人" and part.is_exact and part.role is Role.LEVEL and not part.tail
    return plain and bool(_BARE.match(part.lead) or _AGED.fullmatch(part.lead))


def _whole(passage: Passage, index: int, part: Figure) -> Figure | None:
    """The first of those counted in this sentence and the one before, if all of them are fewer."""
    front = passage.figures[max(0, index - _REACH) : index]
    reach = 1 if _SEX_ALONE.fullmatch(part.lead) else 0
    persons = [
        f
        for f in front
        if f.unit == "人" and part.sentence - f.sentence <= reach and f.role is not Role.CHANGE
    ]
    if not persons or any(f.interval.high >= part.value for f in persons):
        return None
    whole = persons[0]
    if any(f.unit in ("户", "万人") for f in front):
        return None  # of their members
    begins, _ = passage.sentence_range(whole.sentence)
    _, ends = passage.sentence_range(part.sentence)
    excused = EXCUSED.search(passage.text[begins:ends])
    first = next((f for f in passage.figures if f.unit == "人"), None) is whole
    named = (first and _THOSE.search(whole.lead)) or _THERE_ARE.search(whole.lead)
    if re.search("[男女]", whole.lead):
        return None
    plain = whole.is_exact and whole.role is Role.LEVEL and part.value <= whole.value * _MOST
    return whole if named and plain and not excused else None


# ------------------------------------------------------------------ the same noun, named more narrowly

_THERE_ARE: Final = re.compile(
    r"现有|共有|(?:全|我)[市县区镇乡村校院局社街]|在册|登记|注册|辖|建有|拥有|配备|设有|共$|总数|^有|备案|建成"
)
_FLOW: Final = re.compile(
    r"新|培训|走访|表彰|招|调整|安排|补助|补贴|发放|检查|抽查|收|办|报|申|累计|历年|增|减|计划|目标|去年|上年|人次|另|比|较|每|均|最|应|需|可"
)
_NEW_BY_NAME: Final = re.compile("新能源|高新|新型|创新|新闻|新区|新村|新生")
_WIDER: Final = re.compile(
    r"[合总共]计|总|共|全[省市县]|其[余他]|[年月季期][初末底]|目前|现有|截至|本年|今年|上[年月]"
)
_MEASURES: Final = frozenset(("微克/立方米", "度", "毫米", "米", "分", "厘米", "元", "点", "级"))
_WORDS_OF_COUNTS: Final = re.compile(r"(?:共|总|达|有|为|计|数|量|的|是|约)+$")
_RATED: Final = re.compile(r"^(?P<verb>[一-鿿]{2,5}?)(?:验收|办理)?率(?:为|达|达到|是)?$")
_LONGEST, _SHORTEST = 4, 2
_HUNDRED: Final = 100
_NEAR: Final = 8


def _is_narrower(passage: Passage, index: int, part: Figure) -> bool:
    """Whether it is more than what stands right in front of it, though it is some of that by its noun or its rate."""
    whole = passage.figures[index - 1]
    alike = whole.unit == part.unit and whole.word == part.word and bool(part.unit) and not part.is_percent
    alike = alike and part.unit not in _MEASURES
    plain = all(f.is_exact and f.role is Role.LEVEL for f in (whole, part)) and whole.bracket == part.bracket
    beside = part.sentence == whole.sentence and part.clause - whole.clause == 1
    if not (alike and plain and beside) or not whole.value < part.value <= whole.value * _MOST:
        return False
    begins, ends = passage.sentence_range(part.sentence)
    front = passage.between(begins, whole.at)
    if any(f.unit == whole.unit for f in front) or EXCUSED.search(passage.text, whole.after, ends):
        return False
    between = passage.text[whole.after : part.at]
    if (
        "；" in between
        or "，" not in between
        or _FLOW.search(_NEW_BY_NAME.sub("", part.lead))
        or _WIDER.search(part.lead)
    ):
        return False
    if _leaves_a_rest(passage, index, part) or _has_a_share(passage, index, part):
        return True
    if not _THERE_ARE.search(whole.lead) or _FLOW.search(whole.lead):
        return False
    return _is_rated(passage, index, part) or _has_its_noun(whole, part)


_SHARE: Final = re.compile(
    r"[^，。；：\d]{0,6}，占(?P<of>[^，。；：\d]{2,10}?)?的?(?:[一二三四五六七八九]成|近?半|过半|大半|多半|绝大多数|大部分|小部分|少数)"
)


def _shared(passage: Passage, index: int, part: Figure) -> Figure | None:
    """What a figure is said to be some of in words, if it is more than that: 占账面原值的一成多."""
    told = _SHARE.match(passage.text, part.after)
    if told is None or not part.is_exact:
        return None
    front = passage.figures[max(0, index - _REACH) : index]
    of = told["of"] or ""
    words = "" if of.startswith(("全部", "总", "所有")) else of[:_SHORTEST]
    plain = (f for f in front if f.unit == part.unit and f.role is Role.LEVEL and f.is_exact)
    wholes = [f for f in plain if words in f.lead]
    if not words:
        wholes = [f for f in wholes[-1:] if f.sentence == part.sentence and part.clause - f.clause == 1]
    if len(wholes) != 1:
        return None  # of several expenditures none is meant alone
    return wholes[0] if wholes[0].value < part.value <= wholes[0].value * _MOST else None


_PLAIN_SHARE: Final = re.compile(r"^(?:约|仅|只)?占(?:比|总数|全部|总量)?(?:的|为|达)?$")


def _has_a_share(passage: Passage, index: int, part: Figure) -> bool:
    """Whether a share of a hundred at most stands right behind it, which no other figure there explains."""
    share = passage.figures[index + 1] if index + 1 < len(passage.figures) else None
    if share is None or share.unit != PERCENT or share.value > _HUNDRED or share.clause - part.clause != 1:
        return False
    whole = passage.figures[index - 1]
    if not _PLAIN_SHARE.match(share.lead) or _FLOW.search(whole.lead):
        return False
    others = [f.value for f in passage.figures if f.unit == part.unit and f is not part and f.value > 0]
    bases = [*others, *(value + part.value for value in others), sum(others) + part.value]
    return not any(share.interval.has(divide(part.value * _HUNDRED, base)) for base in bases)


_CAME: Final = re.compile(r"收|发现|排查|有|受理|登记|报名|列入|立案|应|接|摸排|查出|涉及|交办|反馈|共|总")
_DEALT: Final = re.compile(
    r"^(?:现|均|实际)?(?:已|实|办|查|整改|完成|拆|兑|答复|治理|销号|化解|审|结|到|录|发放|防治|安装|处|护送|返|安置|转|送|领|退)"
)
_REST: Final = re.compile(
    r"^(?:其余|剩余|剩下|余下|缺[课考席勤编员]|闲置|空置|空余|待[用建租办]|未[用租建办完投])(?:的)?"
)


_UNCOUNTED_REST: Final = re.compile(
    r"[^，。；：\d]{0,4}[，；](?:其余|剩余|剩下|余下)[^，。；：\d]{1,10}[，。；]"
)


def _leaves_a_rest(passage: Passage, index: int, part: Figure) -> bool:
    """Whether what is left of the whole is told right behind it: 收到86条，查结83条，其余3条."""
    rest = passage.figures[index + 1] if index + 1 < len(passage.figures) else None
    whole = passage.figures[index - 1]
    if _UNCOUNTED_REST.match(passage.text, part.after):
        alike = whole.lead[-_SHORTEST:] == part.lead[-_SHORTEST:]
        return alike or _THERE_ARE.search(whole.lead) is not None
    if not _CAME.search(whole.lead[-_NEAR:]) or not _DEALT.search(part.lead):
        return False
    beside = rest is not None and rest.unit == part.unit and rest.clause - part.clause == 1
    return beside and rest is not None and _REST.search(rest.lead) is not None and rest.value < part.value


def _has_its_noun(whole: Figure, part: Figure) -> bool:
    """Whether the part is called by the noun of the whole, with more words in front: 建档立卡护林员."""
    noun = whole.tail[:_LONGEST] or _WORDS_OF_COUNTS.sub("", whole.lead)[-_LONGEST:]
    name = _WORDS_OF_COUNTS.sub("", part.lead)
    nouns = [noun[-size:] if not whole.tail else noun[:size] for size in range(len(noun), _SHORTEST - 1, -1)]
    return any(name.endswith(each) and len(name) - len(each) >= _SHORTEST for each in nouns)


_OF_NOUNS: Final = re.compile(r"(?:面积|人数|户数|数量|数|人)$")


def _is_rated(passage: Passage, index: int, part: Figure) -> bool:
    """Whether the rate right behind it, of a hundred at most, is called after what was done."""
    rate = passage.figures[index + 1] if index + 1 < len(passage.figures) else None
    if rate is None or rate.unit != PERCENT or rate.value > _HUNDRED or rate.clause - part.clause != 1:
        return False
    told = _RATED.match(rate.lead)
    return told is not None and _OF_NOUNS.sub("", part.lead).endswith(told["verb"])
