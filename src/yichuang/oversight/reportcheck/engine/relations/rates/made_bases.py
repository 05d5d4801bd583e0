"""Bases that aren't printed: what counts side by side make together, or what one leaves of another. Pure.

"男职工512人，女职工298人，女职工占36.8%": of both. "C级126栋、D级38栋，已整治152栋，整治率92.7%": of both, too.
"共50户，除2户外出外，已签约47户，签约率97.9%": of those left.
Like all signs these look at words and places, never at their own numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.rates.bases import named_base
from yichuang.oversight.reportcheck.engine.relations.rates.known_rates import usual_of
from yichuang.oversight.reportcheck.engine.relations.rates.pairs import Pair, is_count
from yichuang.oversight.reportcheck.engine.relations.rates.runs import are_named_together
from yichuang.oversight.reportcheck.engine.relations.rates.words import label_of, sums_up
from yichuang.oversight.reportcheck.engine.relations.sums.part_names import labels_sign
from yichuang.oversight.reportcheck.engine.relations.words.lists import labels_of, rank_between

_MOST = 4  # counts that make a base together
_BACK = 1  # sentences in front of that of the rate
_PLAIN = (Role.LEVEL, Role.TARGET, Role.BASE)


@dataclass(frozen=True, slots=True)
class Made:
    """A base: counts added up, or one and what is taken from it."""

    added: tuple[Figure, ...]
    taken: tuple[Figure, ...] = ()

    def pair(self, parts: tuple[Figure, ...]) -> Pair:
        """The pair of some parts and this base."""
        return Pair(parts, self.added[0], sure=False, added=self.added[1:], taken=self.taken)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All that it is made of."""
        return (*self.added, *self.taken)


def made_offers(
    passage: Passage, rate: Figure, near: Sequence[Figure], runs: Sequence[tuple[Figure, ...]]
) -> Iterator[Pair]:
    """The pairs of these parts, which end in one count, and of a base that isn't printed."""
    part = runs[0][-1]
    if not is_count(part) or part.at > rate.at or rate.sentence - part.sentence > _BACK:
        return
    for made in _made(passage, rate, tuple(near)):
        if made.added[0].unit != part.unit:
            continue
        for run in runs:
            inside = [f in made.figures for f in run]
            if made.taken or not any(inside):
                fits = not any(inside) and len(run) == 1 and made.figures[-1].at < part.at
            else:
                fits = all(inside) and len(run) < len(made.added) and run[0] in (part, made.added[0])
            if fits:
                yield made.pair(run)


@lru_cache(maxsize=2)  # asked for each part of a rate
def _made(passage: Passage, rate: Figure, near: tuple[Figure, ...]) -> tuple[Made, ...]:
    """All that counts in front of a rate may make, but for what the text prints."""
    printed = {(f.value, f.unit) for f in near}
    rows = list(_rows(rate, near))
    sums = (
        Made(tuple(row[at:to]))
        for row in chain.from_iterable(_apart(passage, row) for row in rows)
        for to in _ends(row)
        for at in _begins(to)
    )
    left = (
        Made((whole,), (less,))
        for row in rows
        for whole, less in pairwise(row)
        if less.value < whole.value and _EXCEPT.search(f"{less.lead}{less.tail}")
    )
    return tuple(
        dict.fromkeys(each for each in chain(sums, left) if (_value(each), each.added[0].unit) not in printed)
    )


def _apart(passage: Passage, row: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The counts of a row without those that tell of all, behind which others begin: 共, a colon, 其中."""
    found: list[Figure] = []
    for figure in row:
        opens = found and (
            _PART_OF in figure.lead or "：" in passage.text[found[-1].after : figure.at] or sums_up(figure)
        )
        if opens:
            yield found
            found = []
        if not sums_up(figure):
            found.append(figure)
        if len(found) == 1 and _PART_OF in figure.lead:
            return  # parts of what stands in front
    yield found


def _value(made: Made) -> object:
    return made.pair(made.added[:1]).whole


def _ends(row: Sequence[Figure]) -> range:
    """Where what is counted together may end: with the last, or the last but one, of which the last may be a part."""
    return range(max(2, len(row) - 1), len(row) + 1)


def _begins(to: int) -> range:
    return range(max(0, to - _MOST), to - 1)


def _rows(rate: Figure, near: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The counts of one unit that follow each other in a sentence in front of a rate, in open text or its bracket."""
    row: list[Figure] = []
    for figure in near:
        if figure.at > rate.at or rate.sentence - figure.sentence > _BACK or figure.role not in _PLAIN:
            continue
        if figure.bracket not in (0, rate.bracket) or not is_count(figure):
            continue
        if row and (figure.unit, figure.sentence) != (row[-1].unit, row[-1].sentence):
            yield row
            row = []
        row.append(figure)
    yield row


# ------------------------------------------------------------------ signs

_EXCEPT = re.compile(
    r"除|扣|剔除|不含|不可比|豁免|免[检考试签]|请假|缺考|缺席|未到|未受理|不予受理|撤[回销诉]|终止|中止|作废|无效|死亡|迁出|搬迁|销户|注销"
    r"|退出|退学|休学|转出|停用|报废|空挂|外出|暂缓|不具备|不符合|不适合|禁忌|回避|弃权|无需|不需|排除|核减|减免|剩余"
)
_TAKEN = re.compile(r"除|扣|剔|不含|不计|免")
_TOGETHER = re.compile(r"之和|合计|总|全部|两者|二者|三者|相加|共")
_WIDER = re.compile(r"占(?:全?[国省市县区镇乡村州旗盟]|同期|全部|所有|总|[^，。；]{0,8}总[数量额])")
_LEFT = re.compile(r"其余|剩余|余下|实际|有效|应|可")
_SUM = re.compile(r"之和|合计|总和|[两二三四][者项类]|已")
_PART_OF = "其中"
_DENIED = re.compile(r"[未不无非]|超时|超期|逾期|延期")


def made_signs(passage: Passage, rate: Figure, pair: Pair, near: Sequence[Figure]) -> Iterator[str]:
    """What speaks for or against a base that isn't printed, by its words and those about it."""
    usual = usual_of(rate)
    if usual is not None:
        yield "part usual" if all(usual.may_be_part(passage, f) for f in pair.parts) else "part unheard"
        figures = pair.figures
        if any(f not in figures and usual.may_be_base(passage, f) for f in near):
            yield "made, a usual base near"
    kernel = named_base(passage, rate)
    if _WIDER.search(rate.lead):
        yield "made, of a place called"
    if pair.taken:
        less = pair.taken[0]
        yield "made of the rest"
        yield "made, taken from it" if _TAKEN.search(less.lead + less.tail) else "made, may be taken"
        if _LEFT.search(rate.lead) or _LEFT.search(pair.parts[-1].lead):
            yield "made of the rest, as told"
        return
    yield from _of_members(passage, rate, pair)
    yield from _of_kernel(passage, pair, kernel, near)
    yield from _of_front(pair, near)


def _of_members(passage: Passage, rate: Figure, pair: Pair) -> Iterator[str]:
    members = (pair.base, *pair.added)
    inside = pair.parts[0] in members
    yield "made with the part" if inside else "made without the part"
    yield f"made of {len(members)}"
    label = labels_sign(tuple(labels_of(members)))
    yield f"made of {label}{'' if inside else ', part apart'}"
    yield f"made parted {rank_between(passage, members[0], members[-1])}"
    behind = passage.between(members[-1].after, rate.at)
    if inside:
        beside = not any(is_count(f) and f.unit == members[-1].unit for f in behind)
        yield "made up to the rate" if beside else "made before others"
    between = passage.between(members[0].after, members[-1].at)
    if any(f.is_percent for f in between):
        yield "made with shares between"
    if any(is_count(f) and f not in members for f in between):
        yield "made with others between"
    if not inside and _PART_OF in pair.parts[0].lead:
        yield "made over 其中"
    denied = {_DENIED.search(f.lead + f.tail) is not None for f in members}
    if len(denied) > 1:
        yield "made of done and undone"


def _of_kernel(passage: Passage, pair: Pair, kernel: str, near: Sequence[Figure]) -> Iterator[str]:
    """What 占…的 names: all of them, their noun, what another count tells."""
    if _TOGETHER.search(kernel):
        yield "made as told"
    if len(kernel) < 2:
        return
    members = (pair.base, *pair.added)
    labels = [label_of(passage, f) for f in members]
    if are_named_together(_SUM.sub("", kernel), labels):
        yield "made of those called"
    elif all(kernel[-2:] in label for label in labels):
        yield "made of what is called"
    elif any(kernel[-2:] in label_of(passage, f) for f in near if f not in members):
        yield "made, another called"
    else:
        yield "made of the uncalled"


def _of_front(pair: Pair, near: Sequence[Figure]) -> Iterator[str]:
    """Whether counts of the unit stand in front of the base, of which it may be a part."""
    first = pair.base
    front = [f for f in near if f.at < first.at and f.unit == first.unit and f.role is not Role.CHANGE]
    here = [f for f in front if f.sentence == first.sentence]
    if here:
        yield "made with one in front" if not sums_up(here[-1]) else "made with a whole in front"
    elif front:
        yield "made with one before"
    figures = pair.figures
    if any(f not in figures for f in near if sums_up(f)):
        yield "made beside a whole"
    if sums_up(pair.parts[-1]):
        yield "made with a part told as a sum"
