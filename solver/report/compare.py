"""What changes for each party between what-ifs, and which seats move?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Answer, Worth
from solver.odds import MILLION, Expected
from solver.report.plain import moved_seats
from solver.report.seats import party_mark
from solver.report.style import bullet, colours, grid, section
from solver.report.wins import LIMITS, seats_won, signed

ABSENT = "-"


def compare_report(labels: Sequence[str], answers: Sequence[Answer], worth: Sequence[Worth] = ()) -> RenderableType:
    """One table of totals, one of expected wins, whether newcomers are worth it, demands, and the seats that move."""
    blocks = [
        Text(answers[0].title, style="bold"),
        Text(""),
        _totals(labels, answers),
        *_wins(labels, answers),
        *_gains(labels, answers),
        *_worth(worth),
        _demands(labels, answers),
    ]
    return Group(*blocks, *_moved(labels, answers))


def _parties(answers: Sequence[Answer]) -> dict[str, str]:
    """Name by party, over all what-ifs, in file order as far as they agree."""
    return {party.id: party.name for answer in reversed(answers) for party in answer.party_info}


def _totals(labels: Sequence[str], answers: Sequence[Answer]) -> RenderableType:
    table = grid("Party", *(f">{label}" for label in labels), *_two(labels, ">Change"))
    shades = {party: shade for answer in answers for party, shade in colours(answer.party_info).items()}
    for party in _parties(answers):
        changes = _two(labels, _change(answers[0], answers[-1], party))
        table.add_row(party_mark(party, shades), *(_seats(answer, party) for answer in answers), *changes)
    none = _two(labels, "")
    table.add_row("Status", *(answer.status for answer in answers), *none)
    for index, stage in enumerate(answers[0].cost):
        cells = [str(a.cost[index].value) if index < len(a.cost) else ABSENT for a in answers]
        table.add_row(f"Cost, priority {stage.label}", *cells, *none)
    return section("Seats, and least to most over all splits that fall short as little", table)


def _two(labels: Sequence[str], cell: str) -> tuple[str, ...]:
    """A cell for the change between two what-ifs; more than two have a table of their own."""
    return (cell,) if len(labels) == 2 else ()


def _wins(labels: Sequence[str], answers: Sequence[Answer]) -> Iterator[RenderableType]:
    """Expected wins of each party and of the pact, where votes are modelled."""
    if all(answer.wins is None for answer in answers):
        return
    table = grid("Party", *(f">{label}" for label in labels), *_two(labels, ">Change"))
    shades = {party: shade for answer in answers for party, shade in colours(answer.party_info).items()}
    for party in _parties(answers):
        found = [answer.wins.parties.get(party) if answer.wins else None for answer in answers]
        table.add_row(party_mark(party, shades), *_expected(found))
    table.add_row("Together", *_expected([answer.wins.pact if answer.wins else None for answer in answers]))
    basis = dict.fromkeys(answer.wins.basis for answer in answers if answer.wins)
    lines = [bullet("-", one) for one in (*_walking(labels, answers), *basis, *LIMITS)]
    yield section("Expected wins", table, *lines, note="in brackets: 9 of 10 simulated elections")


def _walking(labels: Sequence[str], answers: Sequence[Answer]) -> Iterator[str]:
    """Which partners expect less than alone, and where."""
    walking = [
        f"{party} in {label} ({wins.parties[party].wins:.1f} expected, {wins.alone_wins(party):.1f} alone)"
        for label, wins in zip(labels, (answer.wins for answer in answers), strict=True)
        if wins is not None
        for party in wins.would_walk_away
    ]
    if walking:
        yield f"Would walk away: {', '.join(walking)}."


def _gains(labels: Sequence[str], answers: Sequence[Answer]) -> Iterator[RenderableType]:
    """What each party contests and expects more or less than in the first what-if, where there are several others."""
    if len(labels) < 3:
        return
    odds = any(answer.wins for answer in answers)
    table = grid("Party", *(f">{label}" for label in labels[1:] for _ in range(1 + odds)))
    table.add_row("", *(word for _ in labels[1:] for word in (("seats", "wins") if odds else ("seats",))))
    shades = {party: shade for answer in answers for party, shade in colours(answer.party_info).items()}
    for party in _parties(answers):
        wins = _won_more([answer.wins.parties.get(party) if answer.wins else None for answer in answers])
        seats = [_change(answers[0], answer, party) for answer in answers[1:]]
        cells = (cell for pair in zip(seats, wins, strict=True) for cell in pair[: 1 + odds])
        table.add_row(party_mark(party, shades), *cells)
    if odds:
        wins = _won_more([answer.wins.pact if answer.wins else None for answer in answers])
        table.add_row("Together", *(cell for one in wins for cell in ("", one)))
    yield section(f"Changes against {labels[0]}", table)


def _worth(worth: Sequence[Worth]) -> Iterator[RenderableType]:
    """Whether each newcomer pays, and the expected wins by the part of its voters that follows."""
    for one in worth:
        table = grid("Voters who follow", *(f">{rate}%" for rate, _ in one.curve))
        table.add_row("Expected wins", *(f"{wins:.1f}" for _, wins in one.curve))
        how = ["The split was solved anew at each rate."] if one.solved_anew else ["The split is kept at each rate."]
        how += [] if one.proved else ["Not every one of them is proved the best: the time limit came first."]
        yield section(f"Is {one.party} worth it? {one.option}", Text(one.sentence), *map(Text, how), table)


def _expected(found: Sequence[Expected | None]) -> tuple[str, ...]:
    """One cell a what-if, and of two the change."""
    change = _won_more(found) if len(found) == 2 else ()
    return (*(seats_won(one) if one else ABSENT for one in found), *change)


def _won_more(found: Sequence[Expected | None]) -> tuple[str, ...]:
    """Changes of expected wins against the first; who is not in the pact wins nothing for it."""
    first, *others = (one.millionths if one else 0 for one in found)
    return tuple(signed((other - first) / MILLION) for other in others)


def _seats(answer: Answer, party: str) -> str:
    if answer.seats is None or party not in answer.seats:
        return ABSENT
    span = answer.ranges[party]
    around = "" if span is None else f" ({span[0]})" if span[0] == span[1] else f" ({span[0]} to {span[1]})"
    return f"{answer.seats[party]}{around}"


def _change(one: Answer, other: Answer, party: str) -> str:
    """From one what-if to another one."""
    if one.seats is None or other.seats is None:
        return ABSENT
    by = other.seats.get(party, 0) - one.seats.get(party, 0)
    return f"{by:+d}" if by else "0"


def _demands(labels: Sequence[str], answers: Sequence[Answer]) -> RenderableType:
    table = grid("Demand", *(f">{label}" for label in labels))
    rules = dict.fromkeys(rule.id for answer in answers for rule in answer.rules)
    for rule in rules:
        table.add_row(rule, *(_verdict(answer, rule) for answer in answers))
    return section("Demands: kept, or short by", table, note=f"'{ABSENT}' where a demand does not apply")


def _verdict(answer: Answer, rule: str) -> str:
    state = next((one for one in answer.rules if one.id == rule), None)
    if state is None or state.shortfall is None:
        return ABSENT
    return "kept" if not state.shortfall else str(state.shortfall)


def _moved(labels: Sequence[str], answers: Sequence[Answer]) -> Iterator[RenderableType]:
    moved = moved_seats(answers)
    shades = {party: shade for answer in answers for party, shade in colours(answer.party_info).items()}
    table = grid("Seat", *labels)
    for _, name, holders in moved:
        table.add_row(name, *(party_mark(holder, shades) if holder else Text(ABSENT) for holder in holders))
    yield section(f"Seats that move ({len(moved)})", table if moved else Text("None."))
