"""Which rules does a what-if have once those that are one demand a seat are opened?"""

from __future__ import annotations

from hypothesis import given

from solver.scenario import Scenario
from tests.oracle import Oracle
from tests.strategies import Form, scenario_of, scenarios


def what_if_of(*claims: tuple[str, list[str]], seats: tuple[str, ...] = ("s1", "s2")) -> Form:
    rules = [{"id": name, "kind": "keeps", "party": "A", "where": {"seats": pool}} for name, pool in claims]
    return {"parties": [{"id": "A"}, {"id": "B"}], "seats": [{"id": seat} for seat in seats], "rules": rules}


def opened(form: Form, *whole: str) -> list[str]:
    return [rule.id for rule in scenario_of(form).what_if().opened(whole).rules]


def test_the_parts_stand_in_the_place_of_the_rule() -> None:
    assert opened(what_if_of(("a", ["s1"]), ("b", ["s1", "s2"]), ("c", ["s2"]))) == ["a", "b@s1", "b@s2", "c"]


def test_a_rule_that_is_to_stay_whole_does() -> None:
    assert opened(what_if_of(("a", ["s1", "s2"]), ("b", ["s1", "s2"])), "a") == ["a", "b@s1", "b@s2"]


def test_a_rule_whose_part_would_take_the_name_of_another_stays_whole() -> None:
    assert opened(what_if_of(("a", ["s1", "s2"]), ("a@s2", ["s1"]))) == ["a", "a@s2"]


def test_two_rules_whose_parts_would_share_a_name_do_not_both_open() -> None:
    form = what_if_of(("a", ["b@c", "s1"]), ("a@b", ["c", "s1"]), seats=("b@c", "c", "s1"))
    names = opened(form)
    assert len(set(names)) == len(names)


@given(scenarios())
def test_every_split_keeps_the_opened_rules_if_and_only_if_it_keeps_the_rules(scenario: Scenario) -> None:
    what_if = scenario.what_if()
    for one, other in zip(Oracle(what_if).every, Oracle(what_if.opened()).every, strict=True):
        assert any(one.shortfalls) == any(other.shortfalls)
