"""How many votes had each party at each past election, had it stood alone?

A party that stood aside for an ally is estimated (`_unpicked`), never zero: the ally's votes are taken apart in the
proportion of the two at the last election before at which both can be told apart in the seat (else in their votes over
all seats), so that the ally's own voters and those who followed make up what it got. How many followed then is the
usual part (`Assumptions.usual`), whatever is assumed of the next election. If that alliance stood again in the same
way and voters did as usual, the model gives it the votes that it had.

Votes, not shares of them: a share falls where others gain, so one party's votes would speak against another one.
An election that was counted by segment is taken apart by segment (`segments`), then added up by seat.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from solver.assumptions import Assumptions
from solver.facts import Election, Facts
from solver.odds.segments import Parts

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Array = NDArray[float64]


@dataclass(frozen=True)
class Columns:
    """Which column a party's votes go to: its own, or that of its bloc."""

    names: tuple[str, ...]
    of: dict[str, int]

    @classmethod
    def blocs(cls, facts: Facts, assumed: Assumptions) -> Columns:
        """Parties in file order; those of a bloc share a column, named and placed by its first party."""
        leader = {party: bloc[0] for bloc in assumed.blocs for party in bloc}
        names = tuple(party for party in facts.party if leader.get(party, party) == party)
        place = {name: index for index, name in enumerate(names)}
        return cls(names, {party: place[leader.get(party, party)] for party in facts.party})


def in_order(facts: Facts, last: Iterable[str]) -> tuple[Election, ...]:
    """Elections by date, then as in the file, up to the last one named: nothing that came after it is read."""
    order = sorted(facts.elections, key=lambda e: (e.date is not None, e.date and e.date.toordinal()))
    named = [index for index, election in enumerate(order) if election.id in set(last)]
    return tuple(order[: max(named, default=-1) + 1])


def past_votes(facts: Facts, assumed: Assumptions, columns: Columns) -> dict[str, Array]:
    """By election, in order: votes by seat and column, nan where a party did not stand nor is estimated.

    Only elections up to the last one that `assumed` names. Where an ally is taken apart the votes of a seat may add up
    to more than were cast: voters who abstained come back.
    """
    found: dict[str, Array] = {}
    parts = Parts(facts, columns)
    for election in in_order(facts, assumed.elections):
        if election.id in facts.segment_returns:
            before = [parts.of(one, votes) for one, votes in found.items()]
            raw = taken_apart(parts.counted(election.id), election.id, before, assumed, columns)
            found[election.id] = parts.added_up(election.id, raw, before)
        else:
            raw = counted(facts, election.id, columns)
            found[election.id] = taken_apart(raw, election.id, list(found.values()), assumed, columns)
    return found


def taken_apart(votes: Array, election: str, before: Sequence[Array], assumed: Assumptions, columns: Columns) -> Array:
    """The votes with all alliances of an election taken apart; `before` are those of earlier ones in the same rows."""
    for allies in assumed.alliances.get(election, ()):
        group = [columns.of[party] for party in allies if party in columns.of]
        votes = _unpicked(votes, group, before, assumed, columns)
    return votes


def counted(facts: Facts, election: str, columns: Columns) -> Array:
    """Votes as they were counted, by seat and column; nan where a party did not stand, and in seats without votes."""
    import numpy as np

    place = {seat: index for index, seat in enumerate(facts.seat_ids)}
    added: dict[tuple[int, int], int] = {}
    for seat, rows in facts.returns.get(election, {}).items():
        for row in rows if seat in place else ():  # unknown names are told by the loader, which may come here before
            if row.votes is not None and row.party in columns.of:
                cell = place[seat], columns.of[row.party]
                added[cell] = added.get(cell, 0) + row.votes
    votes = np.full((len(facts.seats), len(columns.names)), np.nan)
    for cell, number in added.items():
        votes[cell] = number
    votes[~(np.nansum(votes, axis=1) > 0)] = np.nan
    return votes


def _unpicked(
    votes: Array, allies: Sequence[int], before: Sequence[Array], assumed: Assumptions, columns: Columns
) -> Array:
    """The votes with each ally that did not stand taken out of the strongest ally that did.

    With q on the ballot and ratios r_p = p's strength / q's, q's votes A are q's own voters and those of the others who
    followed, A = L_q (1 + sum of t(p) r_p), and what they lost to rivals is taken back from these in proportion.
    """
    import numpy as np

    group = np.asarray(allies)
    stood = ~np.isnan(votes[:, group])
    seats = np.flatnonzero(stood.any(axis=1) & ~stood.all(axis=1))
    if not len(seats):
        return votes
    carrier = np.nanargmax(votes[np.ix_(seats, group)], axis=1)
    usual = [assumed.usual(columns.names[one]) for one in group]
    follow, stray = (np.array([float(one[part]) for one in usual]) for part in (0, 1))
    absent = ~stood[seats]
    ratio = np.stack([_ratios(seats, group, one, carrier, before) for one in range(len(group))], axis=1) * absent
    own = votes[seats, group[carrier]] / (1 + (ratio * follow).sum(axis=1))
    estimate = ratio * own[:, None]
    lost = (estimate * stray).sum(axis=1)
    result = votes.copy()
    rivals = np.delete(np.arange(votes.shape[1]), group)
    held = np.nansum(votes[np.ix_(seats, rivals)], axis=1)
    kept = 1 - np.divide(lost, held, out=np.zeros_like(lost), where=held > 0)
    result[np.ix_(seats, rivals)] *= np.clip(kept, 0, None)[:, None]
    result[seats, group[carrier]] = own
    result[np.ix_(seats, group)] = np.where(absent & (ratio > 0), estimate, result[np.ix_(seats, group)])
    return result


def _ratios(seats: Any, group: Any, one: int, carrier: Any, before: Sequence[Array]) -> Array:
    """Votes of an ally against those of the one on the ballot, by seat: where last both stood, else over all."""
    import numpy as np

    ratio: Array = np.full(len(seats), np.nan)
    for votes in reversed(before):
        mine, theirs = votes[seats, group[one]], votes[seats, group[carrier]]
        ratio = np.where(np.isnan(ratio) & (theirs > 0), mine / np.where(theirs > 0, theirs, 1), ratio)
    for votes in reversed(before):
        whole = np.nansum(votes[:, group], axis=0)
        overall = whole[one] / np.where(whole[carrier] > 0, whole[carrier], 1)
        ratio = np.where(np.isnan(ratio) & (whole[carrier] > 0) & (whole[one] > 0), overall, ratio)
    known: Array = np.nan_to_num(ratio)
    return known
