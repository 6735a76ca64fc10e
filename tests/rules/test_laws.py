"""The laws that every rule of the catalogue obeys, whatever the facts and the split."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from solver.engine import Ask, Deadline, Found, Impossible, System
from solver.engine.cpsat import CpSat
from solver.facts import Facts
from solver.rows import Demand, Grid, Linear, Row
from solver.rules import CATALOGUE, Rule
from solver.scenario import loads
from solver.split import Split
from tests.strategies import (
    Form,
    as_json,
    as_yaml,
    fact_forms,
    facts_of,
    form_of,
    rule_forms,
    rule_of,
    scenario_of,
    splits_of,
)

every_rule = pytest.mark.parametrize("kind", CATALOGUE)

NEVER = Deadline(None)

MAX_ENUMERATED = 20_000
"""Most assignments of helpers that are enumerated for one split."""


class Drawn:
    """A rule, the facts with perhaps a party out, and a split among those that are left."""

    def __init__(self, data: st.DataObject, kind: str) -> None:
        form = data.draw(fact_forms(), label="facts")
        known = facts_of(form)
        rule = data.draw(rule_forms(known, kind=kind), label="rule")
        self.form = {**form, "rules": [rule]}
        self.rule: Rule = rule_of(rule)
        may_leave = st.sampled_from((None, *known.contesting[1:]))
        leaving = data.draw(may_leave, label="party out")
        self.facts: Facts = known if leaving is None else known.without([leaving])
        self.split: Split = data.draw(splits_of(self.facts), label="split")
        self.grid = Grid(self.facts.seat_ids, self.facts.contesting)
        self.demand: Demand = self.rule.demand(self.facts, self.grid)

    @property
    def shortfall(self) -> int:
        return self.rule.shortfall(self.split, self.facts)

    def cells(self) -> list[int]:
        return [int(self.split[seat] == party) for seat, party in product(self.grid.seats, self.grid.parties)]

    def pinned(self) -> tuple[Row, ...]:
        return tuple(Row(Linear.sum([cell]), low=chosen, high=chosen) for cell, chosen in enumerate(self.cells()))


def least_by_enumeration(drawn: Drawn) -> int | None:
    """The least shortfall over all values of the helpers, from the meaning of rows alone."""
    demand, cells = drawn.demand, drawn.cells()
    shortfalls = []
    for helpers in product(*(range(low, high + 1) for low, high in demand.helpers)):
        values = [*cells, *reversed(helpers)]  # so that -1 is the first helper
        if all(_holds(row, values) for row in demand.rows):
            shortfalls.append(demand.shortfall.value(values))
    return min(shortfalls, default=None)


def _holds(row: Row, values: list[int]) -> bool:
    if row.only_if is not None and not values[row.only_if]:
        return True
    total = row.terms.value(values)
    return (row.low is None or row.low <= total) and (row.high is None or total <= row.high)


def least_by_highs(drawn: Drawn) -> int | None:
    """The least shortfall by HiGHS, which shares no code with CP-SAT."""
    demand, cells = drawn.demand, drawn.cells()
    if not demand.helpers:
        return least_by_enumeration(drawn)
    assert not any(row.only_if is not None for row in demand.rows), "write this row as a big-M row"
    matrix, lows, highs = [], [], []
    for row in demand.rows:
        coefficients, constant = _on_helpers(row.terms, cells, len(demand.helpers))
        matrix.append(coefficients)
        lows.append(-np.inf if row.low is None else row.low - constant)
        highs.append(np.inf if row.high is None else row.high - constant)
    objective, constant = _on_helpers(demand.shortfall, cells, len(demand.helpers))
    low, high = zip(*demand.helpers, strict=True)
    result = milp(
        objective,
        integrality=np.ones(len(low)),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(np.array(matrix), lows, highs) if matrix else None,
    )
    assert result.status in (0, 2), result.message
    return None if result.status == 2 else round(result.fun) + constant


def _on_helpers(terms: Linear, cells: list[int], helpers: int) -> tuple[list[float], int]:
    coefficients, constant = [0.0] * helpers, terms.constant
    for variable, coefficient in zip(terms.variables, terms.coefficients, strict=True):
        if variable >= 0:
            constant += coefficient * cells[variable]
        else:
            coefficients[-1 - variable] += coefficient
    return coefficients, constant


@every_rule
@given(data=st.data())
def test_with_the_split_fixed_the_rows_hold_without_slack_exactly_when_the_rule_is_kept(
    kind: str, data: st.DataObject
) -> None:
    drawn = Drawn(data, kind)
    system = System(len(drawn.grid.seats), len(drawn.grid.parties), (drawn.demand,))
    outcome = CpSat(system).ask(Ask((*drawn.pinned(), *system.kept([0]))), NEVER)
    assert isinstance(outcome, Found if drawn.shortfall == 0 else Impossible)


@every_rule
@given(data=st.data())
def test_the_least_slack_of_the_rows_is_the_shortfall_says_cp_sat(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    system = System(len(drawn.grid.seats), len(drawn.grid.parties), (drawn.demand,))
    outcome = CpSat(system).ask(Ask(drawn.pinned(), minimise=system.shortfalls[0]), NEVER)
    assert isinstance(outcome, Found)
    assert outcome.objective == drawn.shortfall


@every_rule
@given(data=st.data())
def test_the_least_slack_of_the_rows_is_the_shortfall_says_highs(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    assert least_by_highs(drawn) == drawn.shortfall


@every_rule
@given(data=st.data())
def test_the_least_slack_of_the_rows_is_the_shortfall_says_enumeration(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    assignments = 1
    for low, high in drawn.demand.helpers:
        assignments *= high - low + 1
    assume(assignments <= MAX_ENUMERATED)
    assert least_by_enumeration(drawn) == drawn.shortfall


@every_rule
@given(data=st.data())
def test_the_rule_loosened_by_its_shortfall_is_kept(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    loosened = drawn.rule.loosened(drawn.shortfall)
    assert loosened.shortfall(drawn.split, drawn.facts) == 0


@every_rule
@given(data=st.data())
def test_the_rule_loosened_by_less_falls_short_by_what_is_missing(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    for less in range(drawn.shortfall):
        loosened = drawn.rule.loosened(less)
        assert loosened.shortfall(drawn.split, drawn.facts) == drawn.shortfall - less


@every_rule
@given(data=st.data())
def test_loosening_changes_nothing_else_and_leaves_a_valid_rule(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    loosened = drawn.rule.loosened(drawn.shortfall)
    assert type(loosened).model_validate(loosened.model_dump(mode="json")) == loosened
    assert loosened.id == drawn.rule.id
    assert loosened.model_fields_set - drawn.rule.model_fields_set <= {"all_but", "within"}


@every_rule
@given(data=st.data())
def test_the_file_form_of_a_rule_leads_back_to_it(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    scenario = scenario_of(drawn.form)
    for text in (as_json(form_of(scenario)), as_yaml(form_of(scenario))):
        (again,) = loads(text).rules
        assert again == drawn.rule
        assert again.model_fields_set == drawn.rule.model_fields_set
        assert again.shortfall(drawn.split, drawn.facts) == drawn.shortfall


@every_rule
@given(data=st.data())
def test_a_rule_says_what_it_asks_in_one_line(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    sentence = drawn.rule.sentence(drawn.facts)
    assert sentence
    assert sentence.isprintable()
    assert not sentence.endswith(".")


@every_rule
@given(data=st.data())
def test_helpers_have_a_range_and_no_row_names_a_variable_that_is_not_there(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    cells, helpers = len(drawn.cells()), len(drawn.demand.helpers)
    assert all(low <= high for low, high in drawn.demand.helpers)
    for row in drawn.demand.rows:
        assert all(-helpers <= variable < cells for variable in row.terms.variables)


@every_rule
@given(data=st.data())
def test_a_rule_that_opens_is_kept_exactly_where_all_its_parts_are(kind: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    parts = drawn.rule.opened(drawn.facts)
    if parts is None:
        return
    short = [part.shortfall(drawn.split, drawn.facts) for part in parts]
    assert len(parts) > 1
    assert set(short) <= {0, 1}
    assert sum(short) == drawn.shortfall
    assert all(part.must == drawn.rule.must and part.kind == kind for part in parts)
    assert len({part.id for part in parts}) == len(parts)


def test_claims_and_bans_open_seat_by_seat_and_other_rules_do_not() -> None:
    form: Form = {"parties": [{"id": "A"}, {"id": "B"}], "seats": [{"id": "s1"}, {"id": "s2"}]}
    both = {"seats": ["s1", "s2"]}
    opens: Form = {
        "claim": {"kind": "keeps", "party": "A", "where": both},
        "ban": {"kind": "at_most", "party": "A", "seats": 0},
    }
    stay: Form = {
        "all-but-one": {"kind": "keeps", "party": "A", "where": both, "all_but": 1},
        "one-seat": {"kind": "keeps", "party": "A", "where": {"seats": ["s1"]}},
        "most": {"kind": "at_most", "party": "A", "seats": 1},
        "least": {"kind": "at_least", "party": "A", "seats": 1},
        "weights": {"kind": "follows", "entitlement": {"weights": {"A": 1}}, "method": "dhondt"},
    }
    rules = [{"id": name, **fields} for name, fields in (opens | stay).items()]
    opened = scenario_of({**form, "rules": rules}).what_if().opened()
    expected = [f"{name}@{seat}" for name in opens for seat in ("s1", "s2")] + [*stay]
    assert [rule.id for rule in opened.rules] == expected


@pytest.mark.parametrize(
    ("kind", "field"), [(kind, field) for kind, rule in CATALOGUE.items() for field in rule.graded]
)
@given(data=st.data())
def test_each_step_of_a_graded_field_is_one_unit(kind: str, field: str, data: st.DataObject) -> None:
    drawn = Drawn(data, kind)
    value = data.draw(st.integers(0, 8), label="value")
    rule = drawn.rule.model_copy(update={field: value})
    gap = drawn.rule.gap(field, drawn.split, drawn.facts)
    assert rule.shortfall(drawn.split, drawn.facts) == max(0, gap + rule.graded[field] * value)
