"""Which fairness axioms cannot both be met: as triangles for a reader, and as a page with its sources?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers.impossible import Impossible, Pair, Shown, Size
from solver.report.style import bullet, section

FREE = "No seat is locked: seats and parties (33: 3 seats, 3 parties)"
LOCKED = "With locked seats: seats, parties, locked seats (321: 3 seats, 2 parties, 1 locked)"
FORCED = "with what one axiom forces and the other denies"
LEGEND = (
    "A number: in the smallest pact no split meets both, though some split meets each (in the diagonal: none meets "
    "it). '-': in no pact looked at. '.': every split looked at that meets the one meets the other. "
    "'=': no smaller pact with locked seats than without."
)


def impossible_report(answer: Impossible) -> RenderableType:
    """Both triangles, what was looked at, and the pacts."""
    return Group(*_report(answer))


def _report(answer: Impossible) -> Iterator[RenderableType]:
    yield Text("Which fairness axioms cannot both be met", style="bold")
    yield Text("")
    yield section(FREE, Text("\n".join(triangle(answer, locked=False)), no_wrap=True))
    yield section(LOCKED, Text("\n".join(triangle(answer, locked=True)), no_wrap=True))
    yield Text(LEGEND)
    yield Text("")
    yield section("What was looked at", *(Text(line) for line in looked_at(answer)))
    if answer.shown:
        yield section("Pacts that show it, each certified", *(_pact(one) for one in answer.shown), note=FORCED)


def _pact(one: Shown) -> RenderableType:
    """The pact; a line a pair of axioms, with what each forces, and the others in one line."""
    why = [reason for pair in one.pairs if (reason := one.forced[pair])]
    others = "; ".join(told(pair) for pair in one.pairs if not one.forced[pair])
    return bullet("-", f"{one.name}: {one.seats}", *why, *([others] if others else []))


def told(pair: Pair) -> str:
    """'WEF1 and balanced', or 'WEF' alone."""
    return " and ".join(dict.fromkeys(pair))


def triangle(answer: Impossible, *, locked: bool) -> Iterator[str]:
    """A line an axiom: its number, a cell for each axiom up to itself, its name."""
    width = 4 if locked else 3
    yield "   " + "".join(f"{number:>{width}}" for number in range(1, len(answer.axioms) + 1))
    for row, name in enumerate(answer.axioms):
        cells = (_cell(answer, (other, name), locked=locked) for other in answer.axioms[: row + 1])
        yield f"{row + 1:>3}{''.join(f'{cell:>{width}}' for cell in cells)}  {name}"


def _cell(answer: Impossible, pair: Pair, *, locked: bool) -> str:
    sizes = sizes_of(answer, pair)
    chosen = [size for size in sizes if bool(size.locked) == locked]
    if chosen:
        least = min(chosen)
        return f"{least.seats}{least.parties}{least.locked if locked else ''}"
    if sizes and locked:
        return "="
    return "." if {pair, pair[::-1]} & set(answer.implied) else "-"


def sizes_of(answer: Impossible, pair: Pair) -> tuple[Size, ...]:
    """The least sizes of a pair, those with fewest locked seats first."""
    return tuple(sorted({one.size for one in answer.found(pair)}, key=lambda size: (size.locked, size)))


def looked_at(answer: Impossible) -> Iterator[str]:
    """What was exhausted, and what was not."""
    pacts, splits = (sum(getattr(one, what) for one in answer.exhausted) for what in ("pacts", "splits"))
    yield "Pacts in which every seat is worth 1 or 0 to each party, up to the order of seats and of equal parties."
    for parties, tried in answer.weights.items():
        most = max((vector[0] for vector in tried), default=0)
        yield f"{parties} parties: entitlements from 1 to {most} without a common factor ({len(tried)})."
    yield f"{pacts:,} pacts with {splits:,} splits (equal seats not told apart) in {_spans(answer)}."
    if not answer.complete:
        yield "NOT ALL: time, or Ctrl-C, came first. Larger sizes within the limits were not exhausted."


def _spans(answer: Impossible) -> str:
    """'all sizes up to 4 seats, 3 parties, 2 locked', or the sizes one by one where that is not so."""
    sizes = [one.size for one in answer.exhausted]
    if not sizes:
        return "no size"
    if answer.complete:
        return f"all sizes up to {Size(*(max(column) for column in zip(*sizes, strict=True)))}"
    return f"these sizes: {'; '.join(map(str, sizes))}"


def page(answer: Impossible, command: str, folder: str, sources: dict[Pair, str]) -> str:
    """docs/impossibility.md; `folder` leads to the scenario files, `sources` says what the literature knows."""
    return "\n".join(_page(answer, command, folder, sources)) + "\n"


def _page(answer: Impossible, command: str, folder: str, sources: dict[Pair, str]) -> Iterator[str]:
    yield from (
        "# What cannot both be fair",
        "",
        f"Written by `{command}`; what the axioms mean: [fairness.md](fairness.md).",
        "",
    )
    yield from (
        "For two axioms, the smallest pacts in which no split meets both, though some split meets each. Every pact of",
        "every smaller size was looked at, and each pact shown is certified: all its splits were counted by the rules'",
        "own checkers, and the engine found the two rules to be a minimal conflict (`seatpact conflicts FILE --each`),",
        "the goal to lose by the rule, or every split that keeps the rule to be dominated. A *locked* seat is one that",
        "a red line gives to a party.",
        "",
    )
    for line in looked_at(answer):
        yield f"- {line}"
    yield ""
    for title, locked in ((FREE, False), (LOCKED, True)):
        yield from (
            f"## {title.split(':')[0]}",
            "",
            title + ".",
            "",
            "```text",
            *triangle(answer, locked=locked),
            "```",
            "",
        )
    yield from (LEGEND.replace("'", "`"), "", "## Pair by pair", "")
    yield from (
        "| no split meets | in a pact of least size, with these entitlements and seats | what is known |",
        "|---|---|---|",
    )
    for pair in answer.pairs:
        shown = "<br>".join(_linked(answer, pair, folder))
        if shown or pair in sources:
            yield f"| {told(pair)} | {shown or 'none'} | {sources.get(pair, '')} |"


def _linked(answer: Impossible, pair: Pair, folder: str) -> Iterable[str]:
    for size in sizes_of(answer, pair):
        one = next(one for one in answer.found(pair) if one.size == size)
        yield f"[{size}]({folder}/{one.name}.yaml): {one.seats}"
