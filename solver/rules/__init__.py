"""The catalogue: which kinds of rule are there? Adding one is a file in this folder and a line here."""

from __future__ import annotations

from solver.rules.at_least import AtLeast
from solver.rules.at_most import AtMost
from solver.rules.base import Rule
from solver.rules.follows import Follows
from solver.rules.keeps import Keeps

CATALOGUE: dict[str, type[Rule]] = {
    "at_least": AtLeast,
    "at_most": AtMost,
    "keeps": Keeps,
    "follows": Follows,
}
"""Rule class by `kind`."""

__all__ = ["CATALOGUE", "AtLeast", "AtMost", "Follows", "Keeps", "Rule"]
