"""What did everybody know before the election that is predicted? The facts of a pact, from earlier elections alone.

Where only the partners' rows are given, the rest of a seat's votes follows from a partner's votes and share; where no
partner has a row, none stood, and all votes are the rest. How that rest was divided is not on record, but positions
bound it: the best rival had less than every partner above it, and more than every partner below. Between these bounds
it is taken to have `BEST` of the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from solver.assumptions import Assumptions
from solver.backtest.by_segment import REST, by_segment
from solver.backtest.pact import Pact, Row
from solver.facts import Election, Facts, Party, Result, Seat

BEST = 0.6
"""Part of the other candidates' votes that the best of them has, where nothing is known: in Uttar Pradesh 0.53 to 0.56
in 2009 and 0.62 to 0.78 in 2014, over the rivals of SP-INC and of SP-BSP-RLD."""

RIVAL = "best rival"

CAST = 1_000_000
"""Votes cast in a seat, where no seat's can be told."""


LEAST_SHARE = 0.01
"""Least share, in per cent, from which a seat's votes are reckoned; shares below are as good as rounded to nothing."""


def known(pact: Pact) -> Facts:
    """The facts before the election: the seats signed, the partners, and what stood in earlier results."""
    groups: dict[tuple[int, str], list[Row]] = {}
    early = [row for row in pact.before if row.seat in pact.signed and (pact.year is None or row.year < pact.year)]
    for row in early:
        if row.segment is None:
            groups.setdefault((row.year, row.seat), []).append(row)
    segments, counted = by_segment(early)
    cast = _usual(groups)
    partial = (key for key, rows in groups.items() if key not in pact.complete and any(row.tells_votes for row in rows))
    for year in {year for year, _ in partial}:
        for seat in pact.signed:
            groups.setdefault((year, seat), [])
    results = tuple(
        result
        for (year, seat), rows in sorted(groups.items(), key=lambda group: group[0][0])
        for result in _results(year, seat, rows, cast.get(year, CAST), whole=(year, seat) in pact.complete)
    )
    named = (*(result.party for result in results), *(result.party for result in counted))
    parties = dict.fromkeys([*pact.partners, *named])
    elections = {str(year): date(year, 1, 1) for year, _ in groups}
    elections |= {row.election: date(int(row.election.partition("-")[0]), 12, 31) for row in counted}
    return Facts(
        parties=tuple(Party(id=party, contests=party in pact.partners) for party in parties),
        seats=tuple(Seat(id=seat, name=pact.names[seat]) for seat in pact.signed),
        elections=tuple(Election(id=one, date=day) for one, day in sorted(elections.items(), key=lambda pair: pair[1])),
        results=results,
        segments=segments,
        segment_results=counted,
    )


def assumed(pact: Pact, facts: Facts) -> Assumptions | None:
    """The documented defaults, told nothing of any party but who stood as allies before; None without any votes.

    The last election with votes shows how strong parties are, and a later assembly election as much. Allies are the
    partners of an earlier pact, where one of the same seats is given; of the partners of this pact, those that kept out
    of each other's way then (`_apart`).
    """
    known = [e.id for e in facts.elections if any(row.votes for rows in facts.returns[e.id].values() for row in rows)]
    if not known:
        return None
    told = {election.id: pact.allies.get(int(election.id), ()) for election in facts.seat_elections}
    alliances = {election: _allies(told.get(election, ()), election, facts) for election in known}
    return Assumptions(
        elections=_last(known, facts), alliances={one: groups for one, groups in alliances.items() if groups}
    )


def _last(known: Sequence[str], facts: Facts) -> dict[str, int]:
    """The last election that was counted by seat, and the last one since that was counted by segment, alike."""
    last = max((index for index, one in enumerate(known) if one not in facts.segment_returns), default=0)
    return dict.fromkeys((known[last], known[-1]), 1)


def _allies(told: Iterable[tuple[str, ...]], year: str, facts: Facts) -> tuple[tuple[str, ...], ...]:
    """Groups of allies at an election: those told, as far as the facts know them, then those found among the rest."""
    groups = [tuple(party for party in group if party in facts.party) for group in told]
    taken = {party for group in groups for party in group}
    groups += _apart(year, facts, [party for party in facts.contesting if party not in taken])
    return tuple(group for group in groups if len(group) > 1)


def _apart(year: str, facts: Facts, parties: Sequence[str]) -> list[tuple[str, ...]]:
    """Parties of which no two met in more than a third of the seats (or segments) of the one that stood in fewer, in
    groups.
    """
    stood = {party: set[str]() for party in parties}
    by_seat = ((row.seat, row.party) for row in facts.results if row.election == year)
    by_segment = ((row.segment, row.party) for row in facts.segment_results if row.election == year)
    for place, party in (*by_seat, *by_segment):
        if party in stood:
            stood[party].add(place)
    groups: list[list[str]] = []
    for party in sorted((party for party in parties if stood[party]), key=lambda party: -len(stood[party])):
        fits = (
            group
            for group in groups
            if all(3 * len(stood[party] & stood[other]) <= len(stood[party]) for other in group)
        )
        group = next(fits, None)
        if group is None:
            groups.append([party])
        else:
            group.append(party)
    return [tuple(group) for group in groups]


def _usual(groups: dict[tuple[int, str], list[Row]]) -> dict[int, int]:
    """Votes cast in the middle seat of an election, by year, where some seat's can be told."""
    cast: dict[int, list[int]] = {}
    for (year, _), rows in groups.items():
        total = _cast(rows)
        if total is not None:
            cast.setdefault(year, []).append(total)
    return {year: sorted(totals)[len(totals) // 2] for year, totals in cast.items()}


def _cast(rows: Iterable[Row]) -> int | None:
    """Votes cast in a seat, from the row with the most votes of those that have a share too."""
    told = [(row.votes, row.share) for row in rows if row.votes and row.share and row.share >= LEAST_SHARE]
    if not told:
        return None
    votes, share = max(told)
    return round(votes * 100 / share)


def _results(year: int, seat: str, rows: Sequence[Row], usual: int, *, whole: bool) -> Iterator[Result]:
    """A seat's results at one election: each party once, and what is left, split into the best rival and the rest.

    A seat of which neither votes and a share nor shares alone are given is as large as the middle one; where positions
    alone are given, nothing is known of votes.
    """
    election = str(year)
    cast = _cast(rows) or usual
    left, seen = 0, set()
    for row in sorted(rows, key=lambda row: -(row.votes or 0)):
        votes = _votes(row, cast)
        if row.party in seen or row.party == REST:
            left += votes or 0
        else:
            seen.add(row.party)
            yield Result(election=election, seat=seat, party=row.party, votes=votes, position=row.position)
    best = 0
    if not whole and (not rows or any(row.tells_votes for row in rows)):
        others = cast - sum(_votes(row, cast) or 0 for row in rows)
        best = _best_rival(rows, cast, max(0, others))
        left += max(0, others) - best
    for party, votes in ((RIVAL, best), (REST, left)):
        if votes:
            yield Result(election=election, seat=seat, party=party, votes=votes)


def _votes(row: Row, cast: int) -> int | None:
    if row.votes is None and row.share is not None:
        return round(row.share * cast / 100)
    return row.votes


def _best_rival(rows: Iterable[Row], cast: int, others: int) -> int:
    """The votes of the best candidate without a row, within what the positions of the others allow."""
    placed = {row.position: _votes(row, cast) for row in rows if row.position is not None}
    place = next(one for one in range(1, len(placed) + 2) if one not in placed)
    above = [votes for position, votes in placed.items() if position < place and votes is not None]
    below = [votes for position, votes in placed.items() if position > place and votes is not None]
    return min([max([round(BEST * others), *below]), others, *above])
