"""What does a negotiator read on the first page?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Answer, Conflict, RuleState
from solver.report.seats import party_mark, seats_by_region, tile_map
from solver.report.style import bullet, colours, grid, section
from solver.report.wins import wins_section
from solver.words import amount

NOT_MODELLED = (
    "How votes transfer between partners, and so who would win: seats are counted, not chances.",
    "Candidates, money, and what partners owe each other in other states.",
)

LIMIT_FIRST = "Not worked out: the time limit came first."

STATUS = {
    "optimal": "best split, proved",
    "feasible": "best split found, not proved the best: the time limit came first",
    "infeasible": "no split keeps the red lines",
    "unknown": "ran out of time before any split was found",
}


def solve_report(answer: Answer) -> RenderableType:
    """The whole terminal report: first page, then the seats."""
    return Group(*_first_page(answer), *_second_page(answer))


def _first_page(answer: Answer) -> Iterator[RenderableType]:
    yield _head(answer)
    if answer.split is not None:
        yield _totals(answer)
        yield from wins_section(answer.wins, answer.party_info, answer.seats)
        yield from _disputes(answer)
    yield from _conflicts(answer)
    yield from _ways_out(answer)
    yield _demands(answer)
    yield section("Not modelled yet", *(bullet("-", line) for line in NOT_MODELLED[0 if answer.wins is None else 1 :]))


def _second_page(answer: Answer) -> Iterator[RenderableType]:
    if answer.split is not None:
        if any(seat.tile for seat in answer.seat_info):
            yield section("Map", tile_map(answer))
        yield section("Seats by region and party", seats_by_region(answer))


def _head(answer: Answer) -> RenderableType:
    chosen = what_if_line(answer.switches | answer.settings, answer.dropped)
    verdict = Text(f"{STATUS[answer.status].capitalize()}. {_decided(answer)}")
    return Group(Text(answer.title, style="bold"), *chosen, verdict, Text(""))


def what_if_line(settings: Mapping[str, str], dropped: Iterable[str]) -> Iterator[Text]:
    """'What if: bsp=in, without north'; no line where nothing is set."""
    chosen = [f"{name}={option}" for name, option in settings.items()] + [f"without {rule}" for rule in dropped]
    if chosen:
        yield Text(f"What if: {', '.join(chosen)}")


def _decided(answer: Answer) -> str:
    goals = "; then ".join(answer.goal_sentences)
    if answer.decided_by == "demands":
        return "The demands alone leave this one split."
    if answer.decided_by == "goal":
        return f"The demands leave a choice; this split is the one with {goals}."
    if answer.decided_by == "tie-break":
        among = f" Even among those with {goals}" if goals else " Among them"
        return f"The demands leave a choice.{among} it is only the first by file order."
    return "How free the choice is was not worked out: the time limit came first." if answer.split else ""


def _totals(answer: Answer) -> RenderableType:
    table = grid("Party", "", ">Seats", ">Could be", "Demands short")
    shades = colours(answer.party_info)
    for party in answer.party_info:
        span = answer.ranges[party.id]
        could = "time ran out" if span is None else str(span[0]) if span[0] == span[1] else f"{span[0]} to {span[1]}"
        short = [f"{rule.id} by {rule.shortfall}" for rule in answer.rules if rule.shortfall and _about(rule, party.id)]
        seats = str((answer.seats or {})[party.id])
        table.add_row(party_mark(party.id, shades), party.name, seats, could, ", ".join(short) or "none")
    note = "'could be': over all splits that fall short as little"
    return section(f"{amount(len(answer.seat_info))}", table, note=note)


def _about(rule: RuleState, party: str) -> bool:
    return rule.asked_by == party or (rule.claims is not None and rule.claims[0] == party)


def _disputes(answer: Answer) -> Iterator[RenderableType]:
    """Seats that rules claim for two parties or more."""
    claims: dict[str, dict[str, list[RuleState]]] = {}
    for rule in answer.rules:
        if rule.claims is not None:
            party, claimed = rule.claims
            for one in claimed:
                claims.setdefault(one, {}).setdefault(party, []).append(rule)
    table = grid("Seat", "Claimed by", "Goes to")
    shades = colours(answer.party_info)
    for seat in answer.seat_info:
        rivals = claims.get(seat.id, {})
        if len(rivals) > 1 and answer.split is not None:
            who = "; ".join(f"{party}: {', '.join(map(_marked, rules))}" for party, rules in rivals.items())
            table.add_row(seat.name, who, party_mark(answer.split[seat.id], shades))
    if table.row_count:
        yield section("Seats in dispute", table)


def _marked(rule: RuleState) -> str:
    kind = "red line" if rule.must else rule.basis
    return f"{rule.id} ({kind})" if kind else rule.id


def _conflicts(answer: Answer) -> Iterator[RenderableType]:
    if not answer.conflicts:
        nothing = "Nothing: every demand can be met at once." if answer.conflicts_complete else LIMIT_FIRST
        yield section("What cannot all be met", Text(nothing))
        return
    number = len(answer.conflicts)
    found = "all" if answer.conflicts_complete else "the smallest; there may be more" if number > 1 else "maybe not all"
    basis = {rule.id: rule for rule in answer.rules}
    lines = [conflict_block(f"{index}.", one, basis) for index, one in enumerate(answer.conflicts, 1)]
    yield section("What cannot all be met", *lines, note=f"{number}, {found}")


def conflict_block(mark: str, conflict: Conflict, rules: Mapping[str, RuleState]) -> RenderableType:
    """Who clashes, what each of them asks, why it cannot be, and what would be enough."""
    members = " + ".join(_marked(rules[one]) for one in (*conflict.rules, *conflict.musts))
    reasons = [
        f"{'red line: ' if rules[one].must else ''}{rules[one].sentence}" for one in (*conflict.rules, *conflict.musts)
    ]
    why = [f"why: {conflict.why}"] if conflict.why else []
    return bullet(mark, members, *reasons, *why, *_alone(conflict, rules))


def _alone(conflict: Conflict, rules: Mapping[str, RuleState]) -> Iterator[str]:
    """By how much one member would have to give way; said once where it is the same for all."""
    by = [(rule, amount(by, rules[rule].unit)) for rule, by in conflict.alone.items()]
    same = {much for _, much in by}
    if len(by) > 1 and len(same) == 1:
        them = "the asks" if conflict.rules and conflict.musts else "them"
        yield f"enough if any one of {them} gives way by {same.pop()}"
    elif by:
        each = ", ".join(f"{rule} by {much}" for rule, much in by)
        yield f"enough if one alone gives way: {each}" if len(by) > 1 else f"gives way: {each}"


def _ways_out(answer: Answer) -> Iterator[RenderableType]:
    """What gives way: first what every way has in common, then what sets each apart."""
    if not answer.concessions or not answer.concessions[0].loosen:
        return
    ways = [way.loosen for way in answer.concessions]
    common = {rule: by for rule, by in ways[0].items() if all(way.get(rule) == by for way in ways)}
    lines = [bullet("-", f"{'in any case ' if len(ways) > 1 else ''}{_gives(common, answer)}")] if common else []
    for index, way in enumerate(ways if len(ways) > 1 else (), 1):
        own = {rule: by for rule, by in way.items() if rule not in common}
        lines.append(bullet(f"{index}.", _gives(own, answer) + (" (the split above)" if index == 1 else "")))
    yield section("Ways out: what gives way so that all the rest holds", *lines, note=_how_many(answer))


def _gives(loosen: dict[str, int], answer: Answer) -> str:
    rules = {rule.id: rule for rule in answer.rules}
    return ", ".join(f"{rule} by {amount(by, rules[rule].unit)}" for rule, by in loosen.items())


def _how_many(answer: Answer) -> str:
    if any(not stage.proved for stage in answer.cost):
        return "what this split gives up; not proved the least"
    cost = ", ".join(f"{stage.value} at priority {stage.label}" for stage in answer.cost)
    unsure = "" if answer.concessions_complete else "; there may be others that cost as little"
    return f"least cost: {cost}{'; others cost as little' if answer.more_concessions else unsure}"


def _verdict(rule: RuleState) -> str:
    if rule.shortfall is None:
        return "-"
    return f"short by {amount(rule.shortfall, rule.unit)}" if rule.shortfall else "kept"


def _demands(answer: Answer) -> RenderableType:
    table = grid(">Pri", "Demand", "Basis", "Verdict")
    for rule in sorted(answer.rules, key=lambda rule: (not rule.must, rule.priority)):
        asked = f" [{rule.asked_by}]" if rule.asked_by else ""
        text = Text(f"{rule.id}{asked}: {rule.sentence}")
        style = "" if not rule.shortfall else "bold"
        table.add_row(
            "red" if rule.must else str(rule.priority),
            text,
            rule.basis or "-",
            Text(_verdict(rule), style=style),
        )
    body = table if answer.rules else Text("None.")
    return section("Demands", body, note="by priority; 'red' is a red line")
