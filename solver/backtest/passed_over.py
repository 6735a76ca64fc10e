"""What in the tables of a backtest was passed over, and what else should a reader know of them?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from solver.backtest.pact import Pact, Row
from solver.words import amount, first_few


def told_of(pact: Pact, year: int | None, before: Sequence[Row], late: int, partners: Sequence[Row]) -> Iterator[str]:
    """What a reader should know of a pact's rows; `partners` are all rows of the tables of partners."""
    if year is None:
        yield "no year is given, so that no earlier result can be told from a later one: all count as earlier"
    if late:
        yield f"{amount(late, 'results')} of {year} or later in the tables of what came before: not read"
    for seat, parties in pact.friendly.items():
        yield f"{pact.names[seat]}: {' and '.join(parties)} stood against each other; left out"
    strangers = dict.fromkeys(row.party for row in partners if row.party not in pact.partners)
    if strangers:
        yield f"{', '.join(strangers)}: among the partners' earlier results, but no partner; counted as rivals"
    stood = {row.party for row in before}
    for party in pact.partners:
        if party not in stood:
            yield f"{party} has no earlier result in these seats: nothing tells where it is strong"


def strays(seats: Mapping[str, None]) -> Iterator[str]:
    """Seats of no pact of which partners' earlier results are given."""
    if seats:
        yield f"earlier results of partners in seats of no pact are not read: {first_few(seats)}"


def not_added_up(pact: Pact, lacking: Mapping[tuple[int, str], Sequence[str]]) -> Iterator[str]:
    """Which assembly votes are passed over, because a sum would be too small."""
    for (year, seat), segments in lacking.items():
        if seat in pact.names:
            yield f"{pact.names[seat]}: no votes of {year} in segment {', '.join(segments)}, so none of {year} are read"
