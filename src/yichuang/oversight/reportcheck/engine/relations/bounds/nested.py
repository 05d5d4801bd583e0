"""What is among others isn't more than they are: one table of which words tell of a whole, and which of what is in it.

"酒后驾驶384起（其中醉酒驾驶437起）", "现有养殖场146家，…已配套设施的151家", "应建52个，已建54个",
"实到会33名，…李某34票".

Done more than was planned, answered more than came in (something was carried in), and attendances of persons are
lawful: of these only those pairs are told whose words leave no room.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.better_rate import better_rate
from yichuang.oversight.reportcheck.engine.relations.bounds.votes import are_of_two_meetings
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.relations.words.lists import rank_between
from yichuang.oversight.reportcheck.engine.units import PERCENT, is_money

HUNDRED = 100
_LEVELS = (Role.LEVEL, Role.TARGET, Role.BASE)
_TIMES = 4  # a part of more than so many times its whole is of something else
EXCUSED = re.compile(
    r"上年|去年|结转|存量|积案|往年|历年|遗留|跨年|超额|累计|人次|重复|兼|多选|每人|可选|限投|可投|多出|（含|附加|另邀|奖励分|加分|不(?:包括|包含|含|计)"
)


def nested(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All parts of a document that are more than what they are part of."""
    for passage in passages:
        yield from _in_brackets(passages, passage)
        yield from _behind_within(passages, passage)
        yield from _by_words(passages, passage)
        yield from _of_them(passages, passage)


def _may_be(whole: Figure, part: Figure) -> bool:
    """Whether both are plain numbers of one unit."""
    alike = bool(whole.unit) and whole.unit == part.unit and whole.role in _LEVELS and part.role in _LEVELS
    return alike and part.is_exact and whole.is_exact and part.value <= whole.value * _TIMES


# ------------------------------------------------------------------ 其中

_WITHIN = re.compile(r"^(?:其中|含|内含|包括|包含)(?!上|下|税)")
_SIZE = re.compile(r"及?以[上下内外]")
_NEAR, _MOST = 12, 8


def _in_brackets(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "384起（其中醉酒驾驶437起）": the bracket tells of the figure that it stands behind."""
    for whole, part in pairwise(passage.figures):
        if not part.bracket or part.bracket == whole.bracket or not _may_be(whole, part):
            continue
        opens, _ = passage.brackets[part.bracket]
        noun = passage.text[whole.after : opens]
        inside = passage.text[opens + 1 : part.at]
        beside = whole.at < opens and len(noun) <= _NEAR and not re.search("[，。；、：]", noun)
        if beside and _WITHIN.match(inside) and "，" not in inside and not inside.startswith("含在"):
            yield judged_within(passages, whole, part)


def _behind_within(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "专任教师96人，其中高级22人、一级141人", "60岁以上820人，其中80岁以上840人": each part of the list."""
    for index, whole in enumerate(passage.figures[:-1]):
        after = passage.figures[index + 1]
        begins, _ = passage.clause_range(after.clause)
        within = after.clause - whole.clause == 1 and passage.text.startswith("其中", begins)
        if not within or whole.role not in _LEVELS or whole.bracket != after.bracket or not whole.is_exact:
            continue
        if passage.text[begins - 1] not in "，：" or whole.sentence != after.sentence:
            continue
        apart = passage.text.rfind("；", 0, whole.at)
        front = (f for f in passage.in_sentence(whole.sentence) if apart < f.at <= whole.at)
        greatest = max(f.value for f in front if f.unit == whole.unit)
        for part in _listed(passage, whole, passage.figures[index + 1 : index + _MOST]):
            first = part is after and part.unit  # which `bounds` looks at
            if part.value > greatest and not first:
                yield judged_within(passages, whole, part)


def _listed(passage: Passage, whole: Figure, behind: Sequence[Figure]) -> Iterator[Figure]:
    """The figures of the list behind 其中; what only tells which they are is left out: 集体收入10万元以上的村."""
    last: Figure | None = None
    for part in behind:
        beside = part.clause == behind[0].clause
        if last is None and beside and part.unit != whole.unit and _SIZE.match(part.tail):
            continue
        listed = beside if last is None else passage.text[last.after : part.at][:1] == "、"
        if not listed or not _is_such(whole, part):
            return
        yield part
        last = part


def _is_such(whole: Figure, part: Figure) -> bool:
    """Whether a figure behind 其中 counts the same things, in a word that the engine may not know: 剂次."""
    plain = part.is_exact and part.bracket == whole.bracket and part.value <= whole.value * _TIMES
    if part.unit or whole.unit:
        return plain and _may_be(whole, part)
    return plain and part.role is Role.LEVEL and len(whole.tail) > 1 and part.tail[:2] == whole.tail[:2]


# ------------------------------------------------------------------ by the words of both

_GRADE = (
    r"(?:检出|不?合格|考核合格|达标|不达标|优秀|优良|良好|及格|不及格|通过|未通过|异常|超标|阳性"
    r"|录取|入选|获奖|获证|获批|获评|发现不合格)"
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Words in front of a whole and of what is in it; `fits` looks at both. `turned`: the part stands in front."""

    whole: re.Pattern[str]
    part: re.Pattern[str]
    fits: Callable[[Figure, Figure], bool] = lambda whole, part: whole.unit == part.unit
    why: str = "部分多于全部"
    beside: int = 4  # clauses that may lie between them
    turned: bool = False


def _same_verb(whole: Figure, part: Figure) -> bool:
    """ "应建…52个，已建54个": what should be is done. Of rounds and talks more may be done than must (应巡, 应讲)."""
    should, did = _SHOULD.search(whole.lead), _DID.search(part.lead)
    return bool(should and did and should["verb"] == did["verb"]) and whole.unit == part.unit


_SHOULD = re.compile(
    r"(?<![供响适效反呼感对])应(?!急|用|对|届|聘|答|征|收|纳|付|[巡督查走访开讲设配值演宣])(?P<verb>[一-鿿])[^，。；：]{0,12}$"
)
_DID = re.compile(r"^(?:现|均|全部|目前)*(?:已|实际|实)(?P<verb>[一-鿿])[^，。；：]{0,6}$")


def _voted(_: Figure, part: Figure) -> bool:
    return part.unit in ("票", "张") or (part.unit == "" and part.tail.startswith("票"))


def _taken_up(whole: Figure, part: Figure) -> bool:
    """ "17口已列入整治，…完成整治19口"."""
    taken = _TAKEN.search(whole.tail)
    return bool(taken) and whole.unit == part.unit and part.lead.endswith(taken["what"] if taken else "")


_TAKEN = re.compile(r"^(?:[一-鿿]{0,6}?)(?:已|均|全部)*(?:列入|纳入)(?P<what>[一-鿿]{2})(?:计划|范围|清单)?$")


def _passed(whole: Figure, part: Figure) -> bool:
    return whole.unit == part.unit and not _GRADED_SO.search(whole.lead)


_GRADED_SO = re.compile(_GRADE)


def _counted_up(whole: Figure, part: Figure) -> bool:
    """ "今年新建15个，累计建成12个": the words of the second are 累计 and the verb or the noun of the first."""
    new, bare = _NEW_ONES.search(part.lead), _ALL_SO_FAR.sub("", whole.lead)
    named = bare in part.lead or (len(bare) > len("志愿者") and bare[:4] in part.lead)
    named = named and (not whole.tail or whole.tail[:2] in part.tail)
    return bool(new) and whole.unit == part.unit and named


_NEW_ONES = re.compile(
    r"^(?:全年|今年|本年|当年|年内|本年度|全[县市镇])*(?:新建|新增|新注册|新发展|新认定|新培育|新招|新开|新设)"
)
_ALL_SO_FAR = re.compile(
    r"^(?:截至目前|目前|现|全[县市镇])*累计|(?:总数|已|建成|建有|新建|建|发展|注册|认定|有|达到|达|为|到)+$|^(?:已|建成|发展到)"
)


PAIRS: tuple[_Pair, ...] = (
    _Pair(_SHOULD, _DID, _same_verb),
    _Pair(
        re.compile(r"(?:收回|回收)(?:有效)?(?:问卷|测评表|评议表|调查表|意见表)(?:共)?$|有效问卷$"),
        re.compile(r"(?:满意|知晓|支持|认可|赞成)的?(?:有)?$"),
    ),
    _Pair(re.compile(r"(?:印发|印制)[^，。；：]{0,10}$"), re.compile(r"^(?:已|共|实际)*发放$")),
    _Pair(
        re.compile(r"(?:参训|参加|参考|参检|参评|实考|应考|报考|体检|抽检|抽查|检测|监测|快检|速测|抽测|送检|采样|检验|化验|考核|测评|评审|申报|报名|受检|筛查)[^，。；：]{0,10}$"),
        re.compile(rf"^[^，。；：、]{{0,6}}?{_GRADE}[^，。；：]{{0,4}}$|^\d+分(?:及)?以上的?$"),
        _passed,
    ),
    _Pair(
        re.compile(r"(?:实到会?|到会|参会|出席|收回选票|收回表决票|有效票|有效选票)[^，。；：、\d]{0,6}$"),
        re.compile(r"(?:[赵钱孙李周吴郑王冯陈张刘杨黄][某一-鿿]{1,2}|得票|得|赞成|同意|赞成票|同意票|获得赞成票)$"),
        _voted, "得票多于票数", 9,
    ),
    _Pair(
        re.compile(r"(?:满分|卷面分?|试卷总分|总分值)(?:均|各|为|是)*$"),
        re.compile(r"(?:最高分?|最低分?|平均分?|均分|最高得分|平均得分)(?:为|是|达)?$"),
        lambda whole, part: whole.unit == part.unit == "分", "得分多于满分",
    ),
    _Pair(re.compile("(?:列入|纳入)|."), re.compile(r"(?:完成|已)[一-鿿]{2,4}$"), _taken_up),
    _Pair(
        re.compile(r"PM10[^，。；：]{0,10}$"), re.compile(r"PM2\.5[^，。；：]{0,10}$"),
        lambda whole, part: whole.unit == part.unit == "微克/立方米", "PM2.5 是 PM10 的一部分", 2,
    ),
    _Pair(
        re.compile(r"PM2\.5[^，。；：]{0,10}$"), re.compile(r"PM10[^，。；：]{0,10}$"),
        lambda part, whole: whole.unit == part.unit == "微克/立方米", "PM2.5 是 PM10 的一部分", 2, turned=True,
    ),
    _Pair(
        re.compile("^(?:全年|今年|本年|当年|年内|本年度|全[县市镇])*新"), re.compile("累计"),
        lambda part, whole: _counted_up(whole, part), "当年新增的多于累计", 2, turned=True,
    ),
)  # fmt: skip


def _by_words(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    for index, part in enumerate(passage.figures):
        if not part.is_exact or part.role in (Role.CHANGE, Role.BAND) or is_money(part.unit):
            continue
        if part.is_percent:
            yield from better_rate(passages, passage, index, part)
            continue
        for pair in PAIRS:
            if not pair.part.search(part.lead):
                continue
            whole = _whole_of(passage, index, part, pair)
            if whole is None:
                continue
            if pair.turned:
                yield judged_within(passages, part, whole, why=pair.why)
            elif whole.value < part.value and _is_free(passage, whole, part):
                yield judged_within(passages, whole, part, why=pair.why)
            elif whole.value >= part.value:
                yield judged_within(passages, whole, part)


def _whole_of(passage: Passage, index: int, part: Figure, pair: _Pair) -> Figure | None:
    """The nearest figure in front whose words tell of the whole."""
    for whole in reversed(passage.figures[max(0, index - 8) : index]):
        if whole.sentence < part.sentence - 1 or part.clause - whole.clause > pair.beside * 2:
            return None
        if pair.fits is _voted and are_of_two_meetings(passage, whole, part):
            continue
        near = whole.sentence == part.sentence or pair.beside > _NEAR // 2
        if (
            near
            and whole.is_exact
            and not whole.is_percent
            and pair.whole.search(whole.lead)
            and pair.fits(whole, part)
        ):
            return whole if whole.role is not Role.CHANGE else None
    return None


def _is_free(passage: Passage, whole: Figure, part: Figure) -> bool:
    """Whether nothing in between is as much, and no word excuses it."""
    between = passage.between(whole.after, part.at)
    row = [f for f in between if f.unit == whole.unit and rank_between(passage, whole, f) <= 1]
    together = whole.value + sum((f.value for f in row), Decimal(0))  # "出厂水132份、末梢水264份，合格394份"
    greater = any(f.unit in (part.unit, whole.unit) and f.value >= part.value for f in between)
    greater = greater or (bool(row) and together >= part.value)
    begins, _ = passage.sentence_range(whole.sentence)
    _, ends = passage.sentence_range(part.sentence)
    excused = EXCUSED.search(passage.text[begins:ends])
    near = part.value <= whole.value * _TIMES or _voted(whole, part)
    return not greater and not excused and near


# ------------------------------------------------------------------ those of them that …

_THERE_ARE = re.compile(
    r"(?:现有|共有|设有|现设|建有|辖区|辖|全[县市区镇乡村校局站街]|共|应有)[^，。；：]{0,14}$"
)
_SUCH = re.compile(
    r"(?:已|未|没有|尚未|能够?|符合|具备|达到|实现|通|建有|配备|享受|参加|完成|成立|开展|落实)[^，。；：、]{0,18}的(?:已?有|共|达)?$"
)
_OF = re.compile(r"^[^，。；：、（）\d]{0,10}(?:中|当中|之中|里)[，]?")
_REST = re.compile(r"^(?:其余|剩余|余下|尚有|仍有|尚未|未)")
_UNCOUNTED_REST = re.compile(
    r"[^，。；：、（）\d]{0,6}[，；](?:其余|剩余|余下|其他)(?:的|问题|隐患|事项)*[^，。；：、\d]{1,10}[，。；]"
)
_SETTLED = re.compile(
    r"^(?:现|均)?(?:已|已经)?(?:办结|办复|办理|整改|销号|完成|答复|建成|拆除|验收)[^，。；：]{0,4}$"
)
_CAME = re.compile(r"(?:立案|收到|受理|交办|转办|排查出?|发现|查出|应办|列入)[^，。；：]{0,12}$")
_OCCUPIED = re.compile(r"(?:在站|入住|在院|在住|收住|住站)[^，。；：]{0,6}$")
_BEDS = re.compile(r"(?:床位|铺位)(?:数|共|为|有)*$")
_USED = re.compile(r"(?:床位)?(?:使用|入住|利用)率")
_FLOW = re.compile(r"新|走访|检查|今年|全年|本年|当年|年内|接待|办理|受理|举办|开展|培训|查处|计划|目标|要求")
_AGAIN = re.compile(r"^[^，。；：、]{2,16}的(?P<noun>[一-鿿]{2,4})$")
_STOCK = re.compile(r"在册|在校|现有|共有|登记|全[县市区镇乡村校局]")
_AT_MOST = Decimal(2)


def _of_them(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "小区62个，已成立业委会的67个", "1,240户中，享受奖扶的1,260户", "收到48件，已办复51件，其余3件"."""
    figures = passage.figures
    for index, part in enumerate(figures[1:], 1):
        if not part.is_exact or part.is_percent or is_money(part.unit) or part.role not in _LEVELS:
            continue
        front = [f for f in figures[max(0, index - 7) : index] if f.sentence == part.sentence]
        behind = figures[index + 1] if index + 1 < len(figures) else None
        whole = (
            _those(passage, front, part)
            or _settled(passage, front, part, behind)
            or _beds(front, part, behind)
        )
        if whole is None or whole.value * _AT_MOST < part.value:
            continue
        between = passage.between(whole.after, part.at)
        greater = any(
            f.unit == part.unit and f.value >= part.value for f in (*front, *between) if f is not whole
        )
        _, ends = passage.sentence_range(part.sentence)
        excused = greater or EXCUSED.search(passage.text[whole.at - len(whole.lead) : ends])
        if whole.value >= part.value or not excused:
            yield judged_within(passages, whole, part)


def _those(passage: Passage, front: Sequence[Figure], part: Figure) -> Figure | None:
    alike = [f for f in front if f.unit == part.unit and f.bracket == part.bracket and _may_be(f, part)]
    if not alike or part.tail:
        return None
    last = alike[-1]
    again = _AGAIN.search(part.lead)
    if again and front[-1] is last and last.lead.endswith(again["noun"]) and _STOCK.search(last.lead):
        return last
    if not part.lead.endswith(("的", "有", "共", "达")):
        return None
    if front[-1] is last and _OF.match(passage.text[last.after : part.at]) and "的" in part.lead[-3:]:
        return last
    such = _SUCH.search(part.lead)
    stock = (
        len(alike) == 1 and front[-1] is last and len(last.lead) > len("现有") and not _FLOW.search(last.lead)
    )
    if such and stock and not last.tail and part.clause - last.clause == 1:
        return last
    if not such or ("其中" in passage.text[front[0].at : part.at] and last is not alike[0]):
        return alike[0] if such and _THERE_ARE.search(alike[0].lead) and alike[0].value > last.value else None
    return last if len(alike) == 1 and _THERE_ARE.search(last.lead) else None


def _settled(passage: Passage, front: Sequence[Figure], part: Figure, behind: Figure | None) -> Figure | None:
    """ "收到48件，已办复51件，其余3件正在办理": what is left is told, be it without its number."""
    counted = (
        behind and behind.unit == part.unit and behind.sentence == part.sentence and _REST.match(behind.lead)
    )
    rest = counted or _UNCOUNTED_REST.match(passage.text, part.after)
    came = [f for f in front if f.unit == part.unit and _CAME.search(f.lead)]
    return came[-1] if rest and came and _SETTLED.match(part.lead) else None


def _beds(front: Sequence[Figure], part: Figure, behind: Figure | None) -> Figure | None:
    """ "床位60张，…在站64人，床位使用率96.7%": less than all are said to be used."""
    used = behind and behind.unit == PERCENT and behind.value <= HUNDRED and _USED.search(behind.lead)
    beds = [f for f in front if f.unit == "张" and _BEDS.search(f.lead)]
    most = max(beds, key=lambda f: f.value, default=None)  # of which some are 护理型床位
    return most if used and part.unit == "人" and _OCCUPIED.search(part.lead) else None
