"""What a thing holds isn't more than it: a table of capacities and stocks with what fills them or is among them.

"总库容1,420万立方米，…蓄水量1,805万立方米", "座位180个，…占用座位186个", "在册47人…。女性51人".
So is what is said to be within what was counted: "培训861名（均为登记在册者）", "供水7.4万吨，未超过设计能力".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.above_and_below import beside_line
from yichuang.oversight.reportcheck.engine.relations.nested import EXCUSED, judged_within
from yichuang.oversight.reportcheck.findings import Span

_AREAS = frozenset(("平方公里", "公顷", "亩", "平方米"))
_LEVELS = (Role.LEVEL, Role.TARGET)
_IS = r"(?:数|总数|共|为|有|达|计|约)*$"


@dataclass(frozen=True, slots=True)
class _Holder:
    """Words of what holds, and of what it holds; `units` that both are told in, any if none are named."""

    whole: re.Pattern[str]
    part: re.Pattern[str]
    why: str
    units: frozenset[str] = frozenset()
    sentences: int = 1  # that may lie between them


_PLACES = "(?:座位|坐席|席位|床位|铺位|车位|停车位|泊位|工位|机位|摊位|墓穴|穴位|仓位|学位)"
_HOLDERS = (
    _Holder(
        re.compile(rf"(?<!防洪)(?<!兴利)(?<!调洪)(?:总|设计|校核|最大)库容{_IS}"),
        re.compile(rf"(?:蓄水量?|蓄水总量|库存水量|存蓄水量|可用水量|可供水量|死库容|兴利库容|防洪库容){_IS}"),
        "水库里的不会多于总库容",
    ),
    _Holder(
        re.compile(
            rf"(?:建成区|国土|行政区域|行政区划|区划|辖区|县域|镇域|村域|[县市区镇乡]域|土地|占地|园区|规划|(?<!建筑)(?<!筑面)总)(?:规划|总|土地)*面积{_IS}"
        ),
        re.compile(
            rf"(?:绿地|绿化|公园|林地|森林|耕地|基本农田|永久基本农田|水域|水面|湿地|草地|草原|园地|建设用地|未利用地|宜林地|荒山|沙地|建成区|已开发|开发)(?:总)?面积{_IS}"
        ),
        "其中的面积不会大于总面积",
        _AREAS,
    ),
    _Holder(
        re.compile(rf"{_PLACES}{_IS}"),
        re.compile(rf"(?:占用|使用|在用|已用|启用|坐满|入座|停满|占满){_PLACES}?{_IS}"),
        "用上的不会多于全部",
    ),
    _Holder(
        re.compile(r"(?:在册|在编|在岗|在职|在校|在园|在籍|在押|在矫|在训|现有|共有|实有|登记在册)[^，。；：、\d]{0,12}$"),
        re.compile(r"^(?:其中)?(?:女性?|男性?|女职工|男职工|女生|男生|女干部|女教师|未成年人?|少数民族|[五六七八5-8][0十]岁以上|独生子女|单亲)(?:的|者|有|共|教师|职工|学生)*$"),
        "其中的人不会多于全部",
        frozenset(("人",)),
    ),
    _Holder(
        re.compile(rf"(?:核定|批复|总|现有)编制{_IS}|编制数{_IS}"),
        re.compile(rf"^(?:实有|在编|在岗)(?:人员|人数|干部)?{_IS}"),
        "在编的不会多于编制",
        frozenset(("人",)),
    ),
)  # fmt: skip
_STORED = rf"(?:储存|存储|贮存|库存|存放|在库|入库|存粮|存煤|存油|存栏){_IS}"
_HOLDERS += (
    _Holder(
        re.compile(rf"(?:总|有效|标准|实际|完好|核定)*(?:仓容|库容量|仓储容量|储存能力|仓储能力|储备能力|储煤能力|冷库容量|罐容|栏位){_IS}"),
        re.compile(rf"(?:实际|现有|目前|当前|现)*{_STORED}|^实存{_IS}"),
        "存的不会多于容量",
        sentences=0,
    ),
    _Holder(
        re.compile(rf"(?:总里程|通车里程|公路里程|道路里程|线路全长|全长|总长|总长度|管网长度|渠道长度|渠道总长|河道总长|岸线总长|堤防总长){_IS}"),
        re.compile(rf"^(?:其中)?(?:已|已经)?(?:硬化|绿化|亮化|黑化|养护|衬砌|疏浚|清淤|更换|改造|修复|建成|完成|通车|优良|高速公路|国道|省道|县道|乡道|村道|老旧){_IS}"),
        "一段不会长于全长",
        frozenset(("公里", "米")),
    ),
)  # fmt: skip
_OF_ELSE = re.compile(r"另|编外|超编|超员|加座|加床|超载|满载")


def contained(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All figures of a document that are more than what holds them, and those that aren't."""
    for passage in passages:
        told: set[Span] = set()
        for index, part in enumerate(passage.figures):
            if not part.is_exact or part.is_percent or part.role not in _LEVELS or not part.unit:
                continue
            for whole, why in _holders_of(passage, index, part):
                if part.span not in told:
                    told.add(part.span)
                    yield judged_within(passages, whole, part, why=why)
        yield from _beside_a_name(passages, passage)
        yield from _reached(passages, passage)
        yield from _share_of_a_name(passages, passage)


def _holders_of(passage: Passage, index: int, part: Figure) -> Iterator[tuple[Figure, str]]:
    front = [
        f for f in passage.figures[max(0, index - _FAR) : index]
        if f.unit == part.unit and f.is_exact and f.role in _LEVELS
    ]  # fmt: skip
    if not front:
        return
    for holder in _HOLDERS:
        if (holder.units and part.unit not in holder.units) or not holder.part.search(part.lead):
            continue
        near = [
            f for f in front if part.sentence - f.sentence <= holder.sentences and holder.whole.search(f.lead)
        ]
        if near and _is_free(passage, near[-1], part):
            yield near[-1], holder.why
    if _ALL_OF_THEM.match(passage.text, part.after):
        yield max(front, key=lambda f: f.value), "原文说都在其中"


_FAR = 9
_ALL_OF_THEM = re.compile(
    r"[^，。；：、（）\d]{0,8}（(?:均|都|全部?|皆)(?:为|是|属|系|在|从)?(?:上述|以上|前述|该|本|登记|在册|其中|这)"
)


def _is_free(passage: Passage, whole: Figure, part: Figure) -> bool:
    """Whether nothing in between is as much, and no word excuses it."""
    between = passage.between(whole.after, part.at)
    words = passage.text[whole.after : part.at]
    greater = any(f.unit == part.unit and f.value >= part.value for f in between)
    return not greater and not EXCUSED.search(words) and not _OF_ELSE.search(words)


_LINE = re.compile(
    r"，(?:均|都|也|仍|并|始终|尚|远|明显|已|略|大大|且)*(?P<below>未超过|没有超过|不超过|未突破|没有突破|未超出|无一超过|未达到?|低于|小于)?"
    r"(?P<above>高于|超过|超出|突破|大于)?了?(?P<name>[一-鿿]{3,10})(?=[，。；])"
)
_ELSEWHEN = re.compile(
    "上年|去年|同期|往年|全[国省市]|平均|年初|上月|上季|均值|历史|水平|预期|预计|一半|半数"
)


def _beside_a_name(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "设计供水能力5.0万吨…实际供水7.4万吨，未超过设计能力": a line that is called by its name."""
    for found in _LINE.finditer(passage.text):
        name = found["name"]
        if not (found["below"] or found["above"]) or _ELSEWHEN.search(name):
            continue
        front = passage.between(passage.sentence_range(0)[0], found.start())
        value = front[-1] if front else None
        if value is None or not value.is_exact or not value.unit or found.start() - value.after > _NEAR:
            continue
        lines = [
            f for f in front[:-1]
            if f.unit == value.unit and f.is_exact and name[:2] in f.lead and name[-2:] in f.lead
        ]  # fmt: skip
        if len({f.value for f in lines}) == 1 and lines[-1].role is not Role.CHANGE is not value.role:
            yield beside_line(passages, value, lines[-1], above=bool(found["above"]), firm=True)


_NEAR = 6

_ALL_THERE_ARE = re.compile(r"(?:全[县市区镇乡街]|辖|下辖|辖区|现有|共有|所辖)(?:内|域)?(?:共|有|的)*$")
_GOES_TO = re.compile(
    r"(?:覆盖|惠及|涉及|辐射|分布在|分布于|遍及|进驻|走遍|涵盖|深入|联系)(?:了|到|全[县市区镇乡])*$"
)


def _reached(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "全县18个乡镇…覆盖21个乡镇": what is reached is there."""
    for index, part in enumerate(passage.figures):
        if not part.is_exact or not part.tail or not _GOES_TO.search(part.lead):
            continue
        for whole in reversed(passage.figures[:index]):
            called = whole.unit == part.unit and whole.tail[:2] == part.tail[:2] and whole.is_exact
            if called and _ALL_THERE_ARE.search(whole.lead):
                yield judged_within(passages, whole, part)
                break


_SOME_OF = re.compile(
    r"，?(?:仅|只|约|已|均)*占(?P<name>[一-鿿]{2,10}?)(?:总数|总量|总额)?的(?:近|约|超过?|逾|不到|不足)?"
    r"(?:[一二三四五六七八九]成|半数|一半|大半|大部分|多数|绝大多数|[三四五]分之[一二三]|少数|小部分)"
)


def _share_of_a_name(passages: Sequence[Passage], passage: Passage) -> Iterator[Judged]:
    """ "账面原值286.5万元…报废384.0万元，占账面原值的一成多": what is some of it isn't more than it."""
    for index, part in enumerate(passage.figures):
        found = _SOME_OF.match(passage.text, part.after)
        if not found or not part.is_exact:
            continue
        name = found["name"]
        wholes = [
            f for f in passage.figures[max(0, index - _FAR) : index] if f.unit == part.unit and name in f.lead
        ]
        if len({f.value for f in wholes}) == 1 and part.value > wholes[-1].interval.high:
            yield judged_within(passages, wholes[-1], part, why="原文说只占一部分")
