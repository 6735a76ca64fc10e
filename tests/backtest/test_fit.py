"""Does ecological regression find transfers that were planted, and does it say where it cannot know?"""

from __future__ import annotations

import random

import pytest

from solver.backtest import Pact, past_pacts, read_pacts
from solver.backtest.fit import ANY, OWN, PARTNERS, fit
from solver.report.backtested import paste
from solver.scenario import loads


def _planted(own: float, follows: float, gained: float, noise: float = 0.0, seats: int = 60) -> Pact:
    """A stood in every seat; of B's votes a part followed, of all others' votes a part was gained."""
    drawn = random.Random(7)
    rows, pact = ["year,seat_no,party,votes"], ["pact_id,seat_no,party", "p-2019,b,B"]
    for seat in range(seats):
        a, b = drawn.randint(10_000, 40_000), drawn.randint(5_000, 35_000)
        others = 100_000 - a - b
        now = max(0, round(own * a + follows * b + gained * others + drawn.gauss(0, noise)))
        pact.append(f"p-2019,{seat},A")
        rows += [f"2014,{seat},A,{a}", f"2014,{seat},B,{b}", f"2014,{seat},X,{others}"]
        rows += [f"2019,{seat},A,{now}", f"2019,{seat},X,{100_000 - now}"]
    (found,) = read_pacts([("p.csv", "\n".join(pact) + "\n"), ("r.csv", "\n".join(rows) + "\n")])
    return found


def test_planted_transfers_are_found() -> None:
    found = fit(_planted(0.9, 0.65, 0.1), draws=50)
    part = {(one.giver, one.taker): (one.value, one.low, one.high) for one in found.estimates}
    assert part["A", "A"] == (0.9, 0.9, 0.9)
    assert part["B", "A"] == (0.65, 0.65, 0.65)
    assert part["all others", "A"] == (0.1, 0.1, 0.1)
    assert part[OWN, ANY] == part["A", "A"]
    assert part[PARTNERS, ANY] == part["B", "A"]
    assert found.too_few == {"B": 0}
    # 0.65 of B's went where 0.9 of A's own stayed: 0.72 of those that were still to be had.
    assert paste(found).endswith("\nodds:\n  transfer:\n    B: {A: 0.72}\n")


def test_with_noise_the_interval_holds_what_was_planted_and_is_the_same_for_the_same_seed() -> None:
    pact = _planted(0.9, 0.65, 0.1, noise=3_000)
    found = fit(pact, draws=200)
    (follows,) = (one for one in found.estimates if (one.giver, one.taker) == ("B", "A"))
    assert follows.low < follows.high
    assert follows.low <= 0.65 <= follows.high
    assert found == fit(pact, draws=200)


def test_what_lies_at_its_limit_or_is_too_wide_is_not_offered_for_pasting() -> None:
    at_limit = fit(_planted(0.9, -0.1, 0.2), draws=20)
    assert [one.at_limit for one in at_limit.pairs] == [True]
    assert at_limit.transfers() == {}
    wide = fit(_planted(0.9, 0.5, 0.1, noise=20_000, seats=20), draws=200)
    assert [one.wide for one in wide.pairs] == [True]
    assert wide.transfers() == {}


def test_a_pact_without_an_outcome_cannot_be_fitted() -> None:
    pact = _planted(0.9, 0.65, 0.1)
    with pytest.raises(ValueError, match="no seat has both"):
        fit(Pact(pact.id, pact.year, pact.names, pact.signed, before=pact.before))


def test_the_alliances_of_a_scenario_are_pacts_of_the_past() -> None:
    scenario = loads(
        "parties: [{id: A}, {id: B}, {id: X, contests: false}]\n"
        "seats: [{id: s}, {id: t}]\n"
        "elections: [{id: '2014', date: 2014-05-16}, {id: '2019', date: 2019-05-23}]\n"
        "results: [{election: '2014', seat: s, party: A, votes: 6}, {election: '2014', seat: s, party: X, votes: 5},\n"
        "  {election: '2019', seat: s, party: A, votes: 6}, {election: '2019', seat: s, party: X, votes: 4},\n"
        "  {election: '2019', seat: t, party: A, votes: 6}, {election: '2019', seat: t, party: B, votes: 4}]\n"
        "odds: {elections: {'2019': 1}, alliances: {'2019': [[A, B]]}}\n"
    )
    (pact,) = past_pacts(scenario)
    assert (pact.id, dict(pact.signed), dict(pact.friendly)) == ("2019-A-B", {"s": "A"}, {"t": ("A", "B")})
    assert [(row.party, row.votes) for row in pact.before] == [("A", 6), ("X", 5)]
