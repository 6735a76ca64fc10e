"""What does a split promise each partner in seats won: for a negotiator?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import RenderableType
from rich.text import Text

from solver.answers import PartyInfo
from solver.odds import Expected, Prospects
from solver.report.seats import party_mark
from solver.report.style import bullet, colours, grid, section

LIMITS = (
    "Past votes cannot say who will be popular next time: most of the width of an interval is that.",
    "How voters follow a pact is assumed, not known; try others with --set odds.transfer.GIVER.TAKER=0.4",
)


def seats_won(one: Expected) -> str:
    """'14.4 (0 to 47)'."""
    return f"{one.wins:.1f} ({one.low} to {one.high})"


def signed(wins: float) -> str:
    """'+0.3', '-1.2'; '+0.0' where it rounds to nothing."""
    return f"{round(wins, 1) + 0.0:+.1f}"


def wins_section(
    wins: Prospects | None, parties: Iterable[PartyInfo], seats: Mapping[str, int] | None
) -> Iterator[RenderableType]:
    """Expected wins beside seats contested, and what each partner would win alone; nothing where nothing is assumed."""
    if wins is None:
        return
    parties = tuple(parties)
    shades = colours(parties)
    table = grid("Party", ">Contests", ">Expects to win", ">Alone", "")
    for party in parties:
        flag = "would walk away" if party.id in wins.would_walk_away else ""
        alone = f"{wins.alone_wins(party.id):.1f}"
        contests = str((seats or {}).get(party.id, 0))
        table.add_row(
            party_mark(party.id, shades), contests, seats_won(wins.parties[party.id]), alone, Text(flag, style="bold")
        )
    table.add_row("Together", str(sum((seats or {}).values())), seats_won(wins.pact), "", "")
    note = "in brackets: 9 of 10 simulated elections"
    yield section("Expected wins", table, bullet("-", wins.basis), *(bullet("-", line) for line in LIMITS), note=note)
