"""What ends on a day doesn't begin on a later one: "2023年9月10日开工，2023年9月6日完工". Pure.

"1982年4月出生，1980年7月参加工作": nobody works before being born.  "2019年3月至2016年8月任副局长": time goes on.

Days are compared only if nothing else can be meant: both with their years, or both of one month, or of a matter that
takes some weeks at most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.findings import Kind, Span

_DAY = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年)?(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?:份|(?P<day>[12]\d|3[01]|0?[1-9])日)?"
)
# What comes first, and what can't come before it.
_CASE = (
    "受理|接件|收件|收到|接到|接报|立案|交办|转办|派单|登记在册|提出申请|提交申请|递交|举报|报案|报警|投诉",
    "办结|办理完毕|结案|答复|回复|销号|送达|发证|办复|反馈|领证|完成|结束|破案|侦破|核查|移送|判决|处置|整改",
)
_CHAINS = (
    _CASE,
    (
        "开工|动工|启动|开始|进驻|进场|入场|启程|出发|下达|起草|签订|签约",
        "完工|竣工|收工|完成|结束|验收|交付|通车|投用|投产|建成|撤离|离场|结题|届满|到期|开工|动工|进场",
    ),
    ("开班|开学|开幕|开馆|开营|开赛|启动|召开|报到|开考", "闭幕|结束|结业|闭馆|闭营|落幕|毕业|考试结束"),
    ("报名|公告|招考公告|招聘公告", "笔试|面试|考试|公示|录用|录取|体检|开标|评标|定标|中标|投标截止"),
    ("投标截止|招标公告|采购公告|报名截止", "开标|评标|定标|中标|成交|签订|签约"),
    ("入院|住院|入馆|收治", "出院|转院|手术|离馆"),
    (
        "借款|放款|发放|贷款发放|起息|缴存|采样|抽样|送检",
        "到期|还清|结清|还款|出具报告|出具检测报告|检测完成",
    ),
    ("入职|到岗|到任|上任|入伍|录用|聘用|参加工作", "离职|免职|卸任|退休|解聘|调离|退役|退伍"),
    ("发现|查出|下发整改|责令", "整改完成|整改到位|复查|销号|验收"),
)
_LIFE = ("出生", "参加工作|入党|入职|入伍|参军|加入中国共产党|录用|退休|毕业")
_BEGUN = re.compile("(?:首次)?(?:参加工作|入职|入伍|参军|录用)")
_GROWN = re.compile("参加工作|入党|入职|入伍|参军|加入中国共产党|录用|退休")
_OF_AGE, _OLD = 14, 60  # years before which and after which no one begins to work
_BETWEEN = r"[^，。；：、（）\d]{0,10}?"
_ENDS = tuple(
    (re.compile(f"{_BETWEEN}(?:{one})"), re.compile(f"{_BETWEEN}(?:{other})"))
    for one, other in (*_CHAINS, _LIFE)
)
_LABEL = "[^，。；：、]{0,2}(?:日期|时间|日|之日)?(?:分别)?(?:为|是|于|在)?$"
_CALLED = tuple(
    (re.compile(f"(?:{one}){_LABEL}"), re.compile(f"[，、](?:{other}){_LABEL}"))
    for one, other in (*_CHAINS, _LIFE)
)
_OF_THE_SAME = re.compile(
    r"[，、](?:并|于|至|到|在|后|已|实际|最终|直到|直至|计划|预计|同年|当年|当月)*$"
)  # no subject of its own
_LATER = re.compile("次年|翌年|隔年|第二年|跨年|来年|明年")
_FAR = 80  # signs between the two days
_SOON = 3  # months within which a case is done
_SPRING = 2  # whose months may be of the next year
_STRETCH = re.compile(
    r"(?P<from>(?:19|20)\d\d[年.]\d{1,2})月?(?:--?|—{1,2}|至|~)(?P<to>(?:19|20)\d\d[年.]\d{1,2})(?:月|(?![\d.]))"
)


def dates_in_order(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All ends of a document that lie before their beginning, in one sentence."""
    for passage in passages:
        if "月" in passage.text:
            days = list(_DAY.finditer(passage.text))
            for one, other in pairwise(days):
                if _is_amiss(passage, one, other):
                    yield _told(passage, one.span(), other.span())
        for found in _STRETCH.finditer(passage.text):
            begun, ended = _month(found["from"]), _month(found["to"])
            if ended < begun:
                yield _told(passage, found.span("from"), found.span("to"))


def _month(written: str) -> tuple[int, int]:
    return int(written[:4]), int(written[5:])


def _is_amiss(passage: Passage, one: re.Match[str], other: re.Match[str]) -> bool:
    between = passage.text[one.end() : other.start()]
    if len(between) > _FAR or re.search("[。；]", between) or _LATER.search(between):
        return False
    for number, (began, ended) in enumerate(_ENDS):
        is_life, is_case = number == len(_CHAINS), number == 0
        behind = began.match(passage.text, one.end()) and ended.match(passage.text, other.end())
        told = behind and _OF_THE_SAME.search(between)
        front = _CALLED[number]
        label = "" if told else passage.text[max(0, one.start() - _FAR) : one.start()]
        told = told or (front[0].search(label) and front[1].search(between))
        if told and is_life:
            return bool(one["year"] and other["year"]) and not _may_live_so(passage, one, other)
        if told and _is_before(other, one, soon=is_case):
            return True
    return False


def _may_live_so(passage: Passage, born: re.Match[str], did: re.Match[str]) -> bool:
    """Whether someone born then may have begun to work then, neither a child nor beyond the age of retiring."""
    age = int(did["year"]) - int(born["year"])
    grown = _GROWN.match(passage.text, did.end())
    begun = _BEGUN.match(passage.text, did.end())
    return (_OF_AGE if grown else 0) <= age and not (begun and age > _OLD)


def _is_before(one: re.Match[str], other: re.Match[str], *, soon: bool) -> bool:
    """Whether the first day surely lies before the second."""
    if one["year"] and not other["year"]:
        return False
    months = int(one["month"]), int(other["month"])
    if not one["year"] and months[0] != months[1]:
        near = soon and 0 < months[1] - months[0] <= _SOON and months[0] > _SPRING
        return bool(near and other["year"])  # else of the next year, maybe
    if one["year"] and one["year"] != other["year"]:
        return one["year"] < other["year"]
    if months[0] != months[1]:
        return months[0] < months[1]
    return bool(one["day"] and other["day"]) and int(one["day"]) < int(other["day"])


def _told(passage: Passage, began: Span, ended: Span) -> Judged:
    first, last = passage.text[slice(*began)], passage.text[slice(*ended)]
    return Judged(
        Kind.IMPOSSIBLE,
        (),
        (passage.quote(began[0], ended[1]),),
        False,
        f"{last} 早于前面的 {first}",
        (f"“{last}”应不早于 {first}", f"“{first}”应不晚于 {last}"),
        places=(passage.view.span(*began), passage.view.span(*ended)),
    )
