"""How many votes had each party in a seat at an election counted by segment, had it stood in all segments of the seat?

Allies share the segments of one seat, so that sums of what was counted would take each of them for weak. Votes are
taken apart segment by segment (`returns`): where an ally stood instead, its votes are divided as those of the two were
at the last election before that shows it, of the segment or of the whole seat. A partner that stood in some segments
of the seat and left others to nobody known has there its votes at its last contest before (of the segment, or an equal
part of the seat's); where there was none, the least that it had in a segment of the seat, or the mean over all of them,
with 0 where it did not stand, if that is less: parties stand where they are strong. Of a rival only what was counted is
added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from solver.facts import Facts

if TYPE_CHECKING:
    from solver.odds.returns import Array, Columns


class Parts:
    """Votes by segment and column, segments in file order, and what they are by seat."""

    def __init__(self, facts: Facts, columns: Columns) -> None:
        import numpy as np

        place = {seat: index for index, seat in enumerate(facts.seat_ids)}
        known = [segment for segment in facts.segment.values() if segment.seat in place]
        self.facts, self.columns = facts, columns
        self.row = {segment.id: index for index, segment in enumerate(known)}
        self.seat = np.array([place[segment.seat] for segment in known], dtype=int)
        self.partners = np.zeros(len(columns.names), dtype=bool)
        self.partners[[columns.of[party.id] for party in facts.parties if party.contests]] = True
        self.by_segment: dict[str, Array] = {}

    def counted(self, election: str) -> Array:
        """Votes as they were counted; nan where a party did not stand, and in segments without votes."""
        import numpy as np

        votes = np.full((len(self.row), len(self.columns.names)), np.nan)
        for segment, parties in self.facts.segment_returns[election].items():
            for party, count in parties.items() if segment in self.row else ():
                if party in self.columns.of:
                    cell = self.row[segment], self.columns.of[party]
                    votes[cell] = count + (0 if np.isnan(votes[cell]) else votes[cell])
        votes[~(np.nansum(votes, axis=1) > 0)] = np.nan
        return votes

    def of(self, election: str, votes: Array) -> Array:
        """An earlier election's votes by segment; those of a seat in equal parts where it was counted by seat."""
        import numpy as np

        if election in self.by_segment:
            return self.by_segment[election]
        parts: Array = (votes / np.maximum(self._sums(np.ones(len(self.row))), 1)[:, None])[self.seat]
        return parts

    def added_up(self, election: str, votes: Array, before: Sequence[Array]) -> Array:
        """Votes by seat: what was counted or taken apart, and estimates where a partner left segments of it out."""
        import numpy as np

        self.by_segment[election] = votes
        stood: Any = ~np.isnan(votes)
        held, anywhere = stood.any(axis=1), self._sums(stood) > 0
        least = np.full(anywhere.shape, np.inf)
        np.minimum.at(least, self.seat, np.where(stood, votes, np.inf))
        least = np.minimum(least, self._sums(np.nan_to_num(votes)) / np.maximum(self._sums(held), 1)[:, None])
        filled = votes
        for estimate in (*reversed(before), least[self.seat]):
            filled = np.where(np.isnan(filled), estimate, filled)
        filled = np.where(self.partners & held[:, None] & anywhere[self.seat], filled, np.nan_to_num(votes))
        total: Array = np.where(anywhere, self._sums(filled), np.nan)
        return total

    def _sums(self, rows: Any) -> Array:
        """Rows by segment, added up by seat."""
        import numpy as np

        total: Array = np.zeros((len(self.facts.seats), *rows.shape[1:]))
        np.add.at(total, self.seat, rows)
        return total
