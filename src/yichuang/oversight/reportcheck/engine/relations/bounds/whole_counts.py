"""A rate of a handful of things that no whole number of them gives (GRIM), where the text says of which things it is.

"14个村中，村容村貌达标率为90.0%": 12 of 14 are 85.7 %, 13 are 92.9 %.
"对11家民营医院逐家校验，…校验一次通过率85.0%": no whole number of 11 gives it.
"全县15个乡镇…，乡镇覆盖率90.0%": nor of 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.grim import grim
from yichuang.oversight.reportcheck.engine.units import PERCENT
from yichuang.oversight.reportcheck.engine.weighing import FORCED

SMALLEST = 2
_UNIT = frozenset("个家所处户名人座")
_PASSED = re.compile(
    r"(?P<what>[^，。；：、\d]{0,10}?)(?:一次)?(?P<name>达标|通过|合格|覆盖|建成|创建|通达|设立|配备|入驻|开通)率[为达是仅约]*$"
)
_SAMPLED = re.compile(
    r"水|产品|样|抽检|食品|药|户|人|群众|垃圾|污|空气|厕|项目|事项|批次|病历|卷|岗|课|学生|设施|设备"
)
_AMONG = re.compile(r"^[^，。；：、\d]{0,8}(?:中|当中|之中|里)$")
_ONE_BY_ONE = re.compile(r"逐[家个户村所处名人一]|一一")
_ALL = re.compile(r"(?:全|辖|共|现有|下辖|辖区)[^，。；：、]{0,6}$")
_FAR = 8


def whole_counts(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All rates of a document of which the text names the handful that they are of, and that no whole number gives."""
    for passage in passages:
        for index, rate in enumerate(passage.figures):
            asked = _asked(passage, index, rate)
            if asked and (judged := grim(passages, asked, rate)) and not judged.holds:
                yield replace(judged, odds=FORCED)
                continue
            base = _named_base(passage, index, rate) or _looked_at(passage, index, rate)
            judged = grim(passages, base, rate) if base else None
            if judged and not judged.holds:
                yield replace(judged, odds=FORCED)


def _named_base(passage: Passage, index: int, rate: Figure) -> Figure | None:
    """The handful that the words of the rate name."""
    found = _PASSED.search(rate.lead) if rate.unit == PERCENT and rate.role is Role.RATE else None
    return _base(passage, index, rate, found) if found and rate.is_exact else None


_LOOKED_AT = re.compile(
    r"抽检|抽查|抽测|检测|检验|监测|回访|调查|体检|测试|考试|参考|参训|考核|受理|接到|收到|办理|审理|评查|接诊|收治|抽取|走访|评估|验收|复核"
    r"|申诉|申报|检查|核查|巡查|培训|报名|参评|评审|发放|收回|收治|随访|约谈|仲裁|调解|督办|派发|接收|全[县市区镇乡村校局院]|辖|现有|共有"
)
_OF_WHAT = re.compile(
    r"^(?P<of>[^，。；：、\d]{0,8}?)(?:一次性?|首次|首检|初检|总体|综合|整体|按期|按时|及时|当期|实际|现场)*"
    r"(?:合格|不合格|满意|好评|达标|优良|优秀|及格|知晓|支持|通过|办结|办复|答复|治愈|好转|查实|属实|成立|赞成|同意|采纳|化解|调解成功|整改|出勤|就业|取证|结业|批准|核准|录用|中标|续签|破案|立案)率(?:为|达|达到|是|仅|只有)*$"
)
_SHARE_OF = re.compile(
    r"^(?:经[^，。；：\d]{2,8})?(?:认定)?(?:成立|属实|查实|优秀等次|优秀|合格|不合格|采纳|同意|反对|赞成|基本属实|部分属实|维持|改判|撤销|驳回|整改到位)的?(?:占|占比为?)(?:约|为|达)?$"
)
_ONES = frozenset(
    (
        "人",
        "户",
        "份",
        "件",
        "家",
        "批次",
        "个",
        "所",
        "台",
        "例",
        "卷",
        "辆",
        "起",
        "处",
        "名",
        "栋",
        "座",
        "艘",
        "场",
        "条",
    )
)


def _is_part(passage: Passage, figure: Figure, rate: Figure) -> bool:
    """Whether a count is so much of another in front of it: 意见共14个…改完的有11个，整改率78.6%."""
    wholes = (
        f for f in passage.figures if f.at < figure.at and f.unit == figure.unit and f.value > figure.value
    )
    return any(abs(divide(figure.value * 100, whole.value) - rate.value) <= rate.step for whole in wholes)


def _looked_at(passage: Passage, index: int, rate: Figure) -> Figure | None:
    """ "药品抽检75批次，合格率98.5%": what was looked at, right in front of what came of it."""
    named = _OF_WHAT.match(rate.lead) or _SHARE_OF.match(rate.lead)
    if rate.unit != PERCENT or rate.role is not Role.RATE or not rate.is_exact or not named or index == 0:
        return None
    near = passage.figures[max(0, index - _NEAR) : index]
    front = [f for f in near if not f.is_percent and not (f.numeral.spoken and f.value == 1)]  # 一次性
    if not front:
        return None
    base = front[-1]
    between = passage.between(base.after, rate.at)
    beside = base.sentence == rate.sentence and rate.clause - base.clause <= 1 + len(between)
    plain = base.unit in _ONES and base.role is Role.LEVEL and base.bracket == rate.bracket and base.is_exact
    if not (beside and plain) or _is_told(passage, index, rate):
        return None
    begins, _ = passage.clause_range(base.clause)
    _, ends = passage.sentence_range(rate.sentence)
    words = passage.text[begins : rate.at]
    if not _LOOKED_AT.search(words[: base.after - begins + len(base.tail)]) or _UNSURE.search(words):
        return None
    if _CAME_OF_IT.search(base.lead) or any(
        f.unit == base.unit and f.value > base.value for f in passage.in_sentence(base.sentence)
    ):
        return None
    of = named.groupdict().get("of") or ""
    if _is_part(passage, base, rate):
        return None
    others = of and (_SAMPLED.search(of) or not _is_of(of, passage.text[begins : base.after] + base.tail))
    return None if others or _RECKONED.search(passage.text[begins:ends]) else base


_NEAR = 3
# What came of it counts some alone: 办结309份，办结率97.2%.
_CAME_OF_IT = re.compile(
    r"不合格|未|(?:合格|满意|好评|达标|优良|优秀|及格|知晓|支持|通过|办结|办复|答复|治愈|好转|查实|属实|成立|赞成|同意|采纳|化解"
    r"|整改|出勤|就业|取证|结业|完成|正在办理|结案|获奖)(?:的|了|有|数)*$"
)
_RECKONED = re.compile("加权|得分|评分|折算|分值|按[^，。；：]{1,4}计|项次|点次")
_UNSURE = re.compile(r"其中|累计|平均|每|上年|去年|同比|环比|[；]|总数|历年|问题|隐患")


def _is_of(of: str, words: str) -> bool:
    """Whether a rate of this belongs to what is counted, by a word of its name."""
    return any(of[at : at + SMALLEST] in words for at in range(len(of) - 1))


_ASKED = re.compile(r"(?:访问|回访|走访|调查|抽查|抽取|询问|测评|问卷|受访)[^，。；：、\d]{0,8}$")
_ANSWERED = re.compile(r"(?:满意|知晓|支持|认可|好评)率(?:为|达|达到|是)?$")
_WEIGHED = re.compile(r"加权|得分|评分|折算|有效|含基本|分值|各项|三项|两项|按")


def _asked(passage: Passage, index: int, rate: Figure) -> Figure | None:
    """ "随机访问群众80名，对出警速度的满意率为98.3%": those who were asked, right in front of what they said."""
    if rate.unit != PERCENT or not rate.is_exact or index == 0:
        return None
    if (whole := _counted_out(passage, index, rate)) is not None:
        return whole
    base = passage.figures[index - 1]
    if not _ANSWERED.search(rate.lead):
        return None
    beside = base.sentence == rate.sentence and rate.clause - base.clause <= SMALLEST
    begins, ends = passage.sentence_range(rate.sentence)
    plain = base.unit in ("人", "户", "份", "件", "家") and not _WEIGHED.search(passage.text[begins:ends])
    return base if beside and plain and _ASKED.search(base.lead) and base.role is Role.LEVEL else None


_ASKED_BEHIND = re.compile(r"征求|意见|调查|回访|问卷|测评|投票|访谈|评议")
_OF_THEM = re.compile(
    r"(?:满意|赞成|同意|支持|认可|知晓|好评|反对|优秀|良好|合格|及格|达标|通过)率(?:最[高低]的[^，。；：、\d]{1,6})?(?:为|达|达到|是|仅)*$"
)
_PERSONS = frozenset(("人", "户", "份", "票", "家", "件"))


def _counted_out(passage: Passage, index: int, rate: Figure) -> Figure | None:
    """ "回访20名，“满意”的5名，…，满意率93.6%": the whole of which the counts right in front leave nothing over."""
    if not _OF_THEM.search(rate.lead):
        return None
    front = passage.figures[max(0, index - _FAR) : index]
    run = [f for f in front if rate.sentence - f.sentence <= 1 and not f.numeral.spoken]  # 每人限选一处
    begins, ends = (
        passage.sentence_range(max(0, rate.sentence - 1))[0],
        passage.sentence_range(rate.sentence)[1],
    )
    for at, base in enumerate(run):
        parts = run[at + 1 :]
        alike = all(f.unit == base.unit and f.is_exact and not f.step for f in (base, *parts))
        asked = _ASKED.search(base.lead) or _ASKED_BEHIND.search(base.tail) or _ASKED_BEHIND.search(base.lead)
        if alike and asked and base.unit in _PERSONS and len(parts) >= SMALLEST:
            made = sum(f.value for f in parts)
            return base if made == base.value and not _WEIGHED.search(passage.text[begins:ends]) else None
    return None


def _base(passage: Passage, index: int, rate: Figure, found: re.Match[str]) -> Figure | None:
    front = passage.figures[max(0, index - _FAR) : index]
    counts = [f for f in front if f.unit in _UNIT and f.role is Role.LEVEL]
    if not counts or _is_told(passage, index, rate):
        return None
    last = counts[-1]
    among = front[-1] is last and last.sentence == rate.sentence and rate.clause - last.clause == 1
    if among and _AMONG.match(last.tail) and not _SAMPLED.search(found["what"]):
        return last
    what = found["what"][-2:]
    if len(what) < SMALLEST:
        return None
    one_by_one = [f for f in counts if (told := _ONE_BY_ONE.search(f.tail)) and what in f.tail[told.end() :]]
    if one_by_one:
        return one_by_one[-1]
    named = [f for f in counts if f.tail.startswith(what)]
    every = [f for f in named if _ALL.search(f.lead) and f.paragraph == rate.paragraph]
    return every[0] if len(named) == 1 and every and found["what"] == what else None


def _is_told(passage: Passage, index: int, rate: Figure) -> bool:
    """Whether a count behind the rate tells what it is of."""
    after = passage.figures[index + 1 : index + 2]
    return bool(after) and after[0].bracket != rate.bracket and not after[0].is_percent
