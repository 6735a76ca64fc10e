"""Is a mistake planted into a valid file told at exactly its place, and nothing else with it?

A random scenario is written as text, in block or in flow style, and so that every value's place is
known; then one value or key is replaced.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from solver import ScenarioError, loads
from tests.strategies import Form, scenario_forms

Path = tuple[str | int, ...]
ANCHOR = "\ue000"
"""Stands in the text before what is planted; taken out again, so that only its place is left."""


@dataclass(frozen=True)
class Mistake:
    """What is planted at a path, and the beginning of what the loader must say."""

    path: Path
    text: str
    says: str
    key: bool = False
    """True where the key is replaced, not the value."""


def values_in(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a form, with its path."""
    yield path, value
    if isinstance(value, dict | list):
        for part, below in value.items() if isinstance(value, dict) else enumerate(value):
            yield from values_in(below, (*path, part))


def is_in(path: Path, *pattern: str | int | None) -> bool:
    """Whether a path has this shape; None stands for any one step."""
    return len(path) == len(pattern) and all(
        want is None or want == part for part, want in zip(path, pattern, strict=True)
    )


def wrong_values(path: Path, value: Any) -> Iterator[Mistake]:
    """Mistakes that can be planted at one value, each of which stands for itself."""
    last = path[-1] if path else None
    if is_in(path, "results", None, "votes"):
        yield Mistake(path, "-7", "expected a number of 0 or more, found '-7'")
        yield Mistake(path, "many", "expected a whole number, found 'many'")
        yield Mistake(path, f'"{value}"', f"expected a whole number, found '{value}' in quotes")
        yield Mistake(path, f"{value}.5", f"expected a whole number, found '{value}.5'")
    if is_in(path, "rules", None, "weight") or is_in(path, "rules", None, "priority"):
        yield Mistake(path, "0", "expected a number of 1 or more, found '0'")
    if is_in(path, "rules", None, "kind"):
        yield Mistake(path, "at_lest", "unknown kind 'at_lest'")
        yield Mistake(path, "[keeps]", "expected a kind, found a list")
    if is_in(path, "rules", None, "must"):
        yield Mistake(path, "yes", "expected true or false, found 'yes'")
    if (
        len(path) == 3
        and path[0] in ("results", "legislators", "rules")
        and last
        in (
            "party",
            "seat",
            "election",
        )
    ):
        yield Mistake(path, "nobody", f"unknown {last} 'nobody'")
        yield Mistake(path, "[x]", "expected an id, found a list")
        yield Mistake(path, "{x: 1}", "expected an id, found a mapping")
    if path[:1] == ("switches",) and len(path) == 5 and path[3] == "rules":
        yield Mistake(path, "nothing", "unknown rule 'nothing'")
    if path[:1] == ("switches",) and len(path) == 5 and path[3] == "parties_out":
        yield Mistake(path, "nobody", "unknown party 'nobody'")
    if is_in(path, "rules", None, "where", "seats", None):
        yield Mistake(path, "nowhere", "unknown seat 'nowhere'")
    if is_in(path, "rules", None, "where", "won", None):
        yield Mistake(path, "never", "unknown election 'never'")
    if is_in(path, "parties", None, "contests"):
        yield Mistake(path, "on", "expected true or false, found 'on'")
    if path == ("title",):
        yield Mistake(path, "[x]", "expected text, found a list")
        yield Mistake(path, '"a\\x07"', "expected text without control characters")


def wrong_keys(path: Path) -> Iterator[Mistake]:
    """Keys that can be misspelt: those of records, not names that the file gives."""
    key = str(path[-1]) if path else ""
    record = len(path) == 3 and path[0] in ("parties", "seats", "elections", "results", "rules")
    if record and key not in ("id", "kind"):
        yield Mistake(path, f"{key}x", f"unknown key '{key}x'", key=True)
    if path == ("title",):
        yield Mistake(path, "titel", "unknown key 'titel'", key=True)


def mistakes_for(form: Form) -> list[Mistake]:
    """All single mistakes of the catalogue that fit a form."""
    found = []
    for path, value in values_in(form):
        found += [*wrong_values(path, value), *wrong_keys(path)]
    return found


def written(value: Any, path: Path, planted: dict[Path, Mistake], indent: int, flow: int) -> str:
    """YAML of a form with the planted mistakes; from level `flow` on in flow style."""
    here = planted.get(path)
    if here is not None and not here.key:
        return ANCHOR + here.text
    if isinstance(value, dict):
        pairs = [(_key(path, k, planted), written(v, (*path, k), planted, indent + 2, flow)) for k, v in value.items()]
        if len(path) >= flow or not value:
            return "{" + ", ".join(f"{key}: {text}" for key, text in pairs) + "}"
        return "".join(f"\n{' ' * indent}{key}: {text}" for key, text in pairs)
    if isinstance(value, list):
        items = [written(v, (*path, i), planted, indent + 2, flow) for i, v in enumerate(value)]
        if len(path) >= flow or not value:
            return "[" + ", ".join(items) + "]"
        return "".join(f"\n{' ' * indent}- {item}" for item in items)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)


def _key(path: Path, key: str, planted: dict[Path, Mistake]) -> str:
    here = planted.get((*path, key))
    return ANCHOR + here.text if here is not None and here.key else str(key)


def text_of(form: Form, planted: list[Mistake], flow: int) -> tuple[str, list[tuple[int, int, str]]]:
    """The file, and (line, column, message) of each planted mistake, in file order."""
    text = written(form, (), {one.path: one for one in planted}, 0, flow).lstrip("\n")
    places = []
    order = [one for path, _ in values_in(form) for one in planted if one.path == path]
    for one in order:
        before, after = text.split(ANCHOR, 1)
        places.append((before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1, one.says))
        text = before + after
    return text, places


def told(text: str) -> list[tuple[int, int, str]]:
    """(line, column, message) of each mistake the loader finds."""
    try:
        loads(text)
    except ScenarioError as error:
        return [(one.place.line, one.place.column, one.message) for one in error.faults]
    return []


def check(form: Form, planted: list[Mistake], flow: int) -> None:
    """The loader tells the planted mistakes, each at its place, and no others."""
    text, places = text_of(form, planted, flow)
    found = told(text)
    assert [one[:2] for one in found] == [one[:2] for one in places], (text, found)
    for (_, _, message), (_, _, says) in zip(found, places, strict=True):
        assert message.startswith(says)


FLOW = st.integers(0, 5)


@given(scenario_forms(), FLOW)
def test_without_a_mistake_there_is_nothing_to_tell(form: Form, flow: int) -> None:
    assert told(text_of(form, [], flow)[0]) == []


@given(scenario_forms(), FLOW, st.data())
def test_a_planted_mistake_is_told_once_at_its_place(form: Form, flow: int, data: DataObject) -> None:
    check(form, [data.draw(st.sampled_from(mistakes_for(form)))], flow)


@given(scenario_forms(), FLOW, st.data())
def test_planted_mistakes_in_several_records_are_all_told(form: Form, flow: int, data: DataObject) -> None:
    drawn = data.draw(st.lists(st.sampled_from(mistakes_for(form)), min_size=2, max_size=6))
    by_record = {one.path[:2]: one for one in drawn}
    assume(len(by_record) > 1)
    check(form, list(by_record.values()), flow)


SEMANTIC: dict[str, Callable[[Form], str]] = {
    "a party twice": lambda form: _doubled(form, "parties"),
    "a seat twice": lambda form: _doubled(form, "seats"),
    "an election twice": lambda form: _doubled(form, "elections"),
    "a rule id used twice": lambda form: _doubled(form, "rules"),
    "a result twice": lambda form: _doubled(form, "results"),
}


def _doubled(form: Form, section: str) -> str:
    form[section] = [*form[section], form[section][0]]
    return "is used twice" if section == "rules" else f"stands twice in {section}"


@given(scenario_forms(), st.sampled_from(sorted(SEMANTIC)))
def test_a_record_that_stands_twice_is_told_once(form: Form, kind: str) -> None:
    section = {"rule": "rules", "party": "parties"}.get(kind.split()[1], f"{kind.split()[1]}s")
    assume(form.get(section))
    says = SEMANTIC[kind](form)
    text, _ = text_of(form, [], 2)
    ((line, _, message),) = told(text)
    assert says in message
    first = text.split("\n").index(f"{section}: ") + 2
    assert line == first + len(form[section]) - 1
