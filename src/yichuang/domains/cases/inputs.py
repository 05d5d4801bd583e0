"""What the verbs of a case take that is more than a word: an applicant, a checked material."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from yichuang.domains.cases.states import Verdict
from yichuang.kernel.documents.attach import FileInput


class ApplicantInput(BaseModel):
    """Who applies, as they were at the time of application; sealed when stored."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    person: int | None = None
    enterprise: int | None = None
    name: Annotated[str, Field(title="姓名或名称", min_length=1, max_length=80)]
    identity: Annotated[str, Field(title="证件号码", min_length=8, max_length=18)]
    phone: Annotated[str, Field(title="手机号", max_length=20)] = ""
    address: Annotated[str, Field(title="地址", max_length=200)] = ""
    # who stands at the counter for them
    agent_name: Annotated[str, Field(title="代办人姓名", max_length=40)] = ""
    agent_identity: Annotated[str, Field(title="代办人证件号", max_length=18)] = ""


class MaterialInput(BaseModel):
    """What the clerk, or the applicant online, says of one material."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    code: Annotated[str, Field(title="材料代码", max_length=20)]
    name: Annotated[str, Field(title="材料名称", max_length=120)]
    verdict: Verdict = Verdict.OK
    note: Annotated[str, Field(title="要补什么", max_length=300)] = ""


DeliveryWay = Literal["window", "post", "home", "electronic"]
DELIVERY_WAYS = {"window": "窗口领取", "post": "邮寄", "home": "送证上门", "electronic": "电子证照"}

Materials = Annotated[list[MaterialInput], Field(title="材料", max_length=60)]
Files = Annotated[list[FileInput], Field(title="文件", max_length=120)]
