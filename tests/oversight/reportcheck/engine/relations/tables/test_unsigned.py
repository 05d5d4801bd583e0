"""A difference without its sign is told in a table, but for one whose note says that there are no signs."""

from __future__ import annotations

from tests.oversight.reportcheck.engine.twins import contradictions

from yichuang.oversight.reportcheck.findings import Kind

TABLE = """主要农产品产量（单位：吨）
品种\t本年\t上年\t增减数
蔬菜\t318,400\t305,100\t13,300
水果\t76,250\t71,820\t4,430
茶叶\t8,316\t7,905\t411
蚕茧\t1,042\t1,187\t145
"""


def test_a_note_excuses_what_lacks_its_sign() -> None:
    assert contradictions(TABLE, Kind.TABLE)
    assert contradictions(TABLE + "注：增减数一栏为绝对数，减少的未带负号。\n", Kind.TABLE) == []
