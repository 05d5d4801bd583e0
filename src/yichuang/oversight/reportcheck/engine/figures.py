"""A figure: a number that counts something, with its unit, the words around it and the part that it plays. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from yichuang.oversight.reportcheck.engine.intervals import Interval
from yichuang.oversight.reportcheck.engine.numerals import BEYOND, Bound, Numeral
from yichuang.oversight.reportcheck.engine.units import DURATIONS, PERCENT, PERMILLE, POINTS, is_money
from yichuang.oversight.reportcheck.findings import Span


class Role(StrEnum):
    """The part that a figure plays, by the words directly before it."""

    LEVEL = "level"  # so many there are
    CHANGE = "change"  # 增加 20 件, 下降 3.2%
    BASE = "base"  # 比上年的 100 件, 由 10 个
    TARGET = "target"  # 目标 100 件, 预算 200 万元
    AVERAGE = "average"  # 日均 35 件, 人均 2.5 件
    RATE = "rate"  # any other percentage
    BAND = "band"  # 5公里 within 5公里内的6个: it tells which are counted, not how many


_PERCENTS = frozenset({PERCENT, PERMILLE, POINTS})
_OF_NUMERAL = ("at", "to", "value", "step", "interval")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number at `span` of the document.

    `value` is the printed one (of a percentage the number before its sign), `step` what its last digit is worth if it
    may be rounded, else 0, `interval` what it may stand for; all in the unit itself (万 multiplied out).
    `unit` is the class of its measure word ("件", "人", "元", "%", "" if none), `word` the measure word as written.
    `lead` are the words of its clause in front of it, `tail` those behind its unit; both without other figures. `name`
    is what "A、B、C分别为" calls it.
    `at`, `to` and `after` (begin and end of the number, end of its unit) are places in the view; `sentence`, `clause`
    and `bracket` number the stretches of the paragraph that it stands in, bracket 0 being the open text.
    `is_percent`: a rate in per cent or per mille, or a difference in points; `is_exact`: without 约, 余, 以上 and such.
    What the numeral says of itself is kept here too: it is asked a million times.
    """

    span: Span
    written: str
    numeral: Numeral
    unit: str
    word: str
    role: Role
    lead: str
    tail: str
    paragraph: int
    sentence: int
    clause: int
    bracket: int
    after: int
    name: str = ""
    at: int = field(init=False, repr=False, compare=False)
    to: int = field(init=False, repr=False, compare=False)
    value: Decimal = field(init=False, repr=False, compare=False)
    step: Decimal = field(init=False, repr=False, compare=False)
    interval: Interval = field(init=False, repr=False, compare=False)
    is_percent: bool = field(init=False, repr=False, compare=False)
    is_exact: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        numeral = self.numeral
        for name in _OF_NUMERAL:
            object.__setattr__(self, name, getattr(numeral, name))
        object.__setattr__(self, "is_percent", self.unit in _PERCENTS)
        object.__setattr__(self, "is_exact", numeral.bound is Bound.EXACT)

    def __hash__(self) -> int:
        """By its place, which hardly two figures share."""
        return hash(self.span)

    def __eq__(self, other: object) -> bool:
        """Alike in all that is told; nearly all are told apart by their place."""
        if not isinstance(other, Figure):
            return NotImplemented
        return self is other or (self.span == other.span and _told(self) == _told(other))

    @property
    def bound(self) -> Bound:
        """How close the number is to what it tells of."""
        return self.numeral.bound


def _told(figure: Figure) -> tuple[object, ...]:
    return (
        figure.written, figure.numeral, figure.unit, figure.word, figure.role, figure.lead, figure.tail, figure.name,
        figure.paragraph, figure.sentence, figure.clause, figure.bracket, figure.after,
    )  # fmt: skip


CHANGE = (
    "增长|增加|增多|新增|净增|增幅|增速|上升|上涨|提高|提升|提速|偏多|偏少|偏高|偏低|提前|减少|下降|降低|压缩|压减|缩短|精简|减幅|降幅|回落|下滑|"
    "缩减|缩小|收窄|扩大|节约|节省|减|降|增|升|涨|跌"
)
_PERIOD = (
    r"(?:常年|多年平均|历年平均|上年|去年|前年|上月|上季度|上期|同期|年初|上年末|上一年度?|往年|上届|上学[年期])"
    r"(?:同期|全年|度|末|底)?"
)
# Words that begin or end like a change and are names of things.
_NO_STEP = rf"{BEYOND}|(?<![至不最许众诸大更老太甚])(?<![^今去本上当前]年)[多少]|短"
_MANY = (
    "媒体|学科|功能|元|层|式|联|晶|肉|糖|方|头|重|人|户|种|语|次|部门|地|轮|云|级|孔|点|通道|胞胎|胎|子女|孩|民族|主体|病|"
    "普勒|用途|跨|杆|证|规|税|路|维|光谱|参数|灾种|网|站|渠道|系统|边形|年生"
)
_FEW = "儿|年|先|女|数|林|男|妇|校|管所|管教|工委|代会"
_CHANGE = re.compile(
    rf"(?:(?:{CHANGE})(?:了|约|达|为|幅度为?|近|超过|超|大约)*|(?:{_NO_STEP})(?:了|收|办|出|支)?|[增减]支"
    r"|(?:[同环]比|[比较][^，。；：]{1,8})[增减][收产]|^[增减]产"
    rf"|[比较]{_PERIOD}[^，。；：]{{0,6}}[高低快慢早晚](?:了|出|约|近)*"
    rf"|^(?:多(?!{_MANY})|少(?!{_FEW}))[一-鿿]{{1,2}}了?|(?:精简|压缩|压减)(?:比例|率|幅度)|同比|环比"
    r"|(?:增幅|升幅|涨幅|降幅|跌幅|增速|减幅|提速率?)(?:为|达|达到|约)*)$"
)
# 年初排定的54个 are those of now.
_PLANNED = "排定|确定|安排|下达|梳理|制定|部署|计划|列入|定下|定|承诺|摸排|签订|立下"
_BASE = re.compile(
    rf"(?:(?:(?<![同环占评对])比(?!较)|(?<!比)较|与)[^，。；：]{{0,8}}的|(?:(?:比|较|与)|^)(?<!同){_PERIOD}(?![结滚剩遗留未移存]|(?:{_PLANNED})[^，。；]{{0,3}}的)(?:[^，。；：]{{0,8}}(?:的|为|是|达)|[^，。；：]{{0,2}})"
    r"|(?:上年|去年)(?:同期|全年|度|末|底)?(?:的|为|是|达|约)?"
    r"|(?<![同环占评对])(?:比|较|与)(?:20\d\d年|\d{1,2}月|[上前]?[一二三四]季度|[上下]半年|[一二三四五六七八九十\d]{1,2}年前|前[一二两三]年)(?:份|度|初|末|底)?"
    r"|(?:(?<![理事缘自案])由|(?<![服随])从|(?<![各独亲])自)(?:原来|原先|原有|原|过去|以前|之前|上年|去年|年初)?的?|原来的?|原有|原为|原需|(?<![草高平中病还抗塬])原|法定(?:的|平均|办理|办结|审批|承诺)*(?:时限|期限|时间|时长)?(?:的|为|是|共|总计)*"
    r"|(?:同比|环比)[^，。；：]{1,10}[的为份])$"
)
_BASE_NAMED = re.compile(
    rf"(?:比|较|与){_PERIOD}的[^，。；：的\d]{{1,5}}$"
)  # 比上季度的工单13,920件增加795件
_MORE = re.compile(
    r"(?:比|较)[^，。；：]{2,10}(?:多|少|扩|增|减|超)[^，。；：的]{0,4}$|^(?:减少|压缩(?!机|天然气|空气|气|垃圾|式|站|车|饼干|包)|缩短)[^，。；：]{1,4}(?<![至到为成])$"
)
_TARGET = re.compile(
    r"(?:目标|任务|计划|预算|年初预算|指标|下达|(?<![对响相反供适效感回呼照顺答])应(?!急|用|届|聘|征|试|诉|激|变|力|声|允|酬|季|景|邀|战|对|时|[收付](?:账|帐)?款|收票据)[^，。；]{0,4}|要求|达到?目标)(?:数|任务|值|总量)?(?:的|为|是|约|数)*$"
)
_AVERAGE = re.compile(
    r"(?:单价|均价|定价)(?:为|是|约)?$|(?:平均|人均|日均|月均|户均|年均|周均|件均|次均|均|各(?:有|配备|选派|发放|[配设奖补给得发拨派])?$|(?<![数上近超成几余多])[百千万][人名]口?[^，。；：、]{1,10}(?<!率)(?:拥有|[数量])[为是达约]?$|每(?![天日周月季年]报)(?:[人天日月年周件户个名位次班起处条项台套辆份张盏株头只亩吨栋座所间期场批棵眼口笔趟]|公里|工作日|万人|千人|平方公里)+)[^，。；：、]{0,8}$"
)


# 压降为24,190万元, 再减为13个: what it came to. 降幅为 and 增长为 tell by how much.
_CAME_TO = re.compile(r"(?:(?:增加|减少|下降|降低|压降|压减|缩减|精简)|(?<![压缩提])[增减降升])为$")
_STEP = "(?:又|共|净)?(?:多|少|增|减|升|降|上升|下降)"
# What stands in front of a figure and behind it that makes it the one with which another is compared.
_BASES = tuple(
    (re.compile(before), re.compile(behind))
    for before, behind in (
        (r"(?:由|从)[^，。；：、]{0,12}$", r"[^，。；：]{0,12}(?:到|至|(?<!组)成|为|降|升|增|减)"),
        (r"", r"[^，。；：（）、\d]{0,6}）?相比|）?比，"),  # 与八月（收件15,984件）相比
        (r"[同环]比$", r"的?(?:下降|增长|减少|增加|上升|提高|降低)(?:了|约)?\d"),  # 同比1,200套下降14%
        (r"[比较][^，。；：]{1,8}$", rf"）?{_STEP}\d"),  # 比二季度（8,573起）多711起
        (r"^(?:去年|上年|上月|上季度)[^，。；：]{0,10}$", rf"，(?:今年|本年|本月|本季度|当年){_STEP}"),
    )
)


# 改造提升12公里 tells how much was done up, 饮水提升140万元 what the work called so costs: neither rose by it.
_DONE_UP = re.compile(
    r"(?:改造|整治|规范|优化|巩固|打造|培育|创建|建设|治理|完善|维修|修缮|净化|美化|绿化|亮化|硬化|更新|改建|扩建|整修|翻新|转型|达标|提质|提档|"
    r"新建|续建|清理|拓展|推广|培训|晋位|晋级)(?:[和与及、])?提升$|(?:晋|直|保送|擢)升$"
)
_WORKS = re.compile(
    r"(?:能力|素质|品质|设施|功能|质量|服务|饮水|供水|人居|环境|形象|技能|管网|学历|业态|产业|安全|景观|村容|路网|电网|品牌|文化|教育|医疗|卫生|校园|平台|"
    r"系统|水平|地力|耕地|肥力|科技|信息化|数字化|智能化|宣传|旅游|农田|基础|标准|功效|效能|保障|覆盖|污水|厕所|道路|照明|防灾|应急|消防|养老|托育)提升$"
)


def _is_work(lead: str, unit: str) -> bool:
    """Whether the words in front name a work, though they end like a change."""
    counted = unit not in _PERCENTS and unit not in DURATIONS and unit != "分"
    return counted and bool(_DONE_UP.search(lead) or (is_money(unit) and _WORKS.search(lead)))


_BEYOND_MEAN = re.compile(
    r"(?:[高低多少]于|超过|超)[^，。；：、]{0,8}(?:平均(?:水平|值|数|线)?|均值)$|平均(?:水平|值|数|线)?[高低][出于]?$"
)
_TOLD_IN = frozenset("项条类")
_DONE_TASK = re.compile(r"(?:完成|执行|承担|保障|参与|参加|接受|落实)[^，。；：、]{0,12}任务$")


# 由5个单位组成: what nothing comes of isn't where it starts.
_BY = re.compile(r"(?:^|[^初年月季期度])由$")
_MOVES = re.compile(r"[^。；]*?(?:(?<!组)成|[到至为降升增减提缩压调扩变改拓回下涨跌缩上])")


def _is_done(lead: str, unit: str, following: str) -> bool:
    """Whether tasks or goals are counted themselves: 完成安保任务46场次, 指标42项, but 完成任务5,000人的125%."""
    counted = _DONE_TASK.search(lead) or (unit in _TOLD_IN and lead.endswith("指标"))
    return bool(counted) and not re.match("[^，。；]?的", following)


def role_of(lead: str, unit: str, following: str) -> Role:
    """What part a figure plays behind these words and in front of those."""
    if _is_work(lead, unit):
        return Role.LEVEL
    if any(before.search(lead) and behind.match(following) for before, behind in _BASES):
        return Role.BASE
    if unit == POINTS or (unit in _PERCENTS and _CHANGE.search(lead)):
        return Role.CHANGE
    if _BEYOND_MEAN.search(lead):
        return Role.CHANGE
    if _AVERAGE.search(lead) and not lead.endswith(("均为", "均达", "均达到", "均已")):
        return Role.AVERAGE
    if _CAME_TO.search(lead) and unit not in _PERCENTS:
        return Role.LEVEL
    if _CHANGE.search(lead) or _MORE.search(lead):
        return Role.CHANGE
    if unit not in (PERCENT, PERMILLE) and _TARGET.search(lead) and not _is_done(lead, unit, following):
        return Role.TARGET
    if _BASE_NAMED.search(lead) and _MOVES.match(following):
        return Role.BASE
    if _BASE.search(lead) and (_MOVES.match(following) or not _BY.search(lead)):
        return Role.BASE
    return Role.RATE if unit in (PERCENT, PERMILLE) else Role.LEVEL
