"""What is claimed of all splits, and what is the contrary: 'amethi=INC', 'A>=2', 'B<=3', or several at once?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from solver.facts import Facts
from solver.lookups.selectors import Selector
from solver.rows import Demand, Draft, Grid, Linear
from solver.rules import AtLeast, AtMost, Keeps, Rule
from solver.scenario import SettingError
from solver.scenario.naming import find_party, find_seat
from solver.split import Split

FORM = "expected SEAT=PARTY, PARTY>=NUMBER or PARTY<=NUMBER"
NAME = "the contrary"

Claim = Keeps | AtLeast | AtMost
Contrary = AtLeast | AtMost


@dataclass(frozen=True)
class Claimed:
    """What is claimed, in words, as a rule, and the contrary as one."""

    told: str
    holds: Rule
    contrary: Rule


def read_claims(facts: Facts, claims: Sequence[str]) -> Claimed:
    """Several claims, taken together.

    Raises:
        SettingError: for none, or one that cannot be read.
    """
    if not claims:
        raise SettingError(f"nothing is claimed: {FORM}")
    each = [_read(facts, one) for one in claims]
    told = " and ".join(_told(holds, facts) for holds, _ in each)
    holds, contrary = each[0] if len(each) == 1 else _together(each)
    return Claimed(told, holds, contrary)


def _read(facts: Facts, claim: str) -> tuple[Claim, Contrary]:
    """What is claimed, and the contrary."""
    read = re.fullmatch(r"(.+?)\s*(>=|<=|=)\s*(.+)", claim.strip())
    if read is None:
        raise SettingError(f"'{claim}': {FORM}")
    left, sign, right = read.groups()
    if re.search(r"[,;].*=", right):
        raise SettingError(f"'{claim}': one claim at a time, {FORM}; give --forced again for each further one")
    if sign == "=":
        seat, party = Selector(seats=(find_seat(facts, left),)), find_party(facts, right)
        holds = Keeps(id=NAME, party=party, where=seat, must=True)
        return holds, AtMost(id=NAME, party=party, seats=0, where=seat, must=True)
    party, whole = find_party(facts, left), len(facts.seats)
    if not re.fullmatch(r"\d{1,9}", right):
        raise SettingError(f"'{claim}': {FORM}")
    number = int(right)
    if (sign == ">=" and not 1 <= number <= whole) or (sign == "<=" and not number < whole):
        raise SettingError(f"'{claim}' says nothing, or what cannot be: there are {whole} seats")
    if sign == ">=":
        return _at_least(party, number), _at_most(party, number - 1)
    return _at_most(party, number), _at_least(party, number + 1)


class NotAll(Rule):
    """Of several claims one at least does not hold; or, where `deny` is false, all of them do."""

    kind: str = "not_all"
    holds: tuple[Keeps | AtLeast | AtMost, ...]
    contraries: tuple[AtLeast | AtMost, ...]
    deny: bool = True
    spared: int = 0

    def sentence(self, facts: Facts) -> str:
        """'not both of: ...'."""
        return f"not all of: {'; '.join(_told(one, facts) for one in self.holds)}"

    def demand(self, facts: Facts, grid: Grid) -> Demand:
        """A 0/1 helper a claim, which can be 1 where the contrary holds; one of them is 1, or it is short by 1."""
        draft = Draft()
        short = draft.helper(0, 1)
        denied = []
        for one in self.contraries:
            denied.append(draft.helper(0, 1))
            lack = draft.take(one.demand(facts, grid))
            most = draft.greatest(lack)
            draft.row(lack + Linear((denied[-1],), (most,)), high=most)
        draft.row(Linear.sum((*denied, short)), low=1 - self.spared)
        return draft.demand(Linear((short,), (1,)))

    def shortfall(self, split: Split, facts: Facts) -> int:
        """1 where all of them hold; to claim them all, where not all do."""
        every = not any(one.shortfall(split, facts) for one in self.holds)
        return max(0, int(every == self.deny) - self.spared)

    def loosened(self, by: int) -> Self:
        """With `by` more that may stay denied, or not be."""
        return self.model_copy(update={"spared": self.spared + by})


def _together(each: Sequence[tuple[Claim, Contrary]]) -> tuple[Rule, Rule]:
    """That all hold, and the contrary."""
    holds, contraries = tuple(one for one, _ in each), tuple(one for _, one in each)
    contrary = NotAll(id=NAME, holds=holds, contraries=contraries, must=True)
    return contrary.model_copy(update={"deny": False}), contrary


def _at_least(party: str, seats: int) -> AtLeast:
    return AtLeast(id=NAME, party=party, seats=seats, must=True)


def _at_most(party: str, seats: int) -> AtMost:
    return AtMost(id=NAME, party=party, seats=seats, must=True)


def _told(holds: Claim, facts: Facts) -> str:
    """'Amethi goes to INC', 'A contests at least 2 seats'."""
    if isinstance(holds, Keeps):
        return f"{facts.seat_name(holds.pool(facts)[0])} goes to {holds.party}"
    return holds.sentence(facts)
