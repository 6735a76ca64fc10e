"""Which interest does each partner have in the pact: what it wins alone, what it gains, what it brings?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from solver.answers import About, Interest, SubPact
from solver.odds import Game, alone, game_of, needs_game, prospects
from solver.odds.chances import MILLION
from solver.posed import Posed
from solver.questions.asked import TIME_LIMIT, Progress, about_what_if, built, check_limits, quiet, version_of
from solver.questions.case import case_of
from solver.questions.swaps import checked_split
from solver.scenario import Scenario, SettingError, WhatIf


def interest(
    scenario: Scenario,
    split: Mapping[str, str] | None = None,
    settings: Mapping[str, str] | None = None,
    *,
    drop: Iterable[str] = (),
    time_limit: float | None = TIME_LIMIT,
    seed: int = 0,
    progress: Progress = quiet,
) -> Interest:
    """What each partner wins alone and by a split, what every sub-pact wins, and the Shapley value of that game.

    Args:
        scenario: with a section `odds`.
        split: party by seat, for every seat; see `solver.load_split`. None for the scenario's own best split.
        settings: option by switch, or value by 'rule.field' or 'odds.field'.
        drop: ids of rules to leave out.
        time_limit: seconds for the best split; None for no limit.
        seed: seed of the engine; a proved answer does not depend on it.
        progress: called with the name of each step before it starts.

    Raises:
        ValueError: for a seed or a time limit out of range, or a split that is not one of this scenario's.
        SettingError: for settings or drops that do not fit, and where nothing is assumed about votes.
        EngineError: if the engine refuses the model, or its answer fails a check.
    """
    drop = (drop,) if isinstance(drop, str) else tuple(drop)
    what_if = scenario.what_if(settings, drop)
    facts = what_if.facts
    if facts.odds is None:
        raise SettingError("the scenario has no section 'odds'; add one, such as 'odds: {elections: {2019: 1}}'")
    about: About
    if split is None:
        case = case_of(what_if, settings, drop, time_limit, seed, progress)
        about, status, held = case.asked, case.status, case.found.split if case.found else None
    else:
        check_limits(seed, time_limit)
        posed = built(Posed(what_if))
        held, status = checked_split(posed, split), None
        counted = {"name": "counting", "seatpact": version_of("seatpact")}
        about = about_what_if(posed, settings or {}, drop, counted, held)
    progress("sub-pacts")
    game = _game(what_if)
    return Interest(
        about=about,
        given=split is not None,
        status=status,
        split=held,
        seats=held.totals(facts.contesting) if held else None,
        wins=prospects(facts, held) if held else None,
        alone={party: round(one / MILLION, 2) for party, one in alone(facts).items()},
        shapley=None if game is None else _rounded(game.shapley),
        brings=None if game is None else _rounded(game.brings),
        sub_pacts=None if game is None else _sub_pacts(game),
    )


def _game(what_if: WhatIf) -> Game | None:
    """The game, unless there are too many partners."""
    return None if any(needs_game(what_if.facts)) else game_of(what_if.facts)


def _rounded(wins: Mapping[str, float]) -> dict[str, float]:
    return {party: round(one, 2) for party, one in wins.items()}


def _sub_pacts(game: Game) -> tuple[SubPact, ...]:
    found = [SubPact(game.members(pact), round(wins, 2)) for pact, wins in enumerate(game.wins) if pact.bit_count() > 1]
    place = {party: index for index, party in enumerate(game.partners)}
    return tuple(sorted(found, key=lambda one: (len(one.parties), [place[party] for party in one.parties])))
