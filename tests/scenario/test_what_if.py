"""What do switches, `--set rule.field=value` and `--drop` make of a scenario?"""

import pytest

from solver import Scenario, SettingError, loads
from solver.rules import CATALOGUE, AtLeast

TEXT = """\
parties: [{id: A}, {id: B}, {id: C}, {id: X, contests: false}]
seats: [{id: s1, region: North}, {id: s2, region: South, reserved: SC}]
elections: [{id: 2009}, {id: 2014}]
results:
  - {election: 2009, seat: s1, party: A, votes: 5}
  - {election: 2014, seat: s2, party: A, votes: 5}
rules:
  - {id: a-min, kind: at_least, party: A, seats: 1}
  - {id: b-min, kind: at_least, party: B, seats: 1, where: {region: North}, expects: 3}
  - {id: b.claim, kind: keeps, party: A, where: {won: 2009}}
  - {id: b.claim.new, kind: keeps, party: A, where: {won: 2014}}
  - {id: fair, kind: follows, entitlement: {weights: {A: 1, B: 2}}, method: dhondt, must: true}
switches:
  beta: {in: {rules: [b-min, fair]}, out: {parties_out: [B]}, open: }
  gamma: {no: {parties_out: [C]}, yes: {rules: [fair]}}
"""


@pytest.fixture
def scenario() -> Scenario:
    return loads(TEXT)


def rule_ids(scenario: Scenario, **settings: str) -> list[str]:
    """The rules that apply."""
    return [rule.id for rule in scenario.what_if(settings).rules]


def test_the_first_option_of_each_switch_is_the_default(scenario: Scenario) -> None:
    what_if = scenario.what_if()
    assert what_if.switches == {"beta": "in", "gamma": "no"}
    assert what_if.facts.contesting == ("A", "B")


def test_a_rule_named_in_no_option_always_applies(scenario: Scenario) -> None:
    assert rule_ids(scenario, beta="open") == ["a-min", "b.claim", "b.claim.new"]


def test_a_rule_named_by_two_switches_applies_when_either_says_so(scenario: Scenario) -> None:
    assert "fair" in rule_ids(scenario, beta="in", gamma="no")
    assert "fair" in rule_ids(scenario, beta="out", gamma="yes")
    assert "fair" in rule_ids(scenario, beta="in", gamma="yes")
    assert "fair" not in rule_ids(scenario, beta="out", gamma="no")


def test_parties_that_are_out_keep_their_results(scenario: Scenario) -> None:
    what_if = scenario.what_if({"beta": "out"})
    assert what_if.facts.contesting == ("A",)
    assert what_if.facts.results == scenario.facts.results
    assert [rule.id for rule in what_if.musts] == []


def test_a_rule_is_dropped_by_its_id(scenario: Scenario) -> None:
    assert [rule.id for rule in scenario.what_if(drop=["b.claim", "b-min"]).rules] == [
        "a-min",
        "b.claim.new",
        "fair",
    ]


def changed(scenario: Scenario, setting: str) -> dict[str, object]:
    """The file form of a rule with one field set anew; the other rules stay."""
    name, value = setting.split("=", 1)
    after = {rule.id: rule for rule in scenario.what_if({name: value, "gamma": "yes"}).rules}
    before = {rule.id: rule for rule in scenario.what_if({"gamma": "yes"}).rules}
    (different,) = [rule for rule in after if after[rule] != before[rule]]
    return after[different].model_dump(mode="json", exclude_unset=True)


@pytest.mark.parametrize(
    ("setting", "rule", "field", "value"),
    [
        ("a-min.seats=2", "a-min", "seats", 2),
        ("a-min.must=true", "a-min", "must", True),
        ("a-min.party=B", "a-min", "party", "B"),
        ("a-min.where.region=North", "a-min", "where", {"region": ["North"]}),
        ("a-min.where={won: 2009, region: North}", "a-min", "where", None),
        ("a-min.where.reserved=false", "a-min", "where", {"reserved": False}),
        ("b-min.where.region=[North, South]", "b-min", "where", {"region": ["North", "South"]}),
        ("b-min.where=", "b-min", "where", None),
        ("b-min.where=null", "b-min", "where", None),
        ("b-min.expects=~", "b-min", "expects", None),
        ("b.claim.all_but=1", "b.claim", "all_but", 1),
        ("b.claim.new.all_but=1", "b.claim.new", "all_but", 1),
        ("b.claim.new.where.won=2009", "b.claim.new", "where", {"won": ["2009"]}),
        ("fair.entitlement={won: 2014}", "fair", "entitlement", {"won": ["2014"]}),
        ("fair.entitlement.weights.A=5", "fair", "entitlement", {"weights": {"A": 5, "B": 2}}),
    ],
)
def test_a_field_of_a_rule_is_set_anew(setting: str, rule: str, field: str, value: object, scenario: Scenario) -> None:
    form = changed(scenario, setting)
    assert form["id"] == rule
    if value is not None:
        assert form[field] == value


def test_nothing_takes_a_field_away(scenario: Scenario) -> None:
    for nothing in ("", " ", "~", "null"):
        assert "where" not in changed(scenario, f"b-min.where={nothing}")


def test_two_fields_of_a_rule_are_both_set(scenario: Scenario) -> None:
    (rule,) = [rule for rule in scenario.what_if({"a-min.seats": "0", "a-min.weight": "7"}).rules if rule.id == "a-min"]
    assert isinstance(rule, AtLeast)
    assert (rule.seats, rule.weight) == (0, 7)


REFUSED = {
    "beta=inn": "switch 'beta' has no option 'inn'; did you mean 'in'?",
    "betta=in": "no switch or rule 'betta'; did you mean 'beta'?",
    "a-mim.seats=1": "no switch or rule 'a-mim.seats'; did you mean 'a-min'",
    "b.clam.new.all_but=1": "no switch or rule 'b.clam.new.all_but'; did you mean 'b.claim.new'",
    "a-min=2": "'a-min' is a rule: set one of its fields, as in a-min.weight=2, or drop it",
    "a-min.id=z": "a-min.id=z: rule 'a-min' has no such field to set",
    "a-min.kind=keeps": "a-min.kind=keeps: rule 'a-min' has no such field to set",
    "a-min.seats.x=1": "a-min.seats.x=1: rule 'a-min' has no such field to set",
    "a-min.seat=1": "a-min.seat=1: unknown key 'seat'; did you mean 'seats'?",
    "a-min.=1": "a-min.=1: unknown key ''",
    "a-min.wher.won=2009": "unknown key 'wher'; did you mean 'where'?",
    "a-min.where.one=2009": "unknown key 'one'; did you mean 'won'?",
    "a-min.seats=many": "a-min.seats=many: expected a whole number, found 'many'",
    "a-min.seats='2'": "expected a whole number, found '2' in quotes; take the quotes away",
    "a-min.seats=": "a-min.seats=: 'seats' is missing",
    "a-min.seats=-1": "expected a number of 0 or more, found '-1'",
    "a-min.seats=[1": "a-min.seats=[1: not YAML: did not find expected",
    "a-min.seats={a: &b [*b]}": "alias '*b' leads back into itself",
    "a-min.party=D": "a-min.party=D: unknown party 'D'; known: A, B, C, X",
    "a-min.party=X": "X does not contest, so no split can give it a seat",
    "a-min.where.won=2010": "unknown election '2010'; did you mean",
    "b.claim.where.region=South": "matches no seat (seats A won in 2009, in South)",
    "fair.method=quote": "expected an apportionment method, found 'quote'",
    "fair.entitlement.won=2009": "expected exactly one of legislators, won, votes, weights",
}


@pytest.mark.parametrize(("setting", "says"), REFUSED.items(), ids=REFUSED)
def test_a_setting_that_does_not_fit_says_why(setting: str, says: str, scenario: Scenario) -> None:
    name, value = setting.split("=", 1)
    with pytest.raises(SettingError) as caught:
        scenario.what_if({name: value})
    assert says in str(caught.value)


def test_a_rule_that_is_not_there_cannot_be_dropped(scenario: Scenario) -> None:
    with pytest.raises(SettingError, match="no rule 'b-mim' to drop; did you mean 'b-min'"):
        scenario.what_if(drop=["a-min", "b-mim"])


def test_a_pact_without_parties_is_refused(scenario: Scenario) -> None:
    alone = loads(TEXT.replace("{parties_out: [B]}", "{parties_out: [A, B]}"))
    with pytest.raises(SettingError, match="every party is out of the pact"):
        alone.what_if({"beta": "out"})
    assert alone.what_if({"beta": "out", "gamma": "yes"}).facts.contesting == ("C",)


def test_two_units_in_one_priority_need_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CATALOGUE["follows"], "unit", "points")
    told = "priority 1 adds up points and seats, so each of its rules needs a weight"
    with pytest.raises(ValueError, match=told):
        loads(TEXT.replace(", must: true", ""))
    scenario = loads(TEXT)  # a must has no cost
    with pytest.raises(SettingError, match=told):
        scenario.what_if({"fair.must": "false"})


def test_the_digest_follows_the_meaning_and_not_the_layout(scenario: Scenario) -> None:
    same = loads("# a comment\n" + TEXT.replace("{id: A}", '{"id": "A"}'))
    assert scenario.what_if().digest == same.what_if({"beta": "in"}).digest
    others = [{"beta": "out"}, {"gamma": "yes"}, {"a-min.seats": "2"}, {"a-min.must": "true"}]
    digests = {scenario.what_if(settings).digest for settings in ({}, *others)}
    assert len(digests) == 5


@pytest.mark.parametrize(
    "settings",
    [
        {"b.claim.party": "B", "b.claim.where": "{seats: [s2]}"},
        {"a-min.where.region": "North", "a-min.where": "{seats: s1}"},
        {"fair.entitlement.weights.C": "4", "fair.entitlement": "{weights: {A: 3}}"},
    ],
)
def test_the_order_of_settings_means_nothing(settings: dict[str, str], scenario: Scenario) -> None:
    there = scenario.what_if(settings)
    back = scenario.what_if(dict(reversed(settings.items())))
    assert there.rules == back.rules != scenario.what_if().rules


def test_of_several_settings_the_ones_that_do_not_fit_are_named(scenario: Scenario) -> None:
    with pytest.raises(SettingError) as caught:
        scenario.what_if({"a-min.weight": "2", "a-min.seats": "x", "a-min.must": "true"})
    assert str(caught.value) == "a-min.seats=x: expected a whole number, found 'x'"


def test_a_rule_is_checked_as_at_load_whatever_parties_a_switch_takes_out() -> None:
    scenario = loads(TEXT.replace("{A: 1, B: 2}", "{B: 2}"))
    what_if = scenario.what_if({"beta": "out", "gamma": "yes", "fair.weight": "3"})
    assert [rule.weight for rule in what_if.rules if rule.id == "fair"] == [3]


PLAIN = [
    ("a-min.seats", 2, "2"),
    ("a-min.must", True, "true"),
    ("a-min.where", {"region": ["North", "South"], "seats": None}, "{region: [North, South]}"),
    ("a-min.where.seats", ("s1", "s2"), "[s1, s2]"),
    ("a-min.where.won", 2009, "2009"),
    ("b-min.where", None, "null"),
    ("fair.entitlement", {"weights": {"A": 5}}, "{weights: {A: 5}}"),
    ("a-min.note", 1.5, "1.5"),
]


@pytest.mark.parametrize(("name", "plain", "text"), PLAIN)
def test_a_plain_value_says_the_same_as_its_text(name: str, plain: object, text: str, scenario: Scenario) -> None:
    assert scenario.what_if({name: plain}).rules == scenario.what_if({name: text}).rules


LOOP: list[object] = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"a-min.seats": object()}, "a-min.seats=...: expected text, a number, true, false, a list or a mapping"),
        ({"a-min.where": {"seats": {"s1"}}}, "a-min.where={...}: expected text, a number, true, false, a list"),
        ({"a-min.where": {None: 1}}, "a-min.where={...}: expected a word as key, found nothing"),
        ({"a-min.where": LOOP}, "a-min.where=[...]: nested deeper than 50 levels"),
        ({"a-min.seats": True}, "a-min.seats=true: expected a whole number, found True"),
        ({"a-min.seats": 1.0}, "a-min.seats=1.0: expected a whole number, found 1.0"),
        ({"a-min.seats": 10**5000}, "expected a whole number of at most 15 digits, found a very large number"),
        ({"a-min.seats": float("inf")}, "a-min.seats=inf: expected a whole number"),
        ({"a-min.must": 1}, "a-min.must=1: expected true or false, found 1"),
        ({"beta": 10**5000}, "switch 'beta' has no option a very large number"),
        ({"beta": ["in"]}, "switch 'beta' has no option"),
        ({5: "in"}, "expected the name of a switch or 'rule.field', found 5"),
    ],
)
def test_a_value_that_no_file_could_hold_is_refused(settings: dict[str, object], says: str, scenario: Scenario) -> None:
    with pytest.raises(SettingError) as caught:
        scenario.what_if(settings)
    assert says in str(caught.value)


def test_text_alone_drops_one_rule_and_not_its_letters(scenario: Scenario) -> None:
    assert scenario.what_if(drop="a-min").rules == scenario.what_if(drop=["a-min"]).rules != scenario.what_if().rules
    with pytest.raises(SettingError, match="no rule 'a-mim' to drop; did you mean 'a-min'"):
        scenario.what_if(drop="a-mim")
