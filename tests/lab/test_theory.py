"""Does the laboratory find what theory says: nothing where an axiom must hold, something where it must fail?"""

from __future__ import annotations

import pytest

from solver.questions.lab.axioms import AXIOMS, Size
from solver.questions.lab.methods import named
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


@pytest.mark.parametrize("cell", HELD, ids=_name)
def test_where_theory_says_that_it_holds_no_scenario_breaks_it(cell: tuple[str, Entry]) -> None:
    method, axiom = cell[0], cell[1].axiom
    search = Search(named(method), AXIOMS[axiom])
    assert search.run(_size(method, axiom), 10 if "+" in method else 25, 0, shrink=False) is None
    assert search.tried > 5


@pytest.mark.parametrize("cell", BROKEN, ids=_name)
def test_where_theory_says_that_it_fails_the_case_worked_by_hand_breaks_it(cell: tuple[str, Entry]) -> None:
    method, entry = cell
    assert entry.known is not None
    assert AXIOMS[entry.axiom].broken(named(method), entry.known) is not None


@pytest.mark.parametrize("cell", BROKEN, ids=_name)
def test_where_theory_says_that_it_fails_the_search_finds_a_case_by_itself(cell: tuple[str, Entry]) -> None:
    method, axiom = cell[0], cell[1].axiom
    search = Search(named(method), AXIOMS[axiom])
    assert search.run(_size(method, axiom), 3000, 0, shrink=False) is not None, search.tried
