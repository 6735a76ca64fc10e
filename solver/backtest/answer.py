"""What did a backtest find: odds and scores, the splits that were shared, and where the model was wrong?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from solver.backtest.margins import BASELINES, MODEL, Margins, Way
from solver.backtest.pact import Pact
from solver.backtest.scores import Scores, odds_of, scores
from solver.backtest.sharing import CLAIMS, LEADER, WINNER, Sharing
from solver.backtest.spread import Spread
from solver.backtest.tried import Tried

SCHEMA = "seatpact/backtest@1"

MOST_SIGMA = 60
"""Largest standard error, in points, that is tried in hindsight: odds are then next to 1/2 everywhere."""

SEAT_COLUMNS = ("pact", "seat_no", "seat", "party", "won", "margin", "predicted_margin")


@dataclass(frozen=True)
class Told:
    """How one way predicted: before the vote, and had it been told by how much all seats moved together (`swing`)."""

    way: Way
    margins: Margins
    odds: Mapping[str, float]
    scores: Scores | None
    swing: float | None
    told: Scores | None
    hindsight: tuple[int, Scores] | None
    """The whole number of points that, taken as standard error, would have given the least log loss, and the scores."""

    @classmethod
    def of(
        cls, way: Way, margins: Margins, spread: Spread, won: Mapping[str, bool], after: Mapping[str, float]
    ) -> Told:
        """Scores of a way; told the swing, only each seat's own error is left."""
        odds = odds_of(margins, spread.total)
        both = [seat for seat in margins if seat in after]
        best = _hindsight(margins, won)
        if not both:
            return cls(way, margins, odds, scores(odds, won), None, None, best)
        swing = sum(after[seat] - margins[seat] for seat in both) / len(both)
        moved = odds_of({seat: margins[seat] + swing for seat in both}, spread.seat)
        return cls(way, margins, odds, scores(odds, won), swing, scores(moved, won), best)

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {
            "way": self.way.id,
            "scores": self.scores.to_dict() if self.scores else None,
            "told_swing": None if self.swing is None else round(self.swing, 2),
            "scores_told_swing": self.told.to_dict() if self.told else None,
            "hindsight": None
            if self.hindsight is None
            else {
                "sigma": self.hindsight[0],
                "brier": round(self.hindsight[1].brier, 4),
                "log_loss": round(self.hindsight[1].log_loss, 4),
            },
        }


def _hindsight(margins: Margins, won: Mapping[str, bool]) -> tuple[int, Scores] | None:
    tried = [(sigma, scores(odds_of(margins, sigma), won)) for sigma in range(1, MOST_SIGMA + 1)]
    found = [(sigma, one) for sigma, one in tried if one is not None]
    return min(found, key=lambda pair: pair[1].log_loss, default=None)


@dataclass(frozen=True)
class Backtest:
    """One pact, predicted from earlier elections."""

    pact: Pact
    after: Mapping[str, float]
    """The margin by seat in the end, where known."""
    spread: Spread
    ways: tuple[Told, ...]
    """Empty where no votes came before."""
    interval: tuple[int, int] | None
    """Seats won, by the model: 9 of 10 simulated elections lie within."""
    sharings: tuple[Sharing, ...]
    tried: tuple[Tried, ...]
    notices: tuple[str, ...]

    @cached_property
    def by_way(self) -> dict[str, Told]:
        """What each way predicted."""
        return {told.way.id: told for told in self.ways}

    @cached_property
    def by_sharing(self) -> dict[str, Sharing]:
        """What each goal and rule gives."""
        return {one.id: one for one in self.sharings}

    @property
    def scored(self) -> bool:
        """Whether odds could be held against an outcome."""
        return any(told.scores is not None for told in self.ways)

    def ahead(self, *, told: bool = False) -> dict[str, bool] | None:
        """By baseline, whether the model has the lower Brier score and the lower log loss; None without outcomes."""
        found = {one.way: one.told if told else one.scores for one in self.ways}
        model = found.get(MODEL)
        if model is None:
            return None
        others = {way.id: found[way] for way in BASELINES}
        return {
            name: one is not None and model.brier < one.brier and model.log_loss < one.log_loss
            for name, one in others.items()
        }

    def better(self, *, told: bool = False) -> dict[Way, dict[str, tuple[float, float]]]:
        """By way that is no baseline, and by score: (of that way, of the model), where the first is no worse."""
        found = {one.way: one.told if told else one.scores for one in self.ways}
        model = found.pop(MODEL, None)
        better: dict[Way, dict[str, tuple[float, float]]] = {}
        for way, other in found.items():
            if model is not None and other is not None and way not in BASELINES:
                both = {"Brier": (other.brier, model.brier), "log loss": (other.log_loss, model.log_loss)}
                better[way] = {name: (one, ours) for name, (one, ours) in both.items() if one <= ours}
        return {way: scores for way, scores in better.items() if scores}

    @cached_property
    def ungrounded(self) -> tuple[int, int]:
        """Seats without an earlier result, and how many of them the engine's split shares with the signed one."""
        spoken = {row.seat for row in self.pact.before}
        silent = [seat for seat in self.pact.signed if seat not in spoken]
        split = self.by_sharing[CLAIMS].split if CLAIMS in self.by_sharing else {}
        return len(silent), sum(split.get(seat) == self.pact.signed[seat] for seat in silent)

    @cached_property
    def shares_more(self) -> bool | None:
        """Whether the engine's split shares more seats with the signed one than either rule; None without a split."""
        if CLAIMS not in self.by_sharing:
            return None
        return self.by_sharing[CLAIMS].shared > max(self.by_sharing[rule].shared for rule in (LEADER, WINNER))

    def misses(self, most: int) -> list[str]:
        """The seats where the model's odds were furthest from what happened, the furthest first."""
        if MODEL.id not in self.by_way:
            return []
        odds, won = self.by_way[MODEL.id].odds, self.pact.won
        known = [seat for seat in odds if seat in won]
        return sorted(known, key=lambda seat: -abs(odds[seat] - won[seat]))[:most]

    def rows(self) -> list[tuple[object, ...]]:
        """One row a seat: `SEAT_COLUMNS`, the odds of each way, the party that each goal and rule gives it to."""
        predicted = self.by_way[MODEL.id].margins if self.ways else {}
        found: list[tuple[object, ...]] = []
        for seat, party in self.pact.signed.items():
            won, after = self.pact.won.get(seat), self.after.get(seat)
            fixed = (self.pact.id, seat, self.pact.names[seat], party, "" if won is None else "yes" if won else "no")
            odds = [_decimals(told.odds.get(seat), 4) for told in self.ways]
            splits = [one.split[seat] or "" for one in self.sharings]
            found.append((*fixed, _decimals(after, 2), _decimals(predicted.get(seat), 2), *odds, *splits))
        return found

    def to_dict(self) -> dict[str, Any]:
        """The entry in an answer."""
        return {
            "pact": self.pact.id,
            "year": self.pact.year,
            "trained_on": list(self.pact.years),
            **({"trained_on_assembly": list(self.pact.assembly_years)} if self.pact.assembly_years else {}),
            "seats": len(self.pact.signed),
            "totals": self.pact.totals,
            "sigma": {
                "seat": round(self.spread.seat, 2),
                "state": round(self.spread.state, 2),
                "from": self.spread.seats,
            },
            "interval": None if self.interval is None else list(self.interval),
            "ways": [told.to_dict() for told in self.ways],
            "ahead": self.ahead(),
            "ahead_told_swing": self.ahead(told=True),
            "shared": {one.id: one.shared for one in self.sharings},
            "shares_more": self.shares_more,
            "tried": [one.to_dict() for one in self.tried],
            "seat_by_seat": [self._seat(seat) for seat in self.pact.signed],
            "notices": list(self.notices),
        }

    def _seat(self, seat: str) -> dict[str, Any]:
        odds = {told.way.id: round(told.odds[seat], 4) for told in self.ways if seat in told.odds}
        split = self.by_sharing[CLAIMS].split[seat] if CLAIMS in self.by_sharing else None
        return {
            "seat_no": seat,
            "seat": self.pact.names[seat],
            "party": self.pact.signed[seat],
            "won": self.pact.won.get(seat),
            "margin": None if seat not in self.after else round(self.after[seat], 2),
            "odds": odds,
            "engine": split,
        }


def _decimals(number: float | None, places: int) -> str:
    return "" if number is None else f"{number:.{places}f}"


@dataclass(frozen=True)
class Backtests:
    """All pacts together."""

    pacts: tuple[Backtest, ...]

    @cached_property
    def shared(self) -> dict[str, int]:
        """Seats shared over all pacts, by goal or rule; of those that every pact has."""
        every = [name for name in self.pacts[0].by_sharing if all(name in one.by_sharing for one in self.pacts)]
        return {name: sum(one.by_sharing[name].shared for one in self.pacts) for name in every}

    @cached_property
    def seats(self) -> int:
        """Seats of all pacts."""
        return sum(len(one.pact.signed) for one in self.pacts)

    def against(self, rule: str) -> dict[str, list[str]]:
        """Pacts of which the engine's split shares more seats than a rule, as many, or fewer."""
        found: dict[str, list[str]] = {"more": [], "as many": [], "fewer": []}
        for one in self.pacts:
            if CLAIMS in one.by_sharing:
                by = one.by_sharing[CLAIMS].shared - one.by_sharing[rule].shared
                found["more" if by > 0 else "fewer" if by < 0 else "as many"].append(one.pact.id)
        return found

    @cached_property
    def left_out(self) -> dict[str, tuple[str, int]]:
        """By pact, the goal that shares most seats with all *other* pacts, and how many it shares with this one.

        Of goals that share as many, the first. Empty with fewer than two pacts.
        """
        if len(self.pacts) < 2:
            return {}
        found = {}
        for one in self.pacts:
            goals = [s.id for s in one.sharings if s.engine and s.id in self.shared]
            if goals:
                best = max(goals, key=lambda goal: self.shared[goal] - one.by_sharing[goal].shared)
                found[one.pact.id] = (best, one.by_sharing[best].shared)
        return found

    def to_dict(self) -> dict[str, Any]:
        """The whole answer."""
        return {
            "schema": SCHEMA,
            "pacts": [one.to_dict() for one in self.pacts],
            "shared": {"seats": self.seats, **self.shared},
            "goal_chosen_on_the_others": {
                name: {"goal": goal, "shared": number} for name, (goal, number) in self.left_out.items()
            },
        }
