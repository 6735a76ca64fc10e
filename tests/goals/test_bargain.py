"""Is the split bargained out the one of greatest product of gains, of a largest set of partners that can all gain?"""

from __future__ import annotations

from itertools import product
from math import log

from hypothesis import given
from hypothesis import strategies as st

from solver.facts import Facts
from solver.goals import Bargain
from solver.goals.product import ERROR, SCALE
from solver.odds import alone, millionths
from solver.questions.solve import solve
from solver.scenario import Scenario
from tests.odds.facts import made

TRANSFER = {one: {other: 1 for other in "ABC" if other != one} for one in "ABC"}


def bargained(facts: Facts, power: dict[str, int]) -> tuple[str, ...]:
    answer = solve(Scenario("bargain", facts, goals=(Bargain(power=power),)), time_limit=None)
    assert answer.status == "optimal"
    assert answer.split is not None
    return tuple(answer.split.values())


def score(facts: Facts, holders: tuple[str, ...], power: dict[str, int]) -> tuple[int, list[bool], float]:
    """How many gain, who they are (the first in file order first), and the sum of the logarithms of their gains."""
    odds, gains = millionths(facts), {party: -wins for party, wins in alone(facts).items()}
    for seat, party in zip(facts.seat_ids, holders, strict=True):
        gains[party] += odds[seat, party]
    inside = [gain > 0 for gain in gains.values()]
    return sum(inside), inside, sum(power[party] * log(gain) for party, gain in gains.items() if gain > 0)


@given(st.data())
def test_the_product_of_gains_is_the_greatest_of_a_largest_set_but_for_the_stated_error(data: st.DataObject) -> None:
    shares, rival, seats = st.integers(5, 40), data.draw(st.sampled_from((10, 40, 60))), data.draw(st.integers(1, 4))
    rows = {f"s{n}": {**{party: data.draw(shares) for party in "ABC"}, "X": rival} for n in range(seats)}
    facts = made({"2019": rows}, transfer=TRANSFER)
    power = {party: data.draw(st.integers(1, 3)) for party in "ABC"}
    best = max(score(facts, holders, power) for holders in product("ABC", repeat=seats))
    found = score(facts, bargained(facts, power), power)
    assert found[:2] == best[:2]
    assert found[2] >= best[2] - sum(power.values()) * ERROR / SCALE


def test_of_as_many_who_can_gain_the_first_in_file_order_do_however_much_others_would_gain() -> None:
    """One seat, where each gains by standing for both: B would gain more than A."""
    facts = made({"2019": {"s1": {"A": 34, "B": 28, "X": 38}}}, partners="AB", transfer={"B": {"A": 1}, "A": {"B": 1}})
    gains = {party: millionths(facts)["s1", party] - alone(facts)[party] for party in "AB"}
    assert 0 < gains["A"] < gains["B"]
    assert bargained(facts, {}) == ("A",)
    assert bargained(facts, {"B": 9}) == ("A",)


def test_who_has_more_power_gets_more() -> None:
    """Eight seats that are all alike; what a partner has above a part won alone is divided by power."""
    facts = made({"2019": {f"s{n}": {"A": 25, "B": 25, "X": 50} for n in range(8)}}, transfer=TRANSFER, partners="AB")
    equal, strong = bargained(facts, {}), bargained(facts, {"B": 3})
    assert (equal.count("A"), equal.count("B")) == (4, 4)
    assert strong.count("B") > strong.count("A") > 0
