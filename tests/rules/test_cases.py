"""What does each rule mean? Cases worked by hand, in cases/<kind>.yaml."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from solver.engine import Ask, Deadline, Found
from solver.engine.cpsat import CpSat
from solver.facts import Facts
from solver.rows import Grid, Linear, Row
from solver.rules import CATALOGUE, Rule
from solver.rules.base import PoolRule
from solver.split import Split
from solver.system import System
from tests.strategies import Form, facts_of, rule_of

FOLDER = Path(__file__).parent / "cases"
SHARED: Form = yaml.safe_load((FOLDER / "_facts.yaml").read_text(encoding="utf-8"))


def _cases(key: str = "name") -> list[Any]:
    """The cases of every rule that say something under `key`."""
    return [
        pytest.param(kind, case, id=f"{kind}: {case['name']}")
        for kind in CATALOGUE
        for case in yaml.safe_load((FOLDER / f"{kind}.yaml").read_text(encoding="utf-8"))
        if key in case
    ]


every_case = pytest.mark.parametrize(("kind", "case"), _cases())


def _everybody(case: dict[str, Any]) -> Facts:
    facts: Form = case.get("facts") or SHARED
    return facts_of(facts)


def _facts(case: dict[str, Any]) -> Facts:
    return _everybody(case).without(case.get("out", "").split())


def _rule(kind: str, case: dict[str, Any]) -> Rule:
    return rule_of({"id": "rule", "kind": kind, **case["rule"]})


def _split(case: dict[str, Any]) -> Split:
    facts, holders = _facts(case), case["split"].split()
    assert set(holders) <= set(facts.contesting), "the case gives a seat to a party that cannot hold it"
    return Split.of(zip(facts.seat_ids, holders, strict=True))


@every_case
def test_the_split_falls_short_by_what_the_case_says(kind: str, case: dict[str, Any]) -> None:
    assert _rule(kind, case).shortfall(_split(case), _facts(case)) == case["shortfall"]


@every_case
def test_the_rows_fall_short_by_what_the_case_says(kind: str, case: dict[str, Any]) -> None:
    facts, split = _facts(case), _split(case)
    grid = Grid(facts.seat_ids, facts.contesting)
    system = System(len(grid.seats), len(grid.parties), (_rule(kind, case).demand(facts, grid),))
    chosen = tuple(Row(Linear.sum(grid.cells(party, (seat,))), low=1) for seat, party in split.items())
    outcome = CpSat(system).ask(Ask(chosen, minimise=system.shortfalls[0]), Deadline(None))
    assert isinstance(outcome, Found)
    assert outcome.objective == case["shortfall"]


@every_case
def test_loosened_step_by_step_the_rule_falls_short_by_one_less_each_time(kind: str, case: dict[str, Any]) -> None:
    rule, split, facts = _rule(kind, case), _split(case), _facts(case)
    steps = range(case["shortfall"] + 1)
    left = [rule.loosened(step).shortfall(split, facts) for step in steps]
    assert left == list(reversed(steps))


@pytest.mark.parametrize(("kind", "case"), _cases("sentence"))
def test_the_rule_reads_as_the_case_says(kind: str, case: dict[str, Any]) -> None:
    assert _rule(kind, case).sentence(_facts(case)) == case["sentence"]


@pytest.mark.parametrize(("kind", "case"), _cases("pool"))
def test_the_rule_counts_the_seats_that_the_case_says(kind: str, case: dict[str, Any]) -> None:
    rule = _rule(kind, case)
    assert isinstance(rule, PoolRule)
    assert rule.pool(_facts(case)) == tuple(case["pool"].split())


@pytest.mark.parametrize(("kind", "case"), _cases("witness"))
def test_the_witness_says_what_the_case_says(kind: str, case: dict[str, Any]) -> None:
    found = _rule(kind, case).witness(_split(case), _facts(case))
    assert found is not None
    assert {key: found.to_dict()[key] for key in case["witness"]} == case["witness"]


@every_case
def test_there_is_a_witness_exactly_where_the_split_falls_short(kind: str, case: dict[str, Any]) -> None:
    found = _rule(kind, case).witness(_split(case), _facts(case))
    assert (found is None) == (case["shortfall"] == 0)


@every_case
def test_the_case_is_a_valid_rule(kind: str, case: dict[str, Any]) -> None:
    assert list(_rule(kind, case).problems(_everybody(case))) == []


@every_case
def test_a_case_has_only_the_keys_that_are_read(kind: str, case: dict[str, Any]) -> None:
    known = {"name", "facts", "rule", "out", "split", "pool", "shortfall", "sentence", "witness"}
    assert set(case) <= known


def test_no_two_cases_of_a_kind_share_a_name() -> None:
    names = Counter(param.id for param in _cases())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_file_of_cases_belongs_to_a_rule_of_the_catalogue() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} - {"_facts"} == set(CATALOGUE)


@pytest.mark.parametrize("kind", ["at_least", "keeps"])
def test_a_party_that_is_out_has_no_cells_in_the_grid(kind: str) -> None:
    facts = facts_of(SHARED).without(["C"])
    rule = rule_of({"id": "r", "kind": kind, "party": "C", "where": {"seats": ["s1"]}, **_MORE[kind]})
    demand = rule.demand(facts, Grid(facts.seat_ids, facts.contesting))
    assert [row.terms.variables for row in demand.rows] == [(-1,)]


_MORE: dict[str, dict[str, Any]] = {"at_least": {"seats": 1}, "keeps": {}}
