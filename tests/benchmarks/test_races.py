"""Do the races of the benchmarks tell the truth: gaps by name, caps kept, claims checked, differences told?"""

import json

import pytest

from benchmarks.checks import verdict
from benchmarks.contest import OURS, PEERS, Result, contest
from benchmarks.families import FAMILIES, named
from benchmarks.ours import TASKS
from benchmarks.peers.rows import Instance, Wish, parse
from benchmarks.race import Run, run
from benchmarks.rows import plain
from benchmarks.sections import SECTIONS, explain
from benchmarks.told import WHAT, Target, row
from solver import load
from solver.engine import Deadline
from solver.engine.cpsat import CpSat
from solver.engine.kept import Keeper
from solver.posed import Posed
from solver.questions.conflicts.together import Together

# Two seats, two parties. Wishes: party 0 wants both, party 1 wants one, party 1 wants seat 0, party 0 wants one.
SMALL = Instance(
    seats=2,
    parties=2,
    domains=[(0, 1)] * 4 + [(0, 2)] * 4,
    wishes=[
        Wish([([0, 2, 4], [1, 1, 1], 2, None)], 4),
        Wish([([1, 3, 5], [1, 1, 1], 1, None)], 5),
        Wish([([1, 6], [1, 1], 1, None)], 6),
        Wish([([0, 2, 7], [1, 1, 1], 1, None)], 7),
    ],
)


def script(*said: dict[str, object], then: str = "") -> tuple[str, ...]:
    """A contestant that says these lines."""
    lines = [json.dumps({"at": 0.5, "calls": 3, **one}) for one in said]
    return "-c", "\n".join([*(f"print({line!r}, flush=True)" for line in lines), then])


def result(**told: object) -> Result:
    seconds = told.pop("seconds", 1.0)
    assert seconds is None or isinstance(seconds, float)
    return Result(Run(**told), seconds)  # type: ignore[arg-type]


@pytest.mark.parametrize("members", [[0, 1], [0, 2]])
def test_a_clash_without_any_member_to_spare_is_minimal(members: list[int]) -> None:
    assert verdict(SMALL, members) == "minimal"


def test_a_clash_with_a_member_to_spare_is_not_minimal() -> None:
    assert verdict(SMALL, [0, 2, 3]) == "a clash, but not minimal"


def test_wishes_that_can_all_be_kept_are_no_conflict() -> None:
    assert verdict(SMALL, [1, 2, 3]) == "wrong: they can all be kept"


@pytest.mark.parametrize("family", FAMILIES)
def test_every_family_clashes_and_the_same_seed_gives_the_same_rows(family: str) -> None:
    size = "30x6x6" if family == "pools" else "20x4x30"
    posed = Posed(named(f"{family}:{size}").what_if())
    assert plain(posed) == plain(Posed(named(f"{family}:{size}").what_if()))
    together = Together(posed, Keeper(posed.system, CpSat(posed.system)), Deadline(None), posed.wishes, posed.musts)
    clash = together.clash(together.everything)
    assert clash is not None
    rules = together.rules(together.shrunk(clash))
    assert verdict(parse(plain(posed)), rules) == "minimal"


def test_plain_rows_refuse_what_they_cannot_say(tiny_with_a_must: str) -> None:
    with pytest.raises(ValueError, match="no musts"):
        plain(Posed(load(tiny_with_a_must).what_if()))


def test_what_was_found_before_the_cap_is_kept() -> None:
    heard = run(script({"built": True}, {"conflict": [1, 2]}, then="import time; time.sleep(60)"), "", 0.2)
    assert heard.conflicts == [(1, 2)]
    assert heard.gap == "no end within 0.2 s"
    assert heard.seconds is None


def test_what_happens_after_the_last_word_does_not_count() -> None:
    heard = run(script({"conflict": [1]}, {"done": True, "peak": 1.0}, then="import sys; sys.exit(3)"), "", 5)
    assert (heard.gap, heard.seconds) == ("", 0.5)


def test_a_contestant_that_fails_is_told_with_its_last_words() -> None:
    heard = run(script({"built": True}, then="raise SystemError('no luck')"), "", 5)
    assert heard.gap == "failed: SystemError: no luck"


@pytest.mark.parametrize(
    ("library", "file"),
    [("gurobipy", "gurobi_iis"), ("highspy", "highs_iis"), ("pyscipopt", "scip_iis"), ("cpmpy", "cpmpy_explain")],
)
def test_a_peer_that_is_not_installed_is_a_gap_by_name(library: str, file: str) -> None:
    code = f"import sys; sys.modules[{library!r}] = None; from benchmarks.peers.{file} import *; contestant(run)"
    heard = run(("-c", code, "first:exact"), plain(Posed(named("claims:6x2x6").what_if())), 5)
    assert heard.gap == f"{library} is not installed"


def test_a_tiny_race_gives_a_row_with_whatever_peers_are_installed() -> None:
    results, text = contest("claims:6x2x8", "all", cap=20, rounds=1, without=("CPMpy marco, OR-Tools",))
    peer = results["CPMpy marco, Exact"]
    assert results[OURS].told.conflicts
    assert peer.seconds is not None or peer.gap == "cpmpy is not installed"
    told = row("claims:6x2x8", "all", results, parse(text), Target(seconds=60))
    assert "CPMpy marco, Exact" in told[2]
    assert "NOT THE SAME" not in told[2]
    assert told[3].startswith("60,000 ms")


def test_the_plain_loop_finds_a_minimal_conflict_too() -> None:
    others = set(PEERS["first"]) - {"CP-SAT loop"}
    results, text = contest("bans:6x2x8", "first", cap=20, rounds=1, without=others)
    instance = parse(text)
    assert {verdict(instance, one.told.conflicts[0]) for one in results.values()} == {"minimal"}


def test_a_peer_without_an_answer_at_l_is_not_asked_at_xl(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[set[str]] = []

    def contested(name: str, task: str, *, without: set[str], **_: object) -> tuple[dict[str, Result], str]:
        asked.append(set(without))
        results = {who: result() for who in (OURS, *PEERS[task])}
        results["SCIP"] = result(seconds=None, gap="no end within 1 s")
        return results, plain(Posed(named("claims:6x2x6").what_if()))

    monkeypatch.setattr(explain, "contest", contested)
    large, largest = explain.raced(explain.Race("first", ("claims",), ("l", "xl"), 1))
    assert asked == [set(), {"SCIP"}]
    assert "SCIP: no end within 1 s" in large[2]
    assert "SCIP: at l no end within 1 s" in largest[2]


def test_sets_that_differ_between_two_that_finished_are_told() -> None:
    ours, other = result(conflicts=[(0, 1)]), result(conflicts=[(0, 2)])
    told = row("x:y", "all", {OURS: ours, "CPMpy marco, Exact": other}, SMALL, Target())
    assert "NOT THE SAME conflicts AS OURS" in told[2]
    assert told[3] == ""


def test_fewer_sets_than_ours_are_no_difference_where_the_end_was_not_reached() -> None:
    ours, other = result(conflicts=[(0, 1), (0, 2)]), result(conflicts=[(0, 2)], seconds=None, gap="no end")
    told = row("x:y", "all", {OURS: ours, "CPMpy marco, Exact": other}, SMALL, Target())
    assert told[2] == "CPMpy marco, Exact: no end, 1 + 0"


def test_a_set_that_we_should_have_is_told_though_the_peer_did_not_finish() -> None:
    ours, other = result(drops=[(0,)]), result(drops=[(1,)], seconds=None, gap="no end")
    told = row("x:y", "all", {OURS: ours, "CPMpy marco, Exact": other}, SMALL, Target())
    assert told[2] == "CPMpy marco, Exact: no end, 0 + 1: NOT THE SAME drop-sets AS OURS"


def test_every_task_of_a_race_is_one_that_we_answer() -> None:
    assert PEERS.keys() == WHAT.keys() == TASKS.keys()


def test_costs_that_differ_are_told() -> None:
    told = row("x:y", "cheapest", {OURS: result(cost=2), "HiGHS": result(cost=1)}, SMALL, Target())
    assert "cost 1: NOT THE SAME AS 2" in told[2]


def test_drop_sets_may_differ_but_not_in_size() -> None:
    results = {OURS: result(drops=[(0, 1)]), "CPMpy mcs, Exact": result(drops=[(0, 2)])}
    assert "NOT" not in row("x:y", "drops", results, SMALL, Target())[2]
    results["CPMpy mcs, Exact"] = result(drops=[(0,)])
    assert "1 rules: NOT AS MANY AS 2" in row("x:y", "drops", results, SMALL, Target())[2]


def test_a_peer_is_ahead_only_with_what_was_asked_for() -> None:
    results = {
        OURS: result(conflicts=[(0, 1)], seconds=2.0),
        "HiGHS": result(conflicts=[(0, 2, 3)]),
        "SCIP": result(conflicts=[(0, 2)]),
    }
    told = row("x:y", "first", results, SMALL, Target(seconds=1))
    assert "3 rules, a clash, but not minimal" in told[2]
    assert told[3] == "1,000 ms: missed, 2.0 times as long; ahead: SCIP"


def test_targets_in_times_and_calls_are_held_against_the_fastest_peer() -> None:
    results = {OURS: result(seconds=0.5, conflicts=[(0, 1)], calls=4), "SCIP": result(conflicts=[(0, 2)])}
    told = row("x:y", "first", results, SMALL, Target(times=3, calls=3))
    assert told[3] == "3 times faster than any peer: missed, 2.0 times; 3 calls: missed"
    told = row("x:y", "first", results, SMALL, Target(times=2, calls=4))
    assert told[3] == "2 times faster than any peer: 2.0 times; 4 calls"


def test_every_section_has_a_heading_and_notes() -> None:
    assert all(entry.title and entry.notes.strip() for entry in SECTIONS.values())


@pytest.fixture
def tiny_with_a_must(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("must") / "must.yaml"
    path.write_text(
        "title: Must\nparties: [{id: A}, {id: B}]\nseats: [{id: s1}]\n"
        "rules: [{id: a, kind: at_least, party: A, seats: 1, must: true}]\n"
    )
    return str(path)
