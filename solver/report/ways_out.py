"""What would it take, and who would bear it: packages of concessions, for a negotiator?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import DropSets, WayOut, WaysOut
from solver.report.changes import clash_section
from solver.report.style import bullet, section
from solver.report.summary import what_if_line
from solver.words import amount, cut_short

NOBODY = "nobody in particular"


def ways_out_report(answer: WaysOut) -> RenderableType:
    """The whole terminal report."""
    return Group(_head(answer), *_packages(answer), *_clash(answer), *_drop_sets(answer))


def _head(answer: WaysOut) -> RenderableType:
    chosen = what_if_line(answer.about.switches | answer.about.settings, answer.about.dropped)
    return Group(Text(answer.about.title, style="bold"), *chosen, Text(_verdict(answer)), Text(""))


def _verdict(answer: WaysOut) -> str:
    order = "with the most even burden" if answer.even else "that cost least"
    whom = f", where only {answer.who} gives way" if answer.who else ""
    if answer.status == "infeasible" and answer.who:
        return f"Whatever {answer.who} gives up, the rest cannot all be kept."
    if answer.status == "infeasible":
        return "No split keeps the red lines."
    if answer.status == "unknown":
        return f"No way out was found: {_cut(answer)}."
    if answer.status == "feasible":
        return f"A way out{whom}, not proved to be one of those {order}: {_cut(answer)}."
    if not answer.ways[0].concession.loosen:
        return "Nothing need give way: all can be kept at once."
    which = f"ways out {order}" if answer.even else "cheapest ways out, in order of cost"
    return f"The {which}{whom}, each proved. {_how_many(answer)}"


def _how_many(answer: WaysOut) -> str:
    number = len(answer.ways)
    if answer.complete:
        return "There is no other." if number == 1 else f"These {number} are all."
    order = "" if answer.in_order else " Which of several of one cost are told is the engine's choice."
    return ("There are more." if answer.more else f"There may be more: {_cut(answer)}.") + order


def _cut(answer: WaysOut) -> str:
    """What ended the search early."""
    return cut_short(interrupted=answer.interrupted)


def _packages(answer: WaysOut) -> Iterator[RenderableType]:
    """What all packages have in common, then what sets each apart."""
    if not answer.ways or not answer.ways[0].concession.loosen:
        return
    loosened = [way.concession.loosen for way in answer.ways]
    common = {rule: by for rule, by in loosened[0].items() if all(way.get(rule) == by for way in loosened)}
    if common and len(loosened) > 1:
        lines = _lines(common, answer.ways[0], answer)
        among = "every one of them" if answer.complete else f"each of the {len(loosened)} told here"
        yield section(f"What gives way in {among}", *(bullet("-", line) for line in lines))
    else:
        common = {}
    blocks = [_package(f"{index}.", way, common, answer) for index, way in enumerate(answer.ways, 1)]
    yield section("Ways out: what gives way so that all the rest holds", *blocks)


def _package(mark: str, way: WayOut, common: Mapping[str, int], answer: WaysOut) -> RenderableType:
    own = {rule: by for rule, by in way.concession.loosen.items() if rule not in common}
    return bullet(mark, _cost(way, answer), *_lines(own, way, answer), *_shares(way, answer), *_seats(way, answer))


def _lines(loosen: Mapping[str, int], way: WayOut, answer: WaysOut) -> list[str]:
    """'sp-minimum (SP) by 10 seats; then: SP contests at least 55 seats'."""
    rules = {rule.id: rule for rule in answer.about.rules}
    return [
        f"{rule} ({answer.borne_by[rule] or NOBODY}) by {amount(by, rules[rule].unit)}; then: {way.loosened[rule]}"
        for rule, by in loosen.items()
    ]


def _cost(way: WayOut, answer: WaysOut) -> str:
    parts = zip(way.concession.cost, answer.priorities, strict=True)
    return "costs " + ", ".join(f"{value} at priority {priority}" for value, priority in parts)


def _shares(way: WayOut, answer: WaysOut) -> Iterator[str]:
    """'shares at priority 1: INC 5, SP 5', the largest first; only where they decide."""
    for number, priority in enumerate(answer.priorities if answer.even else ()):
        borne = sorted(way.shares, key=lambda share: -share.cost[number])
        told = ", ".join(f"{share.party or NOBODY} {share.cost[number]}" for share in borne if share.cost[number])
        yield f"shares at priority {priority}: {told or 'none'}"


def _seats(way: WayOut, answer: WaysOut) -> Iterator[str]:
    """'a split that does: INC 20, SP 55, RLD 5'."""
    split = way.concession.split
    if split is not None:
        counts = ", ".join(f"{party.id} {split.count(party.id)}" for party in answer.about.party_info)
        yield f"seats, in a split that does: {counts}"


def _clash(answer: WaysOut) -> Iterator[RenderableType]:
    if answer.status == "infeasible":
        nothing = f"Not worked out: {_cut(answer)}."
        yield clash_section(answer.conflicts, answer.about.rules, nothing, complete=answer.conflicts_complete)


def _drop_sets(answer: WaysOut) -> Iterator[RenderableType]:
    sets: DropSets | None = answer.drop_sets
    if sets is None or answer.status == "infeasible":
        return
    if not sets.found:
        yield section("What could be dropped altogether", Text(f"Not worked out: {_cut(answer)}."))
        return
    blocks = [bullet(f"{index}.", " + ".join(one.rules) or "nothing") for index, one in enumerate(sets.found, 1)]
    note = f"{len(sets.found)}, {'all' if sets.complete else 'there may be more'}; the rest is then kept in full"
    yield section("What could be dropped altogether", *blocks, note=note)
