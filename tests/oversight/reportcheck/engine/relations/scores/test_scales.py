"""Points that tell a scale, or what each of some scores is worth, are no sums."""

from __future__ import annotations

from tests.oversight.reportcheck.engine.twins import told

SCALE = "企业给“便利”打4.31分、“兑现”打3.76分、“执法规范”打4.08分、“要素保障”打3.59分（5分制），四项算术平均{}分。"
WORTH = (
    "评分。决策13.5、过程17.2、产出30.3、效益24.7，分别对应满分15、20、35、30，"
    "总分85.7，单位自评为{}，我们核减7.4分。"
)


def test_a_scale() -> None:
    assert told(SCALE.format("3.94")) == []
    assert told(SCALE.format("3.49"))


def test_full_marks_in_turn() -> None:
    got = "四项得分依次为13分、18分、31分、25分，满分依次为15分、20分、35分、30分，总分87分。"
    assert told(got) == []
    assert told(WORTH.format("93.1")) == []
