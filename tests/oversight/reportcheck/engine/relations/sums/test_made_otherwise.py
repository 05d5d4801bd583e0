"""Lists that miss the figure beside them, because their numbers come out otherwise; broken, they don't."""

from __future__ import annotations

import pytest
from tests.oversight.reportcheck.engine.twins import told

RIGHT = (
    # the figure in front is one of the parts, and all make the whole
    "办理破产企业涉税43户，申报债权4836万元。注销21户，信用修复7户，重整4户，其余11户程序未了。",
    "受理行政执法投诉96件。查实18件，部分属实12件，不属实66件；属实（含部分属实）率31.3%。",
    # some are the kinds of one of them
    "拆下来的186块牌子中，承诺重做的143块，已做117块，没做26块；不再设置43块。",
    # every second one is added
    "某参保人合规自付98,000元，第一段5万元报3万元，第二段34,000元报22100元，合计报52100元。",
    # the others are told by the day, or the one
    "值守记录：升级前一晚在厅35人，次日40人，第三日30人，以后每日12人，8天合计165人次。",
    "首日接待120人，次日96人，其余5天每天60人，7天共接待516人。",
    # some are taken away, and some left
    "补助不予全额支持：销售合同16台中，关联方5台剔除，出口3台凭报关单认可，可计11台。",
    "期内出生268人，出生性别比112.7（男142、女126），比警戒值107高。",
    "儿童主任163名，每村（社区）1名，儿童督导员14名，两支队伍总共177名。",
    "概算1268万元，一期436万元已验收，二期517万元试运行，三期315.0万元在招标。",
    "时间9月6日，参会13人（应到15人，请假2人）。",
    "村“两委”换届提名人选186人，联审排除9人，正式候选177人，当选158人，落选19人。",
    # the first is of the row
    "分五档奖励：一档3万元2家，二档2万元5家，三档1万元9家，四档5,000元14家，合计32万元。",
    # one counts those before it too
    "6月初排查134件，7月底化解47件，8月底累计96件，9月上旬117件。",
    "3月末累计开工12个，6月末累计27个，9月末累计41个，全年计划50个，开工率82%。",
    # the figure behind is the first of another row
    "成功样本中“很满意”355、“较满意”105、“一般”29、“不太满意”9、“很不满意”2。按各级100、80、60、30、0赋分，得91.82分。",
    # the last has the unit of the row, which a bracket tells
    "营收总量1286.4亿元：装备346.2、化工318.7、食品227.5、纺织146.8、新材料121.3、医药74.6、电子信息51.3（亿元，7条）。",
    "全区用电量共18.6亿度：甲园4.2、乙园3.6、丙园3.1、丁园2.7、戊园2.3、己园1.6、庚园1.1（均为亿度）。",
    # stages that count those behind them too
    "已签的17个：注册13个、供地8个、开工5个、投产1个（前后阶段累进统计，投产的也算开工，依此类推）。",
)


@pytest.mark.parametrize("text", RIGHT)
def test_in_peace(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "值守记录：升级前一晚在厅35人，次日40人，第三日30人，三天合计165人次。",
        "首日接待120人，次日96人，其余5天每天60人，7天共接待616人。",
        "成功样本中“很满意”355件、“较满意”105件、“一般”29件、“不满意”11件，共计510件。",
        "营收总量1386.4亿元：装备346.2、化工318.7、食品227.5、纺织146.8、新材料121.3、医药74.6、电子信息51.3（亿元，7条）。",
        "受理投诉96件，其中查实18件，部分属实12件，不属实76件。",
        "办理投诉143件，其中已办117件，未办36件。",
    ],
)
def test_told(text: str) -> None:
    assert told(text)
