"""What applicants of the demonstration write into an item's own form, by the field's label; nothing is drawn for it."""

from __future__ import annotations

from zlib import crc32

from pypinyin import lazy_pinyin

from yichuang.domains.cases.inputs import ApplicantInput

_PLACES = ("地址", "场所", "住所")
_NOT_PLACES = ("名称", "姓名", "消防", "网络")

# part of a label -> least value, step, how many steps; the first that fits counts
_FIGURES: tuple[tuple[tuple[str, ...], tuple[int, int, int]], ...] = (
    (("供水人口",), (800, 40, 300)),
    (("研发费用", "环保投资"), (5, 1, 60)),
    (("公顷", "万立方米", "加油枪"), (2, 1, 20)),
    (("计算机台数", "办园规模", "核定人数"), (60, 1, 200)),
    (("年份",), (1996, 1, 28)),
    (("哪一年",), (2012, 1, 13)),
    (("层数", "场次"), (1, 1, 6)),
    (("人口", "共同", "未成年", "一起迁移"), (1, 1, 5)),
    (("服役年数",), (2, 1, 12)),
    (("流转年限",), (5, 1, 15)),
    (("工期",), (6, 1, 24)),
    (("班数", "车辆数", "驾驶员", "知识产权", "管理人员"), (2, 1, 8)),
    (("从业人", "工作人员", "床位", "客房"), (2, 1, 40)),
    (("会员数",), (50, 1, 90)),
    (("千克",), (12000, 150, 240)),
    (("成交价", "债权数额"), (260000, 2400, 300)),
    (("总投资", "造价", "营业收入", "销售额"), (120, 15, 300)),
    (("注册资本", "资金数额"), (200, 5, 60)),
    (("购机价格", "费用", "医疗费", "提取金额", "自付", "预收", "活动资金"), (900, 130, 300)),
    (("家庭年收入",), (9000, 60, 300)),
    (("收入",), (260, 2, 300)),
)

# part of a label -> what people write there
_WRITTEN: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("坐落", "住址", "地点"), ("城关镇文昌街 48 号", "青禾镇东坝村 3 组", "石桥镇古井村 5 组")),
    (("项目名称", "工程名称"), ("农产品仓储中心建设项目", "污水管网改造工程", "石桥镇标准厂房项目")),
    (("施工单位", "监理单位", "设计单位"), ("云溪县第二建筑公司", "市建筑设计院", "市建设监理公司")),
    (("抵押权人",), ("云溪县农村商业银行", "邮储银行云溪支行")),
    (("种源单位",), ("市种畜场", "省农科院良种站")),
    (("举办单位",), ("云溪县演艺公司", "云溪县文化馆")),
    (("演出名称",), ("百姓大舞台文艺演出", "新春戏曲专场")),
    (("网络地址",), ("10.12.3.8", "10.12.5.16")),
    (("所在层数",), ("1 层", "1 至 2 层", "3 层")),
    (("民族",), ("汉族", "汉族", "土家族", "苗族")),
    (("和户主的关系",), ("本人", "配偶", "儿子", "女儿")),
    (("行业", "投资"), ("零售业", "餐饮业", "农副食品加工业", "仓储业")),
    (("经营范围", "经营项目", "许可范围"), ("预包装食品、日用百货零售", "热食类食品制售", "农资零售", "住宿服务")),
    (("诊疗科目", "执业范围"), ("全科医疗科", "内科", "中医科", "口腔科")),
    (("生产品种",), ("豆腐、豆干", "菜籽油", "红薯粉条", "腌腊制品")),
    (("建设内容", "建设规模"), ("新建厂房一栋和附属道路", "改造管网 1.2 公里", "新建综合楼一栋", "扩建仓储用房")),
    (("变更前",), ("城关镇文昌街 12 号", "原负责人因退休不再担任", "原经营面积 60 平方米")),
    (("变更后",), ("城关镇滨河路 30 号", "由新任负责人担任", "现经营面积 90 平方米")),
    (("困难情况", "事情经过"), ("主要劳力因病住院，没有别的收入", "上月摔伤住院，药费没有付清", "遭了火灾，住房损坏")),
    (("家庭成员",), ("夫妻二人和一个上小学的孩子", "与父母同住，一家四口", "独自居住")),
    (("迁移原因", "转学原因", "事由"), ("随配偶迁入", "工作调动，举家搬迁", "购房后迁入")),
    (("问题",), ("老板拖欠三个月工资，怎么要回来", "邻居建房挡了采光，可以怎么办", "租房押金不退，找谁")),
    (("宗旨",), ("团结会员，交流技术，服务本县产业", "开展公益活动，帮助困难群众")),
    (("经营情况", "情况说明"), ("按期经营，没有停业", "今年新增两个品种，其余不变")),
    (("路线", "桩号", "道路名称"), ("云溪大道至滨河路", "省道 206 线 12 公里处", "文昌街南段")),
    (("河道", "水源"), ("云溪河", "青禾水库", "石桥河")),
    (("资金来源",), ("自筹", "县级财政", "自筹和银行贷款")),
    (("医院", "医疗机构", "执业机构", "康复机构", "聘用单位"), ("云溪县人民医院", "云溪县中医院", "青禾镇中心卫生院")),
    (("学校", "园名"), ("云溪县第一小学", "城关镇中心学校", "青禾镇中心学校")),
    (("任教学科",), ("语文", "数学", "英语")),
    (("银行",), ("县农村商业银行", "工商银行云溪支行", "邮储银行云溪支行")),
    (("疾病",), ("高血压", "2 型糖尿病", "慢性阻塞性肺疾病")),
    (("工作",), ("家政服务", "网约配送", "建筑装修零工")),
    (("物种", "动物种类"), ("梅花鹿", "生猪", "肉鸡")),
    (("树种",), ("马尾松", "杉木", "杨树")),
    (("种养项目", "用途"), ("种植水稻和油菜", "栽培食用菌", "养殖用房")),
    (("机具", "型号", "车辆类型"), ("轮式拖拉机 704 型", "联合收割机 4LZ-6.0", "中型厢式货车")),
    (("广告内容",), ("店名和经营项目", "公益宣传")),
    (("货物名称",), ("变压器", "风电塔筒", "挖掘机")),
    (("长宽高", "规格"), ("18×3.2×4.1", "6×2×0.3")),
    (("形象进度",), ("主体结构已封顶", "已完成三分之二")),
    (("楼栋",), ("1 号楼、2 号楼",)),
    (("污染物",), ("颗粒物、油烟", "化学需氧量、氨氮")),
    (("排放去向", "退水", "消纳"), ("城关镇污水处理厂", "云溪县建筑垃圾消纳场")),
    (("小区",), ("滨河家园", "文昌小区")),
    (("更新措施",), ("更新造林，次年春季完成",)),
    (("月份",), ("2025 年 1 月至 6 月", "2025 年全年")),
)  # fmt: skip
_WHO = ("法定代表人", "负责人", "责任人", "质量负责")
_NUMBERED = ("号", "编码", "代码", "编号", "账号", "代号")
_CHILDREN = ("孩子", "儿童", "学生")
_OTHERS = ("对方", "配偶", "照料人", "照护人", "监护人", "亲属")
_GIVEN = ("子涵", "雨欣", "浩然", "思远")
_FULL = ("陈秀英", "李建国", "王丽", "周志强")
OTHERWISE = "与申请材料一致"


def speaks_of_place(label: str) -> bool:
    """Whether a place stands in the label."""
    return any(one in label for one in _PLACES)


def is_place(label: str) -> bool:
    """Whether an address is asked for."""
    return speaks_of_place(label) and not any(one in label for one in _NOT_PLACES)


def figure(label: str, drawn: int) -> str:
    """A number that such a field could hold; `drawn` is from 1 to 300."""
    least, step, span = next(
        (span for parts, span in _FIGURES if any(part in label for part in parts)), (1, 1, 300)
    )
    return str(least + step * ((drawn - 1) % span))


def written(label: str, applicant: ApplicantInput) -> str:
    """Words that such a field could hold; the same for the same applicant."""
    chance = crc32(f"{label}{applicant.identity}".encode())
    person = applicant.agent_name or applicant.name
    if label.endswith(_NUMBERED):
        return f"{chance:010d}"
    if "拼音" in label:
        return " ".join(lazy_pinyin(person)).upper()
    if any(one in label for one in _CHILDREN):
        return person[:1] + _GIVEN[chance % len(_GIVEN)]
    if any(one in label for one in _OTHERS):
        return _FULL[chance % len(_FULL)]
    for parts, found in _WRITTEN:
        if any(part in label for part in parts):
            return found[chance % len(found)]
    if "姓名" in label or any(one in label for one in _WHO):
        return person
    if "名" in label:
        return applicant.name if applicant.enterprise else f"云溪县{applicant.name}店"
    return OTHERWISE
