"""Those who have something aren't more than all who were counted or looked at in front of them.

"全县行政村156个，通硬化路的村159个", "抽取档案200卷，目录与内容不符的210卷", "36台电梯…，一次检验合格39台".

The whole is the first figure of its unit in the sentence and says that it counts all there are or all that were looked
at; nothing of the unit in front of the part is as much as it, in its sentence and the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.bounds.nested import EXCUSED
from yichuang.oversight.reportcheck.engine.relations.bounds.within import judged_within
from yichuang.oversight.reportcheck.engine.units import DURATIONS, is_money
from yichuang.oversight.reportcheck.engine.weighing import FORCED

_LOOKED_AT: Final = (
    "抽查|抽检|抽取|抽审|抽样|抽测|检查|检验|检测|检修|检定|筛查|体检|普查|调查|走访|回访|访问|摸排|排查|核查|核实|审核|评查|评审|巡查|督查|监测|采样|送检"
    "|查看|随机|入户|测评|考核|盘点|清查|清理|核对|复核|审查|验收|鉴定|评估|测产|随访|接种|参训|参赛|参检|参考|应考|报名|参评"
)
_ALL_THERE_ARE: Final = (
    "全[省市县区镇乡村校院局站所馆场厂社园街体队班司]|现有|共有|现存|原有|辖|在册|在校|在编|在岗|在职|在押|在园|在院|在站|登记|总数|总计|名册|应有|应到|建有|拥有|备案|注册|纳入"
    "|本[县市区镇乡村校院局站所馆场厂社园街级]|我[县市区镇乡村校院局站所馆场厂社园街]|职工|人员|干部|党员|学员|教师|医师|护士|成员|队员|委员|代表|住户|居民|对象|家庭|人口"
)
_WHOLE: Final = re.compile(rf"{_LOOKED_AT}|{_ALL_THERE_ARE}|[员师生户手](?:共有?|有|总数)*$")
_FOUND: Final = re.compile(rf"{_LOOKED_AT}")
_NEW: Final = re.compile(
    r"新(?![能型区闻])|招[聘录]|聘用|录[用取]|补充|调[入出整]|退|减|增|培训|培养|处分|处理|问责|表彰|奖|补助|补贴|救助|慰问|安置|帮扶|转移|引进|发展|计划|目标|任务|办结|完成|每|平均|均"
    r"|其[余他中]|另|余|剩|未|不|缺|已|落实|整改|死|伤|赔|派|出动|组织"
)
_SUCH: Final = re.compile(r"的(?P<noun>[^，。；：、\d的]{0,5}?)(?:已?有|为|是|共有?|达|仅)*$")
_OUTCOME: Final = re.compile(
    r"(?:合格|达标|不良|超重|肥胖|贫血|近视|患病|不?一致|不?相符|不符|检出|异常|缺失|不全|超标|阳性|阴性|通过|优秀|良好|优良|完好|损坏|故障|及格|漏报|瞒报|失实)[^，。；：、的\d]{0,4}$"
)
# What is done to some of a stock: 共有水库18座，完成除险加固19座.
_STOCK: Final = re.compile(
    r"全[省市县区镇乡村校院局站]|现有|共有|辖|在册|在校|登记|注册|备案|建有|拥有|面积|设有|村民小组|行政村"
)
_DONE_TO: Final = re.compile(
    r"^(?:现|均|全部|目前|本[年月季]度?|年内|今年|已)*(?:完成(?!投资)|实现|安装|配备|配齐|开通|接入|纳入|暂停|停[业用产]|在[用线]|参加|参与|享受|领取|投保|参保|签约|缴费|接种|体检|建档|挂牌"
    r"|达标|落实|办理|通[过水电车网]|加入|持[有证]|取得|拥有|铺设|覆盖|改造|整治|检[测查验]|验收|投用|开放|启用|使用)(?!以来)"
)
_WIDER: Final = re.compile(
    r"[合总共]计|总|全[省市县]|其[余他]|[年月季期][初末底]|目前|现有|截至|本年|今年|去年|上[年月半]|累计|另|新|外[县市省地]|增加|减少|应(?![急用对])|需|计划|拟|户籍|每|平均|最|(?:和|及|与)[^，。；：、的]{0,6}$|招[聘录]|应聘|社会|群众|游客|外[来地]"
)
_LATER: Final = re.compile("[；。]|同时|另外|此外|另有|还")
_REACH, _MOST, _NOUN = 6, 3, 3


def those_of_all(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All of a document who are more than all that were counted."""
    for passage in passages:
        for number in range(len(passage.sentences)):
            figures = passage.in_sentence(number)
            for index, part in enumerate(figures[1:], 1):
                if _may_be(part) and (whole := _whole(passage, figures[:index], part)) is not None:
                    yield replace(judged_within(passages, whole, part), odds=FORCED)


def _may_be(part: Figure) -> bool:
    counted = part.unit and part.unit not in DURATIONS and not part.is_percent and not is_money(part.unit)
    plain = counted and part.is_exact and part.role in (Role.LEVEL, Role.BASE)
    told = _SUCH.search(part.lead) or _OUTCOME.search(part.lead) or _DONE_TO.match(part.lead)
    return bool(plain and told and len(part.tail) <= _NOUN and not _WIDER.search(part.lead))


def _whole(passage: Passage, front: Sequence[Figure], part: Figure) -> Figure | None:
    """All that were counted, if the part is more than they are."""
    alike = [f for f in front if f.unit == part.unit]
    if not alike or sum(f.interval.high for f in alike) >= part.value or _is_listed(passage, alike[-1]):
        return None
    whole = alike[0]
    plain = whole.word == part.word and whole.is_exact and whole.role is Role.LEVEL
    if not plain or part.value > whole.value * _MOST or whole.bracket != part.bracket:
        return None
    begins, _ = passage.clause_range(whole.clause)
    words = passage.text[begins : whole.at] + whole.tail
    if not _WHOLE.search(words) or _is_of_some(whole) or not _is_called_alike(whole, part, words):
        return None
    if len(front) - front.index(whole) > _REACH or _LATER.search(passage.text, whole.after, part.at):
        return None
    begins, _ = passage.sentence_range(max(0, whole.sentence - 1))
    _, ends = passage.clause_range(part.clause)
    before = passage.between(begins, whole.at)
    greater = any(f.unit == part.unit and f.interval.high >= part.value for f in before)
    return None if greater or EXCUSED.search(passage.text, whole.at - len(whole.lead), ends) else whole


def _is_listed(passage: Passage, before: Figure) -> bool:
    """Whether the figure is the first of a list: 干部74人、志愿者215人."""
    return passage.text[before.after : before.after + 1] in ("、", "和", "及")


def _is_of_some(whole: Figure) -> bool:
    """Whether it counts some alone: who were newly hired, who were punished, what passed."""
    return any(words.search(whole.lead) for words in (_NEW, _SUCH, _OUTCOME))


def _is_called_alike(whole: Figure, part: Figure, words: str) -> bool:
    """Whether both may count the same: the part is called by the noun of the whole, or by none."""
    if part.tail and not whole.tail.startswith(part.tail):
        return False
    such = _SUCH.search(part.lead)
    if such is None and _DONE_TO.match(part.lead):
        return _STOCK.search(words) is not None and part.clause - whole.clause == 1
    if such is None:
        return _FOUND.search(words) is not None
    noun = such["noun"]
    named = whole.tail.startswith(noun) or whole.lead.endswith(noun) or noun[-1:] == whole.lead[-1:]
    return not noun or named
