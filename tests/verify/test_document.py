"""Does a stored answer of any form get a clear word, with the place where it is wrong?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.questions.solve import solve
from solver.scenario import loads
from solver.verify import AnswerError, verify
from solver.verify.document import MAX_DIGITS, parse
from solver.verify.told import read

SCENARIO = loads(
    """
parties: [{id: A}, {id: B}]
seats: [{id: s1}]
rules: [{id: a, kind: at_least, party: A, seats: 1}, {id: b, kind: at_least, party: B, seats: 1}]
"""
)
ANSWER = json.dumps(solve(SCENARIO, time_limit=None, proofs=True).to_dict())


def wrong(text: str) -> str:
    with pytest.raises(AnswerError) as caught:
        verify(text, SCENARIO, 0)
    return str(caught.value)


def with_(*way: Any) -> str:
    """The answer with the value at the end of a way."""
    data = json.loads(ANSWER)
    place = data
    for key in way[:-2]:
        place = place[key]
    place[way[-2]] = way[-1]
    return json.dumps(data)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "$: not JSON: Expecting value in line 1, column 1"),
        ("[" * 100_000, "$: not an answer: it is nested too deeply"),
        ("[]", "$: expected an object, found a list"),
        ("{}", "$: the key 'schema' is missing"),
        ('{"schema": "seatpact/result@9"}', "$.schema: unknown schema 'seatpact/result@9'"),
        ('{"a": NaN}', "$: NaN is not a number that JSON knows"),
        ('{"a": {"b": 1, "b": 2}}', "$.a: the key 'b' stands twice"),
        ('{"a": ' + "9" * (MAX_DIGITS + 1) + "}", f"$: a number of {MAX_DIGITS + 1} digits"),
        ('{"a": ["\\u001b[2J"]}', "$.a[0]: character U+001B may not stand in an answer"),
        ('{"a": "\\ud800"}', "$.a: character U+D800 may not stand in an answer"),
        (
            with_("cost", 0, "value", 1.5),
            "$.cost[0].value: expected a whole number, found a number with a decimal point",
        ),
        (with_("cost", 0, "value", True), "$.cost[0].value: expected a whole number, found true or false"),
        (with_("ranges", "A", [0]), "$.ranges.A: expected null or two numbers, the least and the most"),
        (with_("status", "sure"), "$.status: expected one of optimal, feasible, infeasible, unknown"),
        (with_("decided_by", "luck"), "$.decided_by: expected null or one of demands, goal, tie-break"),
        (with_("split", {"s1": 1}), "$.split.s1: expected text, found a number"),
        (with_("cost", 0, "proof", {}), "$.cost[0].proof: the key 'denominator' is missing"),
        (
            with_("cost", 0, "proof", {"denominator": 1, "stages": {"-1": 1}}),
            "$.cost[0].proof.stages: expected numbers as keys, found '-1'",
        ),
        (
            with_("cost", 0, "proof", {"denominator": 1, "rules": {"a": {"00": 1}}}),
            "$.cost[0].proof.rules.a: expected numbers as keys, found '00'",
        ),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, said: str) -> None:
    assert wrong(text).startswith(said)


def test_an_answer_is_read_back_as_it_was() -> None:
    stored = read(parse(ANSWER))
    data = json.loads(ANSWER)
    assert stored.best is not None
    assert stored.clashes is not None
    assert stored.ways is not None
    assert [one.to_dict("priority") for one in stored.best.cost] == data["cost"]
    assert [one.to_dict() for one in stored.clashes.found] == data["conflicts"]
    assert [one.to_dict() for one in stored.ways.found] == data["concessions"]
    assert stored.strange == ()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(json.loads(ANSWER))), values)
def test_whatever_stands_at_a_key_there_is_a_verdict_or_a_clear_word(key: str, value: Any) -> None:
    try:
        verdict = verify(with_(key, value), SCENARIO, 0).verdict
    except AnswerError as error:
        assert error.path.startswith("$")  # noqa: PT017  # either may come of it
        return
    assert verdict in ("refused", "not checked", "corroborated", "proved")


@given(st.text() | st.binary().map(lambda raw: raw.decode("latin-1")))
def test_text_that_is_no_answer_gets_a_clear_word(text: str) -> None:
    assert wrong(text).startswith("$")
