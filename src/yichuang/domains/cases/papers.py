"""Papers and messages of a case: what the verbs issue, by the same few lines everywhere."""

from __future__ import annotations

from typing import Any

from yichuang.domains.cases.models import Case
from yichuang.domains.organisation.queries import mark_of
from yichuang.kernel.documents.issue import issue
from yichuang.kernel.outbox.tell import tell
from yichuang.kernel.verbs.act import Act


def issue_paper(case: Case, act: Act, kind: str, **facts: Any) -> None:
    """Issue a paper of the case's department; what the case itself keeps is added when it is rendered."""
    facts["handler"] = act.by.name if act.by.account else ""
    mark = mark_of(case.department_id, act.epoch("offices"))
    issue(act, kind, organ=case.department_id, mark=mark, facts=facts)


def tell_applicant(case: Case, act: Act, title: str, body: str) -> None:
    """Tell the applicant by message, at the phone that was left with this application."""
    tell(act, case.ref, title, body, channel="sms")
