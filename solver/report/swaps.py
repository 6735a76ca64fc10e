"""Which exchanges would help every partner in them: for a negotiator?"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Swap, Swaps
from solver.report.style import bullet, section
from solver.report.summary import what_if_line
from solver.words import amount

_BASIS = {
    "goals": "A party gains where its seats are worth more to it, as the scenario's goals value them.",
    "claims": "No goal values single seats, so a party gains where more rules claim its seats for it.",
}


def swaps_report(answer: Swaps) -> RenderableType:
    """What was tried, and the best exchanges."""
    return Group(*_head(answer), *_listed(answer))


def _head(answer: Swaps) -> Iterator[RenderableType]:
    about = answer.about
    yield Text(about.title, style="bold")
    yield from what_if_line(about.switches | about.settings, about.dropped)
    yield Text(f"{_found(answer)} {_BASIS[answer.basis]} No demand is kept less well.")
    broken = [rule.id for rule in about.rules if rule.must and rule.shortfall]
    if broken:
        yield Text(f"The split itself breaks red lines: {', '.join(broken)}.")
    yield Text("")


def _found(answer: Swaps) -> str:
    """How many exchanges there are, and whether all were tried."""
    if not answer.pairs_complete:
        return f"{answer.pairs} found between two partners that help both; the time limit came before all were tried."
    two = amount(answer.pairs, "exchanges") if answer.pairs else "No exchange"
    pairs = f"{two} between two partners {'helps' if answer.pairs < 2 else 'help'} both: every pair of seats was tried."
    if not answer.circles_complete:
        return f"{pairs} Around three partners, {answer.circles} found; the time limit came before all were tried."
    three = str(answer.circles) if answer.circles else "none"
    return f"{pairs} Around three partners, {three} {'helps' if answer.circles < 2 else 'help'} all three."


def _listed(answer: Swaps) -> Iterator[RenderableType]:
    if not answer.swaps:
        return
    lines = [_swap(f"{number}.", swap, answer) for number, swap in enumerate(answer.swaps, 1)]
    number = answer.pairs + answer.circles
    note = f"the best {len(lines)} of {number}" if number > len(lines) else "the best first"
    yield section("Exchanges", *lines, note=note)


def _swap(mark: str, swap: Swap, answer: Swaps) -> RenderableType:
    moves = "; ".join(f"{answer.about.seat_name(seat)} from {one} to {other}" for seat, one, other in swap.moves)
    unit = " claim" if answer.basis == "claims" else ""
    gains = ", ".join(f"{party} {' and '.join(f'{by:+,}{unit}' for by in gain)}" for party, gain in swap.gains.items())
    better = [f"{rule} short by {after} instead of {before}" for rule, (before, after) in swap.better.items()]
    return bullet(mark, moves, f"gains: {gains}", *([f"better kept: {', '.join(better)}"] if better else []))
