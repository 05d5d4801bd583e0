"""Score sheets: totals, rests, means and steps of points, whatever way they are told; and what only looks like one."""

from __future__ import annotations

import pytest

from yichuang.oversight.reportcheck.document import Document, Paragraph
from yichuang.oversight.reportcheck.engine import examine
from yichuang.oversight.reportcheck.engine.passages import passage_of
from yichuang.oversight.reportcheck.engine.relations.scores.marks import Part, marks
from yichuang.oversight.reportcheck.findings import Certainty
from yichuang.oversight.reportcheck.reading.text import read_text

SHEETS = (
    # sums
    ("卫生城镇暗访：市容环境得45.6分，病媒防制得18.2分，健康教育得9.4分，综合得分{}分。", "73.2", "72.3"),
    ("项目自评：决策18.5分、过程17分、产出36分、效益24分，合计{}分，评为优。", "95.5", "95.9"),
    ("评审表总分100分：技术方案45分、业绩15分、人员20分、报价{}分。", "20", "30"),
    (
        "自评满分100分，得{}分。具体是：投入14.0分（满分15分）、过程23.5分（满分25分）、产出56.0分（满分60分）。",
        "93.5",
        "90.5",
    ),
    ("台账不全扣1.5分，信息滞后扣2分，整改不力扣0.8分，三项共扣{}分。", "4.3", "4.8"),
    ("笔试：甲队91分，乙队87分；抢答：甲队89分，乙队94分。两项合计：甲队180分，乙队{}分。", "181", "171"),
    # what is left, and what was lost
    ("环境考评满分100分，扣分7.6分，实得{}分。", "92.4", "94.2"),
    ("考核基础分100分，加分项得3.5分，扣分项扣2.2分，最终得分{}分。", "101.3", "103.1"),
    ("应得1000分，共扣87分，其中制度18分、现场69分，实得{}分。", "913", "903"),
    ("评委打分总和651分，去掉最高分97分和最低分88分后为{}分。", "466", "476"),
    # means
    ("甲村得92.4分，乙村得89.8分，丙村得85.7分，三村平均{}分。", "89.3", "86.3"),
    ("剩下654.5分，七人平均{}分。", "93.5", "92.5"),
    (
        "二号歌手评委打分8.7分、9.1分、9.4分、8.9分、9.0分，去掉一个最高分、一个最低分后平均{}分。",
        "9.00",
        "9.07",
    ),
    ("五名裁判亮分91分、88分、94分、86分、90分，剔除最高分94分和最低分86分，最后得分{}分。", "89.67", "91.5"),
    ("比赛得分9.2分、9.5分、8.8分、9.6分、9.0分、9.1分，去掉最高、最低分各一个，平均{}分。", "9.20", "9.52"),
    # a sheet whose end is named
    ("我乡水质得38.2分、绿化得24.6分、整改得11.5分，扣除信访0.8分，最终得分{}分。", "73.5", "75.5"),
    ("李庄基础得分88.3分，因试点加3分，因火情扣1.2分，最终得{}分，居首。", "90.1", "91.5"),
    # all that stands behind a result, or behind full marks told in the same turn
    ("年度绩效自评得{}分：经济指标38分，民生指标27分，生态指标18分，党建指标11分，居全县第五。", "94", "96"),
    ("红星社区自查得分{}分，其中基础分100分，因台账缺项扣2分，因信访扣3分，因典型经验加3分。", "98", "97"),
    (
        "评标按技术40分、商务30分、报价30分打分，宏达公司得36分、27分、28.5分，综合得分{}分，排第一。",
        "91.5",
        "92.5",
    ),
    ("张明师德18分、业绩45分、考勤9分、教研17分，总分{}分，第二名85.5分，相差3.5分。", "89", "99"),
    # weights
    ("笔试占40%，面试占60%。李某笔试82分、面试88分，总成绩{}分。", "85.6", "86.5"),
    ("笔试成绩72.5分，面试成绩84.2分，按笔试40%、面试60%折算，综合成绩{}分。", "79.52", "75.92"),
    # steps
    ("本镇现场得分55.2分，台账得分33.1分，总分88.3分，而上季度为84.9分，得分提高{}分。", "3.4", "4.4"),
    ("甲公司总分89.3分；乙公司总分85.8分，比甲公司低{}分。", "3.5", "5.3"),
    ("三次均分先后为421.6分、428.9分、437.0分，第三次较第二次高{}分。", "8.1", "8.7"),
)


def contradictions(text: str) -> list[str]:
    found = examine(read_text(text)).findings
    return [each.check.arithmetic for each in found if each.certainty is Certainty.CONTRADICTION]


@pytest.mark.parametrize(("text", "right", "wrong"), SHEETS)
def test_a_sheet_is_left_alone_if_it_comes_out_and_told_if_not(text: str, right: str, wrong: str) -> None:
    assert not examine(read_text(text.format(right))).findings
    assert contradictions(text.format(wrong))


@pytest.mark.parametrize(
    "text",
    [
        "医保窗口95.4分，比税务窗口低0.6分，但因获奖加2分，最终以97.4分当选。",
        "政务公开考核，制度15分、发布40分、平台25分、解读20分，我镇分别得14分、37.5分、23分、18分，总得分92.5分。",
        "年度考核中，一季度扣2分，二季度扣1.5分，三季度未扣分，四季度扣0.8分，年终综合得分96.2分，列第3名。",
        "县级自评96.5分，市级复核认定94.8分，省级抽查给予95.1分，最终以省级抽查得分为准。",
        "组织保障（15分）得15分；工作落实（45分）得42.6分；群众评价（40分）得37分；另有创新加分2分，最终得分96.6分。",
        "优秀等次需达到90分，良好等次需达到80分，我局得分91.4分，超出优秀线1.4分，较去年88.6分提高2.8分。",
        "三个季度得分为88分、90分、93分，第四季度得分95分，全年平均91.5分，比去年平均89分高2.5分。",
        "全年积分制管理，遵守村规加10分，环境整洁加20分，参与志愿加5分；张家累计积分186分，李家累计积分174分。",
        "一次记12分的5人，记6分的18人，记3分的64人，参加满分学习5人。",
        "政务服务91.2分，市场准入89.6分，融资支持83.5分，综合得分88.9分，高于上年的86.9分。",
    ],
)
def test_what_is_no_sheet_or_comes_out_otherwise_is_left_alone(text: str) -> None:
    assert not contradictions(text)


def test_points_have_their_part_by_the_words() -> None:
    text = "队伍（20分）得19.2分，执法满分30分、自评25.5分，合计44.7分，扣5.3分，比上年的43.1分高1.6分，最高96分。"
    whole = Paragraph(0, len(text))
    told = marks(passage_of(Document(text, (whole,)), whole, 0))
    assert [mark.part for mark in told] == [
        Part.SCORE,
        Part.SCORE,
        Part.TOTAL,
        Part.LOST,
        Part.THEN,
        Part.STEP,
        Part.END,
    ]
    assert [mark.full.written if mark.full else "" for mark in told[:2]] == ["20", "30"]


@pytest.mark.parametrize(
    "text",
    [
        "某单位绩效评价得分88.4分，等级为良，失分12.6分。",
    ],
)
def test_what_a_sheet_leaves_in_doubt_is_asked(text: str) -> None:
    assert [found.certainty for found in examine(read_text(text)).findings] == [Certainty.QUESTION]
