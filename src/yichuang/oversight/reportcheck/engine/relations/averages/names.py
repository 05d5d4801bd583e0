"""What averages are called and what their wholes are, where no two signs are the same: by sense. Pure.

件均挽损 is of 挽回经济损失, 起均出车 of 出动车辆: reports cut words short.
人均消费 is of 旅游收入, 户均分红 of 可分配盈余: one field calls the same money by other words from either side.
"""

from __future__ import annotations

import re

_KINDRED = tuple(
    re.compile(words)
    for words in (
        r"支出|花费|花销|消费|开支|成本|费|用款|耗资|投入|投资|造价|经费|资金|筹资|总价|价款|金额|预算",
        r"补|助|领|发放|受益|兑[付现]|到账|到手|到户|慰问|津贴|奖|赔付|赔偿|报销|拨付|救济|减免|让利|优惠|资金",
        r"收入|营收|营业|销售|产值|收益|创收|利润|门票|票款|消费|成交|交易|流水|租金|收费|征收|入库|税",
        r"分红|分配|盈余|分得|股金|股利|红利|返还|返利",
        r"挽|追[回缴讨赃]|止损|退[赔赃还]|清欠|讨回|讨薪|欠薪|工资|涉案|损失|被骗|案值",
        r"产量|总产|亩产|单产|出栏|收获|收购|采收|活重|净重|重量|均重|[增减]产",
        r"授课|讲课|课时|学时|讲座|宣讲|培训|教学|授学|听课",
        r"走访|入户|巡[查检护逻]|检查|排查|出动|出警|接[警处]|出车|里程|行驶",
        r"就诊|诊疗|门诊|门急诊|住院|出院|手术|问诊|接诊|随访|体检|献血|采血|住院日|床日",
        r"借阅|外借|流通|藏书|图书|阅览|到馆|进馆|接待|参观|观众|游客|读者|听众",
        r"受理|办[理结件]|审[理结核批]|结案|收案|接[听件待通]|来电|话务|呼入|登记|处[理置]|调[解处]|办件|办案",
        r"面积|占地|绿地|用地|耕地|种植|流转|校舍|建筑|住房|承包|管护|经营",
        r"用[水电气热]|耗[水电能]|供[水电气热]|发电|售电|清运|收运|处置|产生量|排放",
    )
)
_GENERAL = re.compile(
    r"资金|款项?|费用?|数[量额]?|[总金]?额|[总数]?量|分[数值]?|使?用|[投收]|元|已|各类|实际|完成"
)
_LONGEST = 4


def called_by_sense(kernel: str, label: str, bare: str) -> str:
    """How a whole is called by the words of an average that have no two signs in a row with it.

    `bare`: the words right around the whole without those that only say how much: all it is called in its own clause.
    """
    if len(kernel) <= _LONGEST and all(sign in label for sign in kernel):
        return "in short"
    if any(words.search(kernel) and words.search(label) for words in _KINDRED):
        return "kindred"
    return "otherwise" if len(_GENERAL.sub("", bare)) > 1 else "generally"
