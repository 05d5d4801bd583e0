"""What makes a whole: words whose things together are all there is, words of one row, words that may overlap. Pure.

男 and 女 are all persons; 企业, 个体工商户 and 合作社 are all market entities; 省级 and 市级 are never the same prize.
党员 and 35岁以下 may be the same person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

# Each line is a whole: every one of its places must be taken by one label.
_SIDES = tuple(
    tuple(tuple(place.split("|")) for place in line.split())
    for line in """
男 女
城镇|城市|城区 农村|乡村|乡镇
行政村|建制村|村委会 社区|居委会|居民委员会
网上|线上|网办|网络 窗口|线下|现场|大厅
即办 承诺 上报|联办
即办 承诺
已办结|办结|办理完毕|已回复|已答复|已完成|完成 正在|未办结|在办|尚未|未完成|待办|尚在|未办|推进
按时|按期|如期 超期|逾期|延期|未按|超时
未按 按时|按期
成功|已整改|现场整改|立行立改 另有|限期|未整改|正在整改|正在|不成功|未成功
不合格 合格
税收 非税
第一产业 第二产业 第三产业
第一产业 第二产业 第三产业 居民
基本支出 项目支出
夏粮 秋粮
水田 旱地|旱田
水田 水浇地 旱地|旱田
自然人|个人 法人|企业|单位
企业 个体 合作社
主动 依申请
直接答复|在线答复|直接办理|直接办结 转派|转办|交办|派单
来信 来访 网上|网络|来电
出口 进口
属实 部分属实 不属实
一等奖 二等奖 三等奖
本地|本县|本市|本省|县内|市内|省内 外地|县外|市外|省外|异地|跨省
一季度 二季度 三季度 四季度
上半年 下半年
新建 改建|改造|续建|扩建
同意|准予|通过|批准|采纳 不同意|不予|未通过|不批准|未采纳|退回
在编|正式 聘用|临聘|编外|合同
在职 离退休|退休
公办 民办
正式党员 预备党员
住院 门诊
实名 匿名
行政编制 事业编制
人员经费 公用经费 项目经费
人员经费 公用经费
个访 集体访
男生 女生
未经复议|直接起诉 复议后
党委 党总支 党支部
户籍 流动|外来 境外
户籍 流动|外来
民警 辅警
小学 初中 高中
站内 站外|街面
集中 分散|散居|投亲靠友
直流 交流
公立 民营|私立
实体 网上|线上|网络
家庭户 集体户
陆上 海上
常规 抽水蓄能
采矿业 制造业 电力
基础研究 应用研究 试验发展
发明 实用新型 外观
社会团体|社团 民办非企业|社会服务机构 基金会
公路 铁路 水路|水运 民航|航空
客运 货运
货物 工程 服务
货物 服务
纸质 电子
养殖 捕捞
海水 淡水
地表水 地下水 其他
室内 室外
散客|散团|散拼 团队|团体
过夜 一日游|不过夜
国内 入境
轻工业 重工业
乘用车 商用车
人民币 外币
住户|个人 企业|企事业
直接融资 间接融资
商品类 服务类
税务 财政
国税 地税 财政
发达 发展中
工资性 经营 财产 转移
进站|到达 出站|发送
同城 异地 国际
专职 兼职
寄宿|住校 走读|通学
原创 转载
连任 新任
阶段性 已办结|办结|销号
堂食|到店 外送|外卖|配送
直接支付 授权支付
一般债券|一般债务 专项债券|专项债务
长期 临时
建议|人大 提案|政协
现案|现行 积案|历史
初次|首次|初信 重复|再次
日间|白天 夜间|晚间
工作日 节假日|周末|双休日|休息日
应届 往届
国道 省道 县道 乡道 村道
简易程序 普通程序|一般程序
维持 纠正 其他 未审结
赞成|同意 反对 弃权
春季 夏季 秋季 冬季
夏粮 秋粮 早稻
早稻 中稻 晚稻
早稻 晚稻
一季稻|中稻 再生稻
财政补助|财政补贴 个人缴费|个人缴纳
单位缴费|单位缴纳 个人缴费|个人缴纳
职工医保|城镇职工 居民医保|城乡居民
企业职工|企业养老 机关事业 城乡居民
管理岗 专业技术|专技 工勤
干部 工勤|工人
到期 未到期
本级 下级|所属
完工|竣工|建成|已投产 在建|正在建设 未开工|暂缓|前期
立行立改|已整改|立即整改 限期 长期坚持|持续
商品零售 餐饮
农业|农林牧渔 工业 建筑业 服务业
农业 工业 服务业
农业 工业 生活 生态
一产 二产 三产
中央|国家 省 县 农户|个人|自筹
中央|国家 省 市 县 农户|个人|自筹
增加|增长|上升|好转|提高|上涨 持平|不变|稳定 减少|下降|变差|降低|下跌
去程 回程
上行 下行
国产 进口
轻伤 重伤 死亡
活期 定期
短期 中长期
车险 非车险
正闪|正地闪 负闪|负地闪
已婚 未婚 离异|丧偶
高风险 中风险 低风险
红标|红色 黄标|黄色 绿标|绿色
火电 水电 风电 光伏|太阳能
食品烟酒 衣着 居住 生活用品 交通通信 教育文化 医疗保健 其他
商品住宅|住宅 非住宅
""".strip().splitlines()
)
# By their number; of one thing those with the longest words first, so that 满意 doesn't take what is 不满意.
_SIDES_BY_COUNT = {
    count: [sorted(sides, key=lambda words: -max(map(len, words))) for sides in _SIDES if len(sides) == count]
    for count in {len(sides) for sides in _SIDES}
}

# Sides of one thing between which a third one may go unnamed: 中评, 基本满意.
_ENDS = (
    (("好评",), ("差评",)),
    (("不满意",), ("满意",)),
    (("未评价", "未作评价", "未参评", "未表态"), ("不满意",), ("满意",)),
)

# Words of one row: things told by two of them are never the same, though others may be left out.
_ROWS = tuple(
    tuple(line.split())
    for line in """
中央 省 市 县 区 镇 乡 村 街道 上级 地方 自筹 配套 社会 捐赠 银行 贷款 债券 企业 争取 财政
幼儿园 小学 初中 高中 中职 职业 特殊教育 大学 九年一贯制
企业 个体 合作社 机关 事业 社会组织 家庭农场
国家级 省级 市级 县级 校级 区级
一类 二类 三类 四类
一级 二级 三级 四级
甲等 乙等 丙等
特等奖 一等奖 二等奖 三等奖 优秀奖
金牌 银牌 铜牌
博士 硕士 研究生 本科 大专 中专 高中 初中
正高 副高 中级 初级
维持 纠正 驳回 撤销 撤诉 终止 审结 终结 其他
咨询 求助 投诉 举报 建议 表扬 意见 其他
刑事 治安 交通 民事 行政 火灾 求助 纠纷
刑拘 治拘 行拘 取保 逮捕 监视居住
警告 严重警告 撤职 撤销职务 留党察看 开除
消防 食品 校车 建筑 燃气 交通 用电 其他
猪肉 牛肉 羊肉 禽肉 鸡肉 鸭肉 水产品
一季度 二季度 三季度 四季度
图文 视频 音频 访谈 文字
国道 省道 县道 乡道 村道
小班 中班 大班 托班
许可 给付 确认 裁决 奖励 处罚 检查 强制 征收 公共服务 其他
农村 社区 机关 企业 组织 学校
综合 专业 咨询 服务类
迁入 迁出 入户 迁移 出生 死亡
中央 省 市 县 乡 镇 村
""".strip().splitlines()
)

# Steps of one scale, the highest first.
_SCALES = (
    ("非常满意", "很满意", "较满意", "比较满意", "基本满意", "满意", "一般", "不满意", "非常不满意"),
    ("优秀", "良好", "基本合格", "不合格", "合格", "不及格", "及格", "优", "良", "中", "差"),
    ("优秀", "称职", "基本称职", "不称职"),
    ("很好", "较好", "好", "一般", "较差", "很差", "差"),
)

_REST = re.compile(
    r"^(?:其他|其它|其余|剩余|余下)|其他(?:类|事项|方面|各类|情形)?$|^其他|其他[^，。；]{0,6}$"
)
_OVERLAPS = re.compile(
    r"党员|团员|以下|以上|学历|本科|大专|研究生|硕士|博士|高级|中级|岁|女|残疾|网上|网办|掌上|全程|延时|上门|代办|提前|当日|即办|满意|"
    r"重点|新增|首次|跨|疑难|新能源|少数民族|低保|贫困|优质|示范|最|办结|合格|超期|绿色|高速|私人|骨干|外出|常住|人大|政协|先进|专题|"
    r"筛查|癌|业务骨干|首席|取得|持证|持有|获得|参加|会办|协办"
)
_KIND = re.compile(
    r"(?:类|型|级|等次|等级|档|奖|口径|方式|渠道|途径|学段|科|镇|乡|村|街道|社区|区|县|市|局|办|所|站|窗口|部门|中心|校|园|院|月|季度|"
    r"楼|层|厅|片|期|批|组|标段|纠纷|事故|资金|补贴|支出|面积|产量)$"
)


def complementary(labels: Sequence[str]) -> bool:
    """Whether the labels are the sides of one thing: as many sides as labels, each found in one of them."""
    if len(labels) == 2 and (_negated(*labels) or _one_and_other(*labels)):
        return True
    return any(_takes_all(one, labels) for one in _SIDES_BY_COUNT.get(len(labels), ()))


def _one_and_other(one: str, other: str) -> bool:
    """Whether the labels are 一起 and 另一起."""
    return one.startswith("一") and other == f"另{one}"


def _takes_all(sides: Sequence[Sequence[str]], labels: Sequence[str]) -> bool:
    """Whether each side is found in a label of its own; sides with the longest words come first."""
    if len(sides) != len(labels):
        return False
    left = list(labels)
    for words in sides:
        found = next((label for label in left if any(word in label for word in words)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _negated(one: str, other: str) -> bool:
    """Whether one label is the other with 不, 未 or 非 in it: 批准 and 不批准, 调解成功 and 调解不成功."""
    bare = [re.sub(r"^(?:予以|已|有)|[的了]$", "", label) for label in (one, other)]
    for first, second in (bare, bare[::-1]):
        for word in ("没有", "不", "未", "非", "无"):
            if len(first) > 1 and word in second and second.replace(word, "", 1) == first:
                return True
    return False


def names_rest(labels: Sequence[str]) -> bool:
    """Whether the last part is all that isn't named: 其他."""
    return len(labels) > 1 and bool(_REST.search(labels[-1]))


def may_overlap(label: str) -> bool:
    """Whether a label tells a trait that the members of other parts may have as well: 党员, 35 岁以下, 网上."""
    return bool(_OVERLAPS.search(label))


_STAGES = re.compile(
    r"开工|竣工|完工|投产|在建|建成|完成|完结|整改|销号|立案|结案|受理|签约|入库|拨付|到位|发放|使用|通过|验收|参与|覆盖|挂牌|"
    r"成功|答复|回复|反馈|采纳|转办|报告|其中|涉及|占|同时|兼|主要|约|含|规上|规模|高新|上市|国家|知名|免费|贷款|带动|惠及|另|筛查|检查|种养"
)
_WORDS = range(2, 10)
_ALIKE = 3


def parallel(labels: Sequence[str]) -> bool:
    """Whether the labels are names of one build, none of a trait or stage that may come on top of another."""
    if len(set(labels)) < len(labels) or any(len(label) not in _WORDS for label in labels):
        return False
    if any(may_overlap(label) or _STAGES.search(label) for label in labels):
        return False
    sizes = [len(label) for label in labels]
    return max(sizes) - min(sizes) <= _ALIKE or len({label[-1] for label in labels}) == 1


def disjoint(labels: Sequence[str]) -> bool:
    """Whether nothing can be under two of the labels: kinds of one row, steps of a scale, sides of a whole."""
    if complementary(labels) or any(_takes_all(ends, labels) for ends in _ENDS):
        return True
    if one_scale(labels) or any(_all_in(row, labels) for row in _ROWS):
        return True
    if any(may_overlap(label) for label in labels):
        return False
    kinds = [match.group() if (match := _KIND.search(label)) else "" for label in labels]
    return len(set(kinds)) == 1 and kinds[0] != ""


def _all_in(row: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether each label holds a word of the row, and no two the same."""
    longest = sorted(row, key=len, reverse=True)
    found = [next((word for word in longest if word in label), None) for label in labels]
    if None in found or any(re.search(r"以上|以下|或|和|及", label) for label in labels):
        return False
    return len(set(found)) == len(found)


def one_scale(labels: Sequence[str]) -> bool:
    """Whether each label is another step of one scale, or another range of one size (50 以上, 20 至 50, 20 以下)."""
    return any(_all_in(steps, labels) for steps in _SCALES) or bands(labels)


_SIZES = re.compile(
    r"以上|以下|以内|不足|不满|项目|公里|[的至到含及亿万千百十一二两三四五六七八九元分年月天周岁人户件亩个家级米内外\d~-]"
)


def bands(labels: Sequence[str]) -> bool:
    """Whether the labels are ranges of one size from below to above, which are all there is: 50 以上, 50 以下."""
    ends = [
        (bool(re.search(r"以上|[里米岁]外", label)), bool(re.search(r"以下|以内|[里米岁]内", label)))
        for label in labels
    ]
    if not (
        sum(above for above, _ in ends) == 1 and sum(below for _, below in ends) == 1 and len(labels) > 2
    ):
        return False
    return of_one_size(labels)


def of_one_size(labels: Sequence[str]) -> bool:
    """Whether labels differ by nothing but the range that they tell: not 35岁以下党员 and 大专以上学历党员."""
    return len({_SIZES.sub("", label) for label in labels} - {""}) <= 1


def whole_scale(labels: Sequence[str]) -> bool:
    """Whether the labels are the steps of a scale from one end to the other."""
    ends = any(re.search(r"不(?:满意|合格|称职|达标)|^差等?$", label) for label in labels)
    return len(labels) > 2 and ends and any(_all_in(steps, labels) for steps in _SCALES)


# Steps of schooling, the highest first.
_DEGREES = (
    ("博士",),
    ("硕士", "研究生"),
    ("本科",),
    ("大专", "专科"),
    ("中专", "高中"),
    ("初中",),
    ("小学",),
)
_STEP = re.compile(
    r"(?P<word>[一-鿿]{2,3}?)(?:文化|学历|程度)*(?P<ends>及?以[上下])?(?:文化|学历|程度|的|者|人员)*"
)


def all_degrees(labels: Sequence[str]) -> bool:
    """Whether the labels take each step of schooling once: 本科及以上, 大专, 大专以下."""
    taken = [step for label in labels for step in _degrees(label)]
    return len(labels) > 2 and sorted(taken) == list(range(len(_DEGREES)))


def _degrees(label: str) -> Sequence[int]:
    found = _STEP.fullmatch(label)
    at = next((n for n, words in enumerate(_DEGREES) if found and found["word"] in words), None)
    if found is None or at is None:
        return ()
    ends = found["ends"] or ""
    if ends.endswith("上"):
        return range(at + 1)
    if ends:
        return range(at if "及" in ends else at + 1, len(_DEGREES))
    return (0, 1) if found["word"] == "研究生" else (at,)
