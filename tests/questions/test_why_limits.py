"""Are `why`, its list of splits and its verdicts honest when the time is up in the middle of it, or Ctrl-C comes?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from rich.console import Console

from solver import why_rule, why_seat, why_unique
from solver.answers import Contrast, Farthest, Freedom, WhyUnique
from solver.engine import Ask, Outcome
from solver.engine.cpsat import CpSat
from solver.report.why import why_report
from solver.split import Split
from tests.oracle import Looked, Oracle
from tests.questions.test_limits import CLASHING, NEVER, Failing, gives_nothing, proves_nothing
from tests.strategies import scenario_of
from tests.why_oracle import Holds, Told, can_go, contrast, farthest, in_order, is_minimal_clash

SCENARIO = scenario_of(CLASHING)
TRUTH = Oracle(SCENARIO.what_if())
BASE = TRUTH.best[0].split


def check_contrast(told: Contrast, holds: Holds) -> None:
    truth = contrast(TRUTH, holds)
    if told.verdict != "unknown":
        assert Told(told.verdict, told.priority, told.goal, told.by, truth.split) == truth
    if told.split is not None:
        (looked,) = (one for one in TRUTH.allowed if one.split == told.split)
        assert holds(looked)
    if told.fewest:
        assert told.split == truth.split
    if told.clash is not None and told.clash.minimal:
        number = {rule.id: index for index, rule in enumerate(TRUTH.rules)}
        most = {number[rule]: by for rule, by in told.clash.rules.items()}
        assert is_minimal_clash(TRUTH, holds, most | {number[must]: 0 for must in told.clash.musts})


def check_freedom(told: Freedom | None, splits: tuple[Looked, ...]) -> None:
    if told is None:
        return
    truth = can_go(TRUTH, splits)
    assert all(set(parties) <= set(truth[seat]) for seat, parties in told.can_go.items())
    if told.complete:
        assert told.can_go == truth
    else:
        assert told.settled is None
    assert told.unique in (None, len(splits) == 1)


def check_farthest(told: Farthest | None, splits: tuple[Looked, ...], base: Split | None) -> None:
    if told is not None:
        assert base is not None
        assert told.split in [one.split for one in splits]
        assert not told.proved or told.split == farthest(splits, base)


def check_unique(told: WhyUnique) -> None:
    check_freedom(told.optimal, TRUTH.best)
    check_freedom(told.least_cost, TRUTH.cheapest)
    check_farthest(told.most_different, TRUTH.best, told.asked.split)
    check_farthest(told.most_different_least_cost, TRUTH.cheapest, told.asked.split)
    truth = [one.split for one in in_order(TRUTH)]
    assert [one.split for one in told.ranked] == truth[: len(told.ranked)]
    assert not told.ranked_complete or len(told.ranked) == 4


def goes(party: str) -> Holds:
    return lambda one: one.split["s2"] == party


def ask_seat() -> None:
    answer = why_seat(SCENARIO, "s2", time_limit=None, engine="cp-sat")
    for party, told in answer.others.items():
        assert answer.asked.split is not None
        if answer.asked.split == BASE:
            check_contrast(told, goes(party))
        else:  # held against another split than the best one, so only what the demands forbid can be told
            assert told.verdict in ("unknown", "forbidden", contrast(TRUTH, goes(party)).verdict)


def ask_rule() -> None:
    answer = why_rule(SCENARIO, "b", time_limit=None)
    without = Oracle(SCENARIO.what_if(None, ("b",)))
    if answer.in_full is not None and answer.asked.status == "optimal":
        check_contrast(answer.in_full, lambda one: not one.shortfalls[2])
    if answer.without is not None and answer.without.seats:
        assert answer.without.split in [one.split for one in without.best]
    assert answer.without is None or answer.without.status != "infeasible"


def ask_unique() -> None:
    check_unique(why_unique(SCENARIO, most=4, time_limit=None))


@pytest.mark.parametrize("failure", [gives_nothing, proves_nothing])
@pytest.mark.parametrize("length", [1, NEVER], ids=["one question fails", "all from there fail"])
@pytest.mark.parametrize("asked", [ask_seat, ask_rule, ask_unique])
def test_wherever_the_engine_fails_the_answer_stays_honest(
    asked: Callable[[], None], failure: Any, length: float
) -> None:
    counting = Failing(NEVER, NEVER)
    with counting.installed():
        asked()
    assert counting.calls > 10
    for first in range(1, counting.calls + 1):
        with Failing(first, first + length - 1, failure).installed():
            asked()


def test_no_time_at_all_leaves_everything_unknown() -> None:
    seat, unique = why_seat(SCENARIO, "s2", time_limit=0), why_unique(SCENARIO, time_limit=0)
    assert (seat.asked.status, seat.others, unique.optimal, unique.ranked) == ("unknown", {}, None, ())
    assert seat.asked.engine["time_limit"] == 0
    assert not unique.answered


@pytest.mark.parametrize("number", [30, 45, 60])
def test_ctrl_c_leaves_what_was_found(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    calls = 0
    real = CpSat.ask

    def ask(engine: CpSat, question: Ask, deadline: Any) -> Outcome:
        nonlocal calls
        calls += 1
        if calls > number:
            raise KeyboardInterrupt
        return real(engine, question, deadline)

    monkeypatch.setattr(CpSat, "ask", ask)
    answer = why_unique(SCENARIO, most=10_000, time_limit=None, engine="cp-sat")
    assert answer.interrupted
    assert not answer.ranked_complete
    truth = [one.split for one in in_order(TRUTH)]
    assert answer.ranked
    assert [one.split for one in answer.ranked] == truth[: len(answer.ranked)]


@pytest.mark.parametrize(
    "asked", [lambda: why_seat(SCENARIO, "s2"), lambda: why_rule(SCENARIO, "b")], ids=["seat", "rule"]
)
@pytest.mark.parametrize("call", range(1, 8))
def test_ctrl_c_leaves_the_split_known_by_then(
    monkeypatch: pytest.MonkeyPatch, asked: Callable[[], Any], call: int
) -> None:
    calls, real = 0, CpSat.ask

    def ask(engine: CpSat, question: Ask, deadline: Any) -> Outcome:
        nonlocal calls
        calls += 1
        if calls == call:
            raise KeyboardInterrupt
        return real(engine, question, deadline)

    monkeypatch.setattr(CpSat, "ask", ask)
    if call == 1:
        with pytest.raises(KeyboardInterrupt):
            asked()
    else:
        answer = asked()
        assert (answer.interrupted, calls) == (True, call)
        assert answer.asked.status in ("feasible", "optimal")
        assert answer.asked.split in [one.split for one in TRUTH.allowed]
        assert "was interrupted" in shown(answer)


def test_no_conflicts_are_looked_for_when_the_time_is_up() -> None:
    answer = why_rule(SCENARIO, "b", time_limit=0)
    assert (answer.clashes, answer.interrupted) == (None, False)
    assert "Not worked out: the time limit came first." in shown(answer)


def shown(answer: Any) -> str:
    console = Console(width=1_000)
    with console.capture() as capture:
        console.print(why_report(answer))
    return capture.get()
