"""Are the conflicts told all the minimal ones there are, however they are asked for?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solver.answers import Clashes, Conflict, Family
from solver.answers.clashes import How
from solver.certificate import refuted
from solver.cover import bits
from solver.engine import Deadline
from solver.engine.cpsat import CpSat
from solver.engine.kept import Keeper
from solver.engine.sides import Sides
from solver.posed import Posed
from solver.proofs import certificate_of
from solver.questions.conflicts import Wanted, enumeration, find_conflicts, smallest
from solver.questions.conflicts.enumeration import DropSet, MinimalConflict, enumerate_all
from solver.questions.conflicts.together import Together
from solver.rules import Rule
from solver.scenario import Scenario
from tests.oracle import Oracle
from tests.strategies import Size, scenarios, seats_alike, settings_of

SMALL = Size(seats=(1, 5), contesting=(1, 3), rules=(2, 8), splits=250)

BY_ITSELF: tuple[How, ...] = ("each", "smallest")
EVERY_WAY: tuple[How, ...] = ("facts", *BY_ITSELF)

Ids = tuple[str, ...]


def members(conflict: Conflict) -> Ids:
    return conflict.rules or conflict.musts


def told(answer: Clashes) -> list[Ids]:
    return [members(conflict) for conflict in answer.conflicts]


def every(oracle: Oracle) -> list[Ids]:
    return [clash.rules or clash.musts for clash in oracle.conflicts]


def ask(scenario: Scenario, chosen: dict[str, str], wanted: Wanted) -> Clashes:
    return find_conflicts(scenario, chosen, wanted=wanted, time_limit=None)


def family_sets(family: Family) -> Iterator[frozenset[str]]:
    """Every set that a family stands for: groups that add up, without which any one of them does not."""
    for chosen in product((False, True), repeat=len(family.groups)):
        picked = [group for group, taken in zip(family.groups, chosen, strict=True) if taken]
        total = sum(group.part for group in picked)
        if total > family.more_than and all(total - group.part <= family.more_than for group in picked):
            for one in product(*(group.rules for group in picked)):
                yield frozenset((*family.always, *one))


@settings(max_examples=20)
@given(scenarios(SMALL), st.data())
def test_each_conflict_is_told_once_and_none_is_missing(scenario: Scenario, data: st.DataObject) -> None:
    chosen = data.draw(settings_of(scenario))
    truth = Oracle(scenario.what_if(chosen))
    prefer = data.draw(st.lists(st.sampled_from([rule.id for rule in truth.rules]))) if truth.rules else []
    answer = ask(scenario, chosen, Wanted("each", prefer=tuple(prefer), limit=None))
    assert told(answer) == every(truth)
    assert answer.complete
    assert answer.status == ("feasible" if truth.allowed else "infeasible")
    for conflict, clash in zip(answer.conflicts, truth.conflicts, strict=True):
        assert (conflict.rules, conflict.musts, conflict.alone) == (clash.rules, clash.musts, clash.alone)


@pytest.mark.parametrize("few", [smallest.FEW_CALLS, 2], ids=["by the map", "one by one"])
@settings(max_examples=20)
@given(scenario=scenarios(SMALL), data=st.data())
def test_the_smallest_come_first_then_by_rule_and_as_they_are_found(
    few: int, scenario: Scenario, data: st.DataObject
) -> None:
    chosen = data.draw(settings_of(scenario))
    found: list[Conflict] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(smallest, "FEW_CALLS", few)
        answer = find_conflicts(
            scenario, chosen, wanted=Wanted("smallest", limit=None), time_limit=None, found=found.append
        )
    assert told(answer) == every(Oracle(scenario.what_if(chosen)))
    assert list(answer.conflicts) == found
    assert answer.complete


@settings(max_examples=40)
@given(scenarios(SMALL), st.data())
def test_facts_with_their_families_are_all_conflicts(scenario: Scenario, data: st.DataObject) -> None:
    chosen = data.draw(settings_of(scenario))
    truth = Oracle(scenario.what_if(chosen))
    rule = data.draw(st.none() | st.sampled_from(truth.rules)) if truth.rules else None
    prefer = data.draw(st.lists(st.sampled_from([one.id for one in truth.rules]), max_size=2)) if truth.rules else []
    wanted = Wanted("facts", involving=None if rule is None else rule.id, prefer=tuple(prefer), limit=None)
    check_facts(ask(scenario, chosen, wanted), truth, rule)


@settings(max_examples=60)
@given(seats_alike(), st.data())
def test_facts_where_seats_are_alike_are_all_conflicts(scenario: Scenario, data: st.DataObject) -> None:
    truth = Oracle(scenario.what_if())
    rule = data.draw(st.none() | st.sampled_from(truth.rules))
    wanted = Wanted("facts", involving=None if rule is None else rule.id, limit=None)
    check_facts(ask(scenario, {}, wanted), truth, rule)


def check_facts(answer: Clashes, truth: Oracle, rule: Rule | None) -> None:
    """Each is a minimal conflict, and with the sets of their families they are all that there are."""
    minimal = {frozenset(one) for one in (every(truth) if rule is None else of_rule(truth, rule))}
    everything = {frozenset(one) for one in every(truth)}
    reached = {frozenset(one) for one in told(answer)}
    assert len(reached) == len(answer.conflicts)
    assert reached <= minimal
    for conflict in answer.conflicts:
        if conflict.family is not None:
            sets = list(family_sets(conflict.family))
            assert len(sets) == len(set(sets)) == conflict.family.count
            assert all(any(one <= other for one in everything) for other in sets), "a set that can be kept"
            if conflict.family.looked_at == conflict.family.count:
                assert conflict.family.minimal == len(minimal.intersection(sets))
            reached |= minimal.intersection(sets)
    assert answer.complete
    assert reached == minimal


@settings(max_examples=20)
@given(scenarios(SMALL), st.data())
def test_the_conflicts_of_a_rule_are_those_of_all_that_it_takes_part_in(
    scenario: Scenario, data: st.DataObject
) -> None:
    chosen = data.draw(settings_of(scenario))
    truth = Oracle(scenario.what_if(chosen))
    if not truth.rules:
        return
    rule = data.draw(st.sampled_from(truth.rules))
    how = data.draw(st.sampled_from(BY_ITSELF))
    answer = ask(scenario, chosen, Wanted(how, involving=rule.id, limit=None))
    assert told(answer) == of_rule(truth, rule)
    assert answer.complete
    if rule.must and truth.allowed:
        assert all(rule.id in conflict.musts for conflict in answer.conflicts)


def of_rule(truth: Oracle, rule: Rule) -> list[Ids]:
    """Of all conflicts those that a rule takes part in."""
    if rule.must and truth.allowed:
        return with_must(truth, rule.id)
    return [one for one in every(truth) if rule.id in one]


def with_must(truth: Oracle, must: str) -> list[Ids]:
    """Minimal conflicts of the wishes that the other musts allow."""
    number = next(i for i, rule in enumerate(truth.rules) if rule.id == must)
    others = [i for i in truth.musts if i != number]
    wishes = {rule.id: i for i, rule in enumerate(truth.rules)}
    return [one for one in every(truth) if truth.keeping((*others, *(wishes[rule] for rule in one)))]


def _together(posed: Posed) -> Together:
    return Together(posed, Keeper(posed.system, CpSat(posed.system)), Deadline(None), posed.wishes, posed.musts)


@pytest.mark.parametrize("tries", [enumeration.TRIES, 0], ids=["by larger sets", "by itself"])
@settings(max_examples=20)
@given(scenario=scenarios(SMALL) | seats_alike())
def test_the_map_names_every_minimal_conflict_and_every_minimal_set_to_drop_once(
    tries: int, scenario: Scenario
) -> None:
    few = Sides.few
    posed = Posed(scenario.what_if())
    truth = Oracle(posed.what_if)
    if not truth.allowed:
        return
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(enumeration, "TRIES", tries)
        if not tries:  # and every clash is told with all that was asked about
            patch.setattr(Sides, "few", lambda one, proof, some: few(one, proof, some) and tuple(sorted(some)))
        found = list(enumerate_all(together := _together(posed)))
    assert len(found) == len(set(found))
    conflicts = {together.rules(one.members) for one in found if isinstance(one, MinimalConflict)}
    assert {tuple(posed.rules[i].id for i in one) for one in conflicts} == set(every(truth))
    drops = {frozenset(together.rules(one.members)) for one in found if isinstance(one, DropSet)}
    broken = {frozenset(i for i in truth.wishes if one.shortfalls[i]) for one in truth.allowed}
    assert drops == {one for one in broken if not any(other < one for other in broken)}


@settings(max_examples=20)
@given(scenarios(SMALL), st.data())
def test_what_is_remembered_is_what_every_split_shows(scenario: Scenario, data: st.DataObject) -> None:
    posed = Posed(scenario.what_if())
    truth, together = Oracle(posed.what_if), _together(posed)
    if not truth.allowed:
        return
    for _ in range(5):
        chosen = data.draw(st.integers(0, together.everything))
        clash = together.clash(chosen)
        rules = together.rules(chosen)
        possible = bool(truth.keeping((*posed.musts, *rules)))
        assert (clash is None) == possible
        if clash is None:
            assert not any(posed.shortfalls(together.witness(chosen), (*posed.musts, *rules)).values())
            grown = together.grown(chosen)
            assert truth.keeping((*posed.musts, *together.rules(grown)))
            for position in bits(together.everything & ~grown):
                assert not truth.keeping((*posed.musts, *together.rules(grown | 1 << position)))
        else:
            assert not clash & ~chosen
            shrunk = together.shrunk(clash)
            assert tuple(posed.rules[i].id for i in together.rules(shrunk)) in every(truth)


@settings(max_examples=20)
@given(scenarios(SMALL), st.data())
def test_every_conflict_carries_its_proofs(scenario: Scenario, data: st.DataObject) -> None:
    how = data.draw(st.sampled_from(EVERY_WAY))
    chosen = data.draw(settings_of(scenario))
    answer = ask(scenario, chosen, Wanted(how, limit=None, proofs=True))
    posed = Posed(scenario.what_if(chosen))
    for conflict in answer.conflicts:
        _check_witnesses(posed, conflict)
        if conflict.proof is not None:
            certificate = certificate_of(posed, conflict.proof)
            assert refuted(posed.system, certificate)
            taking_part = {posed.rules[one].id for one in certificate.demands()}
            assert taking_part <= {*conflict.rules, *conflict.musts}


def _check_witnesses(posed: Posed, conflict: Conflict) -> None:
    """One for each member, which keeps the others and, where they are wishes, every must."""
    assert tuple(witness.without for witness in conflict.witnesses) == members(conflict)
    number = {rule.id: index for index, rule in enumerate(posed.rules)}
    for witness in conflict.witnesses:
        others = [number[one] for one in members(conflict) if one != witness.without]
        held: Iterable[int] = (*others, *posed.musts) if conflict.rules else others
        assert not any(posed.shortfalls(witness.split, held).values())
