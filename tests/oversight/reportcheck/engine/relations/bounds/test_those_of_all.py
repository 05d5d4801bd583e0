"""Those who have something against all who were counted or looked at."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import assert_told_only_if_wrong, told

# the text, what can't be in it, what can
CASES = [
    ("全县行政村156个，通硬化路的村{}个，通客车的村148个。", "159", "156"),
    ("抽检学校食堂45家，量化等级为A级的{}家，B级7家。", "48", "38"),
    ("随机抽取档案200卷，目录与内容不符的{}卷，缺页的6卷。", "210", "21"),
    ("对辖区36台电梯开展检验，一次检验合格{}台，复检合格3台。", "39", "33"),
    ("本周抽查渣土车64辆，未密闭运输的{}辆，超载的3辆。", "69", "9"),
    ("全镇登记在册残疾人1,128人，领取重度护理补贴的{}人，领取生活补贴的318人。", "1,264", "264"),
    ("干部个人事项抽查核实84人，查核一致{}人，漏报5人，瞒报3人。", "92", "76"),
    ("县融媒体中心采编人员38人，持有记者证的{}人。", "42", "22"),
    ("林区防火检查站26个，配齐风力灭火机的{}个。", "28", "23"),
    ("走访企业47家，反映融资难的{}家，反映用工难的14家。", "49", "19"),
]

LAWFUL = [
    "抽检出厂水132份、末梢水264份，合格的394份。",
    "镇里抽调干部74人、志愿者215人，分三班值守。",
    "机关干部58人，社区工作者134人。",
    "走访企业12家，全年累计走访的186家。",
    "考核优秀12人、良好20人、合格6人。",
    "检查单位32家，发现问题的处所118处。",
    "培训学员120人，报名的有286人。",
    "抽查档案200卷，近三年共抽查档案的620卷。",
    "现有干部职工43人，通过社会招聘参加笔试的126人。",
    "全县有驾校9所，参加质量信誉考核的运输企业32所。",
]


@pytest.mark.parametrize(("text", "wrong", "right"), CASES)
def test_those_who_have_it_are_no_more_than_all(text: str, wrong: str, right: str) -> None:
    assert_told_only_if_wrong(text, wrong, right)


@pytest.mark.parametrize("text", LAWFUL)
def test_what_counts_others_is_left_alone(text: str) -> None:
    assert told(text) == []
