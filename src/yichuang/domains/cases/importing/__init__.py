"""Bringing in a centre's own ledger of cases: a workbook row becomes the acts that it tells of, at their instants."""

from yichuang.domains.cases.importing.bringing import Outcome, bring_in, bringing_in
from yichuang.domains.cases.importing.reading import Reading, read_cases
from yichuang.domains.cases.importing.workbook import workbook_of

__all__ = ["Outcome", "Reading", "bring_in", "bringing_in", "read_cases", "workbook_of"]
