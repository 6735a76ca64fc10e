"""Do the rows of `follows` hand out all the odd seats of a tie?"""

from __future__ import annotations

import pytest

from solver.engine import Ask, Deadline, Found, System
from solver.engine.cpsat import CpSat
from solver.facts import Facts, Party, Seat
from solver.lookups.entitlements import Entitlement
from solver.rows import Grid, Linear, Row
from solver.rules import Follows


@pytest.mark.parametrize(("holders", "short"), [("AB", 0), ("CD", 0), ("AD", 0), ("AA", 1), ("DD", 1)])
def test_two_seats_tied_among_four_equal_parties_may_go_to_any_two(holders: str, short: int) -> None:
    facts = Facts(parties=tuple(Party(id=one) for one in "ABCD"), seats=(Seat(id="s"), Seat(id="t")))
    rule = Follows(id="r", entitlement=Entitlement(weights=dict.fromkeys("ABCD", 1)), method="sainte_lague")
    system = System(2, 4, (rule.demand(facts, Grid(facts.seat_ids, facts.contesting)),))
    fixed = Row(Linear.sum(seat * 4 + "ABCD".index(party) for seat, party in enumerate(holders)), low=2)
    outcome = CpSat(system).ask(Ask((fixed,), minimise=system.shortfalls[0]), Deadline(None))
    assert isinstance(outcome, Found)
    assert outcome.objective == short
