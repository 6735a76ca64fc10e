"""Is the frontier of impossibility what plain enumeration finds, certified, and honest about what was looked at?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import comb, prod
from operator import ge

import pytest

from solver import SettingError, impossible, loads, why_forced
from solver.answers.impossible import Pair, Size
from solver.engine import Deadline, EngineError
from solver.questions.impossibility import certified
from solver.questions.impossibility.axioms import AXIOMS, NAMED
from solver.questions.impossibility.certified import Certifier
from solver.questions.impossibility.divisions import divisions
from solver.questions.impossibility.files import scenario_text
from solver.questions.impossibility.forced import forced
from solver.questions.impossibility.instances import Pact, entitlements, pacts, subsets
from solver.questions.impossibility.search import Search
from solver.split import Split
from tests.fairness import Case, holds

PLAIN = ("WEF", "WEF1", "WEFX, zeros count", "WEF(1/2, 1/2)", "WWEF1", "WPROP", "WPROP1")
SMALL = Size(3, 3, 1)


@pytest.fixture(scope="module")
def small() -> dict[Pair, set[Size]]:
    answer = impossible(most=SMALL)
    assert answer.complete
    return {pair: {one.size for one in answer.found(pair)} for pair in answer.pairs}


def _never(case: Case, locks: dict[int, int]) -> Iterator[Pair]:
    """Pairs that no split of a case meets that keeps the locks, though some meets each; from the plain definitions."""
    splits = [one for one in case.splits() if all(one[seat] == holder for seat, holder in locks.items())]
    meets = {name: {one for one in splits if holds(name, case, case.bundles(one))} for name in PLAIN}
    for index, one in enumerate(PLAIN):
        for two in PLAIN[index:]:
            alone = one == two or (meets[one] and meets[two])
            if alone and not meets[one] & meets[two]:
                yield one, two


def test_the_frontier_is_what_plain_enumeration_of_labelled_seats_and_parties_finds() -> None:
    most, hits = Size(2, 2, 2), dict[Pair, set[Size]]()
    for seats, weights in product((1, 2), ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 3), (3, 2))):
        for flat in product((0, 1), repeat=2 * seats):
            case = Case(weights, (flat[:seats], flat[seats:]))
            for holders in product((None, 0, 1), repeat=seats):
                locks = {seat: holder for seat, holder in enumerate(holders) if holder is not None}
                for pair in _never(case, locks):
                    hits.setdefault(pair, set()).add(Size(seats, 2, len(locks)))
    least = {
        pair: {size for size in sizes if not any(other != size and other.within(size) for other in sizes)}
        for pair, sizes in hits.items()
    }
    answer = impossible(PLAIN, most=most, weight=3)
    found = {pair: {one.size for one in answer.found(pair)} for pair in answer.pairs}
    assert {pair: sizes for pair, sizes in found.items() if sizes} == least
    assert len(least) > 5


def test_every_pact_is_looked_at_once_up_to_the_order_of_seats_and_of_equal_parties() -> None:
    counted = {
        weights: sum(len(one.types) for one in pacts(weights, Size(4, 3, 0))) for weights in ((3, 2, 1), (1, 1, 1))
    }
    assert counted[3, 2, 1] == comb(8 + 4 - 1, 4)
    # Burnside: the identity keeps all; a swap keeps 4 types and exchanges 2 pairs; a turn keeps 2 and turns 2 triples.
    swap = sum(comb(4 + 4 - 2 * pairs - 1, 4 - 2 * pairs) * comb(2 + pairs - 1, pairs) for pairs in range(3))
    turn = sum(comb(2 + 4 - 3 * triples - 1, 4 - 3 * triples) * comb(2 + triples - 1, triples) for triples in range(2))
    assert counted[1, 1, 1] == (comb(11, 4) + 3 * swap + 2 * turn) / 6


@pytest.mark.parametrize("weights", [(3, 2), (2, 1, 1)])
def test_efficiency_and_optima_are_what_comparing_every_two_splits_says(weights: tuple[int, ...]) -> None:
    parties = range(len(weights))
    for some in pacts(weights, Size(3, len(weights), 1)):
        for _, divided in divisions(some):
            meets = {name: NAMED[name].meets(divided) for name in ("Pareto", "MWNW", "leximin")}
            for pact in range(0, len(divided.whole[0]), 5):
                held = list(zip(*(divided.value[i][i][pact].tolist() for i in parties), strict=True))
                assert meets["Pareto"][pact].tolist() == [not any(_better(two, one) for two in held) for one in held]
                assert meets["MWNW"][pact].tolist() == [_welfare(one, held, weights) for one in held]
                sorted_ = [sorted(Fraction(u, w) for u, w in zip(one, weights, strict=True)) for one in held]
                assert meets["leximin"][pact].tolist() == [one == max(sorted_) for one in sorted_]


def _welfare(one: tuple[int, ...], held: list[tuple[int, ...]], weights: tuple[int, ...]) -> bool:
    """Those who hold something are as many as can be, and have the best product of all splits where just these do."""

    def product(two: tuple[int, ...]) -> int:
        return prod(u**w for u, w in zip(two, weights, strict=True) if u)

    same = [two for two in held if [*map(bool, two)] == [*map(bool, one)]]
    return sum(map(bool, one)) == max(sum(map(bool, two)) for two in held) and product(one) == max(map(product, same))


def _better(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(map(ge, one, other))


@pytest.mark.parametrize("weights", [(2, 1), (1, 1)])
def test_locked_seats_are_told_by_type_and_holder(weights: tuple[int, ...]) -> None:
    size = Size(2, 2, 1)
    found = {one.pact(row) for one in pacts(weights, size) for row in range(len(one.types))}
    assert len(found) == (4 * 8 if weights == (2, 1) else 16)
    assert {pact.size for pact in found} == {size}


def test_entitlements_are_all_vectors_without_a_common_factor() -> None:
    assert list(entitlements(2, 3)) == [(1, 1), (2, 1), (3, 1), (3, 2)]
    assert len(list(entitlements(4, 5))) == comb(8, 4) - 7  # 1111 x 2, 3, 4, 5; 2111 x 2, 2211 x 2, 2221 x 2


# --- the literature ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["WEF1", "WEF(1/2, 1/2)", "WEF(0, 1)", "WWEF1", "WPROP1", "MWNW", "Pareto"])
def test_what_free_allocation_always_allows_fails_only_with_locked_seats(
    name: str, small: dict[Pair, set[Size]]
) -> None:
    assert all(size.locked for size in small[name, name])


@pytest.mark.parametrize(
    "pair",
    [("lower quota", "upper quota"), ("WWEF1", "MWNW"), ("WEF1", "Pareto"), ("Pareto", "MWNW")],
)
def test_pairs_that_free_allocation_always_allows_are_not_found_without_locked_seats(
    pair: Pair, small: dict[Pair, set[Size]]
) -> None:
    assert all(size.locked for size in small[pair])


@pytest.mark.parametrize(
    ("pair", "size"),
    [
        (("WEF1", "WEF(1/2, 1/2)"), Size(2, 2, 0)),
        (("WEF1", "WEF(0, 1)"), Size(2, 2, 0)),
        (("WEF(1/2, 1/2)", "WEF(0, 1)"), Size(2, 2, 0)),
        (("WEF1", "lower quota"), Size(3, 3, 0)),
        (("WEF1", "WPROP1"), Size(3, 3, 0)),
    ],
)
def test_pairs_that_the_literature_knows_to_clash_are_found_by_the_search_itself(
    pair: Pair, size: Size, small: dict[Pair, set[Size]]
) -> None:
    assert size in small[pair]


def _impossible_in(pact: Pact, *names: str) -> set[Pair]:
    """What the search says of one pact."""
    search = Search([axiom for axiom in AXIOMS if axiom.name in names], Deadline(None))
    search.run([pact.size], lambda _: [pact.weights], lambda _: None)
    return {pair for pairs in search.found.get(pact.size, {}) for pair in pairs}


def test_with_one_strong_party_and_five_equal_seats_wef1_clashes_with_lower_quota_and_wprop1() -> None:
    found = _impossible_in(Pact((5, 1, 1, 1), (0,) * 5), "WEF1", "WPROP1", "lower quota")
    assert found == {("WEF1", "WPROP1"), ("WEF1", "lower quota")}


def test_seats_locked_to_one_of_two_equals_leave_no_wef1_split() -> None:
    assert ("WEF1", "WEF1") in _impossible_in(Pact((1, 1), (), ((0, 0),) * 3), "WEF1")


# --- certified --------------------------------------------------------------------------------

STRONG = Pact((5, 1, 1), (0, 0, 0))


def _certifier(pact: Pact, *names: str) -> Certifier:
    axioms = [NAMED[name] for name in names]
    return Certifier(loads(scenario_text(pact, axioms, [(names[0], names[-1])]), name="pact"))


def test_a_pair_is_certified_with_the_conflict_that_the_engine_finds() -> None:
    told = _certifier(STRONG, "WEF1", "lower quota").certify([("WEF1", "lower quota")])
    assert told["WEF1", "lower quota"].startswith("cannot all be met: no partner envies another (WEF1)")


def test_an_optimum_is_certified_by_what_the_goal_loses_and_efficiency_by_splits_that_are_dominated() -> None:
    pair = Pact((1, 1), (subsets(2).index((1, 0)),) * 2)
    told = _certifier(pair, "balanced", "Pareto", "MWNW").certify([("balanced", "Pareto"), ("balanced", "MWNW")])
    assert told["balanced", "Pareto"].startswith("each of the 2 splits that meet balanced could be better")
    assert told["balanced", "MWNW"].endswith("with it the goal comes to 0 at most, without to 6931")


TWICE = Pact((2, 2, 1), (subsets(3).index((1, 0, 1)),) * 3)
WANTED = Pact((1, 1), (subsets(2).index((1, 0)),) * 2)
LOCKED = Pact((2, 1), (subsets(2).index((0, 1)),) * 2, ((subsets(2).index((0, 0)), 1),))


@pytest.mark.parametrize(
    ("pact", "pair", "told"),
    [
        (STRONG, ("WEF1", "lower quota"), "A has at most 1 seat by WEF1, but at least 2 by lower quota"),
        (TWICE, ("WEF", "balanced"), "A's seats less B's are at least 2 by WEF, but at most 1 by balanced"),
        (WANTED, ("balanced", "Pareto"), "A has at most 1 seat by balanced, but at least 2 by Pareto"),
        (LOCKED, ("WEF1", "upper quota"), "A has at most 1 seat by WEF1, but at least 2 by upper quota"),
        (STRONG, ("WEF1", "WPROP"), None),
        (STRONG, ("WEF", "WEF"), None),
    ],
)
def test_what_the_one_axiom_forces_and_the_other_denies_is_told_in_a_line(
    pact: Pact, pair: Pair, told: str | None
) -> None:
    assert _certifier(pact, *dict.fromkeys(pair)).forced(pair) == told


def test_where_only_all_values_together_tell_two_axioms_apart_these_are_told() -> None:
    splits = [Split.of({"s1": one, "s2": two}) for one, two in product("AB", repeat=2)]
    worth = {"A": {"s1": 1}, "B": {"s2": 1}}
    told = forced(("WEF", "Pareto"), (splits[2:3], splits[1:2]), worth)
    assert told == "the worth of all seats to their holders is at most 0 by WEF, but at least 2 by Pareto"


@pytest.mark.parametrize(("kind", "claim"), [("wef1", "A<=1"), ("lower-quota", "A>=2")])
def test_the_engine_too_says_that_the_axiom_forces_what_is_told(kind: str, claim: str) -> None:
    axioms = [NAMED["WEF1"], NAMED["lower quota"]]
    scenario = loads(scenario_text(STRONG, axioms, [("WEF1", "lower quota")]), name="pact")
    only = replace(scenario, rules=tuple(rule for rule in scenario.rules if rule.id == kind))
    answer = why_forced(only, claim)
    assert answer.verdict == "forced"
    assert answer.because is not None
    assert [*answer.because.rules] == [kind]


@pytest.mark.parametrize("pair", [("WEF1", "WPROP1"), ("WEF1", "MWNW"), ("WEF1", "Pareto"), ("WEF1", "WEF1")])
def test_what_can_be_met_is_not_certified(pair: Pair) -> None:
    with pytest.raises(EngineError, match="the checkers deny"):
        _certifier(Pact((1, 1), (0, 0)), *dict.fromkeys(pair)).certify([pair])


@pytest.mark.parametrize("pair", [("WEF1", "WPROP1"), ("WEF1", "MWNW"), ("WEF1", "Pareto"), ("WEF1", "WEF1")])
def test_the_engine_is_asked_even_where_checkers_do_not_deny(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certified.Certifier, "_counted", lambda _, __: None)
    with pytest.raises(EngineError, match="the engine denies"):
        _certifier(Pact((1, 1), (0, 0)), *dict.fromkeys(pair)).certify([pair])


def test_a_finding_that_is_wrong_never_becomes_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = replace(NAMED["WEF1"], meets=NAMED["WEF"].meets)
    monkeypatch.setattr("solver.questions.impossibility.frontier.AXIOMS", (wrong, NAMED["WPROP1"]))
    with pytest.raises(EngineError, match="the checkers deny"):
        impossible(most=Size(2, 2, 0))


# --- honest -----------------------------------------------------------------------------------


def test_where_the_time_comes_first_only_what_was_exhausted_is_told() -> None:
    answer = impossible(most=Size(2, 2, 0), time_limit=0)
    assert (answer.complete, answer.exhausted, answer.shown, answer.implied) == (False, (), (), ())


def test_at_ctrl_c_what_was_exhausted_by_then_is_kept() -> None:
    def progress(step: str) -> None:
        if step.startswith("2 seats"):
            raise KeyboardInterrupt

    answer = impossible(["WEF"], most=Size(2, 2, 0), progress=progress)
    assert (answer.interrupted, answer.complete) == (True, False)
    assert [one.size for one in answer.exhausted] == [one.size for one in answer.shown] == [Size(1, 2, 0)]


def test_what_was_looked_at_is_told_in_numbers() -> None:
    answer = impossible(["WEF1", "WEF"], most=Size(2, 2, 0), weight=2)
    assert (answer.axioms, answer.weights) == (("WEF", "WEF1"), {2: ((1, 1), (2, 1))})
    # One seat: 4 types and, up to the order of equals, 3; two seats: 10 and 7. Of the 10, 4 have two equal seats.
    assert [(one.size, one.pacts) for one in answer.exhausted] == [(Size(1, 2, 0), 7), (Size(2, 2, 0), 17)]
    assert ("WEF", "WEF1") in answer.implied
    assert ("WEF1", "WEF") not in answer.implied


@pytest.mark.parametrize("most", [Size(0, 2, 0), Size(9, 2, 0), Size(2, 1, 0), Size(2, 6, 0), Size(2, 2, -1)])
def test_limits_that_nobody_could_wait_for_are_refused(most: Size) -> None:
    with pytest.raises(ValueError, match="the search takes"):
        impossible(most=most)
    with pytest.raises(ValueError, match="from 1 to 20"):
        impossible(most=Size(1, 2, 0), weight=21)


def test_an_unknown_axiom_is_refused_with_what_is_meant() -> None:
    with pytest.raises(SettingError, match="did you mean 'WEF1'"):
        impossible(["WEF11"])
