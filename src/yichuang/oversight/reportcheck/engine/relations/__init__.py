"""The relations that the engine knows, one file each. To add one: docs/report-check.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from yichuang.oversight.reportcheck.document import Document
from yichuang.oversight.reportcheck.engine.judging import Frame, Judged
from yichuang.oversight.reportcheck.engine.matrix import Matrix
from yichuang.oversight.reportcheck.engine.passages import Passage
from yichuang.oversight.reportcheck.engine.plausible import is_convincing, is_plausible
from yichuang.oversight.reportcheck.engine.relations.again.borne_again import borne_again
from yichuang.oversight.reportcheck.engine.relations.again.capital_amounts import capital_amounts
from yichuang.oversight.reportcheck.engine.relations.again.corrected import without_corrected
from yichuang.oversight.reportcheck.engine.relations.again.dates_again import dates_again
from yichuang.oversight.reportcheck.engine.relations.again.known_again import known_again
from yichuang.oversight.reportcheck.engine.relations.again.left_standing import left_standing
from yichuang.oversight.reportcheck.engine.relations.again.opening_totals import opening_totals
from yichuang.oversight.reportcheck.engine.relations.again.passed_by import passed_by
from yichuang.oversight.reportcheck.engine.relations.again.pointed_at import pointed_at
from yichuang.oversight.reportcheck.engine.relations.again.repeats import repeats
from yichuang.oversight.reportcheck.engine.relations.again.retold import retold
from yichuang.oversight.reportcheck.engine.relations.again.told_again import told_again
from yichuang.oversight.reportcheck.engine.relations.again.whole_again import whole_again
from yichuang.oversight.reportcheck.engine.relations.averages.average_steps import average_steps
from yichuang.oversight.reportcheck.engine.relations.averages.closed_averages import closed_averages
from yichuang.oversight.reportcheck.engine.relations.averages.closed_products import closed_products
from yichuang.oversight.reportcheck.engine.relations.averages.far_averages import far_averages
from yichuang.oversight.reportcheck.engine.relations.averages.means import means
from yichuang.oversight.reportcheck.engine.relations.averages.mistaken_averages import mistaken_averages
from yichuang.oversight.reportcheck.engine.relations.averages.named_wholes import named_wholes
from yichuang.oversight.reportcheck.engine.relations.averages.open_averages import open_averages
from yichuang.oversight.reportcheck.engine.relations.averages.priced_rows import priced_rows
from yichuang.oversight.reportcheck.engine.relations.averages.products import products
from yichuang.oversight.reportcheck.engine.relations.averages.yearly_averages import yearly_averages
from yichuang.oversight.reportcheck.engine.relations.bounds.above_all import above_all
from yichuang.oversight.reportcheck.engine.relations.bounds.above_and_below import above_and_below
from yichuang.oversight.reportcheck.engine.relations.bounds.bare_traits import bare_traits
from yichuang.oversight.reportcheck.engine.relations.bounds.below_nothing import below_nothing
from yichuang.oversight.reportcheck.engine.relations.bounds.bounds import bounds
from yichuang.oversight.reportcheck.engine.relations.bounds.called_parts import called_parts
from yichuang.oversight.reportcheck.engine.relations.bounds.candidates_votes import candidates_votes
from yichuang.oversight.reportcheck.engine.relations.bounds.capacities import capacities
from yichuang.oversight.reportcheck.engine.relations.bounds.counted_twice import counted_twice
from yichuang.oversight.reportcheck.engine.relations.bounds.dates_in_order import dates_in_order
from yichuang.oversight.reportcheck.engine.relations.bounds.extremes import extremes
from yichuang.oversight.reportcheck.engine.relations.bounds.limits import limits
from yichuang.oversight.reportcheck.engine.relations.bounds.most_there_is import more_than_there_is
from yichuang.oversight.reportcheck.engine.relations.bounds.nested import nested
from yichuang.oversight.reportcheck.engine.relations.bounds.no_such_time import no_such_time
from yichuang.oversight.reportcheck.engine.relations.bounds.nothing_carried import nothing_carried
from yichuang.oversight.reportcheck.engine.relations.bounds.out_of import out_of
from yichuang.oversight.reportcheck.engine.relations.bounds.ranges import ranges
from yichuang.oversight.reportcheck.engine.relations.bounds.shares_of_handful import shares_of_handful
from yichuang.oversight.reportcheck.engine.relations.bounds.spans_of_days import spans_of_days
from yichuang.oversight.reportcheck.engine.relations.bounds.subsets import subsets
from yichuang.oversight.reportcheck.engine.relations.bounds.those_of_all import those_of_all
from yichuang.oversight.reportcheck.engine.relations.bounds.votes import votes
from yichuang.oversight.reportcheck.engine.relations.bounds.whole_counts import whole_counts
from yichuang.oversight.reportcheck.engine.relations.form.ties import is_of_form, ties
from yichuang.oversight.reportcheck.engine.relations.form.told_form import told_form
from yichuang.oversight.reportcheck.engine.relations.form.told_ties import told_ties
from yichuang.oversight.reportcheck.engine.relations.names.named_counts import named_counts
from yichuang.oversight.reportcheck.engine.relations.names.names import count_names
from yichuang.oversight.reportcheck.engine.relations.names.row_counts import row_counts
from yichuang.oversight.reportcheck.engine.relations.names.slogans import slogans
from yichuang.oversight.reportcheck.engine.relations.names.summed_parts import summed_parts
from yichuang.oversight.reportcheck.engine.relations.names.told_one_by_one import told_one_by_one
from yichuang.oversight.reportcheck.engine.relations.percents.percents import percent_totals
from yichuang.oversight.reportcheck.engine.relations.percents.told_shares import told_shares
from yichuang.oversight.reportcheck.engine.relations.rates.closed_rates import closed_rates
from yichuang.oversight.reportcheck.engine.relations.rates.framed_rates import framed_rates
from yichuang.oversight.reportcheck.engine.relations.rates.misread_results import without_misread_results
from yichuang.oversight.reportcheck.engine.relations.rates.open_rates import open_rates
from yichuang.oversight.reportcheck.engine.relations.rates.plan_guard import without_misread_plans
from yichuang.oversight.reportcheck.engine.relations.rates.rates import rates
from yichuang.oversight.reportcheck.engine.relations.rates.ratios import ratios
from yichuang.oversight.reportcheck.engine.relations.rates.share_rows import share_rows
from yichuang.oversight.reportcheck.engine.relations.rates.shared_out import shared_out
from yichuang.oversight.reportcheck.engine.relations.rates.taken_bases import taken_bases
from yichuang.oversight.reportcheck.engine.relations.scores.full_marks import full_marks
from yichuang.oversight.reportcheck.engine.relations.scores.grades import grades
from yichuang.oversight.reportcheck.engine.relations.scores.marks import POINT
from yichuang.oversight.reportcheck.engine.relations.scores.named_ranks import named_ranks
from yichuang.oversight.reportcheck.engine.relations.scores.open_scores import open_scores
from yichuang.oversight.reportcheck.engine.relations.scores.papers import papers
from yichuang.oversight.reportcheck.engine.relations.scores.rankings import rankings
from yichuang.oversight.reportcheck.engine.relations.scores.ranks_beyond import ranks_beyond
from yichuang.oversight.reportcheck.engine.relations.scores.told_above import told_above
from yichuang.oversight.reportcheck.engine.relations.sizes.conversions import conversions
from yichuang.oversight.reportcheck.engine.relations.sizes.missing_scales import missing_scales
from yichuang.oversight.reportcheck.engine.relations.sizes.moved_points import moved_points
from yichuang.oversight.reportcheck.engine.relations.sizes.other_sizes import other_sizes
from yichuang.oversight.reportcheck.engine.relations.sizes.per_units import per_units
from yichuang.oversight.reportcheck.engine.relations.sizes.told_in_two_units import told_in_two_units
from yichuang.oversight.reportcheck.engine.relations.steps.claims import claims
from yichuang.oversight.reportcheck.engine.relations.steps.comparisons import comparisons
from yichuang.oversight.reportcheck.engine.relations.steps.due_and_done import due_and_done
from yichuang.oversight.reportcheck.engine.relations.steps.framed_steps import framed_steps
from yichuang.oversight.reportcheck.engine.relations.steps.growth import growth
from yichuang.oversight.reportcheck.engine.relations.steps.mistaken_growths import mistaken_growths
from yichuang.oversight.reportcheck.engine.relations.steps.multiples import multiples
from yichuang.oversight.reportcheck.engine.relations.steps.named_steps import named_steps
from yichuang.oversight.reportcheck.engine.relations.steps.named_years import named_years
from yichuang.oversight.reportcheck.engine.relations.steps.open_differences import open_differences
from yichuang.oversight.reportcheck.engine.relations.steps.open_growths import open_growths
from yichuang.oversight.reportcheck.engine.relations.steps.open_steps import open_steps
from yichuang.oversight.reportcheck.engine.relations.steps.points import points
from yichuang.oversight.reportcheck.engine.relations.steps.rank_moves import rank_moves
from yichuang.oversight.reportcheck.engine.relations.steps.stepped_growths import stepped_growths
from yichuang.oversight.reportcheck.engine.relations.steps.steps_by_name import steps_by_name
from yichuang.oversight.reportcheck.engine.relations.steps.years_in_row import years_in_row
from yichuang.oversight.reportcheck.engine.relations.stocks.balances import balances
from yichuang.oversight.reportcheck.engine.relations.stocks.flows import flows
from yichuang.oversight.reportcheck.engine.relations.stocks.ledger import ledgers
from yichuang.oversight.reportcheck.engine.relations.stocks.misread_ledgers import without_misread_ledgers
from yichuang.oversight.reportcheck.engine.relations.stocks.net_moves import net_moves
from yichuang.oversight.reportcheck.engine.relations.stocks.open_ledgers import open_ledgers
from yichuang.oversight.reportcheck.engine.relations.stocks.purses import purses
from yichuang.oversight.reportcheck.engine.relations.stocks.rated_rests import rated_rests
from yichuang.oversight.reportcheck.engine.relations.stocks.said_to_agree import said_to_agree
from yichuang.oversight.reportcheck.engine.relations.stocks.spread_ledgers import spread_ledgers
from yichuang.oversight.reportcheck.engine.relations.stocks.sure_rests import sure_rests
from yichuang.oversight.reportcheck.engine.relations.stocks.surpluses import surpluses
from yichuang.oversight.reportcheck.engine.relations.stocks.told_ledgers import told_ledgers
from yichuang.oversight.reportcheck.engine.relations.stocks.year_ends import year_ends
from yichuang.oversight.reportcheck.engine.relations.sums.account_totals import account_totals
from yichuang.oversight.reportcheck.engine.relations.sums.closed_lists import closed_lists
from yichuang.oversight.reportcheck.engine.relations.sums.divisions import divisions
from yichuang.oversight.reportcheck.engine.relations.sums.meant_sums import meant_sums
from yichuang.oversight.reportcheck.engine.relations.sums.misread_lists import without_misread_lists
from yichuang.oversight.reportcheck.engine.relations.sums.misread_sums import without_misread_sums
from yichuang.oversight.reportcheck.engine.relations.sums.mixed_sums import mixed_sums
from yichuang.oversight.reportcheck.engine.relations.sums.numbered_lists import numbered_lists
from yichuang.oversight.reportcheck.engine.relations.sums.open_sums import open_sums
from yichuang.oversight.reportcheck.engine.relations.sums.pointed_totals import pointed_totals
from yichuang.oversight.reportcheck.engine.relations.sums.rest_lists import rest_lists
from yichuang.oversight.reportcheck.engine.relations.sums.sums import sums
from yichuang.oversight.reportcheck.engine.relations.sums.twice_made import twice_made
from yichuang.oversight.reportcheck.engine.relations.sums.unnamed_rest import without_unnamed_rests
from yichuang.oversight.reportcheck.engine.relations.sums.verbs import sums_by_verb
from yichuang.oversight.reportcheck.engine.relations.sums.years_together import years_together
from yichuang.oversight.reportcheck.engine.relations.sureness.accusations import with_odds
from yichuang.oversight.reportcheck.engine.relations.sureness.suspects import suspects_first
from yichuang.oversight.reportcheck.engine.relations.tables.counted_rows import counted_rows
from yichuang.oversight.reportcheck.engine.relations.tables.tables import within
from yichuang.oversight.reportcheck.engine.relations.tables.told_beside import told_beside
from yichuang.oversight.reportcheck.engine.relations.tables.told_cells import told_cells
from yichuang.oversight.reportcheck.engine.relations.tables.told_columns import told_columns
from yichuang.oversight.reportcheck.engine.relations.tables.unsigned import is_told_unsigned

OpenRelation = Callable[[Sequence[Passage], Sequence[Judged]], Iterable[Judged]]
TextRelation = Callable[[Sequence[Passage]], Iterable[Judged]]

# Asked in this order: of two that accuse the same claim the first one is told.
TEXT: tuple[TextRelation, ...] = (
    rest_lists,
    sums,
    mixed_sums,
    sums_by_verb,
    divisions,
    account_totals,
    closed_lists,
    pointed_totals,
    years_together,
    numbered_lists,
    twice_made,
    rates,
    framed_rates,
    mistaken_growths,
    named_steps,
    framed_steps,
    steps_by_name,
    net_moves,
    due_and_done,
    growth,
    comparisons,
    ledgers,
    claims,
    rank_moves,
    purses,
    surpluses,
    year_ends,
    sure_rests,
    balances,
    missing_scales,
    other_sizes,
    moved_points,
    average_steps,
    means,
    products,
    closed_products,
    priced_rows,
    multiples,
    ratios,
    conversions,
    per_units,
    points,
    percent_totals,
    told_shares,
    count_names,
    named_counts,
    row_counts,
    summed_parts,
    told_one_by_one,
    slogans,
    told_ties,
    told_ledgers,
    said_to_agree,
    rankings,
    named_ranks,
    told_again,
    pointed_at,
    repeats,
    retold,
    whole_again,
    known_again,
    left_standing,
    told_in_two_units,
    dates_again,
    capital_amounts,
    no_such_time,
    more_than_there_is,
    below_nothing,
    above_all,
    bounds,
    out_of,
    capacities,
    bare_traits,
    limits,
    above_and_below,
    nested,
    those_of_all,
    called_parts,
    nothing_carried,
    votes,
    candidates_votes,
    ranges,
    ranks_beyond,
    counted_twice,
    grades,
    told_above,
    full_marks,
    papers,
    spans_of_days,
    dates_in_order,
    whole_counts,
    shares_of_handful,
    extremes,
)

# Their frames leave one reading, so what they accuse refutes what another reading gives by chance.
REFUTING: tuple[TextRelation, ...] = (
    closed_rates,
    closed_averages,
    mistaken_averages,
    yearly_averages,
    far_averages,
    named_wholes,
    named_years,
    years_in_row,
    stepped_growths,
    shared_out,
    taken_bases,
)
_PROVING = frozenset(relation.__name__ for relation in REFUTING)

# Asked last, with what the others judged: figures that no way of writing explained.
OPEN: tuple[OpenRelation, ...] = (
    open_scores,
    open_sums,
    meant_sums,
    share_rows,
    open_rates,
    open_averages,
    open_growths,
    flows,
    spread_ledgers,
    open_ledgers,
    rated_rests,
    open_differences,
    open_steps,
    passed_by,
    opening_totals,
    borne_again,
    subsets,
)


def judged_text(document: Document, passages: Sequence[Passage]) -> Iterator[Judged]:  # noqa: ARG001
    """What the relations say of running text."""
    judged, asked = unweighed(passages)
    yield from suspects_first([*with_odds(passages, judged, asked)])


def unweighed(passages: Sequence[Passage]) -> tuple[list[Judged], list[Judged]]:
    """What the relations say before what rules accuse is weighed, and what they only ask about."""
    judged: list[Judged] = []
    asked: list[Judged] = []
    for relation in TEXT:
        told = (
            _named(each, relation)
            for each in relation(passages)
            if each.holds or (is_plausible(each) and not _adds_points(each, relation))
        )
        judged += _without_questions(_without_misreadings(passages, told, judged), asked)
    for relation in REFUTING:
        judged = _with_opened(passages, relation, relation(passages), judged, asked)
    for further in OPEN:
        judged = _with_opened(passages, further, further(passages, judged), judged, asked)
    return judged, asked


def _with_opened(
    passages: Sequence[Passage],
    relation: TextRelation | OpenRelation,
    found: Iterable[Judged],
    judged: Sequence[Judged],
    asked: list[Judged],
) -> list[Judged]:
    """What was judged before with what a further relation found, and without what that refutes."""
    told = (
        _named(each, relation)
        for each in found
        if not _adds_points(each, relation)
        and (each.holds or each.frame is Frame.PROVEN or is_convincing(each))
    )
    opened = _without_questions(_without_misreadings(passages, told, judged), asked)
    opened = without_refuted(opened, [each for each in judged if each.by in _PROVING])
    return [*without_refuted(judged, opened), *opened]


# Points are added up by those who read the whole sheet (`scores/open_scores.py`).
_SUMMING = frozenset((sums, mixed_sums, sums_by_verb, divisions, open_sums, meant_sums))


def _adds_points(judged: Judged, relation: TextRelation | OpenRelation) -> bool:
    """Whether a rule for sums of anything accuses a total of points."""
    points_told = judged.claim is not None and judged.claim.unit == POINT
    return points_told and not judged.holds and relation in _SUMMING


def _named(judged: Judged, relation: TextRelation | OpenRelation) -> Judged:
    """What was judged; if it accuses, with the name of the relation."""
    return judged if judged.holds else replace(judged, by=relation.__name__)


def _without_questions(told: Iterable[Judged], asked: list[Judged]) -> list[Judged]:
    """What was judged without its questions, which tell nothing of other figures and so are put aside."""
    left: list[Judged] = []
    for each in told:
        (asked if each.is_question else left).append(each)
    return left


def _without_misreadings(
    passages: Sequence[Passage], told: Iterable[Judged], before: Sequence[Judged]
) -> list[Judged]:
    """What was judged without what no relation may accuse, whichever found it."""
    left = without_misread_ledgers(without_misread_plans(without_corrected(passages, told), before))
    left = without_misread_results(passages, left, before)
    left = without_misread_lists(passages, without_unnamed_rests(passages, left, before), before)
    return without_misread_sums(passages, left, before)


def without_refuted(judged: Sequence[Judged], opened: Sequence[Judged]) -> list[Judged]:
    """What was judged without what only held by chance: an open reading accuses its claim of the same kind."""
    refuted = {(each.kind, each.claim.span) for each in opened if each.claim and not each.holds}
    return [
        each for each in judged if not (each.holds and each.claim and (each.kind, each.claim.span) in refuted)
    ]


def judged_tables(document: Document, matrices: Sequence[Matrix]) -> Iterator[Judged]:
    """What the relations say of tables."""
    yield from ties(document, matrices)
    for matrix in matrices:
        if not is_of_form(matrix):
            yield from (each for each in within(matrix) if not is_told_unsigned(document, each))


def judged_beside(
    passages: Sequence[Passage], matrices: Sequence[Matrix], beside: Sequence[Matrix]
) -> Iterator[Judged]:
    """What the relations say of a report and of tables in files beside it."""
    yield from told_beside(passages, matrices, beside)


def judged_both(
    document: Document, passages: Sequence[Passage], matrices: Sequence[Matrix]
) -> Iterator[Judged]:
    """What the relations say of text and tables together."""
    yield from told_form(document, passages, matrices)
    yield from told_cells(passages, matrices)
    yield from told_columns(passages, matrices)
    yield from counted_rows(passages, matrices)
