"""What a kind of paper is: its titles, the facts that it can't do without, and how it is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yichuang.domains.cases.notices import wording
from yichuang.domains.cases.notices.facts import Ending, MissingFacts, NoticeFacts
from yichuang.kernel.documents.paper import Block, Paper

COMMON = (
    "organ", "number", "day", "matter", "is_licence", "case_number", "applicant", "place", "phone", "verify_url",
)  # fmt: skip
A_LICENCE = "行政许可"


@dataclass(frozen=True)
class Notice:
    """One kind of paper. Calling it with facts gives the Paper, or raises MissingFacts.

    `title` is that for a licence, `service_title` that for any other kind of item (`called` says which). `also_needs`
    looks at the facts where what must be said depends on the case, `titled` at how the case ended.
    """

    kind: str
    title: str
    needs: tuple[str, ...]
    blocks: Callable[[NoticeFacts], tuple[Block, ...]]
    service_title: str = ""
    also_needs: Callable[[NoticeFacts], tuple[str, ...]] | None = None
    titled: Callable[[Ending | None], str] | None = None
    addressed: bool = True
    receiver_line: bool = True
    with_contact: bool = True
    attachments: Callable[[NoticeFacts], tuple[str, ...]] | None = None

    def __call__(self, facts: NoticeFacts) -> Paper:
        """Build the paper; every missing fact is named at once."""
        wanted = COMMON + self.needs
        missing = facts.without(wanted)
        if not missing and self.also_needs:
            missing = facts.without(self.also_needs(facts))
        if missing:
            raise MissingFacts(self.title, missing)
        assert facts.day is not None
        return Paper(
            kind=self.kind,
            organ=facts.organ,
            title=self.called(bool(facts.is_licence), facts.ending),
            day=facts.day,
            number=facts.number,
            addressee=facts.applicant if self.addressed else "",
            blocks=self.blocks(facts),
            contact=wording.contact(facts) if self.with_contact else (),
            attachments=self.attachments(facts) if self.attachments else (),
            case_number=facts.case_number,
            qr_text=facts.verify_url,
            second_qr_text=facts.evaluate_url,
            second_qr_words="办完后扫码评价" if facts.evaluate_url else "",
            receiver_line=self.receiver_line,
        )

    def called(self, is_licence: bool, ending: Ending | None = None) -> str:
        """The title of such a paper: 行政许可决定书 stand on papers of a 行政许可 alone (RULEBOOK 2, 3)."""
        title = self.titled(ending) if self.titled else self.title
        if is_licence:
            return title
        return self.service_title or title.replace(A_LICENCE, "办理结果")
