"""Does the model hold against what happened: what a backtest and a fit found, for a terminal, a page and programs?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import RenderableType

from solver.backtest.answer import MOST_SIGMA, SEAT_COLUMNS, Backtest, Backtests
from solver.backtest.fit import LEVEL, LIMITS, Estimate, Fit
from solver.backtest.margins import ADDED_ASSEMBLY, BASELINES, FILLED, MODEL, SWING_ASSEMBLY, WAYS
from solver.backtest.scores import Bin, Scores
from solver.backtest.sharing import CLAIMS, LEADER, PLAIN, WINNER
from solver.report.blocks import Block, on_terminal
from solver.words import amount

MISSES = 6
"""Seats where the model was most wrong that are named."""

DETAILED = 4
"""With more pacts than this, only the summary is told."""

NOTHING = (
    "There is nothing earlier to predict from, so neither odds nor splits are told.",
    "Give a table of what came before too: seat_no, partner, prev_year, votes, vote_share, position; or full results: "
    "year, seat_no, party, votes.",
)

_WIDTH = 20
"""Characters of a bar that stands for 1."""


def backtest_report(found: Backtests) -> RenderableType:
    """The whole terminal report; with many pacts the summary alone."""
    blocks = [block for one in found.pacts for block in pact_blocks(one)] if len(found.pacts) <= DETAILED else []
    return on_terminal([*blocks, *summary_blocks(found)])


def fit_report(fits: Sequence[Fit]) -> RenderableType:
    """The whole terminal report."""
    return on_terminal([*(block for one in fits for block in fit_blocks(one)), limits_block()])


def backtest_csv_columns(one: Backtest) -> tuple[str, ...]:
    """The header of one pact's rows, seat by seat; who holds a seat by a goal or rule stands under 'split.'."""
    return (*SEAT_COLUMNS, *(told.way.id for told in one.ways), *(f"split.{sharing.id}" for sharing in one.sharings))


# --- one pact -------------------------------------------------------------------------------


def pact_blocks(one: Backtest, level: int = 3) -> Iterator[Block]:
    """What was found about a pact, as far as the tables allow."""
    totals = ", ".join(f"{party} {number}" for party, number in one.pact.totals.items())
    years = ", ".join(map(str, one.pact.years)) or ("" if one.pact.assembly_years else "no election")
    assembly = f"assembly votes of {', '.join(map(str, one.pact.assembly_years))}" if one.pact.assembly_years else ""
    sources = " and ".join(filter(None, (years, assembly)))
    if not one.pact.before:
        yield Block(f"{one.pact.id}: {totals}", text=NOTHING, level=level - 1)
        return
    yield Block(f"{one.pact.id}: {totals}", text=(f"Predicted from {sources} alone.", *_verdicts(one)), level=level - 1)
    if one.scored:
        yield Block("Odds before the vote", _SCORES, tuple(_score_rows(one, told=False)), (_sigma(one),), level)
        if any(told.told for told in one.ways):
            yield Block(
                "Odds, had each way been told the swing", _TOLD, tuple(_score_rows(one, told=True)), _SWING, level
            )
        yield Block("Calibration of the model", _CALIBRATION, tuple(_calibration_rows(one)), (), level)
        yield Block("Where the model was most wrong", _MISSES, tuple(_miss_rows(one)), (), level)
        yield Block("What else was tried", _TRIED, tuple(_tried_rows(one)), (), level)
    elif one.ways:
        yield Block("Odds before the vote", ("", ">expected wins"), tuple(_expected_rows(one)), (_sigma(one),), level)
    yield Block("Seats as signed, given the totals", _SHARED, tuple(_sharing_rows(one)), (), level)


_SCORES = ("", ">Brier", ">log loss", ">called", ">right", ">expected", ">won", ">Brier of calls")
_TOLD = ("", ">swing", ">Brier", ">log loss", ">called", ">right")
_CALIBRATION = ("odds", ">seats", ">mean odds", ">won", "odds (.) and won (#)")
_MISSES = ("seat", "party", ">odds", "won", ">predicted", ">margin")
_TRIED = ("model with", ">Brier", ">log loss", ">told: Brier", ">log loss")
_SHARED = ("", ">shared", ">of", "how")
_SWING = (
    "By how many points margins moved on average is taken from the outcome, for every way; what is left to tell is "
    "which seats.",
)


def _verdicts(one: Backtest) -> Iterator[str]:
    for told, when in ((False, "before the vote"), (True, "told the swing")):
        ahead = one.ahead(told=told)
        if ahead is not None:
            yield f"{when[0].upper()}{when[1:]}, the model is {_against(ahead)} (Brier and log loss)."
            yield from _beaten(one, told=told)
    if one.shares_more is not None:
        engine = one.by_sharing[CLAIMS].shared
        rules = ", ".join(f"{name} {one.by_sharing[name].shared}" for name in (LEADER, WINNER))
        word = "more than" if one.shares_more else "not more than"
        seats = amount(len(one.pact.signed))
        yield f"The engine's split shares {engine} of {seats} with the signed one, {word} either rule ({rules})."
        silent, shared = one.ungrounded
        if silent:
            seats = f"{amount(silent)} without an earlier result"
            yield f"Of these, {seats}: there the totals alone decide ({shared} shared)."


def _beaten(one: Backtest, *, told: bool) -> Iterator[str]:
    """Which ways that are no baselines of the target do better than the model."""
    for way, found in one.better(told=told).items():
        scores = ", ".join(f"{name} {other:.3f} against {model:.3f}" for name, (other, model) in found.items())
        yield f"But {_SAID[way.id]} beats it there: {scores}."


_SAID = {
    FILLED.id: "adding the votes up with absences filled",
    SWING_ASSEMBLY.id: "what candidates' own parties had at the assembly election",
    ADDED_ASSEMBLY.id: "adding the assembly votes up",
}


def _against(ahead: dict[str, bool]) -> str:
    names = {way.id: f"'{way.plain}'" for way in BASELINES}
    won = [names[name] for name, is_ahead in ahead.items() if is_ahead]
    lost = [names[name] for name, is_ahead in ahead.items() if not is_ahead]
    parts = [f"ahead of {' and of '.join(won)}"] if won else []
    parts += [f"not ahead of {' nor of '.join(lost)}"] if lost else []
    return ", but ".join(parts)


def _sigma(one: Backtest) -> str:
    errors = one.spread
    source = f"as margins changed before, in {amount(errors.seats)}" if errors.seats else "the model's defaults"
    interval = (
        "" if one.interval is None else f" The model: {one.interval[0]} to {one.interval[1]} wins, 9 times of 10."
    )
    return (
        f"A margin is taken to be off by {errors.seat:.1f} points by itself and {errors.state:.1f} with all others "
        f"({source}), for every way alike.{interval}"
    )


def _score_rows(one: Backtest, *, told: bool) -> Iterator[tuple[str, ...]]:
    for way in one.ways:
        found = way.told if told else way.scores
        if found is not None and told:
            yield (way.way.plain, f"{way.swing:+.1f}", *_both(found), str(found.called), str(found.right))
        elif found is not None:
            counts = (str(found.called), str(found.right), f"{found.expected:.1f}", str(found.won))
            yield (way.way.plain, *_both(found), *counts, f"{found.brier_of_calls:.3f}")


def _both(found: Scores) -> tuple[str, str]:
    return f"{found.brier:.3f}", f"{found.log_loss:.3f}"


def _expected_rows(one: Backtest) -> Iterator[tuple[str, ...]]:
    return ((told.way.plain, f"{sum(told.odds.values()):.1f}") for told in one.ways)


def _calibration_rows(one: Backtest) -> Iterator[tuple[str, ...]]:
    model = one.by_way[MODEL.id].scores
    for found in model.bins if model else ():
        span = f"{found.low:.1f}-{found.high:.1f}"
        yield span, str(found.seats), f"{found.odds:.2f}", f"{found.won:.2f}", bar(found)


def bar(found: Bin) -> str:
    """The part won as a bar of #, with the mean odds as a dot on it."""
    cells = ["#" if index < round(found.won * _WIDTH) else " " for index in range(_WIDTH + 1)]
    cells[round(found.odds * _WIDTH)] = "."
    return "".join(cells).rstrip()


def _miss_rows(one: Backtest) -> Iterator[tuple[str, ...]]:
    model = one.by_way[MODEL.id]
    for seat in one.misses(MISSES):
        won = "won" if one.pact.won[seat] else "lost"
        after = f"{one.after[seat]:+.1f}" if seat in one.after else ""
        fixed = (one.pact.names[seat], one.pact.signed[seat], f"{model.odds[seat]:.2f}", won)
        yield (*fixed, f"{model.margins[seat]:+.1f}", after)


def _tried_rows(one: Backtest) -> Iterator[tuple[str, ...]]:
    for found in one.tried:
        yield (found.plain, *_both(found.scores), *(_both(found.told) if found.told else ("", "")))
    for told in one.ways:
        if told.hindsight is not None:
            sigma, best = told.hindsight
            least = f"{sigma} or more" if sigma == MOST_SIGMA else str(sigma)
            yield f"{told.way.plain}, off by {least} (best in hindsight)", *_both(best), "", ""


def _sharing_rows(one: Backtest) -> Iterator[tuple[str, ...]]:
    for sharing in one.sharings:
        who = "engine" if sharing.engine else "rule"
        yield f"{who}: {sharing.id}", str(sharing.shared), str(len(one.pact.signed)), sharing.plain


# --- all pacts ------------------------------------------------------------------------------


def summary_blocks(found: Backtests, level: int = 3) -> Iterator[Block]:
    """All pacts together, and how the engine's goal would do had it been chosen on the other pacts."""
    if len(found.pacts) < 2:
        return
    yield Block("All pacts: seats as signed", _ALL, tuple(_all_rows(found)), tuple(_chosen(found)), level)
    scored = [one for one in found.pacts if one.scored]
    if scored:
        yield Block("All pacts: mean over seats with an outcome", _MEANS, tuple(_mean_rows(scored)), (), level)


_ALL = ("pact", ">seats", f">engine: {CLAIMS}", f">{LEADER}", f">{WINNER}")
_MEANS = ("", ">Brier", ">log loss", ">told: Brier", ">log loss")


def _all_rows(found: Backtests) -> Iterator[tuple[str, ...]]:
    ids = (CLAIMS, LEADER, WINNER)
    for one in found.pacts:
        shared = (str(one.by_sharing[name].shared) if name in one.by_sharing else "" for name in ids)
        yield (one.pact.id, str(len(one.pact.signed)), *shared)
    yield ("all", str(found.seats), *(str(found.shared.get(name, "")) for name in ids))


def _chosen(found: Backtests) -> Iterator[str]:
    goals = ", ".join(f"{name} {number}" for name, number in found.shared.items() if name in PLAIN)
    if goals:
        yield f"By goal, over all pacts: {goals}."
    for rule in (LEADER, WINNER):
        yield _by_pact(found, rule)
    if found.left_out:
        total = sum(number for _, number in found.left_out.values())
        yield f"With the goal for each pact that does best on the others, {total} would be shared in all."


def _by_pact(found: Backtests, rule: str) -> str:
    """'Against leader, the engine's split shares more in 23 pacts, as many in 3, fewer in 20: ap-2024, ...'."""
    told = found.against(rule)
    fewer = f": {', '.join(told['fewer'])}" if told["fewer"] else ""
    return (
        f"Pact by pact against '{rule}', the engine's split shares more in {len(told['more'])}, as many in "
        f"{len(told['as many'])}, fewer in {len(told['fewer'])}{fewer}."
    )


def _mean_rows(scored: Sequence[Backtest]) -> Iterator[tuple[str, ...]]:
    for way in (one for one in WAYS if all(one.id in pact.by_way for pact in scored)):
        before = [one.by_way[way.id].scores for one in scored]
        told = [one.by_way[way.id].told for one in scored]
        yield (way.plain, *_means(before), *_means(told))


def _means(found: Sequence[Scores | None]) -> tuple[str, str]:
    known = [one for one in found if one is not None]
    seats = sum(one.seats for one in known)
    if not seats:
        return "", ""
    brier, loss = (sum(getattr(one, name) * one.seats for one in known) / seats for name in ("brier", "log_loss"))
    return f"{brier:.3f}", f"{loss:.3f}"


# --- fit ------------------------------------------------------------------------------------


def fit_blocks(one: Fit, level: int = 3) -> Iterator[Block]:
    """The estimates of a pact, and what can be pasted into a scenario."""
    rows = tuple(
        (
            f"{est.giver} -> {est.taker}",
            f"{est.value:.2f}",
            f"{est.low:.2f}-{est.high:.2f}",
            str(est.seats),
            _said(est),
        )
        for est in one.estimates
    )
    basis = ("Votes before are those of the last assembly election, added up.",) if one.pact.assembly_last else ()
    few = tuple(f"{taker}: too few seats ({number}) for any estimate." for taker, number in one.too_few.items())
    yield Block(f"{one.pact.id}: where votes went", _FIT, rows, (*basis, *few), level)
    if one.transfers():
        yield Block("To paste into a scenario", code=paste(one), level=level + 1)


_FIT = ("from -> to", ">part", f">{LEVEL:.0%} interval", ">seats", "")


def _said(one: Estimate) -> str:
    if one.at_limit:
        return "at its limit: not to be read"
    return "settles next to nothing" if one.wide else ""


def paste(one: Fit) -> str:
    """The section `odds:` with the estimates, as YAML."""
    lines = ["# t / own, at most 1: of the votes that were still to be had after the swing, the part that followed"]
    lines += ["odds:", "  transfer:"]
    for giver, takers in one.transfers().items():
        parts = ", ".join(f"{_yaml(taker)}: {part:g}" for taker, part in takers.items())
        lines.append(f"    {_yaml(giver)}: {{{parts}}}")
    return "\n".join(lines) + "\n"


def _yaml(name: str) -> str:
    """A key of YAML; in quotes unless it is letters and digits that nothing else could be meant by."""
    plain = name.isalnum() and name.isascii() and not name.isdigit()
    escaped = name.replace("'", "''")
    return name if plain else f"'{escaped}'"


def limits_block(level: int = 3) -> Block:
    """What ecological regression cannot know."""
    return Block("What these figures cannot know", text=LIMITS, level=level)
