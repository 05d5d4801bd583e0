"""Whom an average is over, and by which words reports count them: 人均, 每个网格, 团队平均, 亩产, 单席, 班额. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.units import class_of

_MEASURES = (
    "人次|户次|车次|台次|家次|班次|批次|场次|完工点|[人户村社居件次班生校园站期镇乡街县区组队师车床席场会家馆所台店亩栋间项企单吨册本案点处岗窗"
    "批条篇份课节例宗起笔票头只株棵片线段网格柜支部团页标盏桩屋坊院厅]"
)
HOLDERS = re.compile(
    rf"(?P<by>{_MEASURES})[平日月年]?均(?!匀|价)|"
    r"每一?(?P<each>[^\d，。；：每]{1,6}?)(?=每|$|平均|[约为有办培接用花发参收处受配送拥投补奖听出开服达可按结更建放审查走巡种需含承包联帮代清运住演借到减设拨赠计摊折下完被])|"
    r"单(?P<single>个?[一-鿿]{2}(?=平均|日均|[约为])|个[一-鿿]{2}$|[车席床人户次台位所班站窗场桩方](?![产价位独]))|"
    r"(?P<size>班额|亩产|单产|[吨度方](?=[水电气]))|"
    r"(?P<noun>(?!全|平|总|约|[上下]半|[本今去上]年|其中|合计|收入|工资)[一-鿿]{2})平均(?!每|为|年龄)"
)
_SIZES = {"班额": "班", "亩产": "亩", "单产": "亩"}
_MEASURE = re.compile(r"^(?:单?[个名位支台条家所处座辆间张项件场次份册本篇头只株棵盏块])(?=[一-鿿]{1,})")
_COUNTED = frozenset(
    "案点队次处岗册班组站期车床席场店馆亩栋间项企单生师户村社镇乡校园部网格窗课柜线桩吨屋坊院厅支"
)
_ALSO = {
    "案": "起件宗", "企": "家户", "车": "辆台", "校": "学校所", "乡": "镇", "批": "批次", "期": "期班",
    "队": "支", "线": "条", "单": "件", "课": "节", "站": "点",
}  # fmt: skip


@lru_cache(maxsize=2048)
def holder_in(lead: str) -> str:
    """The word that an average is over, by the words in front of it; "" if they name none."""
    found = HOLDERS.search(lead)
    if not found:
        return ""
    word = found["by"] or found["each"] or found["single"] or found["size"] or found["noun"] or ""
    return _SIZES.get(word, word)


def label_of(figure: Figure) -> str:
    """What a figure is called: its measure word, the words behind it, the last ones in front, its name."""
    return figure.word + figure.tail[:8] + figure.lead[-8:] + figure.name


def naming_of(holder: str, lead: str, figure: Figure) -> str:
    """How a count is called by the word that an average is over: 案均 of 案件204起, 每队 of 队伍23支, 人均 of 204名."""
    if not holder:
        return "no name"
    noun = _MEASURE.sub("", holder)
    called = label_of(figure)
    if len(noun) > 1 and (noun in called or noun[-2:] in called):
        return "by name"
    near = figure.word + figure.tail[:8] + figure.lead[-_NEAR:] + figure.name
    if noun in _COUNTED and (noun in near or any(sign in figure.word for sign in _ALSO.get(noun, ""))):
        return "by name"
    if len(noun) > 2 and noun[:2] in called:
        return "by first word"
    turns = holder != "人" and figure.word == f"{holder}次"  # 批均 of 47批次
    if figure.word and (turns or figure.word == holder or figure.unit == class_of(holder)):
        return "by unit"
    if not figure.word and figure.tail.startswith(holder):
        return "by unit"  # 每箱 of 1,150箱: it needn't be a measure word that is known
    if figure.word == f"{holder}次":
        return "by turns"  # 人均 of 2,560人次
    if len(noun) == 1 and noun != "人" and noun in near:
        return "by a sign"  # 票均 of 购票游客26万人次
    if not figure.word or f"每{figure.word}" not in lead:
        return "not by name"
    own = figure.tail[:6]
    return "by measure" if len(own) < 2 or len(noun) < 2 or set(noun) & set(own) else "another by measure"


_NEAR = (
    4  # signs beside a count in which a noun of one sign is its own: 院 isn't what 院合计编制床位540张 counts
)


_PEOPLE = (
    ("residents", re.compile(r"人口|居民|户籍|常住|国民")),
    ("pupils", re.compile(r"学生|生源|在校|寄宿|[初高小中]生|[男女]生|儿童|幼儿")),
    (
        "staff",
        re.compile(
            r"职工|干部|人员|[民辅交]警|坐席|座席|话务|接线|教师|医[师生]|护士|队员|员工|志愿者|[格林管办导督监检联宣护]员|专干|工作者|书记|"
            r"委员|代表|律师|社工|专家|在岗|从业|用工|编制|在编"
        ),
    ),
    (
        "served",
        re.compile(
            r"受益|惠及|服务|接待|参加|参训|参与|培训|救助|发放|对象|群众|老人|观众|游客|旅客|住院|享受|获奖|申请|脱贫|残疾|困难|带动"
        ),
    ),
)
_TOPICS = (
    (
        "aid",
        re.compile(
            r"补助|补贴|发放|救助|奖|受益|报销|资助|津贴|保障|低保|养老金|慰问|退赔|挽回|补偿|补差|赔付|退费"
        ),
    ),
    ("earning", re.compile(r"收入|增收|工资|务工|分红|利润|产值|销售|营业|创收|利税")),
    ("means", re.compile(r"经费|拥有|占有|面积|投入|总值|藏书|图书|财政|绿地|占地|配备|用水|用电")),
    ("work", re.compile(r"办|接|处理|服务|走访|巡|调解|承担|包|联系|结对|管理|讲|检查|听课|帮扶|授课|审")),
    ("taking", re.compile(r"参加|学时|借阅|阅读|诊|培训|课时|时长|小时|就餐|住")),
)


@lru_cache(maxsize=2048)
def topic_of(lead: str) -> str:
    """What an average of persons is about: aid, earnings, means, work, or what they take part in."""
    return next((name for name, words in _TOPICS if words.search(lead)), "other")


def people_of(figure: Figure) -> str:
    """Which persons a figure counts: residents, pupils, staff or those served."""
    called = label_of(figure)
    return next((name for name, words in _PEOPLE if words.search(called)), "persons")


REACHED = re.compile(
    r"涉及|惠及|用于|受益|覆盖|奖励|救助|资助|扶持|补助|支持|参加|参与|派出|出动|投入|组织|选派|按|共有|现有"
)
