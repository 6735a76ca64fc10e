"""Does the laboratory find what theory says: nothing where an axiom must hold, something where it must fail?"""

from __future__ import annotations

import pytest
from hypothesis import Phase, find, settings
from hypothesis.errors import NoSuchExample

from solver.questions.lab.axioms import AXIOMS, Size, Trial
from solver.questions.lab.methods import Method, named
from solver.questions.lab.search import Search
from solver.questions.lab.theory import ENTRIES, Entry, settled

CELLS = [(method, entry) for entry in ENTRIES for method in entry.methods]
HELD = [cell for cell in CELLS if cell[1].holds]
BROKEN = [cell for cell in CELLS if not cell[1].holds]

RARE = {
    ("follows:largest_remainder", "relative entitlement monotonicity"): Size(12, 3, alike=True),
    ("follows:sainte_lague", "upper quota"): Size(6, 4, alike=True),
    ("picking:sainte_lague", "upper quota"): Size(6, 4, alike=True),
}
"""What needs larger cases than others to go wrong."""


def _name(cell: tuple[str, Entry]) -> str:
    return f"{cell[0]}-{cell[1].axiom}"


def _size(method: str, axiom: str) -> Size:
    return RARE.get((method, axiom)) or Size(5, 3, alike=not named(method).looks_at_values)


def test_every_cell_is_settled_once() -> None:
    assert len({(method, entry.axiom) for method, entry in CELLS}) == len(CELLS)
    assert all((settled(method, entry.axiom) is not None) for method, entry in CELLS)


def _groups() -> dict[tuple[str, bool], list[Method]]:
    """Methods that keep an axiom, by that and by whether they only count seats: tried on the same scenarios."""
    groups: dict[tuple[str, bool], list[Method]] = {}
    for name, entry in HELD:
        method = named(name)
        groups.setdefault((entry.axiom, not method.looks_at_values), []).append(method)
    return groups


@pytest.mark.parametrize("group", _groups().items(), ids=lambda one: f"{one[0][0]}{', seats alike' * one[0][1]}")
def test_where_theory_says_that_it_holds_no_scenario_breaks_it(group: tuple[tuple[str, bool], list[Method]]) -> None:
    (axiom, alike), methods = group
    tried = 0

    def breaks(trial: Trial) -> bool:
        nonlocal tried
        tried += 1
        return any(AXIOMS[axiom].broken(method, trial) for method in methods)

    how = settings(max_examples=80, database=None, phases=[Phase.generate])
    with pytest.raises(NoSuchExample):
        find(AXIOMS[axiom].trials(Size(5, 3, alike)), breaks, settings=how)
    assert tried > 10


def test_where_theory_says_that_it_fails_the_case_worked_by_hand_breaks_it() -> None:
    for method, entry in BROKEN:
        assert entry.known is not None
        assert AXIOMS[entry.axiom].broken(named(method), entry.known) is not None, (method, entry)


@pytest.mark.parametrize("cell", BROKEN, ids=_name)
def test_where_theory_says_that_it_fails_the_search_finds_a_case_by_itself(cell: tuple[str, Entry]) -> None:
    method, axiom = cell[0], cell[1].axiom
    search = Search(named(method), AXIOMS[axiom])
    assert search.run(_size(method, axiom), 3000, 0, shrink=False) is not None, search.tried
