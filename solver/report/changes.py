"""Of which what-if is told, and what changes between its best split and another one?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import RenderableType
from rich.text import Text

from solver.answers import Asked, Moves
from solver.report.style import grid, section
from solver.report.summary import STATUS, what_if_line


def heading(asked: Asked, *lines: str) -> Iterator[RenderableType]:
    """Title, what-if and status."""
    yield Text(asked.title, style="bold")
    yield from what_if_line(asked.switches | asked.settings, asked.dropped)
    yield Text(f"{STATUS[asked.status].capitalize()}.")
    yield from (Text(line) for line in lines if line)
    yield Text("")


def changes(asked: Asked, shortfalls: Mapping[str, tuple[int, int]], moves: Moves) -> Iterator[RenderableType]:
    """Demands that are kept better or less well, and seats that move."""
    if shortfalls:
        table = grid("Demand", ">Short by", ">Instead of")
        for rule, (before, after) in shortfalls.items():
            table.add_row(rule, str(after), str(before))
        yield section("Demands that change", table)
    if moves:
        yield section(f"Seats that move ({len(moves)})", Text(moves_line(asked, moves)))


def moves_line(asked: Asked, moves: Moves) -> str:
    """'Agra (SP to INC), Mathura (RLD to SP)': all of them."""
    return ", ".join(f"{asked.seat_name(seat)} ({one} to {other})" for seat, one, other in moves)
