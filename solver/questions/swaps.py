"""Which seats can partners exchange, in a given split, so that each of them gains and no demand is kept less well?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from solver.answers import Swap, Swaps
from solver.engine.asks import Deadline
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, Progress, about_what_if, built, check_limits, quiet, version_of
from solver.questions.exchanges import Exchange, Exchanges
from solver.questions.interruption import Interruption
from solver.scenario import Scenario
from solver.split import Split
from solver.telling import exchange_sentence
from solver.worth import worth_of_cells

MOST = 10
"""Most swaps listed unless more are asked for."""


def swaps(
    scenario: Scenario,
    split: Mapping[str, str],
    settings: Mapping[str, str] | None = None,
    *,
    most: int = MOST,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    progress: Progress = quiet,
) -> Swaps:
    """Exchanges that help every partner in them, found by trying all; no engine is needed.

    Args:
        scenario: a loaded scenario.
        split: party by seat, for every seat; see `solver.load_split`.
        settings: option by switch, or value by 'rule.field'.
        most: how many swaps to list.
        drop: ids of rules to leave out.
        time_limit: seconds; what is found by then is listed. None for no limit.
        progress: called with the name of each step before it starts.

    Raises:
        ValueError: for a time limit out of range, a number of swaps below 1, or a split that is not one of this
            scenario's.
        SettingError: for settings or drops that do not fit.
    """
    check_limits(0, time_limit)
    if most < 1:
        raise ValueError("at least one swap is listed")
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    posed = built(Posed(scenario.what_if(settings, drop)))
    start = checked_split(posed, split)
    worth, basis = worth_of_cells(posed)
    exchanges, deadline = Exchanges(posed, start, worth, most), Deadline(time_limit)
    complete = {2: False, 3: False}
    with Interruption() as interruption:
        for size in complete:
            progress(f"exchanges of {size} seats")
            complete[size] = exchanges.try_all(size, deadline)
    engine: dict[str, Any] = {"name": "enumeration", "seatpact": version_of("seatpact")}
    engine |= {"time_limit": time_limit} if deadline.passed else {}
    return Swaps(
        about=about_what_if(posed, settings or {}, drop, engine, start),
        split=start,
        basis=basis,
        swaps=tuple(_told(posed, one, basis) for one in exchanges.best),
        pairs=exchanges.number[2],
        pairs_complete=complete[2],
        circles=exchanges.number[3],
        circles_complete=complete[3],
        interrupted=interruption.came,
        most=most,
    )


def checked_split(posed: Posed, split: Mapping[str, str]) -> Split:
    """The split in the order of the seats.

    Raises:
        ValueError: where it lacks a seat of the scenario, has another one, or gives one to a party that can have none.
    """
    wrong = [seat for seat, party in split.items() if party not in posed.grid.parties or seat not in posed.grid.seats]
    wrong += [seat for seat in posed.grid.seats if seat not in split]
    if wrong:
        raise ValueError(f"not a split of this scenario's seats among the parties that contest: see '{wrong[0]}'")
    return Split.of((seat, split[seat]) for seat in posed.grid.seats)


def _told(posed: Posed, one: Exchange, basis: str) -> Swap:
    gains, better = dict(one.gains), dict(one.better)
    return Swap(one.moves, gains, better, exchange_sentence(posed, one.moves, gains, better, basis))
