"""Does an answer of `why --seat`, `why --rule` or `why --forced` hold?"""

from __future__ import annotations

from collections.abc import Iterator

from solver.more import kept_in_full, seat_to
from solver.split import Split
from solver.verify.bounds import stage_checks
from solver.verify.case import Case
from solver.verify.checks import Check, Claim, Result, under
from solver.verify.clashes import clash_checks
from solver.verify.contrasts import CUT_ONLY, Contrasted
from solver.verify.forced import forced_checks
from solver.verify.nearest import nearest_checks
from solver.verify.prices import Priced
from solver.verify.standing import no_split_checks, split_status
from solver.verify.stored import Best
from solver.verify.told import ToldForced, ToldRule, ToldSeat
from solver.verify.totals import notice_check, split_check


def why_checks(case: Case, best: Best, told: ToldSeat | ToldRule | ToldForced) -> Iterator[Result]:
    """What stands around it, then what was asked."""
    cut = case.stored.about.limited or told.interrupted
    yield notice_check(case, best.notices)
    if best.split is None:
        empty = not told.others if isinstance(told, ToldSeat) else isinstance(told, ToldForced) or told.in_full is None
        yield from no_split_checks(case, best, empty=empty, cut=cut)
    else:
        sound = split_check(case, best.split)
        yield sound
        if sound.verdict == "refused":
            return
        yield split_status(best, cut=cut)
        yield from stage_checks(case, best, best.split)
        if len(best.cost) != len(case.posed.costs) or len(best.goals) != len(case.posed.goals):
            return
        if best.status == "optimal":
            yield from under(nearest_checks(case, best, best.split, nearest=True, cut=cut), "$", "choice")
    if isinstance(told, ToldForced):
        yield from forced_checks(case, best.split, told, cut=cut)
    else:
        yield from _rule(case, best, told, cut=cut) if isinstance(told, ToldRule) else _seat(case, best, told, cut=cut)


def _seat(case: Case, best: Best, told: ToldSeat, *, cut: bool) -> Iterator[Result]:
    claim = Claim("seat", "$.seat.seat", f"{told.seat} is a seat")
    if told.seat not in case.posed.grid.seats:
        yield claim.refused("there is no such seat")
        return
    holder = None if best.split is None else best.split[told.seat]
    claim = Claim("seat", "$.seat.party", f"{told.seat} goes to {told.party or 'nobody'}")
    yield claim.settled(None if told.party == holder else f"in the split, to {holder}", "counted")
    yield _parties(case, told, holder, cut=cut)
    if best.split is None:
        return
    for index, (party, one) in enumerate(told.others):
        if party not in case.posed.grid.parties:
            continue
        more = seat_to(case.posed, told.seat, party)
        checks = Contrasted(case, best, best.split, one, more, cut=cut).checks()
        yield from under(checks, f"$.seat.others[{index}]", f"to {party}")


def _parties(case: Case, told: ToldSeat, holder: str | None, *, cut: bool) -> Check:
    """All others are told in order, or the one that was asked about; as far as it came, where it was cut short."""
    claim = Claim("seat", "$.seat.others", "whom it could go to instead")
    others = [] if holder is None else [party for party in case.posed.grid.parties if party != holder]
    named = [party for party, _ in told.others]
    right = named == others or (len(named) == 1 and named[0] in others) or (cut and named == others[: len(named)])
    return claim.settled(None if right else f"they are {', '.join(others) or 'nobody'}, or one of these")


def _rule(case: Case, best: Best, told: ToldRule, *, cut: bool) -> Iterator[Result]:
    claim = Claim("rule", "$.rule.rule", f"{told.rule} is a rule of this what-if")
    if told.rule not in case.numbers:
        yield claim.refused("there is no such rule")
        return
    index = case.numbers[told.rule]
    if told.without is not None:
        checks = Priced(case, best, told.without, index, cut=cut).checks()
        yield from under(checks, "$.rule.without", f"without {told.rule}")
    elif not cut:
        yield Claim("rule", "$.rule.without", f"without {told.rule}").refused(CUT_ONLY)
    if best.split is not None:
        yield from _in_full(case, best, best.split, told, index, cut=cut)
    known, among_musts = best.split is not None or best.status == "infeasible", best.status == "infeasible"
    clashes = clash_checks(case, told.clashes, among_musts=among_musts, whole=known, involving=index)
    yield from under(clashes, "$.rule", "conflicts")


def _in_full(case: Case, best: Best, split: Split, told: ToldRule, index: int, *, cut: bool) -> Iterator[Result]:
    short = case.shortfalls(split)[index]
    claim = Claim("rule", "$.rule.in_full", f"{told.rule} in full")
    if told.in_full is None:
        yield claim.settled(
            None if not short or cut else f"it falls short by {short}", "it is kept" if not short else ""
        )
    elif not short:
        yield claim.refused("the best split keeps it")
    else:
        more = kept_in_full(case.posed, index)
        checks = Contrasted(case, best, split, told.in_full, more, cut=cut).checks()
        yield from under(checks, "$.rule.in_full", f"{told.rule} in full")
