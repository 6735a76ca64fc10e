"""May shortfalls in different units be added up? Only where every rule says what a unit costs."""

from typing import Any, ClassVar, Literal, Self

import pytest
from pydantic import Field
from typing_extensions import override

from solver.facts import Facts
from solver.questions.solve import solve
from solver.rows import Demand, Grid, Linear, Row
from solver.rules import CATALOGUE, Rule
from solver.scenario import ScenarioError, loads
from solver.split import Split
from tests.strategies import Form, as_json


class Toy(Rule):
    """Every seat that does not go to the first party costs 10 points."""

    unit: ClassVar[str] = "points"
    kind: Literal["toy"] = Field("toy")
    ease: int = 0

    @override
    def sentence(self, facts: Facts) -> str:
        return "the first party contests everything"

    @override
    def demand(self, facts: Facts, grid: Grid) -> Demand:
        most = 10 * len(grid.seats)
        others = [cell for party in grid.parties[1:] for cell in grid.cells(party)]
        row = Row(Linear.sum((-1,)) + Linear.sum(others, -10), low=-self.ease)
        return Demand(((0, most),), (row,), Linear.sum((-1,)))

    @override
    def shortfall(self, split: Split, facts: Facts) -> int:
        first = facts.contesting[0]
        return max(0, 10 * sum(party != first for party in split.values()) - self.ease)

    @override
    def loosened(self, by: int) -> Self:
        return self.model_copy(update={"ease": self.ease + by})


@pytest.fixture(autouse=True)
def toy_in_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(CATALOGUE, "toy", Toy)


def _text(toy: dict[str, Any], seats: dict[str, Any]) -> str:
    form: Form = {
        "parties": [{"id": "A"}, {"id": "B"}],
        "seats": [{"id": "s1"}, {"id": "s2"}],
        "rules": [
            {"id": "toy", "kind": "toy", **toy},
            {"id": "seats", "kind": "at_least", "party": "B", "seats": 1, **seats},
        ],
    }
    return as_json(form)


@pytest.mark.parametrize(("toy", "seats"), [({}, {}), ({"weight": 1}, {}), ({}, {"weight": 20})])
def test_two_units_in_one_priority_need_weights(toy: Form, seats: Form) -> None:
    with pytest.raises(ScenarioError) as error:
        loads(_text(toy, seats))
    assert "priority 1 adds up points and seats" in str(error.value)


@pytest.mark.parametrize(
    ("toy", "seats"),
    [
        ({"weight": 1}, {"weight": 1}),
        ({}, {"priority": 2}),
        ({"must": True}, {}),
        ({}, {"must": True}),
    ],
)
def test_weights_or_separate_priorities_or_a_must_make_two_units_fit(toy: Form, seats: Form) -> None:
    assert len(loads(_text(toy, seats)).rules) == 2


def test_with_weights_the_dearer_unit_wins() -> None:
    cheap = solve(loads(_text({"weight": 1}, {"weight": 9})))
    dear = solve(loads(_text({"weight": 1}, {"weight": 11})))
    assert (cheap.seats, dear.seats) == ({"A": 2, "B": 0}, {"A": 1, "B": 1})


def test_a_conflict_of_two_units_tells_each_in_its_own() -> None:
    (conflict,) = solve(loads(_text({"weight": 1}, {"weight": 9}))).conflicts
    assert conflict.alone == {"toy": 10, "seats": 1}
