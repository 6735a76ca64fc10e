"""Does the OPB of some demands ask the same as they do, and does its proof hold?

Both are read by a parser of their own, written from the grammar of the format, and a checker of nothing but `pol`
sums; what the constraints allow is found by trying all values.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cli
from solver import loads
from solver.engine import Deadline
from solver.engine.refute import refutation
from solver.opb import Opb
from solver.posed import Posed
from solver.questions.pseudo_boolean import pseudo_boolean
from solver.rows import Demand, Linear, Row
from solver.system import System
from tests.oracle import Oracle
from tests.strategies import Size, scenarios, settings_of

TINY = Path(__file__).parents[2] / "scenarios" / "tiny.yaml"

FEW = Size(seats=(1, 3), contesting=(2, 3), rules=(1, 4), splits=27)

TERM = r"[+-]\d+ x[1-9]\d*"

Constraint = tuple[dict[int, int], int]
"""Coefficient by variable, and what they come to at least."""


class Problem(NamedTuple):
    """A file, read."""

    variables: int
    constraints: list[Constraint]


def read(text: str) -> Problem:
    """A file in OPB, with 'at least' alone."""
    first, *rest = text.splitlines()
    head = re.fullmatch(r"\* #variable= (\d+) #constraint= (\d+)", first)
    assert head is not None
    constraints = []
    for line in rest:
        if line.startswith("*"):
            continue
        assert re.fullmatch(rf"({TERM} )+>= -?\d+ ;", line), line
        terms = {int(x): int(times) for times, x in re.findall(r"([+-]\d+) x(\d+)", line)}
        assert len(terms) == line.count("x")
        constraints.append((terms, int(line.split(">=")[1].strip(" ;"))))
    variables, number = map(int, head.groups())
    assert number == len(constraints)
    assert all(1 <= x <= variables for terms, _ in constraints for x in terms)
    return Problem(variables, constraints)


def solvable(problem: Problem) -> bool:
    """Is there a value of every variable that fulfils all? Variable by variable, with a look ahead."""
    values: dict[int, int] = {}

    def open_still() -> bool:
        for terms, least in problem.constraints:
            best = sum(times * values[x] if x in values else max(0, times) for x, times in terms.items())
            if best < least:
                return False
        return True

    def search(variable: int) -> bool:
        if not open_still():
            return False
        if variable > problem.variables:
            return True
        for value in (0, 1):
            values[variable] = value
            if search(variable + 1):
                return True
        del values[variable]
        return False

    return search(1)


def concluded(problem: Problem, proof: str) -> bool:
    """Does the one sum of a proof come to a contradiction?"""
    lines = proof.splitlines()
    assert lines[0] == "pseudo-Boolean proof version 3.0"
    assert lines[1] == f"f {len(problem.constraints)} ;"
    assert lines[3:] == ["rup >= 1 ;", "output NONE;", "conclusion UNSAT : -1;", "end pseudo-Boolean proof;"]
    words = lines[2].removeprefix("pol ").removesuffix(" ;").split()
    stack: list[Constraint] = []
    for place, word in enumerate(words):
        if word == "*":
            times, (terms, least) = int(words[place - 1]), stack.pop()
            assert times > 0
            stack.append(({x: by * times for x, by in terms.items()}, least * times))
        elif word == "+":
            (one, first), (two, second) = stack.pop(), stack.pop()
            stack.append(({x: one.get(x, 0) + two.get(x, 0) for x in {*one, *two}}, first + second))
        elif words[place + 1] != "*":
            stack.append(problem.constraints[int(word) - 1])
    ((terms, least),) = stack
    return sum(max(0, times) for times in terms.values()) < least


@settings(max_examples=40)
@given(st.data())
def test_it_can_be_solved_exactly_if_the_rules_can_be_kept(data: st.DataObject) -> None:
    scenario = data.draw(scenarios(FEW))
    oracle = Oracle(scenario.what_if(data.draw(settings_of(scenario))))
    rules = data.draw(st.sets(st.integers(0, len(oracle.rules) - 1))) if oracle.rules else set()
    problem = read(Opb(Posed(oracle.what_if), sorted(rules)).text)
    kept = any(not any(one.shortfalls[rule] for rule in rules) for one in oracle.every)
    assert solvable(problem) == kept


@settings(max_examples=60)
@given(st.data())
def test_what_adds_up_to_a_contradiction_does_so_in_the_proof(data: st.DataObject) -> None:
    scenario = data.draw(scenarios())
    posed = Posed(scenario.what_if(data.draw(settings_of(scenario))))
    rules = range(len(posed.rules))
    certificate = refutation(posed.system, rules, Deadline(None))
    if certificate is not None:
        opb = Opb(posed, rules)
        assert concluded(read(opb.text), opb.proof(certificate))


CLASH = """
title: "Two\nlines"
parties: [{id: A}, {id: B}]
seats: [{id: s1, name: One}, {id: s2}]
rules:
  - {id: floor, kind: at_least, party: B, seats: 1, must: true}
  - {id: a, kind: at_least, party: A, seats: 2}
  - {id: b, kind: keeps, party: B, where: {seats: [s1]}}
"""


def test_comments_say_what_is_what() -> None:
    written = pseudo_boolean(loads(CLASH), keep=("a",)).opb
    for line in (
        "* x1: One (s1) goes to A",
        "* helper 1 of a = 0 +1 x6 +1 x7",
        "* exactly one party gets One",
        "* a (ask): A contests at least 2 seats",
        "* floor (red line): B contests at least 1 seat",
    ):
        assert line in written.splitlines()
    assert "b (ask)" not in written


def test_without_red_lines_only_the_members_are_held() -> None:
    scenario = loads(CLASH)
    assert pseudo_boolean(scenario, keep=("a",)).rules == ("floor", "a")
    assert pseudo_boolean(scenario, keep=("a",), alone=True).rules == ("a",)
    assert pseudo_boolean(scenario, every=True, drop=("b",)).rules == ("floor", "a")
    assert pseudo_boolean(scenario, keep=("a",), alone=True, proof=True).proof is None
    assert pseudo_boolean(scenario, keep=("a",), proof=True).proof is not None


def test_a_proof_of_too_little_is_none() -> None:
    told = pseudo_boolean(loads(CLASH), keep=("a",), proof=True)
    problem, proof = read(told.opb), told.proof or ""
    assert concluded(problem, proof)
    assert not concluded(problem, re.sub(r"pol (\d+ \d+ \*) .*", r"pol \1 ;", proof))


def sometimes(switch: int) -> Problem:
    """s1 goes to both, where `switch` is 1: the first cell, or a helper that is 1 where the demand is kept."""
    row = Row(Linear.sum((0, 1)), low=2, only_if=switch)
    posed = Posed(loads(CLASH).what_if())
    posed.__dict__["system"] = System(2, 2, (Demand(((0, 1),), (row,), Linear((-1,), (-1,), 1)),))
    return read(Opb(posed, (0,)).text)


def test_a_row_that_holds_only_sometimes_may_be_broken_where_it_does_not() -> None:
    by_cell, by_helper = sometimes(0), sometimes(-1)
    assert solvable(by_cell)
    assert not solvable(Problem(by_cell.variables, [*by_cell.constraints, ({1: 1}, 1)]))
    assert not solvable(by_helper)
    assert solvable(Problem(by_helper.variables, by_helper.constraints[:-1]))


def test_the_command_prints_the_problem_and_writes_the_proof(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    proof = tmp_path / "clash.pbp"
    given_rules = ["--alone", "--with", "a-2019", "--with", "b-min"]
    assert cli.run(["opb", str(TINY), *given_rules, "--proof", str(proof)]) == 0
    assert concluded(read(capsys.readouterr().out), proof.read_text("utf-8"))


def test_what_can_be_kept_has_no_proof_and_exits_with_4(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    proof = tmp_path / "none.pbp"
    assert cli.run(["opb", str(TINY), "--with", "b-min", "--proof", str(proof)]) == 4
    assert not proof.exists()
    assert "no sum of rows is a contradiction" in capsys.readouterr().err


def test_a_rule_that_is_not_there_is_bad_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["opb", str(TINY), "--with", "b-mn"]) == 2
    assert "b-min" in capsys.readouterr().err
