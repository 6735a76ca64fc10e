"""Whatever stands in a file: does the loader answer with a scenario or with a `ScenarioError`?"""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from solver import Scenario, ScenarioError, load, loads
from solver.scenario.files import decode
from solver.scenario.source import MAX_SHOWN, Fault

ROOT = Path(__file__).parents[2] / "scenarios"
SHIPPED = sorted(path.name for path in ROOT.glob("*.yaml"))
TINY = (ROOT / "tiny.yaml").read_text(encoding="utf-8")


def outcome(read: Callable[[], Scenario]) -> Scenario | ScenarioError:
    """What the loader answers: a scenario, or an error that can be shown."""
    try:
        return read()
    except ScenarioError as caught:
        error = caught
    assert error.faults
    lines = {source: re.split("\r\n|\n|\r", source.text) for source in {fault.place.source for fault in error.faults}}
    for fault in error.faults:
        check_fault(fault, lines[fault.place.source])
    return error


def check_fault(fault: Fault, lines: list[str]) -> None:
    """A fault's place lies within its file; what is shown of it fits a terminal."""
    place = fault.place
    assert 1 <= place.line <= len(lines)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    assert len(place.excerpt().split("\n")[0]) <= MAX_SHOWN + 4
    assert all(char.isprintable() or char in "\n\u200c\u200d" for char in str(fault))


# --- anything at all ---------------------------------------------------------------------------

WORDS = st.sampled_from(
    re.split(
        " ",
        "parties seats elections results legislators rules switches goals title as_of note id kind "
        "name party seat votes position contests colour region reserved tile where won runner_up "
        "by at_least at_most keeps follows entitlement method over within expects weights "
        "table x.csv cells value strength 2009 2009-05-16 null ~ true false NO -1 0777 1.5 A s1 "
        "{ } [ ] : , - ? & * ! | > ' \" # % @ ` --- ... << &a *a !!str \\ \\ud83d\\ude00 {} []",
    )
)
SPACES = st.sampled_from((" ", " ", "\n", "\n  ", "\n- ", ": ", ", ", "", "\t", "\r\n", "\u2028"))


@given(st.binary(max_size=200))
@example(b"\xff\xfe\x00")
@example(b"\xef\xbb\xbf")
def test_any_bytes_are_answered(raw: bytes) -> None:
    outcome(lambda: loads(decode(raw, "f"), name="f"))


@given(st.text(max_size=200))
@example("a: ?\n")
@example("%TAG ! x\n")
@example('"\\ud83d\\ude00')
def test_any_text_is_answered(text: str) -> None:
    outcome(lambda: loads(text, name="f"))


@given(st.lists(st.tuples(WORDS, SPACES), max_size=60))
def test_any_words_of_the_language_are_answered(pieces: list[tuple[str, str]]) -> None:
    outcome(lambda: loads("".join(word + space for word, space in pieces), name="f"))


# --- anything in the place of something ----------------------------------------------------------

PLAIN = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**20), 10**20),
    st.floats(),
    st.sampled_from(("A", "B", "X", "hill", "mill", "2019", "SC", "North", "legislators", "", " ")),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
)
ANYTHING = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(WORDS, st.sampled_from(("A", "2019", "hill"))), inner, max_size=3),
    ),
    max_leaves=8,
)
HOLES = re.compile(r"(?<=[:\[,] )(?:[\w-]+|\[[^\[\]]*\]|\{[^{}]*\})|(?<=\w: )\[.*\]|(?<=- )\{.*\}")


@given(st.integers(0, 10_000), ANYTHING)
def test_any_value_in_the_place_of_another_is_answered(where: int, value: object) -> None:
    holes = list(HOLES.finditer(TINY))
    hole = holes[where % len(holes)]
    text = _flow(value)
    outcome(lambda: loads(TINY[: hole.start()] + text + TINY[hole.end() :], name="f"))


def _flow(value: object) -> str:
    """A value in flow style; words stand plain, so that they can be read as what they are not."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return str(value)


# --- the shipped files, damaged ------------------------------------------------------------------


def damaged(text: str, dice: random.Random) -> str:
    """The text with one to three small damages: to characters, words or lines."""
    for _ in range(dice.randint(1, 3)):
        part, other = piece(text, dice), piece(text, dice)
        damage = dice.choice(("drop", "double", "insert", "replace"))
        new = {"drop": "", "double": text[part] * 2, "replace": text[other]}.get(damage)
        if new is None:
            new = text[part] + dice.choice(ODD)
        text = text[: part.start] + new + text[part.stop :]
    return text


ODD = ("\t", "\0", '"', "'", "[", "}", ":", ",", "-", "&a", "\x85", "é", "#", "\r")


def piece(text: str, dice: random.Random) -> slice:
    """Where a character, a word or a line of the text stands."""
    at = dice.randrange(len(text) + 1)
    unit = dice.choice((r"(?s).", r"\w+|\W", r"[^\n]*\n?"))
    if unit.startswith("[^"):
        at = text.rfind("\n", 0, at) + 1
    match = re.compile(unit).match(text, at)
    return slice(at, match.end() if match else at)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped scenarios with their tables, to be damaged one file at a time."""
    return Path(shutil.copytree(ROOT, tmp_path_factory.mktemp("copy") / "scenarios"))


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_scenarios_are_read(name: str) -> None:
    assert isinstance(outcome(lambda: load(ROOT / name)), Scenario)


@given(st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_a_damaged_scenario_is_answered(dice: random.Random) -> None:
    text = damaged(TINY, dice)
    outcome(lambda: loads(text, name="f", folder=ROOT))


FILES = sorted(
    str(path.relative_to(ROOT))
    for path in ROOT.rglob("*")
    if path.suffix in (".yaml", ".csv") and path.name != "tiny.yaml"
)


@pytest.mark.parametrize("name", FILES)
@given(dice=st.randoms(use_true_random=False))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_file_of_a_large_scenario_is_answered(name: str, dice: random.Random, copies: Path) -> None:
    scenario = copies / f"{Path(name).parts[0].removesuffix('.yaml')}.yaml"
    file = copies / name
    whole = file.read_text(encoding="utf-8")
    try:
        file.write_text(damaged(whole, dice), encoding="utf-8")
        outcome(lambda: load(scenario))
    finally:
        file.write_text(whole, encoding="utf-8")


# --- tables --------------------------------------------------------------------------------------

CELLS = st.sampled_from(("2019", "hill", "A", "X", "5", "-5", "", '"', '""', '"a,b"', '"\n"', "é", ";"))
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=6).map(",".join), max_size=8)


@given(rows=ROWS, end=st.sampled_from(("\n", "\r\n", "\r", "\n\n")), headed=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_table_is_answered(rows: list[str], end: str, headed: bool, copies: Path) -> None:
    table = end.join([*(["election,seat,party,votes"] if headed else []), *rows])
    (copies / "any.csv").write_text(table, encoding="utf-8", newline="")
    text = re.sub(r"(?m)^results:.*\n(  - .*\n)*", "results: {table: any.csv}\n", TINY)
    assert "any.csv" in text
    outcome(lambda: loads(text, name="f", folder=copies))
