"""The catalogue: which kinds of rule are there? Adding one is a file in this folder and a line here."""

from __future__ import annotations

from solver.rules.at_least import AtLeast
from solver.rules.at_most import AtMost
from solver.rules.balanced import Balanced
from solver.rules.base import Rule
from solver.rules.envy_free import EnvyFree
from solver.rules.follows import Follows
from solver.rules.guaranteed import Guaranteed
from solver.rules.keeps import Keeps
from solver.rules.proportional import Proportional
from solver.rules.quotas import Quotas
from solver.rules.reserved_balance import ReservedBalance
from solver.rules.strongholds import Strongholds
from solver.rules.won_or_second import WonOrSecond

CATALOGUE: dict[str, type[Rule]] = {
    "at_least": AtLeast,
    "at_most": AtMost,
    "keeps": Keeps,
    "strongholds": Strongholds,
    "won_or_second": WonOrSecond,
    "follows": Follows,
    "quotas": Quotas,
    "balanced": Balanced,
    "reserved_balance": ReservedBalance,
    "proportional": Proportional,
    "envy_free": EnvyFree,
    "guaranteed": Guaranteed,
}
"""Rule class by `kind`."""

__all__ = [
    "CATALOGUE",
    "AtLeast",
    "AtMost",
    "Balanced",
    "EnvyFree",
    "Follows",
    "Guaranteed",
    "Keeps",
    "Proportional",
    "Quotas",
    "ReservedBalance",
    "Rule",
    "Strongholds",
    "WonOrSecond",
]
