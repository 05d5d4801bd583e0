"""Counts that a slogan or a ranking carries, against what is listed behind it.

"“五个一批”：发展产业一批、转移就业一批、生态补偿一批、社会兜底一批": four are listed.
"“四个百分之百”，即公布率100%、准确率100%、到位率100%、倒查率100%、整改率100%": five are.
"“六涨二降”：食品上涨0.3%，…": five rose and three fell.
"居前三位的依次为城关镇、新桥镇、河口乡、柳林镇": four are listed as the first three.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.numerals import spoken_value
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.findings import Kind

_SLOGAN = re.compile(r"“(?P<count>[两三四五六七八九十])[个大项]?(?P<word>[一-鿿]{1,2})”")
_FIRST = re.compile(
    r"(?:前|后|最[高低多少大]的)(?P<count>[两三四五六七八九十]|\d{1,2})(?!季度|个?月|[年天日周])(?:位|名|大|类|个)?(?P<noun>[^，。；：、]{0,16}?)"
    r"(?:（[^（）]*）)?(?:依次|分别|顺次)?(?:为|是|：)(?=[^，。；：]*、)"
)
_NEAR = 16  # signs between a slogan and its list
_APART = 2  # a list that lacks more of its count isn't the list of it
_JOINS = re.compile(r"以及|及|和|与|或")
_ALSO = re.compile(r"等")


def slogans(passages: Sequence[Passage]) -> Iterator[Judged]:
    """All slogans and rankings of a document with their lists."""
    for passage in passages:
        for found in _SLOGAN.finditer(passage.text):
            yield from _of_slogan(passage, found)
        for found in _FIRST.finditer(passage.text):
            yield from _of_ranking(passage, found)
        for found in _HUNDREDS.finditer(passage.text):
            yield from _of_hundreds(passage, found)
        for found in _BOTH_WAYS.finditer(passage.text):
            yield from _of_both_ways(passage, found)


def _of_slogan(passage: Passage, found: re.Match[str]) -> Iterator[Judged]:
    ends = passage.text.find("。", found.end())
    listed = passage.text[found.end() : ends if ends >= 0 else len(passage.text)]
    items = re.split(r"[、，；：]", listed)
    word = found["word"]
    items = [re.sub(r"^(?:即|是指|就是|也就是|分别是|包括)", "", item) for item in items]
    first = next((at for at, item in enumerate(items) if word in item), None)
    if first is None or _ALSO.search(listed) or len("".join(items[:first])) > _NEAR:
        return
    run: list[str] = []
    for item in items[first:]:
        if word not in item:
            break
        run.append(item)
    alike = all(item.startswith(word) for item in run) or all(item.endswith(word) for item in run)
    if not alike or re.search(r"\d", "".join(run)):
        return
    yield from _judged(passage, found, run, len(run), len(run), 3)


def _of_ranking(passage: Passage, found: re.Match[str]) -> Iterator[Judged]:
    ends = re.compile(r"[，。；：]").search(passage.text, found.end())
    listed = re.sub(
        r"（[^（）]*）", "", passage.text[found.end() : ends.start() if ends else len(passage.text)]
    )
    items = listed.split("、")
    if _ALSO.search(listed) or any(not item or len(item) > 24 for item in items):
        return
    most = len(items) + sum(len(_JOINS.findall(item)) for item in items)
    if _share_places(passage, found, len(items), most) or _TIED.search(
        passage.text, max(0, found.start() - _BESIDE), ends.end() + _BEHIND if ends else len(passage.text)
    ):
        return
    yield from _judged(passage, found, items, len(items), most, 2)


def _share_places(passage: Passage, found: re.Match[str], least: int, most: int) -> bool:
    """Whether it is told in front how many have these places: "后三位6项。后三位的分别是…"."""
    place = found.group()[: found.end("count") - found.start()]
    front = passage.between(max(0, found.start() - _BEFORE), found.start())
    return any(
        least <= figure.value <= most and place in passage.text[max(0, figure.at - _BESIDE) : figure.at]
        for figure in front
    )


_TIED = re.compile(r"并列|同分|同为第|相同")
_BEFORE, _BESIDE, _BEHIND = 60, 6, 20
_HUNDREDS = re.compile(
    r"“(?P<count>[两三四五六七八九十])个(?:百分之百|百分百|100%)”[，：]?(?:即|分别是|就是|包括)?"
)
_HUNDRED = re.compile(r"(?P<item>[^，。；：、（）\d]{2,16})(?:100%|百分之百)(?:[、，；和及]|。|$)")


def _of_hundreds(passage: Passage, found: re.Match[str]) -> Iterator[Judged]:
    """The shares behind the slogan that are all, one behind the other."""
    at, items = found.end(), []
    while item := _HUNDRED.match(passage.text, at):
        items.append(item["item"])
        at = item.end() if item.group()[-1] != "。" else len(passage.text)
    if not any("等" in item for item in items):
        yield from _judged(passage, found, items, len(items), len(items), 3)


_BOTH_WAYS = re.compile(
    r"“?(?P<count>[一二两三四五六七八九])(?:升|涨|增)(?P<down>[一二两三四五六七八九])(?:降|跌|减)”?[：，。]"
)
_ROSE = re.compile(r"上涨|上升|增长|提高|增加")
_FELL = re.compile(r"下降|下跌|降低|回落|减少")


def _of_both_ways(passage: Passage, found: re.Match[str]) -> Iterator[Judged]:
    """How many rose and fell behind the slogan, if just as many are listed as it tells of."""
    ends = passage.text.find("。", found.end())
    listed = passage.text[found.end() : ends if ends >= 0 else len(passage.text)]
    up, down = int(spoken_value(found["count"]) or 0), int(spoken_value(found["down"]) or 0)
    rose, fell = len(_ROSE.findall(listed)), len(_FELL.findall(listed))
    if rose + fell != up + down:
        return
    places = tuple(passage.quote(*found.span(name)) for name in ("count", "down"))
    quoted = (passage.quote(found.start(), found.end() + len(listed)),)
    told = f"{rose} 项上涨、{fell} 项下降，{'与原文相符' if rose == up else f'原文为 {up} 升 {down} 降'}"
    fixes = () if rose == up else (f"“{found.group()}”应为 {rose} 升 {fell} 降",)
    yield Judged(Kind.COUNT_NAMES, (), quoted, rose == up, told, fixes, places=places)


def _judged(
    passage: Passage, found: re.Match[str], items: Sequence[str], least: int, most: int, fewest: int
) -> Iterator[Judged]:
    written = found["count"]
    count = int(written) if written.isdigit() else int(spoken_value(written) or 0)
    if least < fewest or not (least - _APART <= count <= most + _APART):
        return
    place = passage.quote(found.start("count"), found.end("count"))
    last = passage.text.find(items[-1], found.end()) + len(items[-1])
    quoted = (passage.quote(found.start(), max(found.end(), last)),)
    shown = "、".join(items)
    if least <= count <= most:
        told = f"列出的有 {count} 项（{shown}），与原文相符"
        yield Judged(Kind.COUNT_NAMES, (), quoted, True, told, places=(place,))
        return
    number = str(least) if least == most else f"{least} 至 {most}"
    told = f"列出 {least} 项（{shown}），原文为 {count} 项"
    fixes = (f"“{found.group()}”中的“{written}”应为 {number}", "少列了" if count > most else "多列了")
    yield Judged(Kind.COUNT_NAMES, (), quoted, False, told, fixes, places=(place,))
