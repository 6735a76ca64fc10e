"""Is each mistake in one line of a scenario told once, at its own place?"""

import pytest

from solver import ScenarioError, loads

BASE = """\
parties: [{id: A}, {id: B}, {id: X, contests: false}]
seats: [{id: s1, region: North}, {id: s2, region: South}]
elections: [{id: 2009, date: 2009-05-16}]
"""

# What is added to the base as line 4; column and message. '' where nothing is wrong.
LINES = {
    "a word for a list of rules": ("rules: none", 8, "expected a list, found 'none'"),
    "a null for the rules": ("rules: ~", 0, ""),
    "an empty list of rules": ("rules: []", 0, ""),
    "an empty list of results": ("results: []", 0, ""),
    "a word for results": ("results: none", 10, "expected a list, or {table: FILE}, found 'none'"),
    "a null in a list": ("rules: [~]", 9, "expected a mapping with 'kind', found nothing"),
    "a result that is a word": ("results: [x]", 11, "expected a mapping, found 'x'"),
    "a kind left out": ("rules: [{id: r}]", 9, "'kind' is missing"),
    "a null kind": ("rules: [{id: r, kind: }]", 9, "'kind' is missing"),
    "no id": ("rules: [{kind: at_least, party: A, seats: 1}]", 9, "'id' is missing"),
    "a null where nothing is needed": (
        "rules: [{id: r, kind: at_least, party: A, seats: 1, must: ~, where: null, weight: }]",
        0,
        "",
    ),
    "a key that nobody knows, with no value": (
        "rules: [{id: r, kind: at_least, party: A, seats: 1, wher: }]",
        53,
        "unknown key 'wher'",
    ),
    "a list of nothing": (
        "rules: [{id: r, kind: at_least, party: A, seats: 1, where: {region: []}}]",
        69,
        "expected an id or a list of ids, found an empty list",
    ),
    "a null in a list of ids": (
        "rules: [{id: r, kind: at_least, party: A, seats: 1, where: {region: [North, ~]}}]",
        77,
        "expected an id, found nothing",
    ),
    "a mapping for an id": (
        "rules: [{id: r, kind: at_least, party: {id: A}, seats: 1}]",
        40,
        "expected an id, found a mapping",
    ),
    "an id of too many characters": (
        f"legislators: [{{seat: {'s' * 101}, party: A, count: 1}}]",
        22,
        f"expected an id of at most 100 characters, found '{'s' * 37}...'",
    ),
    "a tab inside an id": (
        'legislators: [{seat: "s\\t1", party: A, count: 1}]',
        22,
        "expected an id (printable, no blanks around it), found 's\t1'",
    ),
    "a weight too great": (
        "rules: [{id: r, kind: at_least, party: A, seats: 1, weight: 1000001}]",
        61,
        "expected a number of 1000000 or less, found '1000001'",
    ),
    "a place of zero": (
        "results: [{election: 2009, seat: s1, party: A, position: 0}]",
        58,
        "expected a number of 1 or more, found '0'",
    ),
    "votes below zero": (
        "results: [{election: 2009, seat: s1, party: A, votes: -1}]",
        55,
        "expected a number of 0 or more, found '-1'",
    ),
    "a number with a fraction": (
        "results: [{election: 2009, seat: s1, party: A, votes: 1.0}]",
        55,
        "expected a whole number, found '1.0'",
    ),
    "an election that is not listed": (
        "results: [{election: 2010, seat: s1, party: A, votes: 1}]",
        22,
        "unknown election '2010'",
    ),
    "an entitlement of two sources": (
        "rules: [{id: r, kind: follows, method: dhondt, entitlement: {won: 2009, votes: 2009}}]",
        61,
        "expected exactly one of legislators, won, votes, weights, mix, shapley, found 'won, votes'",
    ),
    "an entitlement by an unknown word": (
        "rules: [{id: r, kind: follows, method: dhondt, entitlement: legislator}]",
        61,
        "expected 'legislators', 'shapley', or a mapping with won, votes, weights or mix, found 'legislator'",
    ),
    "a weight for an unknown party": (
        "rules: [{id: r, kind: follows, method: dhondt, entitlement: {weights: {A: 1, C: 1}}}]",
        78,
        "unknown party 'C'",
    ),
    "a weight that is text": (
        "rules: [{id: r, kind: follows, method: dhondt, entitlement: {weights: {A: 1, B: x}}}]",
        81,
        "expected a whole number, found 'x'",
    ),
    "an unknown method": (
        "rules: [{id: r, kind: follows, method: hondt, entitlement: {weights: {A: 1}}}]",
        40,
        "expected an apportionment method, found 'hondt'; did you mean 'dhondt'?",
    ),
    "a switch in place of its options": ("switches: {x: out}", 15, "expected options, such as"),
    "a list of switches": ("switches: [x]", 11, "expected a mapping: switch, then option"),
    "an option that is a list": ("switches: {x: {in: [r]}}", 20, "expected a mapping, found a lis"),
    "an equals sign in the name of a switch": (
        'switches: {"b=c": {in: , out: }}',
        12,
        "'=' may not stand in the name of a switch, found 'b=c'",
    ),
    "a comma in the name of a switch": (
        'switches: {"b,c": {in: , out: }}',
        12,
        "',' may not stand in the name of a switch, found 'b,c'",
    ),
    "a comma in the name of an option": (
        'switches: {b: {in: , "out,of=it": }}',
        22,
        "',' may not stand in the name of an option, found 'out,of=it'",
    ),
    "an equals sign in the name of an option": ('switches: {b: {in: , "n=1": }}', 0, ""),
    "an option with nothing in it": ("switches: {x: {in: , out: {}}}", 0, ""),
    "a merge key": ("rules: [{<<: {id: r}}]", 10, "'<<' is not a key"),
    "a quoted key of that name": ('switches: {"<<": {in: }}', 0, ""),
    "a tag": ("title: !!str 5", 8, "tag '!!str' is not allowed"),
    "a tag that runs code": (
        "title: !!python/object/apply:os.system [ls]",
        8,
        "tag '!!python/object/apply:os.system' is not allowed",
    ),
    "an alias of nothing": ("title: *a", 8, "alias '*a' has no anchor"),
    "an alias that leads back": ("title: &a [*a]", 12, "alias '*a' leads back into itself"),
    "a second document": ("---", 1, "a second document ('---'); a scenario is one document"),
    "a key that is a list": ("[a]: 1", 1, "a key must be a word, not a list or a mapping"),
    "an empty key": ("? ~", 3, "unknown key '~'"),
    "a quote left open": ("title: 'x", 8, "not YAML: found unexpected end of stream"),
    "a tab that indents": ("rules:\n\t- x", 1, "not YAML: found character that cannot start"),
    "text that no terminal should see": (
        'title: "\\e[31m"',
        8,
        "expected text without control characters, found '\x1b[31m'",
    ),
}


@pytest.mark.parametrize(("line", "column", "message"), LINES.values(), ids=LINES)
def test_a_mistake_in_one_line_is_told_once_at_its_place(line: str, column: int, message: str) -> None:
    if not message:
        loads(BASE + line)
        return
    with pytest.raises(ScenarioError) as caught:
        loads(BASE + line, name="pact.yaml")
    (fault,) = caught.value.faults
    assert fault.message.startswith(message)
    assert (fault.place.line, fault.place.column) == (4 + line.count("\n"), column)


WORDS = ("NO", "yes", "on", "off", "0777", "0o7", "0x1F", "1_000", "12:30:45", "1e3", ".inf", "1.5")


@pytest.mark.parametrize("word", WORDS)
def test_a_word_that_older_yaml_takes_for_something_else_is_text(word: str) -> None:
    scenario = loads(f"title: {word}\nparties: [{{id: {word}, name: {word}}}]\nseats: [{{id: s}}]")
    (party,) = scenario.facts.parties
    assert (scenario.title, party.id, party.name) == (word, word, word)


@pytest.mark.parametrize("word", [*WORDS, "'1'", '"1"', "[1]", "{a: 1}", "true", "९", "1 000", "1,"])
def test_only_digits_are_a_number(word: str) -> None:
    rule = f"rules:\n  - id: r\n    kind: at_least\n    party: A\n    seats: {word}"
    with pytest.raises(ScenarioError) as caught:
        loads(BASE + rule)
    (fault,) = caught.value.faults
    assert fault.message.startswith("expected a whole number")
    assert (fault.place.line, fault.place.column) == (8, 12)


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("+7", 7), ("0", 0), ("-0", 0)])
def test_a_number_may_carry_a_sign(text: str, number: int) -> None:
    scenario = loads(
        f"{BASE}goals: [{{kind: strength, legislators: 1, elections: {{2009: {text}}}}}]"
        "\nlegislators: [{seat: s1, party: A, count: 1}]"
    )
    assert scenario.goals[0].model_dump()["elections"] == {"2009": number}


@pytest.mark.parametrize("word", ["yes", "no", "on", "1", "'true'", "[true]"])
def test_only_true_and_false_are_flags(word: str) -> None:
    with pytest.raises(ScenarioError, match="expected true or false"):
        loads(f"parties: [{{id: A, contests: {word}}}]\nseats: [{{id: s}}]")


def test_a_reservation_of_false_means_general_and_null_means_not_given() -> None:
    seats = "parties: [{id: A}]\nseats: [{id: s, reserved: SC}, {id: t, reserved: false}, {id: u}]\n"
    rule = "rules: [{id: r, kind: keeps, party: A, where: {reserved: %s}}]"
    taken = []
    for word in ("false", "true", "SC", "~"):
        scenario = loads(seats + rule % word)
        claim = scenario.rules[0].claimed(scenario.facts)
        assert claim is not None
        taken.append(claim[1])
    assert taken == [("t", "u"), ("s",), ("s",), ("s", "t", "u")]


def test_names_that_follow_from_a_broken_section_are_not_called_unknown() -> None:
    text = """\
parties: {table: no.csv}
seats: 5
elections: [{id: [2009]}]
results: [{election: 2009, seat: s1, party: A, votes: 1}]
rules:
  - {id: r, kind: keeps, party: A, where: {won: 2009, region: North, reserved: SC, seats: s1}}
  - no rule
switches: {x: {in: {rules: [q], parties_out: [A]}}}
"""
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert [fault.place.line for fault in caught.value.faults] == [1, 2, 3, 7]


def test_a_record_with_a_wrong_field_is_still_known_and_still_checked() -> None:
    text = BASE.replace("{id: A}", "{id: A, colour: red}").replace("North}", "North, tile: x}")
    rules = """\
rules:
  - {id: r, kind: keeps, party: A, weight: x, where: {region: North, seats: s9}}
  - {id: r, kind: at_least}
results: [{election: 2008, seat: s1, party: A, votes: -1}]
"""
    with pytest.raises(ScenarioError) as caught:
        loads(text + rules)
    assert [fault.message for fault in caught.value.faults] == [
        "expected a colour such as '#1b9e77', found 'red'",
        "expected a whole number, found 'x'",
        "expected a whole number, found 'x'",
        "unknown seat 's9'",
        "'party' is missing",
        "'seats' is missing",
        "rule id 'r' is used twice",
        "unknown election '2008'",
        "expected a number of 0 or more, found '-1'",
    ]


def test_an_unknown_party_is_not_also_blamed_for_winning_no_seat() -> None:
    rule = "rules: [{id: r, kind: keeps, party: C, where: {won: 2009}}]"
    result = "\nresults: [{election: 2009, seat: s1, party: A, votes: 5}]"
    with pytest.raises(ScenarioError) as caught:
        loads(BASE + rule + result)
    assert [fault.message for fault in caught.value.faults] == ["unknown party 'C'"]


def test_missing_elections_are_told_once_and_not_for_each_result() -> None:
    text = """\
parties: [{id: A}]
seats: [{id: s1}]
results: [{election: 2009, seat: s1, party: A, votes: 1}]
rules: [{id: r, kind: keeps, party: A, where: {won: 2009}}]
"""
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert [fault.message for fault in caught.value.faults] == ["'elections' is missing"]


def test_a_row_that_could_not_be_read_makes_no_tie_among_the_others() -> None:
    text = (
        BASE
        + """\
results:
  - {election: 2009, seat: s1, party: A, votes: 5}
  - {election: 2009, seat: s1, party: B, votes: 5}
  - {election: 2009, seat: s1, party: X, votes: 9o}
"""
    )
    with pytest.raises(ScenarioError) as caught:
        loads(text)
    assert [fault.message for fault in caught.value.faults] == ["expected a whole number, found '9o'"]


def test_a_row_that_names_a_wrong_seat_makes_no_tie_among_those_it_left() -> None:
    rows = """\
results:
  - {election: 2009, seat: s1, party: A, votes: 5}
  - {election: 2009, seat: s1, party: B, votes: 5}
  - {election: 2009, seat: s9, party: X, votes: 9}
"""
    with pytest.raises(ScenarioError) as caught:
        loads(BASE + rows)
    assert [fault.message for fault in caught.value.faults] == ["unknown seat 's9'"]


def test_a_region_or_reservation_that_could_not_be_read_may_well_be_the_one_that_is_named() -> None:
    seats = "parties: [{id: A}]\nseats: [{id: s, %s}, {id: t}]\n"
    rule = "rules: [{id: r, kind: keeps, party: A, where: {region: North, reserved: SC}}]"
    for field in ("region: [North], reserved: SC", "region: North, reserved: {SC: }"):
        with pytest.raises(ScenarioError) as caught:
            loads(seats % field + rule)
        assert [fault.message[:14] for fault in caught.value.faults] == ["expected an id"]


def test_legislators_whose_date_could_not_be_read_are_not_the_same_ones() -> None:
    rows = "{seat: s1, party: A, count: 1, date: 2022}, {seat: s1, party: A, count: 1, date: 2023}"
    with pytest.raises(ScenarioError) as caught:
        loads(f"{BASE}legislators: [{rows}]")
    assert [fault.message[:14] for fault in caught.value.faults] == ["expected a day"] * 2


def test_a_fact_of_the_very_day_of_as_of_may_stand() -> None:
    assert loads(f"{BASE}as_of: 2009-05-16").facts.elections
    with pytest.raises(ScenarioError, match="2009-05-16 is later than as_of 2009-05-15"):
        loads(f"{BASE}as_of: 2009-05-15")


def test_an_error_reads_the_same_every_time_and_stands_in_the_order_of_the_file() -> None:
    text = BASE + "rules: [{id: r, kind: at_least, party: C, seats: x}]\nzzz: 1\nresults: 5\n"
    says = set()
    for _ in range(3):
        with pytest.raises(ScenarioError) as caught:
            loads(text)
        says.add(str(caught.value))
        places = [(fault.place.line, fault.place.column) for fault in caught.value.faults]
        assert places == sorted(places)
    assert len(says) == 1
