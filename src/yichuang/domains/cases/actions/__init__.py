"""The verbs of a case, in the order of its life."""

from yichuang.domains.cases.actions.applying import receive, submit
from yichuang.domains.cases.actions.deciding import (
    ask_more,
    bring_owed,
    claim,
    end_special_procedure,
    extend,
    grant_,
    refuse,
    release,
    return_to_stage,
    review,
    start_special_procedure,
)
from yichuang.domains.cases.actions.ending import archive, deliver, lapse, revoke, withdraw
from yichuang.domains.cases.actions.hearing_right import tell_hearing_right, waive_hearing
from yichuang.domains.cases.actions.keeping import attach, reveal
from yichuang.domains.cases.actions.receiving import (
    accept,
    accept_by_law,
    check_materials,
    decline,
    finish_at_once,
    request_supplement,
    supplement,
)
from yichuang.domains.cases.actions.reporting_up import report_up, upper_answered
from yichuang.domains.cases.actions.reusing import reuse_papers, supplement_with

__all__ = [
    "accept",
    "accept_by_law",
    "archive",
    "ask_more",
    "attach",
    "bring_owed",
    "check_materials",
    "claim",
    "decline",
    "deliver",
    "end_special_procedure",
    "extend",
    "finish_at_once",
    "grant_",
    "lapse",
    "receive",
    "refuse",
    "release",
    "report_up",
    "request_supplement",
    "return_to_stage",
    "reuse_papers",
    "reveal",
    "review",
    "revoke",
    "start_special_procedure",
    "submit",
    "supplement",
    "supplement_with",
    "tell_hearing_right",
    "upper_answered",
    "waive_hearing",
    "withdraw",
]
