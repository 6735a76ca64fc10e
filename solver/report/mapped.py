"""How does a deal map read on a terminal: what each party can have, what they can have together, and why no more?"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import DealMap, LookUp, SeatSum
from solver.report.seats import party_mark
from solver.report.style import bullet, colours, grid, section
from solver.report.summary import conflict_block, what_if_line
from solver.words import amount

MOST_NAMED = 5
"""Seats named before the rest is counted."""


def map_report(answer: DealMap) -> RenderableType:
    """The whole terminal report."""
    return Group(
        _head(answer),
        *_kept(answer),
        *_conflict(answer),
        *_ranges(answer),
        *_sums(answer),
        *_at(answer),
        *_grid(answer),
    )


def _grid(answer: DealMap) -> Iterator[RenderableType]:
    """A line for the minimums of all but the last party: how many the last can have besides."""
    asked = answer.looked_up
    if asked is None:
        return
    *others, last = asked.axes
    table = grid(*(f">{party} at least" for party in others), f">{last} up to")
    for at, most in asked.reach():
        table.add_row(*map(str, at), "no deal" if most is None else str(most))
    note = "" if asked.exact else "an outer bound: less may be possible"
    yield section(f"What {last} can ask for besides", table, note=note)


def _head(answer: DealMap) -> RenderableType:
    chosen = what_if_line(answer.about.switches | answer.about.settings, answer.about.dropped)
    return Group(Text(answer.about.title, style="bold"), *chosen, Text(_verdict(answer)), Text(""))


def _verdict(answer: DealMap) -> str:
    if answer.status == "infeasible":
        return "No totals are possible: these demands cannot all be kept."
    if answer.status == "unknown":
        return "Not worked out: the time limit came first."
    seats = amount(len(answer.about.seat_info))
    if answer.status == "exact":
        return (
            f"Exact: these demands can be kept with any totals that add up to {seats} and obey the sums below, and "
            "with no others."
        )
    more = ", ".join(answer.left_out)
    whether = {True: "", False: "", None: " Whether they can be kept at all is not known: the time limit came first."}
    return (
        f"An outer bound: all possible totals add up to {seats} and obey the sums below, but some that do may not be "
        f"possible, since {more} {'are' if len(answer.left_out) > 1 else 'is'} not in them." + whether[answer.possible]
    )


def _kept(answer: DealMap) -> Iterator[RenderableType]:
    states = {rule.id: rule for rule in answer.about.rules}
    lines: list[RenderableType] = [
        bullet(
            "-",
            f"{rule}{' (red line)' if states[rule].must else ''}: {states[rule].sentence}",
            *([f"not in the sums, or not wholly: {answer.left_out[rule]}"] if rule in answer.left_out else []),
        )
        for rule in answer.kept
    ]
    nothing = Text("nothing: there are no red lines, and no wish was named with --with (or --all-rules)")
    yield section("What is kept", *(lines or [nothing]))


def _conflict(answer: DealMap) -> Iterator[RenderableType]:
    if answer.conflict is not None:
        rules = {rule.id: rule for rule in answer.about.rules}
        yield section("What cannot all be kept", conflict_block("-", answer.conflict, rules))


def _ranges(answer: DealMap) -> Iterator[RenderableType]:
    if answer.body is None:
        return
    table = grid("Party", "", ">At least", ">At most")
    shades = colours(answer.about.party_info)
    names = {party.id: party.name for party in answer.about.party_info}
    for group, (low, high) in zip(answer.groups, answer.ranges.values(), strict=True):
        told = (party_mark(group[0], shades), names[group[0]])
        mark, name = told if len(group) == 1 else (Text("others"), ", ".join(group))
        table.add_row(mark, name, str(low), str(high))
    yield section("What each can have", table)


def _sums(answer: DealMap) -> Iterator[RenderableType]:
    told = [one for one in answer.sums if not one.always]
    if answer.body is None:
        return
    lines = [_sum(answer, one) for one in told]
    nothing = Text("Nothing: any totals are possible." if answer.status == "exact" else "Nothing that the sums say.")
    yield section("What bounds them", *(lines or [nothing]), note="all other bounds follow from these")


def _sum(answer: DealMap, one: SeatSum) -> RenderableType:
    who, why = _together(one.parties), one.why
    if not one.others:
        head = f"{who}: {amount(one.at_most)}, no more and no fewer"
    elif len(one.others) < len(one.parties):
        head = f"{_together(one.others)}: {amount(one.at_least)} at least (so {who}: {one.at_most} at most)"
        why = f"for the others: {one.why}"
    else:
        head = f"{who}: {amount(one.at_most)} at most (so {_together(one.others)}: {one.at_least} at least)"
    states = {rule.id: rule for rule in answer.about.rules}
    because = [f"because {states[rule].sentence} ({rule})" for rule in one.rules]
    names = [answer.about.seat_name(seat) for seat in one.seats[:MOST_NAMED]]
    rest = len(one.seats) - len(names)
    seats = [f"seats: {', '.join(names)}{f' and {rest} more' if rest else ''}"] if names else []
    return bullet("-", head, why, *because, *seats)


def _together(parties: tuple[str, ...]) -> str:
    return parties[0] if len(parties) == 1 else f"{', '.join(parties[:-1])} and {parties[-1]} together"


def _at(answer: DealMap) -> Iterator[RenderableType]:
    look_up = answer.look_up
    if look_up is None:
        return
    seats = len(answer.about.seat_info)
    asked = ", ".join(f"{party} {_span(*both, seats)}" for party, both in look_up.bounds.items())
    yield section(f"Is a deal possible with {asked}?", *_verdict_at(look_up))


def _span(low: int, high: int, seats: int) -> str:
    if low == high:
        return str(low)
    if high >= seats:
        return f"at least {low}"
    return f"{low} to {high}" if low else f"at most {high}"


def _verdict_at(look_up: LookUp) -> Iterator[RenderableType]:
    if look_up.no_deal is not None:
        yield Text(f"No. {look_up.no_deal.sentence}.")
    elif look_up.possible is False:
        yield Text("No. The sums allow it, but the engine proved that no split keeps the demands.")
    elif look_up.possible is None:
        yield Text("Not known: the sums allow it, and the time limit came before the engine had an answer.")
    if look_up.possible is not False and look_up.ranges is not None:
        spans = ", ".join(
            f"{name} {low}" if low == high else f"{name} {low} to {high}"
            for name, (low, high) in look_up.ranges.items()
        )
        yield Text(f"{'Yes' if look_up.possible else 'If so'}: with these bounds {spans}.")
