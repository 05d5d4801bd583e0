"""Facts of an invented case, as JSON would carry them: each paper takes from them what it needs."""

from __future__ import annotations

from typing import Any

COMMON: dict[str, Any] = {
    "organ": "云溪县市场监督管理局",
    "number": "云市监许〔2026〕17号",
    "day": "2026-11-30",
    "matter": "食品经营许可（新办）",
    "case_number": "519921-20261124-00017-4",
    "applicant": "云溪县老街豆花店",
    "is_person": False,
    "is_licence": True,
    "place": "云溪县政务服务中心二楼12号窗口",
    "phone": "0826-6210012",
    "hours": "工作日9:00至12:00，13:30至17:30",
    "supervision_phone": "0826-6210099",
    "verify_url": "https://zwfw.yunxi.example.cn/verify/K7M2QX9R",
    "received_on": "2026-11-24",
    "review_organ": "云溪县人民政府",
    "court": "云溪县人民法院",
    "query_code": "K7M2QX9R",
}
"""What every paper says, and what several share."""

OWN: dict[str, dict[str, Any]] = {
    "receipt": {
        "materials": [
            {"name": "食品经营许可申请书", "form": "原件", "copies": 1},
            {"name": "营业执照", "form": "复印件", "copies": 1},
            {"name": "与食品经营相适应的主要设备设施布局和操作流程文件", "form": "复印件", "copies": 2},
            {"name": "从业人员健康证明", "form": "电子件", "copies": 1},
        ],
        "answer_due": "2026-12-01",
    },
    "supplement_notice": {
        "supplements": [
            {"name": "房屋租赁合同", "problem": "合同已过期", "remedy": "提供有效期内的租赁合同复印件一份"},
            {"name": "从业人员健康证明", "problem": "缺少", "remedy": "提供全部从业人员的健康证明"},
        ],
        "supplement_due": "2027-01-07",
    },
    "acceptance_notice": {
        "accepted_on": "2026-11-24",
        "statutory": {"amount": 20, "unit": "working_day"},
        "promised": {"amount": 5, "unit": "working_day"},
        "due_on": "2026-12-01",
        "department": "云溪县市场监督管理局行政审批股",
        "handler": "李青",
    },
    "decline_notice": {
        "ground": "not_ours",
        "reason": "申请的经营场所在邻县，食品经营许可由经营场所所在地的市场监督管理部门实施",
        "whose": "临江县市场监督管理局",
    },
    "special_procedure_notice": {
        "accepted_on": "2026-11-24",
        "procedure": "检验",
        "procedure_organ": "云溪县食品药品检验所",
        "procedure_days": 8,
        "stopped_from": "2026-11-26",
        "basis": ["《食品经营许可和备案管理办法》第二十条"],
    },
    "hearing_right_notice": {
        "accepted_on": "2026-11-24",
        "proposed": "拟不予许可：经营场所紧邻居民楼，油烟排放直接影响楼上住户",
        "interested": "云溪县建设路12号2单元住户代表何桂芳",
        "request_due": "2026-12-03",
    },
    "hearing_notice": {
        "accepted_on": "2026-11-24",
        "hearing_on": "2026-12-16",
        "hearing_time": "09:30",
        "hearing_place": "云溪县政务服务中心三楼听证室",
        "hearing_chair": "县司法局阮明德",
        "procedure_organ": "云溪县市场监督管理局法规股",
        "hearing_asked": True,
    },
    "extension_notice": {
        "accepted_on": "2026-11-24",
        "reason": "经营场所正在按消防要求改造，需要在改造完成后再次核查",
        "approver": "周宁",
        "extended": {"amount": 10, "unit": "working_day"},
        "due_before": "2026-12-22",
        "due_on": "2027-01-06",
    },
    "grant_decision": {
        "basis": ["《中华人民共和国食品安全法》第三十五条第一款"],
        "content": "准予从事热食类食品制售，经营场所为云溪县沿江镇建设路12号",
        "validity": "五年，自2026年11月30日至2031年11月29日",
        "conditions": "在许可的场所和项目内经营，变更许可事项应当在变更后10个工作日内申请",
    },
    "refusal_decision": {
        "findings": "2026年11月27日现场核查，经营场所与旱厕直线距离不足25米，没有独立的粗加工间",
        "reason": "经营场所环境不符合食品经营许可的条件，申请人表示不能整改",
        "basis": ["《中华人民共和国食品安全法》第三十三条第一款第一项"],
    },
    "upper_decision_notice": {
        "accepted_on": "2026-11-24",
        "reported_on": "2026-11-27",
        "upper_organ": "省林业和草原局",
        "upper_number": "省林许〔2026〕31号",
        "granted": False,
        "content": "养殖场所不符合野生动物生存条件",
    },
    "delivery_record": {
        "documents": ["准予行政许可决定书（云市监许〔2026〕17号）", "食品经营许可证"],
        "way": "window",
        "delivery_place": "云溪县政务服务中心二楼12号窗口",
        "delivered_at": "2026年11月30日10时05分",
        "receiver": "王小满",
        "receiver_relation": "经办人",
        "deliverer": "李青",
    },
    "termination_notice": {
        "ending": "lapsed",
        "reason": "2026年11月26日一次告知补正，期限届满没有收到补正材料",
    },
}
"""What each paper says of its own."""


def facts(kind: str, **changes: Any) -> dict[str, Any]:
    """Everything that a paper of that kind needs."""
    return {**COMMON, **OWN[kind], **changes}
