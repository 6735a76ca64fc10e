"""Does every shipped pact show what it says, and does the page list it?"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import jsonschema
import pytest
import yaml

from solver import impossible, load, solve
from solver.answers.impossible import Pair, Size
from solver.engine import Deadline
from solver.engine.cpsat import CpSat
from solver.posed import Posed
from solver.questions.best_split import Best, best_split
from solver.questions.conflicts import Wanted, find_conflicts
from solver.questions.impossibility.axioms import NAMED
from solver.questions.impossibility.certified import Certifier

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "scenarios" / "impossible").glob("*.yaml"))
PAGE = (ROOT / "docs" / "impossibility.md").read_text("utf-8")


def _pairs(path: Path) -> list[Pair]:
    """What the head of a file says that no split meets."""
    told = re.findall(r"^# - (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return [(one, two or one) for one, _, two in (line.partition(" and ") for line in told)]


def _size(name: str) -> Size:
    return Size(*(int(number) for number in re.findall(r"(\d+)-(?:seat|part|lock)", name)))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_shipped_pact_is_of_its_size_and_each_pair_is_a_minimal_conflict_or_certified_otherwise(path: Path) -> None:
    scenario, pairs = load(path), _pairs(path)
    facts = scenario.facts
    locked = sum(rule.must for rule in scenario.rules)
    assert _size(path.stem) == Size(len(facts.seats), len(facts.contesting), locked)
    posed = Posed(scenario.what_if())
    best = best_split(posed, CpSat(posed.system), Deadline(None))
    assert isinstance(best, Best)
    assert best.proved
    Certifier(scenario).certify(pairs)
    found = find_conflicts(scenario, wanted=Wanted(how="each", limit=None), time_limit=None)
    assert found.complete
    minimal = {frozenset(one.rules) for one in found.conflicts if one.minimal}
    rules = [frozenset(NAMED[name].id for name in pair) for pair in pairs if all(NAMED[name].rule for name in pair)]
    assert minimal.issuperset(rules)


@pytest.mark.parametrize("path", FILES[::15], ids=lambda path: path.stem)
def test_a_shipped_pact_is_solved_and_fits_the_schema(path: Path) -> None:
    assert solve(load(path)).status == "optimal"
    schema = yaml.safe_load((ROOT / "scenarios" / "seatpact.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load(path.read_text("utf-8")))


@cache
def _told() -> dict[Pair, set[Size]]:
    """By pair, the sizes that the page gives."""
    rows = re.findall(r"^\| ([^|]+) \| ([^|]*) \|", PAGE.split("## Pair by pair")[1], re.MULTILINE)
    told = {}
    for axioms, shown in rows:
        one, _, two = axioms.partition(" and ")
        told[one, two or one] = {_size(name) for name in re.findall(r"impossible/(\S+)\.yaml", shown)}
    return told


def test_the_page_links_every_file_at_the_size_it_shows() -> None:
    linked = set(re.findall(r"scenarios/impossible/(\S+)\.yaml", PAGE))
    assert linked <= {path.stem for path in FILES}
    shown = {pair: {_size(path.stem) for path in FILES if pair in _pairs(path)} for pair in _told()}
    assert {pair: sizes for pair, sizes in shown.items() if sizes != _told().get(pair, set())} == {}


def test_the_page_says_what_a_search_of_small_pacts_finds() -> None:
    answer = impossible(most=Size(3, 2, 2))
    small = [one.size for one in answer.exhausted]
    assert {
        pair: {size for size in sizes if size in small} for pair, sizes in _told().items() if pair in answer.pairs
    } == {pair: {one.size for one in answer.found(pair)} for pair in _told() if pair in answer.pairs}
