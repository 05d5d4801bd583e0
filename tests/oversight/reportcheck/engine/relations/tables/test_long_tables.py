"""Tables of thousands of rows: their totals and subtotals are added up, in a time that grows as the rows do."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest

from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.reading import read


def rows_of(count: int, *, group: int = 0, off: int = 0) -> Iterator[str]:
    """A table of that many villages, with 小计 behind each group; the total is off in its first column."""
    draw = random.Random(7)
    whole, part = [0, 0], [0, 0]
    yield "村名,受理件数,办结件数"
    for n in range(count):
        done = draw.randint(100, 5_000)
        new = [done + draw.randint(0, 4_000), done]
        whole, part = ([old + more for old, more in zip(each, new, strict=True)] for each in (whole, part))
        yield f"第{n + 1}村,{new[0]},{new[1]}"
        if group and (n + 1) % group == 0:
            yield f"小计,{part[0]},{part[1]}"
            part = [0, 0]
    yield f"合计,{whole[0] + off},{whole[1]}"


def table(count: int, **how: int) -> str:
    return "\n".join(rows_of(count, **how))


@pytest.mark.parametrize("group", [0, 10])
def test_a_total_of_thousands_of_rows_is_added_up(group: int) -> None:
    right = examine(read(table(1_000, group=group).encode(), "附表.csv"))
    assert not right.findings
    assert len(right.held) == 2 + 2 * (1_000 // group if group else 0)
    (found,) = examine(read(table(1_000, group=group, off=700).encode(), "附表.csv")).findings
    assert "，表中合计 受理件数为 " in found.check.arithmetic


def test_of_very_many_parts_the_first_are_written_out() -> None:
    (found,) = examine(read(table(300, off=700).encode(), "附表.csv")).findings
    assert "+ …（共 300 个数相加） = " in found.check.arithmetic
    assert len(found.check.numbers) == 301
    assert len(found.check.quotes) == 1


def test_a_head_of_thousands_of_points_is_added_up() -> None:
    draw = random.Random(3)
    counts = [draw.randint(100, 900) for _ in range(1_200)]
    points = "\n".join(f"（{n % 9 + 1}）第{n}村,{count}" for n, count in enumerate(counts))
    told = examine(read(f"事项,件数\n一、受理,{sum(counts)}\n{points}\n".encode(), "附表.csv"))
    assert any(len(check.numbers) == 1_201 for check in told.held)


@pytest.mark.parametrize("group", [0, 5])
def test_four_times_the_rows_take_about_four_times_as_long(group: int) -> None:
    def seconds(count: int) -> float:
        document = read(table(count, group=group).encode(), "附表.csv")
        begun = time.process_time()
        examine(document)
        return time.process_time() - begun

    assert seconds(1_200) < 8 * seconds(300) + 0.5
