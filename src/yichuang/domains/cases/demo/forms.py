"""What applicants fill in and hand in, and the words of the staff, drawn for each case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from yichuang.domains.cases.demo import fitting, words
from yichuang.domains.cases.demo.answers import figure, is_place, speaks_of_place, written
from yichuang.domains.cases.inputs import ApplicantInput, MaterialInput
from yichuang.domains.cases.states import Verdict
from yichuang.domains.catalogue.content import FormField, ItemFacts

Materials = tuple[MaterialInput, ...]


class FormWriter:
    """Draws answers and words; lists of materials are made once for each item and situation."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._lists: dict[tuple[int, tuple[tuple[str, str], ...]], Materials] = {}

    def materials(self, item: ItemFacts, situation: dict[str, str]) -> Materials:
        """All that the item asks for in this situation, handed in as it should be."""
        key = (item.id, tuple(sorted(situation.items())))
        found = self._lists.get(key)
        if found is None:
            asked = item.materials_for(situation)
            found = tuple(MaterialInput(code=one.code, name=one.name) for one in asked)
            self._lists[key] = found
        return found

    def wanting(self, item: ItemFacts, materials: Sequence[MaterialInput], count: int) -> list[MaterialInput]:
        """The list as the clerk checks it: the first ones missing or wrong."""
        return [
            one.model_copy(update=self._fault(item, one.code)) if number < count else one
            for number, one in enumerate(materials)
        ]

    def _fault(self, item: ItemFacts, code: str) -> dict[str, str]:
        verdict = self._random.choice((Verdict.MISSING, Verdict.WRONG))
        notes = words.MISSING if verdict is Verdict.MISSING else fitting.wrong(item, code)
        return {"verdict": verdict, "note": self._random.choice(notes)}

    def checked(self, materials: Sequence[MaterialInput], follows: str) -> list[MaterialInput]:
        """The list as the clerk checks it: everything right but the one that may follow."""
        return [
            one.model_copy(
                update={"verdict": Verdict.FOLLOWS, "note": words.FOLLOWS}
                if one.code == follows
                else {"verdict": Verdict.OK}
            )
            for one in materials
        ]

    def answers(self, item: ItemFacts, applicant: ApplicantInput) -> dict[str, str]:
        """The item's own form, filled in."""
        return {one.code: self._answer(one, applicant)[: one.max_length] for one in item.fields}

    def _answer(self, form: FormField, applicant: ApplicantInput) -> str:
        random = self._random
        match form.type:
            case "choice":
                return random.choice(form.options) if form.options else "是"
            case "number":
                return figure(form.label, random.randint(1, 300))
            case "date":
                return (date(2025, 1, 1) + timedelta(days=random.randrange(365))).isoformat()
            case "id_number":
                return applicant.agent_identity or applicant.identity
            case "credit_code":
                return applicant.identity
            case "phone":
                return applicant.phone
            case "region":
                return random.choice(("城关镇", "青禾镇", "石桥镇"))
        # every address is drawn in its turn, used or not, so that the year from one seed stays the same
        place = random.choice(words.PLACES) if form.type == "text" and speaks_of_place(form.label) else ""
        return place if place and is_place(form.label) else written(form.label, applicant)

    def done(self) -> str:
        """What an instant item came to."""
        return self._random.choice(words.DONE)

    def opinion(self, stage: str, *, agree: bool = True) -> str:
        """A reviewer's opinion."""
        there = stage == "site_check"
        if not agree:
            return self._random.choice(words.DISAGREED_THERE if there else words.DISAGREED)
        return self._random.choice(words.CHECKED if there else words.AGREED)

    def granted(self, item: ItemFacts) -> str:
        """What was decided."""
        return self._random.choice(fitting.granted(item))

    def refusal(self, item: ItemFacts) -> tuple[str, str]:
        """Facts and reason of a refusal: one of the item's own conditions isn't there."""
        n = self._random.randrange(len(words.FACTS))
        found = fitting.condition(item, n)
        return words.FACTS[n].format(found), words.REASONS[n].format(found)

    def decline(self) -> tuple[str, str, str]:
        """Ground, reason, whose matter it is."""
        return self._random.choice(words.DECLINES)

    def withdrawal(self, item: ItemFacts) -> str:
        """Why an applicant gives up."""
        return self._random.choice(fitting.withdrawals(item))
