"""The texts that signs are fitted to, as the open readings of the engine see them. `unseen/` is never among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yichuang.oversight.reportcheck import labelled
from yichuang.oversight.reportcheck.engine.examining import running
from yichuang.oversight.reportcheck.engine.figures import Figure
from yichuang.oversight.reportcheck.engine.joining import joined
from yichuang.oversight.reportcheck.engine.judging import Judged
from yichuang.oversight.reportcheck.engine.passages import Passage, passage_of
from yichuang.oversight.reportcheck.engine.plausible import is_plausible
from yichuang.oversight.reportcheck.engine.relations import TEXT
from yichuang.oversight.reportcheck.findings import Kind, Span
from yichuang.oversight.reportcheck.reading import read
from yichuang.oversight.reportcheck.scoring import touch


@dataclass(frozen=True, slots=True)
class Told:
    """A text with its passages, what the relations that go by words judged, and its labels."""

    piece: labelled.Piece
    passages: tuple[Passage, ...]
    judged: tuple[Judged, ...]

    def label_of(self, figure: Figure, kind: Kind) -> labelled.Label | None:
        """The relation of a kind that a label says has this figure as its key, held or not."""
        for label in (*self.piece.held, *self.piece.errors):
            if kind in label.kinds[:1] and any(
                key.place and touch(key.place, figure.span) for key in label.keys
            ):
                return label
        return None

    def labels_with(self, figure: Figure, kind: Kind) -> list[labelled.Label]:
        """The relations of a kind in which a label says that this figure stands, as its key or as another number."""
        return [
            label
            for label in (*self.piece.held, *self.piece.errors)
            if label.kinds[0] is kind
            and any(n.place and touch(n.place, figure.span) for n in label.numbers[0])
        ]

    def is_wrong(self, figure: Figure) -> bool:
        """Whether a label says that the figure stands in an error."""
        places = (n.place for label in self.piece.errors for n in label.numerals)
        return any(place and touch(place, figure.span) for place in places)

    def without(self, figure: Figure) -> list[Judged]:
        """What was judged, but for what claims this figure: what is known if it is the one in question."""
        return [each for each in self.judged if each.claim is None or each.claim.span != figure.span]


def texts() -> Iterator[Told]:
    """All texts that may be looked at: the seen ones, wrong figures and all, and those in which all is right."""
    for third in ("seen", labelled.RIGHT):
        for piece in labelled.load_third(labelled.CORPUS / third, third):
            yield told(piece)
    yield from map(told, labelled.right_pieces())


def told(piece: labelled.Piece) -> Told:
    """A piece taken apart and asked by all relations that go by words."""
    document = read(piece.text.encode(), piece.file)
    blocks = joined(document, running(document))
    passages = [passage_of(document, block, index) for index, block in enumerate(blocks)]
    judged = [each for relation in TEXT for each in relation(passages) if each.holds or is_plausible(each)]
    return Told(piece, tuple(passages), tuple(judged))


def is_labelled_reading(label: labelled.Label, claim: Figure, figures: tuple[Figure, ...]) -> bool:
    """Whether a reading is of the numbers of a label's first equation: each has its figure, none is left."""
    wanted = {n.place for n in label.numbers[0] if n.place and not touch(n.place, claim.span)}
    spans: list[Span] = [figure.span for figure in figures]
    return len(spans) == len(wanted) and all(any(touch(span, place) for span in spans) for place in wanted)
