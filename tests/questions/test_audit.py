"""Does an audit tell how a split stands against every rule and axiom, with a mend that does what it says?"""

from __future__ import annotations

import json
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver import audit, loads
from solver.answers import Audit, Finding
from solver.goals import Nash
from solver.lookups.selectors import Selector
from solver.lookups.values import Worth
from solver.notions import NOTIONS
from solver.questions.axioms import axioms, values_of
from solver.rules import AtLeast, Keeps, Quotas, Rule
from solver.scenario import Scenario, SettingError, WhatIf
from solver.split import Split
from tests.fairness import Case, holds, rule
from tests.strategies import Size, scenarios, splits_of

STRONG = Case((5, 1, 1, 1), ((1,) * 5,) * 4)

NO_LIMIT = None


def _scenario(case: Case) -> Scenario:
    """One fairness rule, which brings entitlements and values."""
    return Scenario("fair", case.facts(), (rule("WEF1", case),))


def _verdicts(told: Audit, values: str = "given values") -> dict[str, int | None]:
    return {one.name: one.shortfall for one in told.axioms if one.values in (None, values)}


def test_an_offer_is_held_against_every_axiom_at_the_scenarios_entitlements() -> None:
    told = audit(_scenario(STRONG), STRONG.split((0, 0, 1, 2, 3)), time_limit=NO_LIMIT)
    assert (told.given, told.status, told.seats) == (True, None, {"A": 2, "B": 1, "C": 1, "D": 1})
    # A's quota is 3.125; 2 seats are 1.125 short of it, and with one more still 0.125. It can be sure of 2 of the
    # division 2, 1, 1, 1, and of 3 at any prices.
    assert _verdicts(told) == {
        "lower quota": 1,
        "upper quota": 0,
        "balanced": 0,
        "WPROP": 2,
        "WPROP1": 1,
        "WEF": 1,
        "WEF1": 0,
        "WEF(1/2, 1/2)": 0,
        "WWEF1": 0,
        "WEFX": 0,
        "WEFX, zeros count": 0,
        "APS": 1,
        "WMMS": 0,
    }


def test_without_rules_an_audit_takes_entitlements_and_values_of_the_goals() -> None:
    case = Case((3, 1), ((4, 1), (1, 1)))
    goal = Nash(entitlement=case.entitlement(), values=case.values())
    told = audit(Scenario("goal", case.facts(), goals=(goal,)), case.split((0, 0)), time_limit=NO_LIMIT)
    assert {one.entitlement for one in told.axioms if one.entitlement} == {"weights A 3, B 1"}
    assert _verdicts(told)["WPROP"] == 1


def test_the_witness_names_the_pair_and_the_mend_is_an_exchange_between_them() -> None:
    case = Case((1, 1), ((4, 3, 2, 1), (4, 3, 2, 1)))
    told = audit(_scenario(case), case.split((0, 0, 0, 1)), time_limit=NO_LIMIT)
    finding = told.findings["rule"]
    assert finding.breach is not None
    assert (finding.breach.party, finding.breach.against, finding.breach.aside) == ("B", "A", "s1")
    assert finding.mend is not None
    # B sees 9 - 4 against its 1; with s3, or anything better, it is content.
    assert (finding.mend.moves, finding.mend.shortfall) == ((("s1", "A", "B"),), 0)


def test_among_mends_the_one_that_harms_the_other_rules_least_is_told() -> None:
    case = Case((1, 1), ((1,) * 4,) * 2)
    keeps = Keeps(id="claim", party="A", where=Selector(seats=("s1", "s2")))
    scenario = Scenario("fair", case.facts(), (keeps, rule("WEF1", case)))
    told = audit(scenario, case.split((0, 0, 0, 0)), time_limit=NO_LIMIT)
    mend = told.findings["rule"].mend
    assert mend is not None
    assert (mend.moves, mend.shortfall, mend.worse) == ((("s3", "A", "B"),), 1, {})


@given(st.data())
def test_a_mend_does_what_it_says_and_nothing_single_is_better(data: st.DataObject) -> None:
    scenario: Scenario = data.draw(scenarios(Size(seats=(2, 5), rules=(1, 3))), label="scenario")
    what_if = scenario.what_if()
    split = data.draw(splits_of(what_if.facts), label="split")
    told = audit(scenario, split, time_limit=NO_LIMIT)
    rules = {one.id: one for one in what_if.rules}
    assert set(told.findings) == {name for name, one in rules.items() if one.shortfall(split, what_if.facts)}
    for name, found in told.findings.items():
        if found.mend is None:
            continue
        moved = dict(split) | {seat: to for seat, _, to in found.mend.moves}
        after = Split.of(moved)
        assert found.breach is not None
        pair = {party for _, *both in found.mend.moves for party in both}
        assert len(pair) == 2
        assert pair >= {found.breach.party, found.breach.against} - {None}
        assert found.mend.shortfall == rules[name].shortfall(after, what_if.facts)
        assert found.mend.shortfall < rules[name].shortfall(split, what_if.facts)
        worse = {
            other: (one.shortfall(split, what_if.facts), one.shortfall(after, what_if.facts))
            for other, one in rules.items()
        }
        assert found.mend.worse == {other: both for other, both in worse.items() if both[1] > both[0]}
        assert found.mend.red_lines == tuple(other for other in found.mend.worse if rules[other].must)
        assert not _better_mend(what_if, rules[name], split, found) or not found.mend_complete


def _better_mend(what_if: WhatIf, asked: Rule, split: Split, found: Finding) -> bool:
    """Whether a single seat in other hands mends more, and breaks no red line that the mend does not break."""
    assert found.breach is not None
    assert found.mend is not None
    facts, rules = what_if.facts, what_if.rules
    now = {one.id: one.shortfall(split, facts) for one in rules}
    for seat, holder in split.items():
        for party in facts.contesting:
            if party == holder or found.breach.party not in (None, party) or found.breach.against not in (None, holder):
                continue
            after = split.changed({seat: party})
            unbroken = all(one.shortfall(after, facts) <= now[one.id] for one in rules if one.must)
            enough = now[asked.id] if found.mend.red_lines else found.mend.shortfall
            if unbroken and asked.shortfall(after, facts) < enough:
                return True
    return False


@settings(max_examples=25)
@given(st.data())
def test_pareto_optimality_is_what_looking_at_every_split_says(data: st.DataObject) -> None:
    scenario: Scenario = data.draw(scenarios(Size(seats=(2, 5), rules=(1, 3))), label="scenario")
    what_if, facts = scenario.what_if(), scenario.what_if().facts
    split = data.draw(splits_of(facts), label="split")
    musts = [one for one in what_if.rules if one.must]
    every = [Split.of(zip(facts.seat_ids, held, strict=True)) for held in product(facts.contesting, repeat=len(split))]

    def worse(must: Rule, other: Split) -> bool:
        return must.shortfall(other, facts) > must.shortfall(split, facts)

    told = audit(scenario, split, time_limit=NO_LIMIT)
    for one, values in zip(told.pareto, values_of(what_if), strict=True):
        worth = values.of(facts)

        now = _held(worth, split)
        gains = {other: [v - n for v, n in zip(_held(worth, other), now, strict=True)] for other in every}
        allowed = [one for one in every if not any(worse(must, one) for must in musts)]
        best = max(sum(gains[other]) for other in allowed if min(gains[other]) >= 0)
        assert one.status == ("dominated" if best else "optimal")
        if one.split is not None:
            assert one.split in allowed
            assert list((one.gains or {}).values()) == gains[one.split]
            assert sum(gains[one.split]) == best
            assert one.worse == {
                rule.id: (rule.shortfall(split, facts), rule.shortfall(one.split, facts))
                for rule in what_if.rules
                if rule.shortfall(one.split, facts) > rule.shortfall(split, facts)
            }


def _held(worth: Worth, split: Split) -> list[int]:
    """What each party holds, in its own eyes."""
    return [sum(value for seat, value in own.items() if split[seat] == party) for party, own in worth.items()]


def test_without_a_split_the_best_one_is_audited() -> None:
    told = audit(_scenario(STRONG), time_limit=NO_LIMIT)
    assert (told.given, told.status) == (False, "optimal")
    assert told.findings == {}
    assert told.split is not None
    held = tuple("ABCD".index(party) for party in told.split.values())
    assert holds("WEF1", STRONG, STRONG.bundles(held))


def test_where_the_red_lines_clash_there_is_nothing_to_audit() -> None:
    demands = tuple(AtLeast(id=f"all-{party}", party=party, seats=5, must=True) for party in "AB")
    told = audit(Scenario("clash", STRONG.facts(), demands), hold=["all-A"], time_limit=NO_LIMIT)
    assert (told.status, told.split, told.axioms, told.failed) == ("infeasible", None, (), ("all-A",))


def test_what_is_asked_to_hold_fails_by_rule_and_by_axiom() -> None:
    told = audit(
        _scenario(STRONG), STRONG.split((0, 0, 1, 2, 3)), hold=["WPROP1", "rule", "balanced"], time_limit=NO_LIMIT
    )
    assert told.failed == ("WPROP1",)


def test_a_name_that_is_neither_rule_nor_axiom_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(SettingError, match=r"WEF2.*did you mean.*WEF1"):
        audit(_scenario(STRONG), STRONG.split((0, 0, 1, 2, 3)), hold=["WEF2"])


def test_a_split_of_other_seats_is_refused() -> None:
    with pytest.raises(ValueError, match="not a split"):
        audit(_scenario(STRONG), {"s1": "A"})


def test_without_entitlements_parties_are_equals() -> None:
    scenario = Scenario("plain", STRONG.facts())
    assert {one.entitlement for one in axioms(scenario.what_if())} == {"weights A 1, B 1, C 1, D 1"}


def test_the_audit_is_plain_data() -> None:
    told = audit(_scenario(STRONG), STRONG.split((0, 0, 1, 2, 3)), time_limit=NO_LIMIT)
    data = json.loads(json.dumps(told.to_dict()))
    assert (data["schema"], data["split_from"]) == ("seatpact/audit@1", "given")
    assert data["rules"][0]["kept"] is True
    broken = next(one for one in data["axioms"] if one["axiom"] == "WPROP1" and one["values"] == "given values")
    assert (broken["kept"], broken["shortfall"], broken["witness"]["party"]) == (False, 1, "A")
    # B then sees three less one in A's hands, where it has none.
    moves = [{"seat": "s3", "from": "B", "to": "A"}]
    assert broken["mend"] == {"moves": moves, "shortfall": 0, "worse": {"rule": [0, 2]}, "red_lines": []}
    assert len(told.rows()) == len(told.rules) + len(told.axioms) + len(told.pareto)


# --- what every axiom is told of -------------------------------------------------------------

MANY = Case((1, 1), (tuple(range(1, 13)), (1,) * 12))
"""Seats of twelve different worths to A: too many for its AnyPrice share."""


def _all_to(case: Case, party: str) -> Split:
    return case.split([case.parties.index(party)] * case.seats)


def test_a_share_that_cannot_be_computed_is_told_with_its_limit_and_not_taken_for_kept() -> None:
    told = audit(_scenario(MANY), MANY.split((0, 1) * 6), hold=["APS", "WEF1"], time_limit=NO_LIMIT)
    (share,) = [one for one in told.axioms if (one.name, one.values) == ("APS", "given values")]
    assert (share.shortfall, share.to_dict()["kept"], share.finding) == (None, None, Finding())
    assert share.cannot == "an AnyPrice share of 12 seats of different worth cannot be computed: it can for up to 10"
    assert told.unsettled == ("APS",)
    assert "not computed" in {row[4] for row in told.rows()}


def test_every_axiom_and_pareto_optimality_can_be_asked_to_hold() -> None:
    case = Case((1, 1), ((3, 1), (1, 3)))
    names = [*NOTIONS, "Pareto"]
    told = audit(_scenario(case), case.split((1, 0)), hold=names, time_limit=NO_LIMIT)
    assert {"Pareto", "WEF", "WPROP"} <= set(told.failed) <= set(names)
    assert [one.status for one in told.pareto] == ["optimal", "dominated"]


def test_where_seats_count_alike_every_split_is_pareto_optimal() -> None:
    told = audit(Scenario("plain", STRONG.facts()), _all_to(STRONG, "A"), hold=["Pareto"], time_limit=NO_LIMIT)
    assert [(one.status, one.always) for one in told.pareto] == [("optimal", True)]
    assert told.failed == ()


def test_a_better_split_is_told_with_the_wishes_that_it_breaks() -> None:
    case = Case((1, 1), ((3, 1), (1, 3)))
    keeps = Keeps(id="claim", party="B", where=Selector(seats=("s1",)))
    told = audit(Scenario("fair", case.facts(), (keeps, rule("WEF1", case))), case.split((1, 0)), time_limit=NO_LIMIT)
    assert told.pareto[1].worse == {"claim": (0, 1)}


def test_axioms_over_some_parties_say_so_and_divide_what_these_hold_together() -> None:
    case = Case((1, 1, 1), ((1,) * 6,) * 3)
    asked = Quotas(id="quota", entitlement=case.entitlement(), over=("A", "B"))
    told = audit(Scenario("some", case.facts(), (asked,)), case.split((0, 1, 1, 2, 2, 2)), time_limit=NO_LIMIT)
    bound = {one.name: one for one in told.axioms if one.over == ("A", "B")}
    assert (bound["APS"].shortfall, bound["WMMS"].shortfall, bound["WPROP"].shortfall) == (0, 0, 1)
    assert bound["APS"].to_dict()["over"] == ["A", "B"]


# --- mends -----------------------------------------------------------------------------------

WON = """
title: Won
parties: [{id: A}, {id: B}]
seats: [{id: s1}, {id: s2}]
elections: [{id: "2019"}]
results:
  - {election: "2019", seat: s1, party: A, votes: 2}
  - {election: "2019", seat: s1, party: B, votes: 1}
rules:
  - {id: mine, kind: KIND, elections: ["2019"]}
"""


@pytest.mark.parametrize("kind", ["strongholds", "won_or_second"])
def test_where_the_witness_names_one_party_every_other_is_tried(kind: str) -> None:
    told = audit(loads(WON.replace("KIND", kind)), {"s1": "B", "s2": "A"}, time_limit=NO_LIMIT)
    finding = told.findings["mine"]
    assert finding.mend is not None
    assert (finding.mend.moves, finding.mend.shortfall, finding.mend_complete) == ((("s1", "B", "A"),), 0, True)


def test_a_mend_breaks_a_red_line_only_where_nothing_else_helps_and_says_so() -> None:
    case = Case((1, 1), ((1,) * 3,) * 2)
    both = Keeps(id="pa", party="A", where=Selector(seats=("s1", "s2")), must=True)
    scenario = Scenario("fair", case.facts(), (both, rule("WEF1", case)))
    free = audit(scenario, case.split((0, 0, 0)), time_limit=NO_LIMIT).findings["rule"].mend
    assert free is not None
    assert (free.moves, free.red_lines) == ((("s3", "A", "B"),), ())
    small = Case((1, 1), ((1,) * 2,) * 2)
    pinned = Scenario("fair", small.facts(), (both, rule("WEF1", small)))
    told = audit(pinned, small.split((0, 0)), time_limit=NO_LIMIT)
    mend = told.findings["rule"].mend
    assert mend is not None
    assert (mend.red_lines, mend.worse) == (("pa",), {"pa": (0, 1)})
