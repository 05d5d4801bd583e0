"""The verbs of reports: drafting, editing, deciding, publishing."""

from yichuang.oversight.reports.actions.deciding import return_ as return_
from yichuang.oversight.reports.actions.deciding import sign as sign
from yichuang.oversight.reports.actions.deciding import sign_report as sign_report
from yichuang.oversight.reports.actions.deciding import submit as submit
from yichuang.oversight.reports.actions.deciding import submit_report as submit_report
from yichuang.oversight.reports.actions.drafting import draft as draft
from yichuang.oversight.reports.actions.drafting import draft_report as draft_report
from yichuang.oversight.reports.actions.editing import choose as choose
from yichuang.oversight.reports.actions.editing import insert as insert
from yichuang.oversight.reports.actions.editing import move as move
from yichuang.oversight.reports.actions.editing import remove as remove
from yichuang.oversight.reports.actions.editing import retitle as retitle
from yichuang.oversight.reports.actions.editing import write as write
from yichuang.oversight.reports.actions.publishing import publish as publish
