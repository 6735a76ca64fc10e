"""How well would earlier elections have told what a signed pact would win, and who would contest which seat?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction

from solver.assumptions import Sigma
from solver.backtest.answer import Backtest, Backtests, Told
from solver.backtest.known import assumed, known
from solver.backtest.margins import Margins, Way, predicted
from solver.backtest.pact import Pact, margin_after
from solver.backtest.sharing import sharings
from solver.backtest.spread import Spread, spread
from solver.backtest.tried import tried
from solver.engine.choice import Choice
from solver.odds import simulate
from solver.words import amount, first_few


def backtest(
    pacts: Iterable[Pact],
    *,
    time_limit: float | None = None,
    progress: Callable[[str], None] = lambda _: None,
    engine: Choice = "auto",
) -> Backtests:
    """Predict each pact from what came before it, and score what is known of the outcome.

    Args:
        pacts: from `load_pacts` or `shipped_pacts`.
        time_limit: seconds for each split of the engine; None for no limit.
        progress: called with the name of each pact.
        engine: what finds the splits, 'auto', 'cp-sat' or 'flow'; they do not depend on it.
    """
    found = []
    for pact in pacts:
        progress(pact.id)
        found.append(_backtest(pact, time_limit, engine))
    return Backtests(tuple(found))


def _backtest(pact: Pact, time_limit: float | None, engine: Choice) -> Backtest:
    facts = known(pact)
    votes = assumed(pact, facts)
    errors = spread(facts)
    after, won = margin_after(pact), pact.won
    margins: dict[Way, Margins] = {} if votes is None else predicted(pact, facts, votes)
    interval = None
    if votes is not None:
        sigma = Sigma(seat=_points(errors.seat), state=_points(errors.state))
        told = simulate(facts, votes.model_copy(update={"sigma": sigma}), pact.signed)
        interval = told.interval()
    return Backtest(
        pact=pact,
        after=after,
        spread=errors,
        ways=tuple(Told.of(way, found, errors, won, after) for way, found in margins.items()),
        interval=interval,
        tried=() if votes is None else tuple(tried(pact, facts, votes, errors, after)),
        sharings=tuple(sharings(pact, facts, time_limit=time_limit, engine=engine)),
        notices=(*pact.notices, *_notices(pact, errors)),
    )


def _points(error: float) -> Fraction:
    return Fraction(round(100 * error), 100)


def _notices(pact: Pact, errors: Spread) -> Iterator[str]:
    spoken = {row.seat for row in pact.before}
    silent = [pact.names[seat] for seat in pact.signed if seat not in spoken]
    if silent:
        yield f"no earlier result in {first_few(silent)}: no odds there, and splits by the totals alone"
    by_seat = [row for row in pact.before if row.segment is None]
    counted = {row.seat for row in pact.before if row.tells_votes}
    uncounted = dict.fromkeys(
        pact.names[row.seat] for row in by_seat if row.seat in pact.signed and row.seat not in counted
    )
    if uncounted:
        yield f"of {amount(len(uncounted))} neither votes nor shares are given ({first_few(uncounted)}): no odds there"
    partial = {row.seat for row in by_seat if row.seat in counted and (row.year, row.seat) not in pact.complete}
    if not errors.seats:
        unknown = "rivals' earlier results are not given" if partial and len(pact.years) > 1 else "too few came before"
        yield f"how wrong margins are cannot be learnt, as {unknown}: the model's default errors are used"
    if partial:
        yield (
            f"of {amount(len(partial))} only the partners' earlier results are given: the best rival's votes are "
            "estimated from what they left, within what their positions allow"
        )
    if pact.after and len(pact.won) < len(pact.signed):
        yield f"the outcome is known in {len(pact.won)} of {amount(len(pact.signed))}: the others are not scored"
