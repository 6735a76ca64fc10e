"""How does a split stand against the rules and the fairness axioms: for a negotiator?"""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType

from solver.answers import Audit, Axiom, Finding, Pareto
from solver.report.changes import held_heading
from solver.report.seats import party_mark
from solver.report.style import bullet, colours, grid, section
from solver.words import amount


def audit_report(audit: Audit) -> RenderableType:
    """The split, the rules that it breaks, and the axioms by entitlement and values."""
    return Group(
        *held_heading(audit.about, audit.status, given=audit.given), *(_body(audit) if audit.split is not None else ())
    )


def _body(audit: Audit) -> Iterator[RenderableType]:
    yield _totals(audit)
    yield from _rules(audit)
    yield from _axioms(audit)
    yield from _efficiency(audit)


def _totals(audit: Audit) -> RenderableType:
    table, shades = grid("Party", "", ">Seats"), colours(audit.about.party_info)
    for party in audit.about.party_info:
        table.add_row(party_mark(party.id, shades), party.name, str((audit.seats or {})[party.id]))
    return section(amount(len(audit.about.seat_info)), table)


def _rules(audit: Audit) -> Iterator[RenderableType]:
    broken = [rule for rule in audit.rules if rule.shortfall]
    lines = [
        bullet(
            "-",
            f"{rule.id}{' (red line)' if rule.must else ''}: short by {amount(rule.shortfall or 0, rule.unit)}",
            rule.sentence,
            *_told(audit, audit.findings.get(rule.id, Finding())),
        )
        for rule in broken
    ]
    kept = [rule.id for rule in audit.rules if rule.shortfall == 0]
    if kept:
        lines.append(bullet("-", f"kept: {', '.join(kept)}"))
    if lines:
        yield section("Rules", *lines, note=f"{len(broken)} of {len(audit.rules)} broken")


def _axioms(audit: Audit) -> Iterator[RenderableType]:
    groups: dict[tuple[str | None, tuple[str, ...] | None, str | None], list[Axiom]] = {}
    for axiom in audit.axioms:
        groups.setdefault((axiom.entitlement, axiom.over, axiom.values), []).append(axiom)
    for (entitlement, over, values), axioms in groups.items():
        table = grid("Axiom", "Verdict", "Who, and what would mend it")
        for axiom in axioms:
            table.add_row(axiom.name, _verdict(axiom), "\n".join(_told(audit, axiom.finding)) or axiom.cannot)
        bound = f"over {' and '.join(over)}" if over else ""
        basis = ", ".join(part for part in (f"entitled by {entitlement}" if entitlement else "", bound, values) if part)
        yield section(f"Fairness{f': {basis}' if basis else ''}", table)


def _verdict(axiom: Axiom) -> str:
    if axiom.shortfall is None:
        return "not computed"
    return f"short by {amount(axiom.shortfall, axiom.unit)}" if axiom.shortfall else "kept"


def _told(audit: Audit, finding: Finding) -> Iterator[str]:
    """Witness and mend."""
    if finding.breach is not None:
        yield finding.breach.sentence
    mend = finding.mend
    if mend is not None:
        moves = ", ".join(f"{audit.about.seat_name(seat)} from {one} to {other}" for seat, one, other in mend.moves)
        left = f", then short by {mend.shortfall}" if mend.shortfall else ""
        broken = [f"breaks the red line {rule}" for rule in mend.red_lines]
        worse = "; ".join([*broken, *_short(mend.worse)])
        yield f"{'nearer' if mend.shortfall else 'mended'} by {moves}{left}{f' ({worse})' if worse else ''}"
    elif finding.breach is not None and not finding.mend_complete:
        yield "not every exchange was tried"


def _short(worse: dict[str, tuple[int, int]]) -> Iterator[str]:
    """'short: inc-2009 by 2 instead of 1, sp-minimum by 1 instead of 0', or nothing."""
    if worse:
        told = ", ".join(f"{rule} by {after} instead of {before}" for rule, (before, after) in worse.items())
        yield f"short: {told}"


def _efficiency(audit: Audit) -> Iterator[RenderableType]:
    lines = [bullet("-", *_pareto(audit, one)) for one in audit.pareto]
    if lines:
        yield section("Pareto optimality: could some party have more, and none less?", *lines)


def _pareto(audit: Audit, one: Pareto) -> Iterator[str]:
    """What is known, and the way to a better split."""
    if one.always:
        yield f"{one.values}: no, whatever the split: one party's gain is another's loss"
    elif one.status == "optimal":
        yield f"{one.values}: no, proved"
    elif one.status == "unknown":
        yield f"{one.values}: not known, the time limit came first"
    else:
        gains = ", ".join(f"{party} {gain:+,}" for party, gain in (one.gains or {}).items() if gain)
        yield f"{one.values}: yes, {gains}, if {amount(len(one.moves))} went elsewhere"
        yield ", ".join(f"{audit.about.seat_name(seat)} ({here} to {there})" for seat, here, there in one.moves)
        yield from _short(one.worse)
