"""Which conflicts are one fact, told once for all of them: 'any five of these nine'?

Each conflict found is lifted: the sum that proves it proves others too. What lies in a set that is covered already is
let go before the set is asked about, so that the next conflict found is another fact, and few facts stand for thousands
of conflicts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from solver.answers import Conflict, Family, Group
from solver.engine.lifting import lifted
from solver.questions.conflicts.cover import Cover
from solver.questions.conflicts.enumeration import Map
from solver.questions.conflicts.together import Together, bits
from solver.questions.conflicts.told import Teller

LOOK_AT = 100
"""Most sets of a family that are proved minimal one by one."""


def facts(teller: Teller, prefer: int = 0) -> Iterator[Conflict]:
    """Conflicts no two of which are proved by the same sum, each with the family it stands for.

    The iterator ends when every conflict is one of those told, or of their families.

    Raises:
        UndecidedError: where the limit comes first.
    """
    together = teller.together
    unknown = Map(len(together.candidates))
    covers: list[Cover] = []
    struck: set[int] = set()
    turn = 0
    chosen: int | None = together.everything
    while chosen is not None:
        turn += 1
        chosen = _uncovered(chosen, covers, unknown, turn)
        clash = together.clash(chosen)
        if clash is None:
            for kept in {*together.kept} - struck:
                unknown.strike_inside(kept)
            struck |= {*together.kept}
        else:
            members = together.shrunk(together.blaming(chosen, clash, prefer), prefer)
            unknown.strike_around(members)
            cover = _cover(together, members)
            covers += [] if cover is None else [cover]
            yield _told(teller, members, cover)
        chosen = unknown.largest()


def _uncovered(chosen: int, covers: list[Cover], unknown: Map, turn: int) -> int:
    """What is left of a set once it holds no conflict of a known family; one that it does hold is struck."""
    for cover in covers:
        members = cover.within(chosen)
        if members is not None:
            unknown.strike_around(members)
            chosen = cover.without(chosen, turn)
    return chosen


def _cover(together: Together, members: int) -> Cover | None:
    """The family of a conflict; None where its proof is not such a sum, or covers nothing else."""
    rules = together.rules(members)
    cut = together.keeper.cut((*together.always, *rules))
    if cut is None:
        return None
    found = lifted(together.keeper.counted, cut, together.candidates, fixed=together.always)
    if found is None:
        return None
    always = together.of(rule for rule in found.always if rule in together)
    groups = tuple((group.part, together.of(group.demands)) for group in found.groups)
    cover = Cover(always, groups, found.more_than)
    return cover if cover.count > 1 else None


def _told(teller: Teller, members: int, cover: Cover | None) -> Conflict:
    conflict = teller.told(members)
    return conflict if cover is None else replace(conflict, family=_family(teller.together, cover))


def _family(together: Together, cover: Cover) -> Family:
    looked = list(islice(cover.sets(), LOOK_AT))
    minimal = sum(_minimal(together, one) for one in looked)
    ids = [together.posed.rules[rule].id for rule in together.candidates]
    needed = cover.needed
    groups = [
        Group(part, tuple(ids[position] for position in bits(group)))
        for part, group in sorted(cover.groups, key=lambda group: group[1] & -group[1])
        if not group & needed
    ]
    given = sum(part for part, group in cover.groups if group & needed)
    family = Family(
        always=tuple(ids[position] for position in bits(needed)),
        groups=tuple(groups),
        more_than=cover.more_than - given,
        count=cover.count,
        looked_at=len(looked),
        minimal=minimal,
        sentence="",
    )
    return replace(family, sentence=_sentence(family))


def _minimal(together: Together, members: int) -> bool:
    return all(together.clash(members & ~(1 << position)) is None for position in bits(members))


def _sentence(family: Family) -> str:
    """'any 5 of these 9 clash with sp-minimum'."""
    parts = {group.part for group in family.groups}
    number = len(family.groups)
    alike = all(len(group.rules) == 1 for group in family.groups)
    who = ", ".join(family.always) or "each other"
    if number == 1:
        return f"any one of these {len(family.groups[0].rules)} clashes with {who}"
    these = f"these {number}" if alike else f"these {number} groups, one rule each,"
    if len(parts) == 1:
        return f"any {family.more_than // parts.pop() + 1} of {these} clash with {who}"
    return f"any of {these} whose parts add up to more than {family.more_than} clash with {who}"
