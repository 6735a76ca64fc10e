"""Is the split the only one, which seats are free to trade, and what comes next: for a negotiator?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Farthest, Freedom, WhyUnique
from solver.report.changes import heading, moves_line
from solver.report.seats import party_mark
from solver.report.style import colours, grid, section
from solver.words import amount, cut_short


def unique_report(answer: WhyUnique) -> RenderableType:
    """What is settled and by what, where seats can go, how far as good a split can lie, and what comes next."""
    head = heading(answer.asked, _only(answer), interrupted=answer.interrupted)
    return Group(*head, *_freedom(answer), *_different(answer), *_next(answer))


def _only(answer: WhyUnique) -> str:
    if answer.asked.split is None:
        return ""
    unique = None if answer.optimal is None else answer.optimal.unique
    if unique is None:
        return f"Whether it is the only one was not worked out: {_cut(answer)}."
    return "No other split is as good." if unique else "Others are as good; only the order in the file decided."


def _freedom(answer: WhyUnique) -> Iterator[RenderableType]:
    best, demands = answer.optimal, answer.least_cost
    if best is None and demands is None:
        return
    told = [("the demands alone", demands)] if demands is not None else []
    told += [("demands and goals together", best)] if best is not None and answer.asked.goals else []
    lines = [Text(f"- {_counted(one, who, _cut(answer))}") for who, one in told]
    yield section(amount(len(answer.asked.seat_info)), *lines)
    if best is not None and best.free:
        yield section(f"Free to trade at no loss ({len(best.free)})", _table(answer, best))
    if demands is not None and demands.free and (best is None or demands.free != best.free):
        note = "the demands would be met as well; the goals decided"
        yield section(f"Open as far as the demands go ({len(demands.free)})", _table(answer, demands), note=note)


def _cut(answer: WhyUnique) -> str:
    return cut_short(interrupted=answer.interrupted)


def _counted(freedom: Freedom, who: str, cut: str) -> str:
    """'the demands alone settle 26 seats, and leave 54 free'."""
    free = len(freedom.free)
    if freedom.settled is None:
        return f"{who} leave {free} free at least; the others were not worked out: {cut}"
    return f"{who} settle {amount(len(freedom.settled))}, and leave {free or 'none'} free"


def _table(answer: WhyUnique, freedom: Freedom) -> RenderableType:
    table = grid("Seat", "Now", "Could also go to")
    shades = colours(answer.asked.party_info)
    split: Mapping[str, str] = answer.asked.split or {}
    for seat, parties in freedom.free.items():
        others = Text(" ").join(party_mark(party, shades) for party in parties if party != split[seat])
        table.add_row(answer.asked.seat_name(seat), party_mark(split[seat], shades), others)
    return table


def _different(answer: WhyUnique) -> Iterator[RenderableType]:
    told = (
        ("The most different split that is as good", answer.most_different),
        ("The most different split that meets the demands as well", answer.most_different_least_cost),
    )
    before = None
    for title, farthest in told:
        if farthest is not None and farthest.moves and farthest.moves != before:
            before = farthest.moves
            yield section(title, Text(moves_line(answer.asked, farthest.moves)), note=_distance(farthest, _cut(answer)))


def _distance(farthest: Farthest, cut: str) -> str:
    proved = "" if farthest.proved else f"; not proved the farthest: {cut}"
    return f"{amount(len(farthest.moves))} elsewhere{proved}"


def _next(answer: WhyUnique) -> Iterator[RenderableType]:
    if not answer.ranked or (len(answer.ranked) == 1 and answer.ranked_complete):
        return
    goals = [f">Goal {number}" for number in range(1, len(answer.asked.goals) + 1)] if answer.asked.goals else []
    table = grid(">Rank", *(f">Pri {stage.label}" for stage in answer.asked.cost), *goals, "Seats that go elsewhere")
    for one in answer.ranked:
        rank = f"{one.rank}{' (tie)' if one.tie else ''}"
        figures = [*map(str, one.cost), *(f"{value:,}" for value in one.goals)]
        table.add_row(rank, *figures, moves_line(answer.asked, one.moves) or "(the best split)")
    note = "what each costs, by priority" if answer.ranked_complete else f"not all: {_cut(answer)}"
    yield section("The best splits in order", table, note=note)
