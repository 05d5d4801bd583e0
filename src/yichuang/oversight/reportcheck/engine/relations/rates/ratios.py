"""Ratios: so many of the one to so many of the other, and so many to a hundred, a thousand, ten thousand.

"教师117人，学生1,584人，师生比1∶13.5": 1584 ÷ 117 = 13.5.
"按常住人口50.2万人计，护士1,107人，每千人口有护士2.51人": 1107 ÷ 502 = 2.21.
"三次产业结构为14.5∶38.2∶47.3": the shares of three values of 100.

What a ratio is of is read from its name, sign by sign. It holds if any two figures of those names give it; it is
accused only if the two that miss it do so by a slip of the pen, or hardly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.intervals import divide, printed
from yichuang.oversight.reportcheck.engine.judging import Judged, rounded
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.likely import within
from yichuang.oversight.reportcheck.engine.slips import is_slip
from yichuang.oversight.reportcheck.engine.telling import about, changes, instead, quotes, said
from yichuang.oversight.reportcheck.findings import Kind, Span

_RATIO = re.compile(
    r"(?P<one>[一-鿿])(?P<two>[一-鿿])(?P<what>[一-鿿]{0,6}?)比(?:例)?(?:约|为|达到?|是|缩小|扩大|到|至|由[^，。；]{0,16}?(?:到|至|为))*"
    r"(?P<left>\d+(?:\.\d+)?)[∶：](?P<right>\d+(?:\.\d+)?)(?![∶：\d])"
)
_CONTEST = re.compile(
    r"(?P<of>竞争|报录|考录|招录|报考|求人|供需)比(?:例)?(?:约|为|达到?|是)*(?P<left>\d+(?:\.\d+)?)[∶：]1(?![∶：\d])"
)
_CAME = re.compile(r"报名|报考|应聘|应考|参考|求职|竞聘|申请|投递|过审|通过|合格|缴费")
_TO_FILL = re.compile(r"岗位|职位|计划|名额|招[聘录]|需求|职数|学位|编制")
_TAKEN = re.compile(r"录[取用]|招录|聘用|计划|名额")
_SIDES = {
    "师": "师", "生": "学生|在校生", "医": "医师|医生", "护": "护士", "床": "床位|床", "城": "城镇|城市",
    "乡": "农村|乡村",
    "干": "干部", "群": "群众", "管": "管理", "男": "男", "女": "女", "投": "投诉", "产": "产值|产出",
}  # fmt: skip
_BEFORE = re.compile(r"由(?P<left>\d+(?:\.\d+)?)[∶：](?P<right>\d+(?:\.\d+)?)")
_TIMES = re.compile(r"(?:20\d\d年|今年|去年|上年|同期|[由从到至为])+")
_THEN = re.compile(r"上年|去年|前年|同期|年初|原")
_PER = re.compile(
    r"每(?P<many>百|千|万|十万)[名户人口个]?(?P<of>[^，。；\d]{0,6}?)(?:拥有|配备|有)?(?P<what>[^，。；\d]{2,14})$"
)
_MANY = {"百": 100, "千": 1000, "万": 10**4, "十万": 10**5}
_PEOPLE = re.compile(r"人口|学生|在校|居民|职工|老人|计算|口径")
_STRUCTURE = re.compile(
    r"(?:结构|构成|比例|之比)[^，。；\d]{0,10}?(?P<terms>\d+(?:\.\d+)?(?:[∶：]\d+(?:\.\d+)?){2,4})(?![∶：\d])"
)
_REACH = 260
_NEAR = Decimal("0.12")
_WIDE = Decimal("0.5")  # where only one pair of figures can be meant
_HUNDRED = Decimal(100)


def ratios(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All ratios of a document."""
    for passage in passages:
        for found in _RATIO.finditer(passage.text):
            if judged := _of_two(passages, passage, found):
                yield judged
        for found in _CONTEST.finditer(passage.text):
            if judged := _of_contest(passages, passage, found):
                yield judged
        for found in _STRUCTURE.finditer(passage.text):
            yield from _of_many(passages, passage, found)
        for figure in passage.figures:
            per = _PER.search(figure.lead)
            if (
                per
                and figure.is_exact
                and not figure.is_percent
                and (judged := _per(passages, passage, figure, per))
            ):
                yield judged


def _near(passage: Passage, at: int) -> list[Figure]:
    return [
        f
        for f in passage.between(max(0, at - _REACH), at + _REACH // 2)
        if not f.is_percent and f.value > 1 and f.is_exact and f.role in (Role.LEVEL, Role.BASE, Role.AVERAGE)
    ]


def _of_two(passages: Sequence[Passage], passage: Passage, found: re.Match[str]) -> Judged | None:
    left, right = Decimal(found["left"]), Decimal(found["right"])
    sides = (_SIDES.get(found["one"]), _SIDES.get(found["two"]))
    if 1 not in (left, right) or left == right or not all(sides) or _THEN.search(found.group()[-12:-6]):
        return None
    told = left if right == 1 else right
    span = passage.view.span(*found.span("left" if right == 1 else "right"))
    near = _near(passage, found.start())
    ones, twos = (_called(near, side or "") for side in sides)
    pairs = [(one, two) if right == 1 else (two, one) for one in ones for two in twos if one is not two]
    pairs = [pair for pair in pairs if not _digits_at(pair, found.start(), found.end())]
    what = found["what"][-2:]
    pairs = [pair for pair in pairs if all(what in f.lead + f.tail for f in pair)] or pairs
    step = Decimal(1).scaleb(-len(str(told).partition(".")[2]))
    if before := _BEFORE.search(passage.text, found.start(), found.start("left")):
        then = Decimal(before["right"] if before["left"] == "1" else before["left"])
        pairs = [pair for pair in pairs if not printed(then, step).has(divide(pair[0].value, pair[1].value))]
    return _judged(passages, pairs, told, step, span)


def _called(near: Sequence[Figure], side: str) -> list[Figure]:
    """The counts of a side, by their words; one that has none is of the side of the one in front of its unit.

    "2014年17所3,264名学生，2024年6所1,518名": of pupils, both.
    """
    found: list[Figure] = []
    last: dict[str, bool] = {}
    for figure in near:
        words = _TIMES.sub("", figure.lead) + figure.tail
        is_of = re.search(side, words) is not None or (not words and last.get(figure.unit, False))
        last[figure.unit] = is_of
        if is_of:
            found.append(figure)
    return found


def _of_contest(passages: Sequence[Passage], passage: Passage, found: re.Match[str]) -> Judged | None:
    """ "报名3,150人，岗位75个，平均竞争比为42∶1": those who came, over what there was for them in front of it."""
    front = [f for f in _near(passage, found.start()) if f.after <= found.start()]
    came = [f for f in front if f.unit == "人" and _CAME.search(f.lead + f.tail[:4])]
    words = _TAKEN if found["of"].endswith("录") else _TO_FILL
    to_fill = [f for f in front if f not in came and words.search(f.lead + f.tail[:4])]
    pairs = [(one, other) for one in came for other in to_fill if one.value > other.value]
    told = Decimal(found["left"])
    step = Decimal(1).scaleb(-len(str(told).partition(".")[2]))
    span = passage.view.span(*found.span("left"))
    return _judged(passages, pairs, told, step, span, _WIDE if len(pairs) == 1 else Decimal(0))


def _digits_at(pair: tuple[Figure, Figure], at: int, to: int) -> bool:
    return any(at <= figure.at < to for figure in pair)


def _judged(
    passages: Sequence[Passage],
    pairs: Sequence[tuple[Figure, Figure]],
    told: Decimal,
    step: Decimal,
    span: Span,
    room: Decimal = _NEAR,
) -> Judged | None:
    wanted = printed(told, step)
    best: tuple[Figure, Figure] | None = None
    for above, below in pairs:
        value = divide(above.value, below.value)
        if wanted.has(value):
            best = (above, below)
            break
        digits = str(rounded(value, step)), str(told)
        near = (
            abs(value - told) <= told * room or sorted(digits[0]) == sorted(digits[1]) or _one_digit(*digits)
        )
        best = (above, below) if near else best
    if best is None:
        return None
    value = divide(best[0].value, best[1].value)
    holds = wanted.has(value)
    arithmetic = f"{said(best[0])} ÷ {said(best[1])} {about(value, max(1, -int(step.adjusted()) + 1))}"
    ending = f"，与原文 {told} 相符" if holds else f"，原文为 {told}"
    fixes = () if holds else (f"“{told}”应为 {rounded(value, step)}",)
    return Judged(
        Kind.RATE, best, (*quotes(passages, best), span), holds, arithmetic + ending, fixes, places=(span,)
    )


def _one_digit(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _of_many(passages: Sequence[Passage], passage: Passage, found: re.Match[str]) -> Iterator[Judged]:
    """The shares of three or more values that make a hundred: all but one of them agree."""
    terms = [Decimal(term) for term in re.split("[∶：]", found["terms"])]
    if abs(sum(terms) - _HUNDRED) > 15:
        return
    near = [f for f in _near(passage, found.start()) if f.after <= found.start()]
    for start in range(len(near) - len(terms), -1, -1):
        parts = near[start : start + len(terms)]
        whole = sum((f.value for f in parts), Decimal(0))
        if len({f.unit for f in parts}) > 1:
            continue
        shares = [divide(f.value * _HUNDRED, whole) for f in parts]
        step = Decimal(1).scaleb(-max(len(str(term).partition(".")[2]) for term in terms))
        right = [
            printed(term, step).widened(step).has(share) for term, share in zip(terms, shares, strict=True)
        ]
        if sum(right) < len(terms) - 1:
            continue
        at = found.start("terms")
        for term, share, agrees, part in zip(terms, shares, right, parts, strict=True):
            span = passage.view.span(at, at + len(str(term)))
            at += len(str(term)) + 1
            told = f"{said(part)} ÷ {' + '.join(said(f) for f in parts)} {about(share, 1 - int(step.adjusted()))}%"
            ending = f"，与原文 {term} 相符" if agrees else f"，原文为 {term}"
            fixes = () if agrees else (f"“{term}”应为 {rounded(share, step)}",)
            quoted = (*quotes(passages, parts), span)
            yield Judged(Kind.RATE, tuple(parts), quoted, agrees, told + ending, fixes, places=(span,))
        return


def _per(passages: Sequence[Passage], passage: Passage, figure: Figure, per: re.Match[str]) -> Judged | None:
    """ "每千人口拥有注册护士2.51人": what is counted, over the people, times a thousand."""
    many = Decimal(_MANY[per["many"]])
    near = [f for f in _near(passage, figure.at) if f is not figure]
    bases = [f for f in near if f.value >= many / 2 and f.unit == "人" and _PEOPLE.search(f.lead + f.tail)]
    name = re.sub(r"(?:数|人数|拥有量)?(?:为|达|达到)?$", "", per["what"])
    wholes = [
        f for f in near if f.unit == figure.unit and f not in bases and within(name[-4:], f.lead + f.tail)
    ]
    pairs = [(whole, base) for whole in wholes for base in bases]
    step = figure.step or Decimal(1)
    values = {pair: divide(pair[0].value * many, pair[1].value) for pair in pairs}
    wanted = printed(figure.value, step)
    held = next((pair for pair, value in values.items() if wanted.has(value)), None)
    wrong = [
        pair
        for pair, value in values.items()
        if is_slip(figure, value) or abs(value - figure.value) * 10 <= value
    ]
    best = held or (wrong[-1] if wrong else None)
    if best is None:
        return None
    value = values[best]
    told = f"{said(best[0])} ÷ {said(best[1])} × {many} {about(value, max(1, 1 - int(step.adjusted())))}"
    figures = (*best, figure)
    ending = f"，与原文 {said(figure)} 相符" if held else f"，原文为 {said(figure)}"
    fixes = () if held else changes(instead(figure, value))
    return Judged(
        Kind.RATE, figures, quotes(passages, figures), bool(held), told + ending, fixes, claim=figure
    )
