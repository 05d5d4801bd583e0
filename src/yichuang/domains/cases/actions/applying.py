"""The application: received at a counter or submitted online (行政许可法 art. 29, 33)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from yichuang.domains.cases import permissions, rules
from yichuang.domains.cases.events import CaseReceived
from yichuang.domains.cases.inputs import ApplicantInput, DeliveryWay, Files, MaterialInput, Materials
from yichuang.domains.cases.models import Case
from yichuang.domains.cases.papers import handed_in, issue_paper
from yichuang.domains.cases.states import Channel, State
from yichuang.domains.catalogue import queries as catalogue
from yichuang.domains.organisation.queries import region_of
from yichuang.kernel.documents.attach import attach
from yichuang.kernel.ledger.chain import canonical_facts
from yichuang.kernel.numbering.rules import CaseNumber, query_code
from yichuang.kernel.offices.queries import OfficeFacts
from yichuang.kernel.privacy import keyed_hash, mask_name, seal
from yichuang.kernel.verbs import Because, Refused
from yichuang.kernel.verbs.act import Act
from yichuang.kernel.verbs.declare import verb

Answers = Annotated[dict[str, str], Field(title="申请表", max_length=40)]


@dataclass(frozen=True, slots=True)
class Application:
    """What is applied for, by whom, where, and with what in hand."""

    item_version: int
    applicant: ApplicantInput
    place: int
    channel: Channel
    window: int | None = None
    situation: dict[str, str] = field(default_factory=dict)
    form: dict[str, str] = field(default_factory=dict)
    materials: list[MaterialInput] = field(default_factory=list)
    joint: bool = False
    delivery: str = "window"


@verb(Case, "case.receive", label="收件", creates=True, then=State.SUBMITTED, allow=permissions.may_receive)
def receive(
    case: Case,
    act: Act,
    *,
    item_version: Annotated[int, Field(title="事项", ge=1)],
    applicant: Annotated[ApplicantInput, Field(title="申请人")],
    place: Annotated[int, Field(title="受理地点", ge=1)],
    window: Annotated[int | None, Field(title="窗口")] = None,
    channel: Annotated[Channel, Field(title="渠道")] = Channel.WINDOW,
    situation: Annotated[dict[str, str], Field(title="情形", max_length=10)] = {},  # noqa: B006 - pydantic copies
    form: Answers = {},  # noqa: B006
    materials: Materials = [],  # noqa: B006
    joint: Annotated[bool, Field(title="联办")] = False,
    delivery: Annotated[DeliveryWay, Field(title="取件方式")] = "window",
    own_number: Annotated[str, Field(title="本单位编号", max_length=40)] = "",
) -> None:
    """Receive an application at a counter; from here the acceptance clock runs (行政许可法 art. 32(4))."""
    if not act.by.covers(_place(act, place).path) and act.by.kind != "system":
        raise Refused(Because.NO_RIGHT, "您的岗位不在这个受理地点，请换到本窗口再收件", field="place")
    application = Application(
        item_version, applicant, place, channel, window, situation, form, materials, joint, delivery
    )
    _begin(case, act, application)
    if own_number:
        act.set(own_number=own_number)
        act.note(own_number=own_number)


@verb(Case, "case.submit", label="提交申请", creates=True, then=State.SUBMITTED, allow=permissions.may_submit)
def submit(
    case: Case,
    act: Act,
    *,
    item_version: Annotated[int, Field(title="事项", ge=1)],
    applicant: Annotated[ApplicantInput, Field(title="申请人")],
    place: Annotated[int, Field(title="受理地点", ge=1)],
    situation: Annotated[dict[str, str], Field(title="情形", max_length=10)] = {},  # noqa: B006
    form: Answers = {},  # noqa: B006
    materials: Materials = [],  # noqa: B006
    delivery: Annotated[DeliveryWay, Field(title="取件方式")] = "window",
    files: Files = [],  # noqa: B006
) -> None:
    """Apply online; received the moment it is submitted (行政许可法 art. 29, 33)."""
    application = Application(
        item_version,
        applicant,
        place,
        Channel.ONLINE,
        situation=situation,
        form=form,
        materials=materials,
        delivery=delivery,
    )
    _begin(case, act, application)
    attach(act, files)


def _place(act: Act, place: int) -> OfficeFacts:
    """The centre or station of that id."""
    try:
        region_of(place, act.epoch("offices"))
        return act.office(place)
    except KeyError:
        raise Refused(Because.BAD_INPUT, "请从列出的受理地点中选", field="place") from None


def _begin(case: Case, act: Act, application: Application) -> None:
    """Number the case, seal what is personal, start the acceptance clock, issue the receipt."""
    applicant = application.applicant
    if not catalogue.accepts_applications(application.item_version, act.epoch("catalogue")):
        raise Refused(Because.BAD_INPUT, "这个事项现在不能申请，请看最新的办事指南", field="item_version")
    item = catalogue.version(application.item_version)
    department = act.office(item.department_id)
    taken_at = _place(act, application.place)
    region = region_of(application.place, act.epoch("offices"))
    serial = act.number(f"case:{region}:{act.day:%Y%m%d}")
    act.set(
        number=str(CaseNumber(region, act.day, serial)),
        query_code=query_code(act.random_bytes),
        item_id=item.item_id,
        item_version_id=item.id,
        kind=item.case_kind,
        joint=application.joint,
        channel=application.channel,
        department_id=department.id,
        department_path=department.path,
        place_id=application.place,
        place_path=taken_at.path,
        window_id=application.window,
        person_id=applicant.person,
        enterprise_id=applicant.enterprise,
        # the name of an enterprise is public
        applicant_mask=applicant.name if applicant.enterprise else mask_name(applicant.name),
        applicant_hash=keyed_hash(applicant.name, "name"),
        identity_hash=keyed_hash(applicant.identity, "identity"),
        applicant=seal(applicant.model_dump_json(), "applicant"),
        situation=application.situation,
        form=seal(canonical_facts(application.form), "form"),
        materials=[material.model_dump(mode="json") for material in application.materials],
        delivery=application.delivery,
        received_at=act.at,
        received_on=act.day,
    )
    clock = act.start("acceptance", rules.ACCEPTANCE, department.id)
    act.note(
        number=case.number,
        item=item.code,
        version=item.n,
        channel=str(application.channel),
        place=application.place,
        window=application.window,
    )
    act.answer(number=case.number, query_code=case.query_code)
    issue_paper(case, act, "receipt", materials=handed_in(case), due=clock.due_at, agent=applicant.agent_name)
    act.emit(CaseReceived(case.ref, item.code))
