"""The measure words of Chinese reports: which word after a number is its unit, and which units count the same. Pure."""

from __future__ import annotations

import re

PERCENT = "%"
PERMILLE = "‰"
POINTS = "个百分点"

# One word for units that reports use for one another. 人 and 人次, 件 and 项 differ (RULEBOOK 11).
_SAME = {
    "名": "人", "位": "人", "口": "人", "日": "天", "钟头": "小时", "余亩": "亩", "平米": "平方米", "㎡": "平方米",
    "百分点": POINTS, "人/次": "人次", "千克": "公斤",
    "课时": "学时",
}  # fmt: skip

_WORDS = """
个百分点 百分点 人/次 人次 件次 户次 家次 车次 班次 场次 批次 架次 台次 例次 篇次 次数
个工作日 工作日 个自然日 自然日 个小时 小时 钟头 分钟 秒 个月 个季度 个年度 个单位 天 日 周 年 岁 课时 学时 学分
微克/立方米 毫克/立方米 毫克/升 毫升
平方公里 平方千米 平方米 立方米 平米 公里 千米 公顷 公斤 千克 万千瓦 千瓦时 千瓦 吨标准煤 亩 吨 斤 毫米 厘米 米 度
美元 港元 欧元 元 角
人 名 位 口 件 项 个 条 家 户 次 份 起 宗 例 篇 期 场 批 本 册 幅 面 封 台 套 辆 间 处 座 所 支 张
块 种 类 款 轮 门 节 株 棵 头 只 匹 枚 颗 盏 根 道 段 片 栋 幢 层 级 届 组 队 班 岗 站 点 分 倍 则 通 部 架 艘 桩 笔 单
宿 卷 盒 盆 把 副 双 对 线 床 席 号 版 章 页 字 步 格 环 星 窗
""".split()  # noqa: SIM905 - a list of three hundred quoted signs can't be read
_UNIT = re.compile("|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True)))

# "个人", "户籍", "分别": the sign belongs to the next word.
_NOT_A_UNIT = re.compile(
    r"分(?:别|为|类|管|布|开|析|期|批|级|局|中心|公司|支|队|拣|流|配|工|解|散|享)|户(?:籍|外|口|均[收增纯可产])|日(?:常|均|前|益)|"
    r"年(?:初|底|末|度|均|中|来|审|检|报)|人(?:均[收可纯消占增产净住拥支耕]|民|社|力|才|口|大|数|事|工|防|居|物|文|流|群|身|行|道|类|次均)|"
    r"点(?:评|击|位|对)|站(?:点)?(?:式|在)|班子|组(?:织|长|成)|级(?:别)?(?:联)|处(?:理|置|罚|分|于|级)|条(?:件|例)|"
    r"项(?:目的)?(?:下)|次(?:日|年|月|要)|周(?:边|围|末|年)|部(?:门|署|分|委)|单(?:位|独|一)|本(?:级|市|县|年|月|地|区|院|校|中心|单位|部门|乡|镇|街)|"
    r"通(?:过|知|报|办)|对(?:于|比|照|接|外)|把(?:握|关|好)|线(?:上|下)|起(?:到|草|步|来)|例(?:如|行|会)|所(?:有|属|在|需|辖)|"
    r"家(?:庭|属|长|电|具)|面(?:对|向|积|临)|位(?:于|列|居)|度(?:假)|道(?:路|德)|段(?:时)|级(?:以上)?(?=$)|字(?:第)|号|版|章(?:程)|"
    r"层(?:次|面)|则(?:是)|台(?:账|湾)|套(?:用)|座(?:谈)|节(?:约|能|日|假|省|点)|期(?:间|限|末|满|初)|类(?:似)|天(?:然|津|府)|"
    r"张(?:家|贴)|种(?:植|子)|口(?:岸|头)|门(?:户|诊)|册(?:子)|吨位"
)

_MONEY = frozenset({"元", "角", "美元", "港元", "欧元"})
# Time goes on and percentages have bases: such units are never parts of a sum of cases.
DURATIONS = frozenset({"天", "工作日", "自然日", "小时", "分钟", "秒", "个月", "年", "周", "个季度", "岁"})


_GREAT = re.compile(
    r"大(?=[一-鿿]{2})(?!学|桥|队|会|厅|棚|型|于|约|部|多|小|专|气|道|街|门|米|豆|病|额|量|力|幅|概|致|致|件|校|赛|数据)"
)


def unit_at(text: str, at: int) -> str:
    """The measure word that stands at this place of a view; "" if there is none."""
    if _NOT_A_UNIT.match(text, at) and not text.startswith(("人次", "人/次"), at):
        return ""
    if _GREAT.match(text, at):
        return "大"  # 六大板块
    found = _UNIT.match(text, at)
    return found.group() if found else ""


def class_of(word: str) -> str:
    """The name under which units that count the same are compared."""
    plain = word.removeprefix("个") if word.startswith("个") and word not in ("个", POINTS, "个月") else word
    return _SAME.get(plain, plain)


_SEATS = frozenset("个家所处")


def compatible(one: str, other: str) -> bool:
    """Whether figures in two units may be added: the same, or 个, 家, 所 and 处, which houses are counted in alike."""
    return one == other or (one in _SEATS and other in _SEATS)


def is_money(unit: str) -> bool:
    """Whether the unit is of money, which is written in 元, 万元 and 亿元."""
    return unit in _MONEY
