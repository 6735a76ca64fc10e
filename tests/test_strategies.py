"""Do the strategies make what they promise: valid files, and all kinds of them?"""

from collections import Counter

from hypothesis import given, settings

from solver.goals import CATALOGUE as GOALS
from solver.rules import CATALOGUE as RULES
from solver.scenario import loads
from tests.strategies import (
    GOAL_FORMS,
    MEDIUM,
    RULE_FORMS,
    Form,
    as_json,
    as_yaml,
    form_of,
    scenario_forms,
    scenario_of,
)


def test_every_rule_of_the_catalogue_has_a_strategy() -> None:
    assert set(RULE_FORMS) == set(RULES)


def test_every_goal_of_the_catalogue_has_a_strategy() -> None:
    assert set(GOAL_FORMS) == set(GOALS)


@given(scenario_forms())
def test_a_scenario_read_from_json_equals_the_one_made_of_objects(form: Form) -> None:
    read, made = loads(as_json(form)), scenario_of(form)
    assert read == made
    assert form_of(read) == form_of(made)
    assert read.what_if().digest == made.what_if().digest


@given(scenario_forms())
def test_a_scenario_read_from_yaml_equals_the_one_made_of_objects(form: Form) -> None:
    read, made = loads(as_yaml(form)), scenario_of(form)
    assert read == made
    assert form_of(read) == form_of(made)


@given(scenario_forms())
def test_the_file_form_of_a_scenario_leads_back_to_it(form: Form) -> None:
    made = scenario_of(form)
    again = loads(as_yaml(form_of(made)))
    assert again == made
    assert again.what_if().digest == made.what_if().digest


@settings(max_examples=15)
@given(scenario_forms(MEDIUM))
def test_medium_scenarios_are_valid_files_too(form: Form) -> None:
    assert loads(as_json(form)) == scenario_of(form)


def _features(form: Form) -> list[str]:
    rules = form["rules"]
    found = [rule["kind"] for rule in rules] + [goal["kind"] for goal in form["goals"]]
    found += [key for rule in rules for key in rule.get("where", ())]
    found += [key for rule in rules for key in ("over", "within", "must", "weight", "priority") if rule.get(key)]
    found += [
        rule["entitlement"] if isinstance(rule["entitlement"], str) else f"by {next(iter(rule['entitlement']))}"
        for rule in rules
        if "entitlement" in rule
    ]
    found += ["rivals" for party in form["parties"] if not party.get("contests", True)]
    found += ["winner only" for row in form["results"] if "votes" not in row]
    found += [
        "party out" for options in form["switches"].values() for option in options.values() if option.get("parties_out")
    ]
    return found


FEATURES = (
    *RULE_FORMS,
    *GOAL_FORMS,
    *("won", "runner_up", "by", "region", "reserved", "seats", "over", "within"),
    *("must", "weight", "priority", "rivals", "winner only", "party out"),
    *("legislators", "by won", "by votes", "by weights", "by mix"),
)


def test_every_feature_comes_up_in_scenarios() -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=400, database=None)
    @given(scenario_forms())
    def look(form: Form) -> None:
        seen.update(set(_features(form)))

    look()
    assert [feature for feature in FEATURES if seen[feature] < 2] == []
