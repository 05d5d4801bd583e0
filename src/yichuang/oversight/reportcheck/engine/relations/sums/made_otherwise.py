"""Lists whose numbers come out otherwise than as the parts of the total that they seem to have. Pure.

"涉税企业43户…。注销21户，信用修复7户，重整4户，其余11户": with the 21 they make the 43.
"拆下186块，承诺重做143块，已做117块，没做26块；不再设置43块": the 143 are done or not, and with the 43 all.
"5万元报3万元，3.4万元报2.21万元，合计报5.21万元": every second one is added.
"前三天35人、40人、30人，以后每日12人，8天合计165人": the others are told by the day.
"申报16台，关联方5台剔除，…，可计11台": those taken away and those left make all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile
from typing import Final

from yichuang.oversight.reportcheck.engine.figures import Figure, Role
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.relations.sums.adding import adds_up
from yichuang.oversight.reportcheck.engine.relations.sums.overfull import are_of_one_noun
from yichuang.oversight.reportcheck.engine.relations.sums.part_offers import family_of, may_count
from yichuang.oversight.reportcheck.engine.relations.words.lists import (
    OF_EACH,
    RANKS,
    counts,
    labels_of,
    rank_between,
)

_TELLING: Final = 30  # what several make below it, other figures do by chance
_BACK: Final = 2  # sentences in front of a list where a whole of it may stand
_FURTHER: Final = 3  # figures behind it that may belong to it
_MOST_TIMES: Final = 366
_BEHIND: Final = 30
_THE_OTHERS: Final = re.compile(
    r"(?:以后|之后|此后|往后|随后|其余|其他|剩余|余下|剩下|后[一-鿿]{1,2})[^，。；]{0,4}每"
)
_TAKEN: Final = r"剔除|扣除|核减|除外|不予|不计|退回|作废|撤销|撤回|排除|取消|请假|缺席|缺勤|未到"
_TAKEN_BEFORE: Final = re.compile(rf"(?:{_TAKEN})(?:了|掉|的)?[^，。；：、]{{0,8}}$")
_TAKEN_BEHIND: Final = re.compile(rf"(?:[^，。；：、]{{0,4}})(?:{_TAKEN})")


def is_made_otherwise(
    passage: Passage, total: Figure, parts: Sequence[Figure], *, counted: bool = False
) -> bool:
    """Whether another reading of a list that misses its total comes out; `counted`: all its parts are meant."""
    return (
        _RATIO.search(total.lead) is not None
        or (not counted and _come_out_without_last(total, parts))
        or any(comes_out(total, parts) for comes_out in _BY_FIGURES)
        or any(comes_out(passage, total, parts) for comes_out in _BY_TEXT)
    )


_RATIO: Final = re.compile(
    r"(?:性别|同比|环|占|之|配|系数|强度|密度)比$|系数$|指数$"
)  # 出生性别比112.7（男142、女126）
_OF_EACH: Final = re.compile(r"每[^，。；：]{0,8}$")


def _come_out_without_each(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one says how many each has, and the others make the total: 主任163名，每村1名，督导员14名，共177名."""
    others = [part for part in parts if not _OF_EACH.search(part.lead)]
    return 1 < len(others) < len(parts) and adds_up(total, others)


def _come_out_without_last(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the list makes the total, and one more thing is told of some of them: …，超期服役3台.

    What is called like all the others is one of them: 综合窗口5个、社保窗口6个、…、公交窗口1个.
    """
    longer = len(parts) > _FURTHER and total.at < parts[0].at
    return longer and not are_of_one_noun(labels_of(parts)) and adds_up(total, parts[:-1])


_EXCEPTED: Final = re.compile(r"(?:^|[，。；])除了?(?:上述)?$")
_HEAD: Final = 6  # signs of 。除了上述
_OUTSIDE: Final = re.compile(r"[^，。；]{0,16}?(?<!以)外，")


def _come_out_with_excepted(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what lacks is told to be left out of the list: 除1名返聘专家外，28名均为在职，主任医师3名、…."""
    return any(
        figure.unit == total.unit
        and _EXCEPTED.search(passage.text, max(0, figure.at - _HEAD), figure.at)
        and _OUTSIDE.match(passage.text, figure.after)
        and adds_up(total, (*parts, figure))
        for figure in passage.in_sentence(total.sentence)
        if figure not in parts and figure is not total
    )


def _is_between_two(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one of two is the total with the other: 一共10,095元，街道拨10,500元，余405元."""
    return len(parts) == 2 and any(
        adds_up(whole, (total, rest)) for whole, rest in (parts, tuple(reversed(parts)))
    )


def _come_out_in_other_words(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what else stands in the row is added too: 鸡蛋4箱、笋干6件、快递退货11件，一共21件."""
    if total.at < parts[0].at or any(part.sentence != total.sentence for part in parts):
        return False
    row = [*parts]
    for figure in reversed(passage.between(passage.sentence_range(total.sentence)[0], parts[0].at)):
        if not counts(figure) or rank_between(passage, figure, row[0]) > RANKS["、"]:
            return False
        row.insert(0, figure)
        if adds_up(total, row):
            return True
    return False


_NO_NUMBER: Final = re.compile(
    r"[^，。；\d]{0,10}，(?:再?加上|连同|算上|外加|另加|还有|以及)[^，。；\d一二三四五六七八九十]{2,12}，[^，。；\d]{0,8}"
)


def _one_has_no_number(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one more is named than counted, in front of the total: …一个敬老院，加上镇政府机关，共11家."""
    more = total.at > parts[-1].at and total.value > sum(part.value for part in parts)
    return more and _NO_NUMBER.fullmatch(passage.text, parts[-1].after, total.at) is not None


_EACH_TIME: Final = re.compile("[每各]")


def _is_of_so_many_each(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the list tells what each has, and the total all of them: 每支县里补60万元，镇里配40万元，两支共200万."""
    begins, _ = passage.sentence_range(parts[0].sentence)
    made = sum(part.value for part in parts)
    return (
        total.at > parts[-1].at
        and bool(_EACH_TIME.search(passage.text, begins, total.at))
        and any(
            1 < figure.value <= _MOST_TIMES and made * figure.value == total.value
            for figure in passage.between(parts[-1].after, total.at)
        )
    )


def _another_list_makes_as_much(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether a list in front makes what this one does: 农村53起、国省道37起、城区29起…让行42起、超速23起…."""
    made = sum(part.value for part in parts)
    front = [figure.value for figure in _counted(passage, total, 0, parts[0].at) if figure is not total]
    runs = (front[at:to] for at in range(len(front)) for to in range(at + 3, len(front) + 1))
    told = len(parts) > 2 and made > total.value and made >= _TELLING
    return told and any(sum(run) == made for run in runs)


def _some_are_brothers(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the last of the list make a whole in front with the total: 418件，漏水302件，其中…，堵塞74件，其他42."""
    begins, _ = passage.sentence_range(max(0, total.sentence - 1))
    wholes = [whole for whole in _counted(passage, total, begins, total.at) if whole.value >= _TELLING]
    brothers = [(total, *parts[at:]) for at in range(1, len(parts))]
    return any(adds_up(whole, each) for whole in wholes for each in brothers)


def _one_is_of_each(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one is told of each of some, so that it counts more than once: 宽4.5米，两边各培0.5米，总宽5.5米."""
    for part in parts:
        lacks = total.value - sum(other.value for other in parts if other is not part)
        if part.value > 0 and OF_EACH.search(part.lead) and lacks > part.value and lacks % part.value == 0:
            return True
    return False


def _one_is_told_by_a_word(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the one that lacks is told by a word that is read as no number: 完成的十六条，正在办的三条，停办一条."""
    lacks = total.value - sum(part.value for part in parts)
    return lacks == 1 and passage.text[parts[-1].after :][:_BEHIND].find(f"一{total.word}") >= 0


def _first_is_the_others(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the first is a whole of its own, which those behind it make: 退出58人，再安置35人，其余23人."""
    whole = len(parts) > 2 and parts[0].value >= _TELLING and total.at < parts[0].at
    return whole and adds_up(parts[0], parts[1:])


def is_alike(figure: Figure, total: Figure) -> bool:
    """Whether a figure may be added to what a total is made of."""
    return family_of(figure) == family_of(total) and may_count(figure) and figure.is_exact


def _counted(passage: Passage, total: Figure, begins: int, ends: int) -> list[Figure]:
    return [
        figure
        for figure in passage.between(begins, ends)
        if is_alike(figure, total) and figure.role in (Role.LEVEL, Role.TARGET)
    ]


def _all_make_a_whole(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what seems a total is one more part, and all make a figure in front."""
    first = min(total, parts[0], key=lambda figure: figure.at)
    begins, _ = passage.sentence_range(max(0, first.sentence - _BACK))
    wholes = _counted(passage, total, begins, first.at)
    return any(whole.value >= _TELLING and adds_up(whole, (total, *parts)) for whole in wholes)


def longer_lists(passage: Passage, total: Figure, parts: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """The list, and it with what follows in its sentence."""
    yield tuple(parts)
    _, ends = passage.sentence_range(parts[-1].sentence)
    further = [
        figure
        for figure in passage.between(parts[-1].after, ends)
        if is_alike(figure, total) and figure.bracket == parts[-1].bracket
    ]
    for size in range(1, min(_FURTHER, len(further)) + 1):
        yield (*parts, *further[:size])


def _come_out_without_kinds(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether some of the list are the kinds of the one in front of them, and the others make the total."""
    return total.at < parts[0].at and any(
        adds_up(total, (*each[: at + 1], *each[ends:]))
        for each in longer_lists(passage, total, parts)
        for at, whole in enumerate(each)
        for ends in range(at + 3, len(each) + 1)
        if len(each) - ends + at > 0 and adds_up(whole, each[at + 1 : ends])
    )


def _every_second_is_added(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the total behind a list is made of every second figure, each told by the same verb."""
    if total.at < parts[0].at or total.value < _TELLING:
        return False
    begins, _ = passage.sentence_range(parts[0].sentence)
    second = _counted(passage, total, begins, parts[-1].after)[::-2]
    alike = list(takewhile(lambda figure: figure.lead and figure.lead == parts[-1].lead, second))
    return any(adds_up(total, alike[:size]) for size in range(2, len(alike) + 1))


def _others_are_told_by_times(passage: Passage, total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether what lacks is some times a figure beside the list that says how many each of the others has."""
    lacks = total.value - sum(part.value for part in parts)
    low, high = min(total.at, parts[0].at), max(total.after, parts[-1].after + _BEHIND)
    return lacks > 0 and any(
        figure.role is Role.AVERAGE
        and bool(_THE_OTHERS.search(passage.text[passage.clause_range(figure.clause)[0] : figure.at]))
        and family_of(figure) == family_of(total)
        and 0 < figure.value <= lacks <= figure.value * _MOST_TIMES
        and lacks % figure.value == 0
        for figure in passage.between(low, high)
    )


def _are_taken_and_left(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether one is said to be taken away, and another is what the total has without it, or had with it."""
    taken = [part for part in parts if _TAKEN_BEFORE.search(part.lead) or _TAKEN_BEHIND.match(part.tail)]
    return any(
        adds_up(total, (one, other)) or adds_up(other, (one, total))
        for one in taken
        for other in parts
        if other is not one
    )


_BY_FIGURES: Final[tuple[Callable[[Figure, Sequence[Figure]], bool], ...]] = (
    _are_taken_and_left,
    _come_out_without_each,
    _one_is_of_each,
    _first_is_the_others,
    _is_between_two,
)
_BY_TEXT: Final[tuple[Callable[[Passage, Figure, Sequence[Figure]], bool], ...]] = (
    _all_make_a_whole,
    _come_out_without_kinds,
    _every_second_is_added,
    _others_are_told_by_times,
    _come_out_with_excepted,
    _come_out_in_other_words,
    _one_has_no_number,
    _some_are_brothers,
    _another_list_makes_as_much,
    _is_of_so_many_each,
    _one_is_told_by_a_word,
)
