"""Which grids are swept in the tests? Drawn ones, over all kinds of axes, and one that is worked out by hand."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from solver import loads
from solver.scenario import Scenario
from tests.strategies import SMALL, scenarios

BY_HAND = """
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}, {id: s3}, {id: s4}]
elections: [{id: 2019}]
results:
  - {election: 2019, seat: s1, party: A, votes: 2}
  - {election: 2019, seat: s2, party: A, votes: 2}
  - {election: 2019, seat: s3, party: A, votes: 2}
  - {election: 2019, seat: s4, party: B, votes: 2}
rules:
  - {id: a-min, kind: at_least, party: A, seats: 1}
  - {id: b-min, kind: at_least, party: B, seats: 1}
  - {id: a-2019, kind: keeps, party: A, where: {won: 2019}, priority: 2}
switches: {b: {in: {rules: [b-min]}, out: {parties_out: [B]}}}
sweep: {b: , a-min.seats: 0..4}
"""


def by_hand() -> Scenario:
    """Four seats: A won three."""
    return loads(BY_HAND)


@st.composite
def swept(draw: st.DrawFn) -> tuple[Scenario, dict[str, Any]]:
    """A scenario, and up to three axes of it with two or three values each."""
    scenario = draw(scenarios(SMALL))
    axes: dict[str, Any] = {}
    for rule in scenario.rules:
        axes |= {f"{rule.id}.{field}": draw(st.sampled_from(("0..2", "1,3", "2..0"))) for field in rule.graded}
        axes[f"{rule.id}.weight"] = draw(st.sampled_from(("1,2", "3,1")))
        axes[f"{rule.id}.must"] = "true,false"
        axes[f"-{rule.id}"] = draw(st.sampled_from((None, "without,with")))
    axes |= {switch.name: None for switch in scenario.switches}
    if scenario.facts.odds is not None:
        party = scenario.facts.contesting[0]
        axes |= {
            "odds.sigma.state": "5,20",
            f"odds.swing.{party}": "0,10",
            f"odds.transfer.{party}.rivals": "0..0.4:0.2",
        }
    axes |= {f"party.{party}": None for party in scenario.facts.contesting}
    names = st.lists(st.sampled_from(sorted(axes)), min_size=1, max_size=3, unique=True)
    return scenario, {name: axes[name] for name in draw(names)}
