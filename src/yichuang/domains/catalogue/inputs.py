"""An item's text as it comes in, from a data file, a workbook, a form or a program: bounded, named in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from yichuang.domains.catalogue.limits import DayUnit
from yichuang.kernel.clocks.rules import Limit, limit_of
from yichuang.kernel.verbs.parameters import sentence

Choices = Mapping[str, str]

KINDS: Choices = {
    "administrative_licence": "行政许可",
    "public_service": "公共服务",
    "confirmation": "行政确认",
    "benefit": "行政给付",
    "reward": "行政奖励",
    "other_power": "其他行政权力",
}
CASE_KINDS: Choices = {"instant": "即办件", "promise": "承诺件", "report_up": "上报件"}
AUDIENCES: Choices = {"person": "个人", "enterprise": "企业"}
MATERIAL_KINDS: Choices = {"original": "原件", "copy": "复印件", "electronic": "电子件"}
FIELD_TYPES: Choices = {
    "text": "一行字",
    "long_text": "多行字",
    "number": "数字",
    "date": "日期",
    "choice": "选项",
    "region": "地区",
    "id_number": "身份证号",
    "credit_code": "统一社会信用代码",
    "phone": "手机号",
}
PERSON_THEMES = (
    "生育收养", "户籍身份", "教育就学", "就业创业", "社会保障", "医疗卫生",
    "住房不动产", "婚姻登记", "交通出行", "退休养老", "救助帮扶", "农林牧渔",
)  # fmt: skip
ENTERPRISE_THEMES = (
    "设立变更", "准营准办", "投资审批", "工程建设", "税务财务",
    "人力资源", "市场监管", "资质认证", "环保安全", "注销退出",
)  # fmt: skip

Kind = Literal["administrative_licence", "public_service", "confirmation", "benefit", "reward", "other_power"]
CaseKind = Literal["instant", "promise", "report_up"]
Audience = Literal["person", "enterprise"]
Level = Literal["county", "town", "village"]
MaterialKind = Literal["original", "copy", "electronic"]
FieldType = Literal[
    "text", "long_text", "number", "date", "choice", "region", "id_number", "credit_code", "phone"
]
Code = Annotated[str, Field(title="代码", min_length=1, max_length=20, pattern=r"^[a-z][a-z0-9_]*$")]
Days = Annotated[int, Field(title="天数", ge=0, le=365)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class BasisText(_Part):
    """A legal basis."""

    name: Annotated[str, Field(title="文件名称", min_length=2, max_length=120)]
    article: Annotated[str, Field(title="条款", max_length=60)] = ""
    text: Annotated[str, Field(title="条文", max_length=2000)] = ""


class StageText(_Part):
    """A step of handling; `days` are of the unit of the promise."""

    code: Annotated[str, Field(title="环节代码", min_length=1, max_length=20, pattern=r"^[a-z][a-z0-9_]*$")]
    name: Annotated[str, Field(title="环节名称", min_length=1, max_length=20)]
    days: Annotated[int, Field(title="环节时限", ge=0, le=365)]


class OptionText(_Part):
    """One answer to a situation's question."""

    code: Annotated[str, Field(title="答案代码", min_length=1, max_length=20, pattern=r"^[a-z0-9_]+$")]
    label: Annotated[str, Field(title="答案", min_length=1, max_length=30)]


class SituationText(_Part):
    """A question whose answer decides what must be handed in."""

    code: Annotated[str, Field(title="情形代码", min_length=1, max_length=20, pattern=r"^[a-z][a-z0-9_]*$")]
    question: Annotated[str, Field(title="问题", min_length=2, max_length=60)]
    options: Annotated[tuple[OptionText, ...], Field(title="答案", min_length=2, max_length=8)]


class MaterialText(_Part):
    """A paper to hand in; `when` is `situation=option`; `follow_days` are of the unit of the promise."""

    code: Annotated[str, Field(title="材料代码", min_length=1, max_length=20, pattern=r"^[a-z0-9_]+$")]
    name: Annotated[str, Field(title="材料名称", min_length=2, max_length=120)]
    kind: Annotated[MaterialKind, Field(title="材料形式")] = "original"
    copies: Annotated[int, Field(title="份数", ge=1, le=20)] = 1
    source: Annotated[str, Field(title="材料来源", max_length=20)] = "申请人自备"
    required: Annotated[bool, Field(title="必要")] = True
    may_follow: Annotated[bool, Field(title="可以容缺")] = False
    follow_days: Annotated[int, Field(title="容缺补交时限", ge=0, le=90)] = 0
    when: Annotated[str, Field(title="什么情形要交", max_length=41)] = ""
    note: Annotated[str, Field(title="要求", max_length=200)] = ""


class FeeText(_Part):
    """A fee, in fen, with the text that allows it."""

    name: Annotated[str, Field(title="收费名称", min_length=2, max_length=60)]
    amount_fen: Annotated[int, Field(title="收费金额", ge=1, le=100_000_000)]
    unit: Annotated[str, Field(title="计费单位", max_length=10)] = "件"
    basis: Annotated[str, Field(title="收费依据", min_length=2, max_length=120)]


class FieldText(_Part):
    """A field of the item's own form."""

    code: Annotated[str, Field(title="栏目代码", min_length=1, max_length=30, pattern=r"^[a-z][a-z0-9_]*$")]
    label: Annotated[str, Field(title="栏目名称", min_length=1, max_length=30)]
    type: Annotated[FieldType, Field(title="栏目类型")] = "text"
    required: Annotated[bool, Field(title="必填")] = True
    max_length: Annotated[int, Field(title="最多字数", ge=1, le=2000)] = 200
    hint: Annotated[str, Field(title="填写提示", max_length=80)] = ""
    options: Annotated[
        tuple[Annotated[str, Field(max_length=40)], ...], Field(title="选项", max_length=40)
    ] = ()


class ItemText(_Part):
    """All that an item asks and promises.

    Each of its two limits says in which days it is counted; without a word it is in working days. Stages and papers
    that may follow lie inside the promise and share its unit.
    """

    name: Annotated[str, Field(title="事项名称", min_length=2, max_length=120)]
    aliases: Annotated[
        tuple[Annotated[str, Field(max_length=30)], ...], Field(title="俗称", max_length=12)
    ] = ()
    kind: Annotated[Kind, Field(title="事项类型")]
    case_kind: Annotated[CaseKind, Field(title="办件类型")]
    audience: Annotated[tuple[Audience, ...], Field(title="服务对象", min_length=1, max_length=2)]
    themes: Annotated[tuple[str, ...], Field(title="主题", max_length=6)] = ()
    level: Annotated[Level, Field(title="最低办理层级")] = "county"
    online: Annotated[bool, Field(title="可以网上申请")] = False
    at_window: Annotated[bool, Field(title="窗口可以决定")] = True
    two_reviewers: Annotated[bool, Field(title="要两个人审")] = False
    statutory_days: Annotated[int | None, Field(title="法定时限", ge=0, le=365)] = None
    statutory_unit: Annotated[DayUnit, Field(title="法定时限单位")] = "working_day"
    promised_days: Annotated[int, Field(title="承诺时限", ge=0, le=365)]
    promised_unit: Annotated[DayUnit, Field(title="承诺时限单位")] = "working_day"
    limit_basis: Annotated[str, Field(title="时限依据", max_length=120)] = ""
    limit_certain: Annotated[bool, Field(title="时限依据已核实")] = True
    limit_note: Annotated[str, Field(title="时限说明", max_length=200)] = ""
    place: Annotated[str, Field(title="办理窗口", max_length=60)] = "综合窗口"
    result: Annotated[str, Field(title="办理结果", max_length=60)] = ""
    result_validity: Annotated[str, Field(title="结果有效期", max_length=60)] = ""
    conditions: Annotated[
        tuple[Annotated[str, Field(max_length=300)], ...], Field(title="办理条件", max_length=12)
    ] = ()
    legal_basis: Annotated[tuple[BasisText, ...], Field(title="依据", max_length=12)] = ()
    stages: Annotated[tuple[StageText, ...], Field(title="环节", min_length=1, max_length=8)]
    situations: Annotated[tuple[SituationText, ...], Field(title="情形", max_length=3)] = ()
    materials: Annotated[tuple[MaterialText, ...], Field(title="材料", max_length=60)] = ()
    fees: Annotated[tuple[FeeText, ...], Field(title="收费", max_length=12)] = ()
    fields: Annotated[tuple[FieldText, ...], Field(title="表单", max_length=40)] = ()

    @property
    def promised(self) -> Limit:
        """The promised limit."""
        return limit_of(self.promised_days, self.promised_unit)

    @property
    def statutory(self) -> Limit | None:
        """The law's limit, where a law sets one."""
        return None if self.statutory_days is None else limit_of(self.statutory_days, self.statutory_unit)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an item's text: where (`materials.2.copies`) and a Chinese sentence that names it."""

    path: tuple[str | int, ...]
    text: str

    @property
    def field(self) -> str:
        """The path as the name of a form field."""
        return ".".join(str(part) for part in self.path)


def read_text(given: Mapping[str, Any]) -> tuple[ItemText | None, list[Fault]]:
    """The text, or what keeps it from being one: every fault at once."""
    try:
        return ItemText.model_validate(given), []
    except ValidationError as error:
        return None, [_fault(detail) for detail in error.errors()]


def where(path: tuple[str | int, ...]) -> str:
    """A place in the text in words: `材料第 3 条的份数`."""
    words, model = "", ItemText
    for part in path:
        if isinstance(part, int):
            words += f"第 {part + 1} 条"
            continue
        found = model.model_fields.get(part)
        title = (found.title if found else None) or part
        words += ("的" if words else "") + title
        model = _part_of(found.annotation) or model if found else model
    return words


def _part_of(annotation: Any) -> type[Any] | None:
    for inner in get_args(annotation):
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
        if found := _part_of(inner):
            return found
    return None


def _fault(detail: Any) -> Fault:
    path = tuple(detail["loc"])
    name = where(path)
    if detail["type"] == "string_pattern_mismatch":
        return Fault(path, f"{name}只能用小写字母、数字和下划线，以字母开头")
    if detail["type"] == "too_short":
        return Fault(path, f"{name}至少 {detail['ctx']['min_length']} 条")
    if detail["type"] == "too_long":
        return Fault(path, f"{name}最多 {detail['ctx']['max_length']} 条")
    return Fault(path, sentence(detail, name))


def _parsed(given: Any) -> Any:
    """As a verb takes it: an ItemText stays, anything else is read, its first fault said in words."""
    if isinstance(given, ItemText) or not isinstance(given, Mapping):
        return given
    text, faults = read_text(given)
    if text is None:
        raise ValueError("；".join(fault.text for fault in faults[:5]))
    return text


GivenText = Annotated[ItemText, BeforeValidator(_parsed), Field(title="事项内容")]
