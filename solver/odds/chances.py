"""How likely is the pact to win a seat with a given party on the ballot?

In a seat, partner p stands for the pact. Its share is its own lean, and of each other partner q's lean the part
t(q, p) that follows; the part r(q, p) goes to the rivals, in proportion to their leans; the rest abstains, and the
votes cast are what is left. Parties outside the pact stand on their own and keep their votes: they are rivals. Then

    P(pact wins the seat with p) = Phi((pact's share - best rival's share) / sigma)

with sigma the standard error of the margin (seat, region and state together). Where a pact of small parties is behind,
its errors are smaller (`reach`): no wave carries a party of two per cent of the votes by twenty points. A lead it can
lose like everybody else, so votes elsewhere never speak against its strongholds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from solver.assumptions import Assumptions
from solver.facts import Facts
from solver.memory import remembered
from solver.odds.leans import Leans, leans

if TYPE_CHECKING:
    from solver.odds.returns import Array

MILLION = 1_000_000
"""Chances that goals and values count are whole millionths."""

_LEAST = 1e-12
"""In the place of 0, where something is divided by it."""

_TIE = 10
"""Decimals (of points) to which margins are taken, so that rounding in sums cannot break a tie."""


def chances(facts: Facts, assumed: Assumptions, pact: Iterable[str] | None = None) -> Array:
    """P(the pact wins the seat with that partner on the ballot), [seats x partners], in the order of `pact`.

    Args:
        facts: read up to the last election that `assumed` names; nothing later.
        assumed: the assumptions.
        pact: the partners; all contesting parties if not given. Others stand on their own.

    Raises:
        ValueError: for a partner that does not contest.
    """
    return likely(leads(facts, assumed, pact), assumed)


def leads(facts: Facts, assumed: Assumptions, pact: Iterable[str] | None = None) -> Array:
    """Margins, over `reach` where below 0: with whole errors added, they have the same chances to come out above 0.

    Raises:
        ValueError: as `chances`.
    """
    if pact is None:
        return _leads_of_all(facts, assumed)
    partners = tuple(pact)
    lead: Array = sub_pact_leads(leans(facts, assumed), assumed, partners, [(True,) * len(partners)])[0]
    return lead


@remembered
def _leads_of_all(facts: Facts, assumed: Assumptions) -> Array:
    return leads(facts, assumed, facts.contesting)


def margins(facts: Facts, assumed: Assumptions, pact: Iterable[str] | None = None) -> Array:
    """The expected margin over the best rival, in points of the votes cast, [seats x partners].

    Raises:
        ValueError: as `chances`.
    """
    partners = facts.contesting if pact is None else tuple(pact)
    found: Array = sub_pact_margins(leans(facts, assumed), assumed, partners, [(True,) * len(partners)])[0]
    return found


def sub_pact_margins(
    found: Leans, assumed: Assumptions, partners: Sequence[str], members: Sequence[Sequence[bool]] | Array
) -> Array:
    """Margins in points [pacts x seats x partners] for many pacts at once, each with some of the partners as members.

    What stands for a partner that is no member has no meaning.

    Raises:
        ValueError: for a partner that is not among the parties of the leans.
    """
    import numpy as np

    if strange := [one for one in partners if one not in found.parties]:
        raise ValueError(f"no such partners: {', '.join(strange)}")
    columns = [found.parties.index(party) for party in partners]
    own = found.shares[:, columns]
    others = np.delete(found.shares, columns, axis=1)
    both = [[assumed.of_votes(giver, taker) for taker in partners] for giver in partners]
    follow, stray = (np.array([[float(one[part]) for one in row] for row in both]) for part in (0, 1))
    np.fill_diagonal(follow, 1)
    np.fill_diagonal(stray, 0)
    inside = np.asarray(members, dtype=float).reshape(len(members), 1, len(partners))
    inner = own * inside
    pact, lost = inner @ follow, inner @ stray
    outer = own * (1 - inside)
    against = (others.sum(axis=1) + outer.sum(axis=2))[:, :, None]
    strongest = np.maximum(others.max(axis=1, initial=0), outer.max(axis=2, initial=0))[:, :, None]
    lost = np.where(against > 0, lost, 0)
    best = strongest * (1 + np.divide(lost, against, out=np.zeros_like(lost), where=against > 0))
    cast = pact + against + lost
    lead = np.divide(pact - best, cast, out=np.zeros_like(pact), where=cast > 0)
    points: Array = np.round(100 * lead, _TIE)
    return points


def sub_pact_leads(
    found: Leans, assumed: Assumptions, partners: Sequence[str], members: Sequence[Sequence[bool]] | Array
) -> Array:
    """Margins, over `reach` where below 0, [pacts x seats x partners]; see `sub_pact_margins`.

    Raises:
        ValueError: as `sub_pact_margins`.
    """
    import numpy as np

    lead: Array = sub_pact_margins(found, assumed, partners, members)
    return lead / np.where(lead < 0, _reach(found, assumed, partners, members)[:, None, None], 1)


def _reach(
    found: Leans, assumed: Assumptions, partners: Sequence[str], members: Sequence[Sequence[bool]] | Array
) -> Array:
    """By pact, what part of the whole errors it is exposed to: sqrt(its part of all votes / full_at), at most 1."""
    import numpy as np

    columns = [found.parties.index(party) for party in partners]
    size = np.asarray(members, dtype=float) @ found.sizes[columns]
    reach: Array = np.sqrt(np.clip(size / max(float(assumed.sigma.full_at) / 100, _LEAST), _LEAST, 1))
    return reach


def likely(lead: Array, assumed: Assumptions) -> Array:
    """Phi(lead / sigma), by the margin over `reach`.

    The standard library's erfc, because scipy takes longer to load than all this to compute.
    """
    import math

    import numpy as np

    scale = -1 / (assumed.sigma.total * math.sqrt(2))
    flat = [math.erfc(one) / 2 for one in (lead * scale).ravel().tolist()]
    return np.array(flat).reshape(lead.shape)


def millionths(facts: Facts) -> Mapping[tuple[str, str], int]:
    """By (seat, contesting party), the chance of the pact of all contesting parties, in whole millionths.

    Raises:
        ValueError: if the scenario assumes nothing about votes.
    """
    return _of_facts(facts)


@remembered
def _of_facts(facts: Facts) -> Mapping[tuple[str, str], int]:
    import numpy as np

    if facts.odds is None:
        raise ValueError("the scenario has no section 'odds', so there are no chances of winning")
    found = np.rint(chances(facts, facts.odds) * MILLION).astype(int).tolist()
    return {
        (seat, party): one
        for seat, row in zip(facts.seat_ids, found, strict=True)
        for party, one in zip(facts.contesting, row, strict=True)
    }
