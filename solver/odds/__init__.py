"""Who would win? From past votes to the odds that the pact wins a seat with a given party on the ballot.

`leans` says how strong parties are, `chances` what the odds are, `simulate` how many seats a split wins, `prospects`
what each partner expects of a split, `game` what sub-pacts win. The model, its sources and its limits: docs/odds.md.
"""

from __future__ import annotations

from solver.odds.chances import MILLION, chances, margins, millionths
from solver.odds.checks import needs_odds, problems_of_odds
from solver.odds.game import Game, game, game_of, needs_game
from solver.odds.leans import Leans, leans
from solver.odds.simulate import ELECTIONS, LEVEL, Totals, simulate
from solver.odds.standing import Expected, Prospects, alone, expected, prospects

__all__ = [
    "ELECTIONS",
    "LEVEL",
    "MILLION",
    "Expected",
    "Game",
    "Leans",
    "Prospects",
    "Totals",
    "alone",
    "chances",
    "expected",
    "game",
    "game_of",
    "leans",
    "margins",
    "millionths",
    "needs_game",
    "needs_odds",
    "problems_of_odds",
    "prospects",
    "simulate",
]
