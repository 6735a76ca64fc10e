"""Of which what-if is told, and what changes between its best split and another one?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.console import RenderableType
from rich.text import Text

from solver.answers import About, Asked, Conflict, Moves, RuleState, Status
from solver.report.style import grid, section
from solver.report.summary import LIMIT_FIRST, STATUS, conflict_block, what_if_line

CUT = "Best split found, not proved the best: it was interrupted"


def heading(asked: Asked, *lines: str, whose: str = "", interrupted: bool = False) -> Iterator[RenderableType]:
    """Title, what-if and status; `whose`, where that is not plain: 'As it stands'."""
    yield Text(asked.title, style="bold")
    yield from what_if_line(asked.switches | asked.settings, asked.dropped)
    status = CUT if interrupted and asked.status == "feasible" else STATUS[asked.status]
    yield Text(f"{whose}: {status[0].lower()}{status[1:]}." if whose else f"{status[0].upper()}{status[1:]}.")
    yield from (Text(line) for line in lines if line)
    yield Text("")
    if asked.status == "infeasible":
        yield clash_section(asked.conflicts, asked.rules, LIMIT_FIRST, complete=asked.conflicts_complete)


def held_heading(about: About, status: Status | None, *, given: bool) -> Iterator[RenderableType]:
    """Title, what-if, and whose split it is: one given, or the scenario's own and how well that is known."""
    yield Text(about.title, style="bold")
    yield from what_if_line(about.switches | about.settings, about.dropped)
    own = STATUS[status].capitalize() if status else ""
    yield Text("The split given." if given else f"The scenario's own: {own[0].lower()}{own[1:]}.")
    yield Text("")


def clash_section(
    conflicts: Sequence[Conflict], rules: Sequence[RuleState], nothing: str, *, complete: bool
) -> RenderableType:
    """Why there is no split; `nothing` is said where no conflict was found."""
    states = {rule.id: rule for rule in rules}
    blocks = [conflict_block(f"{index}.", one, states) for index, one in enumerate(conflicts, 1)]
    note = "all" if complete else "there may be more"
    return section("What cannot all be met", *(blocks or [Text(nothing)]), note=note if blocks else "")


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
