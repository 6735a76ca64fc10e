"""What if the model had assumed something else? Other assumptions, scored alike, so that none is picked unseen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from solver.assumptions import PARTNERS, RIVALS, Assumptions
from solver.backtest.margins import model_margins
from solver.backtest.pact import Pact
from solver.backtest.scores import Scores, odds_of, scores
from solver.backtest.spread import Spread
from solver.facts import Facts


@dataclass(frozen=True)
class Tried:
    """A variant of the model, and how it did before the vote and told the swing."""

    plain: str
    scores: Scores
    told: Scores | None

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        both = {"scores": self.scores, "scores_told_swing": self.told}
        rounded = {
            name: None if one is None else {"brier": round(one.brier, 4), "log_loss": round(one.log_loss, 4)}
            for name, one in both.items()
        }
        return {"variant": self.plain, **rounded}


def tried(
    pact: Pact, facts: Facts, assumed: Assumptions, spread: Spread, after: Mapping[str, float]
) -> Iterator[Tried]:
    """Every variant; nothing where no outcome is known."""
    for plain, variant, sigma in _variants(pact, facts, assumed, spread):
        margins = model_margins(pact, facts, variant)
        found = scores(odds_of(margins, sigma), pact.won)
        both = [seat for seat in margins if seat in after]
        swing = sum(after[seat] - margins[seat] for seat in both) / len(both) if both else 0
        told = scores(odds_of({seat: margins[seat] + swing for seat in both}, spread.seat), pact.won)
        if found is not None:
            yield Tried(plain, found, told)


def _variants(
    pact: Pact, facts: Facts, assumed: Assumptions, spread: Spread
) -> Iterator[tuple[str, Assumptions, float]]:
    yield "as documented", assumed, spread.total
    for part in (Fraction(2, 5), Fraction(1, 2), Fraction(7, 10), Fraction(4, 5), Fraction(1)):
        transfer = {partner: {PARTNERS: part} for partner in pact.partners}
        yield (
            f"{float(part):g} of a partner's votes follow",
            assumed.model_copy(update={"transfer": transfer}),
            spread.total,
        )
    stay = {partner: {RIVALS: Fraction(0)} for partner in pact.partners}
    yield "who does not follow stays at home", assumed.model_copy(update={"transfer": stay}), spread.total
    last = next(iter(assumed.elections))
    before = [election.id for election in facts.seat_elections if election.id < last]
    if before:
        elections = {last: 3, before[-1]: 1}
        without = ", assembly votes nothing" if facts.segment_results else ""
        yield (
            f"the last two elections count 3:1{without}",
            assumed.model_copy(update={"elections": elections}),
            spread.total,
        )
    for election in assumed.elections if len(assumed.elections) > 1 else ():
        yield f"{election} alone", assumed.model_copy(update={"elections": {election: 1}}), spread.total
    if assumed.alliances:
        yield "not told who stood as allies before", assumed.model_copy(update={"alliances": {}}), spread.total
    for sigma in (10, 15, 30):
        yield f"a margin is off by {sigma} points", assumed, float(sigma)
