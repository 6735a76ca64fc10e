"""Is what the demands force told as forced, by a set of them that is minimal, and what is open shown by a split?"""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver import Scenario, SettingError, load, why_forced
from solver.answers import WhyForced
from solver.posed import Posed
from solver.split import Split
from tests.strategies import Size, scenarios

SCENARIOS = Path(__file__).parents[2] / "scenarios"
TINY = load(SCENARIOS / "tiny.yaml")


def _members(told: WhyForced) -> set[str]:
    assert told.because is not None
    assert told.because.minimal
    return {*told.because.rules, *told.because.musts}


@pytest.mark.parametrize(
    ("claim", "rules"),
    [
        ("hill=A", {"a-2019"}),
        ("Hilltown = Alpha", {"a-2019"}),
        ("mill=B", {"a-2019", "north"}),
        ("B>=1", {"north"}),
        ("A <= 2", {"north"}),
    ],
)
def test_a_claim_is_forced_by_few_demands(claim: str, rules: set[str]) -> None:
    told = why_forced(TINY, claim, time_limit=None)
    assert (told.verdict, _members(told)) == ("forced", rules)


def test_what_a_demand_that_gives_way_would_have_forced_is_open() -> None:
    told = why_forced(TINY, "B>=2", time_limit=None)
    assert told.verdict == "open"
    assert told.split is not None
    assert told.split.count("B") == 1


def test_an_axiom_alone_forces_what_the_strong_party_gets() -> None:
    strong = load(SCENARIOS / "impossible" / "3-seats-3-parties-0-locked-1.yaml")
    drop = [rule.id for rule in strong.rules if rule.id != "wef1"]
    told = why_forced(strong, "A<=1", drop=drop, time_limit=None)
    assert (told.verdict, _members(told)) == ("forced", {"wef1"})
    assert told.sentence.startswith("A contests at most 1 seat: forced by these demands: no partner envies another")


def _denies(claim: tuple[str, str, str], split: Split) -> bool:
    left, sign, right = claim
    if sign == "=":
        return split[left] != right
    return split.count(left) < int(right) if sign == ">=" else split.count(left) > int(right)


@given(scenario=scenarios(Size(seats=(1, 3), contesting=(1, 3), rules=(1, 4))), data=st.data())
def test_forced_is_what_no_split_denies_that_keeps_all_as_well_and_each_member_is_needed(
    scenario: Scenario, data: st.DataObject
) -> None:
    facts = scenario.what_if().facts
    party = data.draw(st.sampled_from(facts.contesting))
    claim = data.draw(
        st.sampled_from([*((seat, "=", party) for seat in facts.seat_ids), (party, ">=", "1"), (party, "<=", "0")])
    )
    told = why_forced(scenario, "{}{}{}".format(*claim), time_limit=None)
    if told.asked.split is None:
        assert told.verdict == "unknown"
        return
    posed = Posed(scenario.what_if())
    most = posed.shortfalls(told.asked.split)
    splits = [
        Split.of(zip(facts.seat_ids, one, strict=True)) for one in product(facts.contesting, repeat=len(facts.seats))
    ]

    def possible(members: set[int]) -> bool:
        """Does some split deny the claim and keep these as well as the best one?"""
        held = (split for split in splits if _denies(claim, split))
        return any(all(short <= most[i] for i, short in posed.shortfalls(split, members).items()) for split in held)

    every = set(most)
    if told.verdict == "open":
        assert told.split is not None
        assert _denies(claim, told.split)
        assert all(short <= most[i] for i, short in posed.shortfalls(told.split).items())
        return
    assert not possible(every)
    named = {i for i, rule in enumerate(posed.rules) if rule.id in _members(told)}
    assert not possible(named)
    assert all(possible(named - {one}) for one in named)


@pytest.mark.parametrize("claim", ["hill", "A>=x", "A>=0", "A>=4", "A<=3", "A=hill", "X>=1", "nix=A"])
def test_a_claim_that_cannot_be_read_or_says_nothing_is_refused(claim: str) -> None:
    with pytest.raises(SettingError):
        why_forced(TINY, claim)


def test_where_the_time_comes_first_nothing_is_claimed() -> None:
    told = why_forced(TINY, "hill=A", time_limit=0)
    assert (told.verdict, told.answered, told.because, told.split) == ("unknown", False, None, None)


@given(scenario=scenarios(Size(seats=(2, 3), contesting=(2, 3), rules=(1, 3))), data=st.data())
def test_several_claims_are_forced_together_exactly_where_each_is(scenario: Scenario, data: st.DataObject) -> None:
    facts = scenario.what_if().facts
    party = st.sampled_from(facts.contesting)
    claims = [f"{seat}={data.draw(party)}" for seat in facts.seat_ids[:2]] + [f"{data.draw(party)}>=1"]
    told = why_forced(scenario, claims, time_limit=None)
    each = [why_forced(scenario, claim, time_limit=None).verdict for claim in claims]
    if told.asked.split is not None:
        assert told.verdict == ("forced" if set(each) == {"forced"} else "open")


def test_several_claims_come_with_one_minimal_set() -> None:
    told = why_forced(TINY, ["hill=A", "mill=B"], time_limit=None)
    assert (told.verdict, _members(told)) == ("forced", {"a-2019", "north"})
    assert told.claim == "Hilltown goes to A and Millbridge goes to B"


def test_two_claims_in_one_are_refused() -> None:
    with pytest.raises(SettingError, match="one claim at a time"):
        why_forced(TINY, "hill=A,mill=B")
