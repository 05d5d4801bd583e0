"""Papers and messages of a case: what the verbs issue, by the same few lines everywhere."""

from __future__ import annotations

from typing import Any

from yichuang.domains.cases.models import Case
from yichuang.domains.organisation.queries import contact_of, mark_of
from yichuang.kernel.documents.issue import issue
from yichuang.kernel.outbox.tell import tell
from yichuang.kernel.verbs.act import Act

# The role of who brings old ledgers in: what they retell was put on paper and told to people at that time, by others.
RETELLER = "reteller"


def issue_paper(case: Case, act: Act, kind: str, **facts: Any) -> None:
    """Issue a paper of the case's department; what the case itself keeps for good is added when it is rendered.

    Addresses, telephones and opening hours go in as they are on the day of the act: a paper never changes.
    """
    if act.by.role == RETELLER:
        return
    epoch = act.epoch("offices")
    place, department = contact_of(case.place_id, epoch), contact_of(case.department_id, epoch)
    facts["handler"] = act.by.name if act.by.account else ""
    facts["contact"] = {
        "place": place.address or department.address or act.office(case.place_id).name,
        "phone": department.phone or place.phone,
        "hours": "，".join(f"{opens}–{closes}" for opens, closes in act.office(case.place_id).hours),
    }
    issue(act, kind, organ=case.department_id, mark=mark_of(case.department_id, epoch), facts=facts)


def handed_in(case: Case) -> list[dict[str, Any]]:
    """The papers that came with the application, as the receipt lists them."""
    known = {material.code: material for material in case.facts.materials}
    lines = []
    for one in case.materials:
        if one["verdict"] in ("missing", "follows"):
            continue
        material = known.get(one["code"])
        if one["verdict"] == "reused":
            lines.append({"name": one["name"], "form": "reused", "copies": 0})
            continue
        form = material.kind if material else "original"
        lines.append({"name": one["name"], "form": form, "copies": material.copies if material else 1})
    return lines


def tell_applicant(case: Case, act: Act, title: str, body: str) -> None:
    """Tell the applicant by message, at the phone that was left with this application."""
    if act.by.role != RETELLER:
        tell(act, case.ref, title, body, channel="sms")


def tell_staff(case: Case, act: Act, account: int | None, title: str, body: str) -> None:
    """Tell a colleague inside the application; nobody is told of what they do themselves."""
    if account is not None and account != act.by.account and act.by.role != RETELLER:
        tell(act, f"staff:{account}", title, f"{case.facts.name} {case.number}：{body}")
