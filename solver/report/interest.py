"""Who has what interest in the pact: for a negotiator?"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Interest
from solver.report.changes import held_heading
from solver.report.seats import party_mark
from solver.report.style import bullet, colours, grid, section
from solver.report.wins import LIMITS, seats_won, signed

ALONE = (
    "Alone does not add up: each partner is held against its best rival, by the same formula as the pact, so of many "
    "who are level each is counted as near 1/2. Hold it against what the same partner expects, not against others'.",
)

TOLD = 30
"""Sub-pacts listed before the rest is left to the JSON."""


def interest_report(answer: Interest) -> RenderableType:
    """What each partner wins alone, by the split, and brings; then what every sub-pact wins."""
    return Group(
        *held_heading(answer.about, answer.status, given=answer.given), *_partners(answer), *_sub_pacts(answer)
    )


def _partners(answer: Interest) -> Iterator[RenderableType]:
    shades = colours(answer.about.party_info)
    table = grid("Partner", ">Alone", ">Contests", ">Expects", ">Gain", ">Shapley", ">Brings", "")
    for party, alone in answer.alone.items():
        promised = ("-", "-", "-")
        if answer.wins is not None and answer.gains is not None and answer.seats is not None:
            gain = signed(answer.gains[party])
            promised = (str(answer.seats[party]), seats_won(answer.wins.parties[party]), gain)
        game = ("-" if values is None else f"{values[party]:.1f}" for values in (answer.shapley, answer.brings))
        flag = "would walk away" if answer.wins and party in answer.wins.would_walk_away else ""
        table.add_row(party_mark(party, shades), f"{alone:.1f}", *promised, *game, Text(flag, style="bold"))
    if answer.wins is not None:
        table.add_row("Together", "", "", seats_won(answer.wins.pact), "", "", "", "")
    lines = (
        "Alone: everybody stands everywhere by himself. Shapley: mean contribution over all orders of joining.",
        "Brings: what all could win together, with the best of them in each seat, less what the others could without.",
        *ALONE,
        *((answer.wins.basis,) if answer.wins else ()),
        *LIMITS,
    )
    note = "seats; in brackets: 9 of 10 simulated elections"
    yield section("Expected wins", table, *(bullet("-", line) for line in lines), note=note)


def _sub_pacts(answer: Interest) -> Iterator[RenderableType]:
    if answer.sub_pacts is None:
        yield section("Sub-pacts", Text("Too many partners to look at all of them."))
    elif answer.sub_pacts:
        table = grid("Together", ">Expect to win", ">Alone, in all")
        for one in answer.sub_pacts[:TOLD]:
            alone = sum(answer.alone[party] for party in one.parties)
            table.add_row(" + ".join(one.parties), f"{one.wins:.1f}", f"{alone:.1f}")
        more = len(answer.sub_pacts) - TOLD
        lines = [Text(f"{more} more: --format json lists them.")] if more > 0 else []
        yield section("Sub-pacts", table, *lines, note="the best of them in each seat; all others stand alone")
