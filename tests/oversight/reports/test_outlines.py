"""Outlines: what is read from the files, which office gets which, and what the interpreter makes of conditions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.kernel.figures.histories import FIRST, Story, county, office
from tests.kernel.figures.test_values import MONDAY, accepted, granted

from yichuang.domains.organisation.models import Centre
from yichuang.kernel.documents.paper import Para
from yichuang.kernel.figures import Period, Scope, all_figures
from yichuang.kernel.offices.queries import raise_epoch, tree
from yichuang.oversight.reports import outlines as outlines_module
from yichuang.oversight.reports.blocks import ProblemBlock, TableBlock, read
from yichuang.oversight.reports.compose import compose, composed
from yichuang.oversight.reports.composition import (
    ByHand,
    Chart,
    Composition,
    Grid,
    Heading,
    Proposal,
    Prose,
    plain,
)
from yichuang.oversight.reports.frozen import composition_from, text_of
from yichuang.oversight.reports.outlines import BadOutline, outline_for, outlines, read_folder
from yichuang.oversight.reports.printing import to_paper

pytestmark = pytest.mark.django_db
WEEK = Period.of(MONDAY, MONDAY + timedelta(6))


@pytest.fixture
def world():
    return county()


def said(made: Composition) -> list[str]:
    return ["".join(map(plain, block.pieces)) for block in made.blocks if isinstance(block, Prose)]


def made_of(world, *blocks, period: Period = WEEK, offered: bool = False) -> Composition:
    given = read({"id": f"b{n}", **block} for n, block in enumerate(blocks))
    return composed(given, Scope.of(world.top.pk), period, "报告", offered=offered)


def test_every_outline_of_the_folder_is_sound():
    found = outlines()
    assert {"centre", "town", "department"} <= set(found)
    for outline in found.values():
        assert len({block.id for block in outline.blocks}) == len(outline.blocks)
        assert any(isinstance(block, ProblemBlock) for block in outline.blocks)


def test_an_office_gets_the_outline_of_its_kind(world):
    town = next(one for one in tree().all if one.kind == "town")
    centre = office("qh-centre", "青禾镇便民服务中心", "centre", type(world.top).objects.get(pk=town.id))
    Centre.objects.create(office=centre, level="town", region_code="519921")
    raise_epoch()
    offices = tree().by_id
    wanted = {world.top.pk: "centre", world.centre.pk: "centre", world.departments[0].pk: "department",
              town.id: "town", centre.pk: "town", world.station.pk: "town"}  # fmt: skip
    assert {one: outline_for(offices[one]).code for one in wanted} == wanted
    assert compose(Scope.of(town.id), WEEK).organ == "青禾镇便民服务中心"


HEAD = 'name="甲"\noffices=["town"]\n[[section]]\nheading="节"\nblocks=["a"]\n[blocks.a]\n'


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("name = ", "不是 TOML"),
        ('name = "甲"', "offices"),
        ('name="甲"\noffices=["town"]\n[[section]]\nheading="节"\nblocks=["none"]', "用了“none”"),
        (HEAD + 'say=["{cases.nope} 件"]', "cases.nope"),
        (HEAD + 'when=["cases.open 大"]\nsay=["x"]', "不是条件"),
        (HEAD + 'kind="table"\nby="item"\nhead=["x"]\nfigures=["cases.nope"]', "没有这个指标"),
        (HEAD + 'says="x"', "says"),
    ],
)
def test_a_file_that_makes_no_sense_says_where(tmp_path, text, wrong):
    (tmp_path / "blocks.toml").write_text("", "utf-8")
    (tmp_path / "a.toml").write_text(text, "utf-8")
    with pytest.raises(BadOutline, match=r"a\.toml") as bad:
        read_folder(tmp_path)
    assert wrong in str(bad.value)


def test_sentences_are_said_when_their_conditions_hold_and_parts_when_they_are_not_zero(world):
    granted(world, 2)
    sentences = [
        {"say": "甲", "when": ["cases.received > 0"]},
        {"say": "乙", "when": ["cases.received > 1 or cases.concluded > 1"]},
        {"say": "丙", "unless": ["cases.declined > 0"]},
        {"say": "丁", "when": ["evaluation.bad known"]},
        {"say": "戊", "when": ["evaluation.bad unknown"]},
        {
            "lead": "，其中",
            "parts": ["即办 {cases.accepted_instant}", "承诺 {cases.accepted_promise}"],
            "end": "。",
        },
    ]
    assert said(made_of(world, {"kind": "words", "say": sentences})) == ["甲丙戊，其中承诺 1。"]


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((1, 2), "比上期增加 100.00%"),
        ((2, 1), "比上期减少 50.00%"),
        ((1, 1), "和上期持平"),
        ((0, 1), "比上期增加，上期为 0，不算增幅"),
    ],
)
def test_growth_follows_the_values(world, counts, words):
    accepted(world, day=MONDAY - timedelta(30))  # the table reaches back
    for week, count in enumerate(counts):
        for _ in range(count):
            accepted(world, day=MONDAY + timedelta(7 * week))
    second = Period.of(MONDAY + timedelta(7), MONDAY + timedelta(13))
    assert said(made_of(world, {"kind": "words", "own": "{cases.received|grown}"}, period=second)) == [words]


def test_growth_without_an_earlier_row_claims_nothing(world):
    accepted(world)
    block = {"kind": "words", "own": "{cases.received|grown_year}{cases.received|compared}"}
    assert said(made_of(world, block)) == ["没有可比的去年同期数"]


def test_numbers_typed_by_hand_are_told_from_figures(world):
    accepted(world)
    made = made_of(world, {"kind": "words", "own": "受理 {cases.accepted} 件，走访 12 户，2026年3月"})
    (prose,) = [block for block in made.blocks if isinstance(block, Prose)]
    assert [piece.text for piece in prose.pieces if isinstance(piece, ByHand)] == ["12"]
    assert [value.code for value in made.values()] == ["cases.accepted"]


def test_problems_are_offered_and_printed_only_when_taken(world):
    granted(world, 9)
    problem = {"kind": "problem", "say": [{"say": "超期 {cases.overdue} 件"}], "plan": "查明原因"}
    plans = {"kind": "plans"}
    offered = made_of(world, problem, plans, period=Period.of(MONDAY, MONDAY + timedelta(13)), offered=True)
    assert [type(block) for block in offered.blocks] == [Proposal]
    taken = made_of(world, {**problem, "chosen": "taken"}, problem | {"chosen": "left"}, plans,
                    period=Period.of(MONDAY, MONDAY + timedelta(13)), offered=True)  # fmt: skip
    assert said(taken) == ["一是超期 1 件。", "一是查明原因。"]


def test_charts_hold_figures_by_month_and_by_part(world):
    Story(world, 2).tell(30)
    period = Period.of(FIRST, FIRST + timedelta(60))
    figures = ["cases.accepted", "cases.concluded"]
    made = made_of(
        world,
        {"kind": "chart", "shape": "months", "figures": figures},
        {"kind": "chart", "shape": "bars", "by": "department", "figures": figures[:1]},
        period=period,
    )
    months, bars = [block for block in made.blocks if isinstance(block, Chart)]
    assert [row[0] for row in months.rows] == ["3月", "4月", "5月"]
    whole = compose(Scope.of(world.top.pk), period)
    total = next(value for value in whole.values() if value.code == "cases.accepted")
    assert sum(row[1].number for row in months.rows) == total.number  # type: ignore[union-attr]
    assert sum(row[1].number for row in bars.rows) == total.number  # type: ignore[union-attr]


def test_no_data_zero_and_nothing_to_divide_by_are_three_things_in_a_table_on_paper(world):
    accepted(world)
    table = {
        "kind": "table",
        "by": "department",
        "head": ["部门", "受理", "办结", "平均用时", "满意率"],
        "figures": [
            "cases.accepted",
            "cases.concluded",
            "cases.average_days",
            "evaluation.satisfaction_rate",
        ],
    }
    made = made_of(world, table)
    (grid,) = [block for block in made.blocks if isinstance(block, Grid)]
    assert [plain(cell) for cell in grid.rows[0][1:]] == ["1", "0", "—", "无数据"]
    assert [block.text for block in to_paper(made).blocks if isinstance(block, Para)] == [
        "注：“—”表示分母为零，没有这个数。"
    ]
    kept = text_of(made)
    again = composition_from(kept, made, (), ())
    assert to_paper(again).blocks == to_paper(made).blocks
    without_note = [{key: said for key, said in one.items() if key != "note"} for one in kept]
    older = composition_from(
        without_note, made, (), ()
    )  # of a report that was published before there were notes
    assert not [block for block in to_paper(older).blocks if isinstance(block, Para)]


def test_what_is_most_is_named_only_where_it_is_more_than_what_is_not_named(world):
    """Three at most; among those that have as many as the fourth none is picked out."""
    sentence = {"kind": "words", "say": [{"say": "超期 {cases.overdue} 件{cases.overdue|top:item}。"}]}
    for n in range(len(world.versions)):
        accepted(world, n)
    long_after = Period.of(MONDAY, MONDAY + timedelta(40))
    assert said(made_of(world, sentence, period=long_after)) == ["超期 4 件。"]
    for n in (1, 1, 2):
        accepted(world, n)
    assert said(made_of(world, sentence, period=long_after)) == [
        "超期 7 件，较多的是事项1 3 件、事项2 2 件。"
    ]


def test_a_table_of_one_line_needs_no_total(world):
    accepted(world)
    table = {"kind": "table", "by": "item", "head": ["事项", "受理"], "figures": ["cases.accepted"]}
    (grid,) = [block for block in made_of(world, table).blocks if isinstance(block, Grid)]
    assert [plain(row[0]) for row in grid.rows] == ["事项1"]


def test_a_table_is_bounded_and_says_its_total(world):
    Story(world, 2).tell(30)
    period = Period.of(FIRST, FIRST + timedelta(60))
    table = {
        "kind": "table",
        "by": "item",
        "head": ["事项", "收件"],
        "figures": ["cases.received"],
        "most": 2,
    }
    made = made_of(world, table, period=period)
    (grid,) = [block for block in made.blocks if not isinstance(block, Heading)]
    assert isinstance(grid, Grid)
    assert [plain(row[0]) for row in grid.rows][2:] == ["全部事项合计"]


def test_spare_tables_and_pictures_name_themselves():
    spare = outlines_module.spare_blocks()
    assert all(isinstance(block, TableBlock) == name.startswith("表") for name, block in spare.items())
    codes = {figure.code for figure in all_figures()}
    assert all(set(block.figures) <= codes for block in spare.values())  # type: ignore[union-attr]
