"""Values that can't be, whatever else the text says: a day that doesn't exist, a rate over 100 % where all is the most.

"于2023年2月29日完成搬迁": 2023 has no 29 February.  "满意率达102.3%": more than all can't be satisfied.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.telling import quotes, said
from yichuang.oversight.reportcheck.engine.units import PERCENT, PERMILLE
from yichuang.oversight.reportcheck.engine.weighing import FORCED
from yichuang.oversight.reportcheck.findings import Kind

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d{2})年)?(?<![\d.个-])(?P<month>\d{1,2})月(?P<day>\d{1,2})(?P<sign>日|号)(?!线|楼|窗)"
)
_DASHED = re.compile(
    r"(?<![\d-])(?P<year>(?:19|20)\d{2})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?![\d.-])"
)
_HOUR = re.compile(
    r"(?:上午|下午|晚上?|凌晨|[日分]|自|从|至|到|于)(?P<hour>\d{2})[时点](?:(?P<minute>\d{1,2})分)?(?=[至到止许整起前后开，。、；）-]|$)"
)
_CLOCK = re.compile(
    r"(?<![\d：.])(?P<hour>\d{1,2})：(?P<minute>\d{2})(?![\d：.])(?=(?:-|至|到|，|。|、|）|开|起|前|后|以|下|上|$))"
)
_TIME = re.compile(r"上午|下午|早上|晚上|夜间|时间|每天|每日|工作日|\d：\d\d[-至到]$")
# Of a rate all is the most, but for those of a plan, of money, of capacity and of change.
# Of a rate of any other name nobody knows what it is of (出栏率, 复种指数, 毛入园率).
_RATE = re.compile(
    r"(?:办结|结案|办复|满意|参评|投票|好评|合格|达标|优良|优秀|良好|及格|答复|回复|反馈|回访|整改|治理|按时|按期|及时|准确|公开|公示|办理|受理|落实|"
    r"出勤|出席|到会|到场|到岗|在岗|入户|走访|见面|排查|摸排|核查|巡查|清零|销号|转办|派单|签批|知情|认可|支持|准点|匹配|参会|参检|参训|参与|参加|参赛|知晓|普及|通过|成功|化解|调解|破案|侦破|签订|签约|接通|接听|在线|安装|建档|持证|登记|准时|如期|到课|到考|在位|解决|应答|接诊|回告|亮灯|畅通|公示|"
    r"火化|分娩|治愈|规范管理|健康管理|系统管理|发现|有效|回收|收回|归集|网办|可办|即办|提前|上线|就业|签收|送达|响应|处置|处理|查处|"
    r"覆盖|通达|通车|通水|通电|入住|佩戴|接种|免疫|完整|完好|规范|正确|命中|存活|成活|保存|报送|采纳|备案|认证|签字|筛查|随访|检测|检出|复核|再犯|重复|脱贫|返贫|辍学|撤销|纠正|维持|败诉|绿化|硬化|机械化|无害化|分类|收集|清运|入网|普及|可靠|安全带使用|头盔使用|自来水|持卡|建卡|签到|送检|抽检|复诊|转诊|住院|有机肥|巩固|建成|开通|实现|配备|录用|占比|空置|城镇化|发芽|出苗|结实|孵化|受胎|屠宰|出米|出油|含水|劳动参与|毕业|结业|取证|续签|续保|归档|电子化|数字化|录入|一致|吻合|正点|接入|对接|共享|去除|回用|资源化|综合利用|达标排放|激活|绑定|送检|参保缴费|在校|报到|赴约|履职|逾期|超期|差错|投诉|死亡|发病|失业|贫困|拥有)[^，。；：的]{0,3}"
    r"(?:率|满意度|占比)(?:均|也|已)?(?:约|为|达|达到|是|高达|近|超过|超)*$"
)
_MAY_EXCEED = re.compile(
    r"完成|执行|增长|收益|回报|利润|周转|容积|负债|存贷|产销|入学|使用|利用|负荷|履约|达产|贡献|升学|拨备|参保|产出|兑现|征收|征缴|"
    r"支出|任务|计划|目标|提速|压缩|满载|上座|载客|值|超|拉动|费用|成本|税|预算|进度|上年|去年|同期|年初|流动|速动|偿|补|自给|保证|需[求要]|定额|用量|常年|消费"
)
_TOOL_USED = re.compile(r"(?:病历|系统|平台|证照|印章|票据|软件|移动端|安全带|头盔)使用率[^，。；：]{0,4}$")
_FELT = re.compile(r"(?:安全感|获得感|幸福感|满意度|知晓度|认可度)(?:指数)?(?:为|达|达到|是)*$")
_SHARE = re.compile(r"占(?!用|地)[^，。；：]{0,12}$")
# What no week, day or year has more of.
_LONGEST = (
    ("", re.compile(r"(?:pH|PH|ph)值?[^，。；：]{0,8}$"), 14),
    (PERCENT, re.compile(r"湿度[^，。；：\d]{0,6}$"), 100),
    (
        "岁",
        re.compile(
            r"(?:年龄|年纪|高龄|年长的?|寿|享年)[^，。；：\d]{0,4}$|^最大的?(?:者|为|是)?$|老人$|长者$"
        ),
        125,
    ),
    ("天", re.compile(r"(?:每|全|当|本|上|整)月[^，。；：\d]{0,8}$"), 31),
    ("小时", re.compile(r"(?:日均|每日|每天|一天|昼夜|全天)[^，。；：\d]{0,10}$"), 24),
    ("个工作日", re.compile(r"(?:每|全|当|本|上|整)月[^，。；：\d]{0,8}$"), 23),
    ("度", re.compile(r"(?:气温|温度)[^，。；：\d]{0,6}$"), 60),
    ("度", re.compile(r"北纬$|南纬$"), 90),
    ("度", re.compile(r"东经$|西经$"), 180),
    ("个月", re.compile(r"^(?:全年|一年)[^，。；：\d]{0,8}$"), 12),
    ("天", re.compile(r"(?:每|一)(?:周|星期)(?:开放|开馆|服务|开诊|营业|工作)?$"), 7),
    ("小时", re.compile(r"(?:每|一)[天日](?:开放|开馆|服务|运行|营业|工作|值守)?$"), 24),
    (
        "天",
        re.compile(
            r"(?:全年|一年|年内)[^，。；：\d]{0,10}?(?:优良|优良天数|达标天数|开放|开馆|运行|无休|开放天数|运行天数)(?:达|为|共|累计|达到)*$"
        ),
        366,
    ),
)
_PAID = re.compile(r"(?:付款|支付|拨付|施工|工程|形象|建设|整改|办理)进度(?:已|均|也)?(?:为|达|达到|完成)*$")
_SCHOOLING = re.compile(r"(?:教育|小学|初中|高中)[^，。；：]{0,6}巩固率")  # pupils move in
_OF_ALL = re.compile(r"(?:办结|满意|合格|答复|回访|按时|按期|优良|出勤|参与|知晓|整改)(?:率|度)[^，]{0,4}$")
_LOSS = re.compile(r"(?:下降|减少|降低|压缩|压减|缩短|降幅|减幅|精简)(?:了|约|达|为|至)?$")
HUNDRED = Decimal(100)


def impossible(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All impossible values of a document; the days that exist are told as held."""
    for passage in passages:
        yield from _dates(passage)
        for figure in passage.figures:
            reason = _reason(_named(passage, figure)) or _turned(passage, figure) or _beyond(passage, figure)
            if reason and not _is_reckoned(passage, figure):
                yield Judged(
                    Kind.IMPOSSIBLE, (figure,), quotes(passages, (figure,)), False, reason,
                    (f"“{figure.written}”应不超过 100%",) if figure.is_percent else (), decisive=figure.is_percent,
                    claim=figure, odds=FORCED if _is_sure(figure) else 0.0,
                )  # fmt: skip


# Of these nothing is ever above all, however they are reckoned.
_NEVER_ABOVE = re.compile(
    r"(?:森林|绿化|植被|林木|林草|绿地)(?:覆盖)?率|绿地率|(?<!超)(?:合格|满意|及格|优秀|优良|知晓|出勤|到会|参评|投票|好评|成活|硬化|达标|有效|回收|可靠|投票)(?:率|度)"
    r"|(?:占比|覆盖率|普及率|通过率|办结率|答复率|回访率|参保率|入住率|上座率)(?:为|达|达到|是)*$"
)
_BY_HALF = 130


def _is_sure(figure: Figure) -> bool:
    """Whether no reading makes the rate possible; some are above a hundred by a little where others are counted too."""
    if figure.unit == "天":
        return _YEAR < figure.value < _DAYS_OF_MANY
    named = figure.is_percent and _NEVER_ABOVE.search(figure.lead) is not None
    return named and figure.role is Role.RATE and figure.value > _BY_HALF


def _dates(passage: Passage) -> Iterator[Judged]:
    for found in [*_DATE.finditer(passage.text), *_DASHED.finditer(passage.text)]:
        year = int(found["year"]) if found["year"] else 2000  # without a year 29 February may exist
        month, day = int(found["month"]), int(found["day"])
        last = calendar.monthrange(year, month)[1] if 1 <= month <= 12 else 0
        if 1 <= day <= last:
            continue
        said_month = f"{year}年{month}月" if found["year"] else f"{month}月"
        told = f"{said_month}只有 {last} 天，没有 {day} 日" if last else f"一年只有 12 个月，没有 {month} 月"
        span = passage.view.span(found.start(), found.end())
        yield Judged(
            Kind.IMPOSSIBLE, (), (_around(passage, found),), False, told, ("日期写错",), places=(span,)
        )
    yield from _months(passage)
    for found in _HOUR.finditer(passage.text):
        if int(found["hour"]) > _HOURS or int(found["minute"] or 0) >= _MINUTES:
            yield _no_day(passage, found, f"没有 {found['hour']} 时 {found['minute'] or 0} 分这个时刻")
    for found in _CLOCK.finditer(passage.text):
        if not _TIME.search(passage.text, max(0, found.start() - 14), found.start()):
            continue
        if int(found["hour"]) > 24 or int(found["minute"]) > 59:
            span = passage.view.span(found.start(), found.end())
            told = f"没有 {int(found['hour'])} 点 {found['minute']} 分这个时刻"
            yield Judged(
                Kind.IMPOSSIBLE, (), (_around(passage, found),), False, told, ("时刻写错",), places=(span,)
            )


# "10月、13月", "2024年13月", "13月份": a month of the year, no length of time and no age.
_MONTH = re.compile(
    r"(?:(?<=年)|(?<=\d月[、至到和-])|(?<=月份[、至到和-])|(?<=(?<!\d)1[至到-]))(?P<month>\d{1,2})月(?!\d|龄|租|薪|个)"
    r"|(?<![\d.第])(?P<alone>\d{1,2})月(?:份|底|末|初|上旬|中旬|下旬)"
)
_DAYS = re.compile(r"(?<!\d)(?P<month>\d{1,2})月\d{1,2}日?(?:至|到|-|—|、|和)(?P<day>\d{1,2})日(?!均|内)")
_MONTHS = 12
_HOURS, _MINUTES = 24, 60


def _months(passage: Passage) -> Iterator[Judged]:
    """Months beyond the twelfth, and ends of a stretch of days that its month doesn't have."""
    for found in _MONTH.finditer(passage.text):
        month = int(found["month"] or found["alone"])
        if not 1 <= month <= _MONTHS:
            yield _no_day(passage, found, f"一年只有 {_MONTHS} 个月，没有 {month} 月")
    for found in _DAYS.finditer(passage.text):
        month, day = int(found["month"]), int(found["day"])
        last = calendar.monthrange(2000, month)[1] if 1 <= month <= _MONTHS else day
        if not 1 <= day <= last:
            yield _no_day(passage, found, f"{month}月只有 {last} 天，没有 {day} 日")


def _no_day(passage: Passage, found: re.Match[str], told: str) -> Judged:
    span = passage.view.span(found.start(), found.end())
    return Judged(Kind.IMPOSSIBLE, (), (_around(passage, found),), False, told, ("日期写错",), places=(span,))


def _around(passage: Passage, found: re.Match[str]) -> tuple[int, int]:
    """The words about a place, up to the signs that end them."""
    text = passage.text
    at = max(text.rfind(sign, 0, found.start()) for sign in "，。；！？") + 1
    ends = [end for sign in "，。；！？" if (end := text.find(sign, found.end())) >= 0]
    to = min(ends, default=len(text))
    return passage.quote(max(at, found.start() - 60), min(to, found.end() + 60))


_FRONT = 8


def _is_reckoned(passage: Passage, rate: Figure) -> bool:
    """Whether two counts in front of it give the rate: then it is of what may be more, 走访52,600户次 of 24,545户."""
    if not rate.is_percent:
        return False
    front = [f for f in passage.between(0, rate.at)[-_FRONT:] if not f.is_percent and f.value > 0]
    more = _OTHERS_TOO.search(passage.text)
    return any(
        rate.interval.has(divide(part.value * HUNDRED, base.value))
        for part in front
        for base in front
        if base is not part and part.value > base.value and (more or part.unit != base.unit)
    )


_OTHERS_TOO = re.compile(r"含|积案|往年|历年|结转|上年|外[县市省]|流入|按.{2,16}计算")


def _named(passage: Passage, figure: Figure) -> Figure:
    """The figure with the name of its list in front of it: "办结率、满意率分别为99.2%和101.3%"."""
    before = passage.text[max(0, figure.at - 40) : figure.at]
    found = re.search(r"(?P<names>[一-鿿、]{1,30}率)分别(?:为|达|达到)?[\d.%、，和及]*$", before)
    if found and len(figure.lead) < 2:
        return replace(figure, lead=found["names"])
    rose = _ROSE.search(before) if _TO.match(figure.lead) else None
    return replace(figure, lead=rose["name"]) if rose else figure


_TO = re.compile(r"^(?:上升|提高|提升|增加|升|增|攀升|跃升)(?:至|到|为)$")
_ROSE = re.compile(
    r"(?P<name>[一-鿿]{2,16}率)由[^，。；：\d]{0,6}[\d.]+%(?:上升|提高|提升|增加|升|增|攀升|跃升)(?:至|到|为)$"
)


def _reason(figure: Figure) -> str | None:
    if figure.unit == PERCENT and figure.interval.low > HUNDRED and figure.value > HUNDRED:
        name = figure.lead
        if (
            figure.role in (Role.RATE, Role.AVERAGE)
            and (
                _RATE.search(name)
                or _SHARE.search(name)
                or _TOOL_USED.search(name)
                or _PAID.search(name)
                or _FELT.search(name)
            )
            and not _SCHOOLING.search(name)
            and (not _MAY_EXCEED.search(name) or _TOOL_USED.search(name) or _PAID.search(name))
        ):
            return f"{said(figure)} 超过 100%：部分不会多于全部"
        if figure.role is Role.CHANGE and _LOSS.search(name):
            return f"{said(figure)} 超过 100%：减少的不会多于原有的"
    for unit, words, most in _LONGEST:
        if figure.unit == unit and figure.value > most and figure.is_exact and words.search(figure.lead):
            return f"{said(figure)} 超过 {most}：没有这么多{unit if unit != PERCENT else ''}"
    count = figure.role is Role.LEVEL and not figure.is_percent and figure.unit in _COUNTED
    if figure.value < 0 and count and not _BALANCE.search(figure.lead):
        return f"{said(figure)} 小于 0：数量不会是负数"
    if (
        figure.value < 0
        and figure.role is Role.RATE
        and figure.unit in (PERCENT, PERMILLE)
        and _OF_ALL.search(figure.lead)
    ):
        return f"{said(figure)} 小于 0：这个率不会是负数"
    return None


def _turned(passage: Passage, figure: Figure) -> str | None:
    """ "由上季度的260件减少到-12件": a count that fell below nothing; what is net may."""
    front = passage.between(passage.clause_range(figure.clause)[0], figure.at)
    if figure.value >= 0 or figure.unit not in _COUNTED or not _TURNED.search(figure.lead) or not front:
        return None
    before = front[-1]
    counted = before.role is Role.BASE and before.unit == figure.unit and before.value > 0
    if not counted or _BALANCE.search(before.lead):
        return None
    return f"{said(figure)} 小于 0：数量不会是负数"


def _beyond(passage: Passage, figure: Figure) -> str | None:
    """Days of a year beyond its last one, the end of a range of pH, and rates that hardly ever rise above all."""
    before = passage.text[max(0, figure.at - _FRONT * 2) : figure.at]
    if not figure.unit and figure.value > _PH and _PH_RANGE.search(before) and figure.is_exact:
        return f"{said(figure)} 超过 {_PH}：没有这么高的 pH 值"
    month = _OF_MONTH.search(figure.lead) if figure.unit == "天" and figure.is_exact else None
    if month and figure.value > (days := calendar.monthrange(2000, int(month["month"]))[1]):
        return f"{said(figure)} 超过 {days}：{month['month']}月没有这么多天"
    if (
        figure.unit == "天"
        and _YEAR < figure.value < _DAYS_OF_MANY
        and figure.is_exact
        and _IN_A_YEAR.search(figure.lead)
    ):
        return f"{said(figure)} 超过 {_YEAR}：一年没有这么多天"
    begins, ends = passage.sentence_range(figure.sentence)
    if figure.unit == "天" and figure.value > _YEAR and figure.is_exact and _OPEN_DAYS.search(figure.lead):
        told = passage.text[begins:ends]
        if _OF_YEAR.search(told) and not _OF_SEVERAL.search(told):
            return f"{said(figure)} 超过 {_YEAR}：一年没有这么多天"
    if figure.unit == PERCENT and figure.value > _FAR_ABOVE and figure.role is Role.RATE:
        rate = _HARDLY.search(figure.lead)
        return f"{said(figure)} 超过 100%：部分不会多于全部" if rate and figure.is_exact else None
    return None


_PH, _YEAR, _FAR_ABOVE = 14, 366, 150
_DAYS_OF_MANY = 1000  # so many are of several places
_PH_RANGE = re.compile(r"(?:pH|PH|ph)值?[^，。；：\d]{0,6}\d+(?:\.\d+)?(?:至|到|-|~|和|与)$")
_OF_MONTH = re.compile(
    r"(?<![\d至到、-])(?P<month>1[0-2]|[1-9])月份?(?:全月|当月)?[^，。；：\d至到累起]{0,8}$"
)
_IN_A_YEAR = re.compile(r"(?:全年|年内|一年中?)(?:共|达|为)?$")
_OPEN_DAYS = re.compile(
    r"(?:开放|开馆|接待|运行|营业|优良|达标|值守|值班|服务|出勤|无休|天数|日数|降水|霜冻|无霜)[^，。；：\d]{0,4}$"
)
_OF_YEAR = re.compile(r"全年|年内|本年|一年|当年")
_OF_SEVERAL = re.compile(r"累计|合计|共计|连续|[两三四五六七八九十]年|以来|总计|人次数")
# These may rise a little above all, by arrears paid and by people from elsewhere, but not by half.
_HARDLY = re.compile(
    r"(?<!年化)(?:参保|缴费|入学|升学|入住|出租|使用|利用|上座|满座|保证|自给|兑现|参合|征缴|收缴)率(?:均|也|已|为|达|达到|是|高达)*$"
)
_BALANCE = re.compile(r"增|减|净|差|比")  # what is left of more and less may be below nothing
_TURNED = re.compile(r"^(?:减少|下降|降低|压减|压缩|回落)(?:到|至|为)$")
_COUNTED = frozenset(("件", "人", "人次", "户", "起", "条", "份", "次", "项"))
