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
from solver.report.wins import LIMITS, seats_won

ABSENT = "-"


def compare_report(labels: Sequence[str], answers: Sequence[Answer], worth: Sequence[Worth] = ()) -> RenderableType:
    """One table of totals, one of expected wins, whether newcomers are worth it, demands, and the seats that move."""
    blocks = [
        Text(answers[0].title, style="bold"),
        Text(""),
        _totals(labels, answers),
        *_wins(labels, answers),
        *_worth(worth),
        _demands(labels, answers),
    ]
    return Group(*blocks, *_moved(labels, answers))


def _parties(answers: Sequence[Answer]) -> dict[str, str]:
    """Name by party, over all what-ifs, in file order as far as they agree."""
    return {party.id: party.name for answer in reversed(answers) for party in answer.party_info}


def _totals(labels: Sequence[str], answers: Sequence[Answer]) -> RenderableType:
    table = grid("Party", *(f">{label}" for label in labels), ">Change")
    shades = {party: shade for answer in answers for party, shade in colours(answer.party_info).items()}
    for party in _parties(answers):
        table.add_row(
            party_mark(party, shades),
            *(_seats(answer, party) for answer in answers),
            _change(answers, party),
        )
    table.add_row("Status", *(answer.status for answer in answers), "")
    for index, stage in enumerate(answers[0].cost):
        cells = [str(a.cost[index].value) if index < len(a.cost) else ABSENT for a in answers]
        table.add_row(f"Cost, priority {stage.label}", *cells, "")
    return section("Seats, and least to most over all splits that fall short as little", table)


def _wins(labels: Sequence[str], answers: Sequence[Answer]) -> Iterator[RenderableType]:
    """Expected wins of each party and of the pact, where votes are modelled."""
    if all(answer.wins is None for answer in answers):
        return
    table = grid("Party", *(f">{label}" for label in labels), ">Change")
    shades = {party: shade for answer in answers for party, shade in colours(answer.party_info).items()}
    for party in _parties(answers):
        found = [answer.wins.parties.get(party) if answer.wins else None for answer in answers]
        table.add_row(party_mark(party, shades), *_expected(found))
    table.add_row("Together", *_expected([answer.wins.pact if answer.wins else None for answer in answers]))
    basis = dict.fromkeys(answer.wins.basis for answer in answers if answer.wins)
    lines = [bullet("-", one) for one in (*basis, *LIMITS)]
    yield section("Expected wins", table, *lines, note="in brackets: 9 of 10 simulated elections")


def _worth(worth: Sequence[Worth]) -> Iterator[RenderableType]:
    """Whether each newcomer pays, and the expected wins by the part of its voters that follows."""
    for one in worth:
        table = grid("Voters who follow", *(f">{rate}%" for rate, _ in one.curve))
        table.add_row("Expected wins", *(f"{wins:.1f}" for _, wins in one.curve))
        how = ["The split was solved anew at each rate."] if one.solved_anew else ["The split is kept at each rate."]
        how += [] if one.proved else ["Not every one of them is proved the best: the time limit came first."]
        yield section(f"Is {one.party} worth it? {one.option}", Text(one.sentence), *map(Text, how), table)


def _expected(found: Sequence[Expected | None]) -> tuple[str, ...]:
    """One cell a what-if, then the change from the first to the last; who is not in the pact wins nothing for it."""
    first, last = (one.millionths if one else 0 for one in (found[0], found[-1]))
    return (*(seats_won(one) if one else ABSENT for one in found), f"{(last - first) / MILLION:+.1f}")


def _seats(answer: Answer, party: str) -> str:
    if answer.seats is None or party not in answer.seats:
        return ABSENT
    span = answer.ranges[party]
    around = "" if span is None else f" ({span[0]})" if span[0] == span[1] else f" ({span[0]} to {span[1]})"
    return f"{answer.seats[party]}{around}"


def _change(answers: Sequence[Answer], party: str) -> str:
    """From the first what-if to the last."""
    first, last = ((answer.seats or {}).get(party, 0) for answer in (answers[0], answers[-1]))
    if answers[0].seats is None or answers[-1].seats is None:
        return ABSENT
    return f"{last - first:+d}" if last != first else "0"


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
