"""Which minimal conflicts does one rule take part in?

Sets of the other candidates are searched as MARCO does, with the rule kept throughout. A set that clashes with it, and
is minimal in that, is a conflict if it can be kept without the rule; if it cannot, what clashes in it is struck.
Source: M. Liffiton, A. Previti, A. Malik, J. Marques-Silva, "Fast, flexible MUS enumeration", Constraints 21 (2016)
223-250.
"""

from __future__ import annotations

from collections.abc import Iterator

from solver.questions.conflicts.enumeration import Map
from solver.questions.conflicts.together import Together


def involving(together: Together, rule: int, prefer: int = 0) -> Iterator[int]:
    """Minimal conflicts that a rule, a candidate or a must, takes part in, as sets of the candidates of `together`.

    A rule that is neither takes part in none: a wish, where the musts alone clash.

    Raises:
        UndecidedError: where the limit comes first.
    """
    if rule not in together and rule not in together.always:
        return
    with_it, without = around(together, rule)
    own = together.of([rule]) if rule in together else 0
    preferred = without.of(one for one in together.rules(prefer) if one != rule)
    unknown = Map(len(with_it.candidates))
    while (chosen := unknown.largest()) is not None:
        clash = with_it.clash(chosen)
        if clash is None:
            unknown.strike_inside(chosen)
            continue
        members = with_it.shrunk(clash, preferred)
        elsewhere = without.clash(members)
        if elsewhere is None:
            yield together.of(without.rules(members)) | own
            unknown.strike_around(members)
        else:
            unknown.strike_around(without.shrunk(elsewhere))


def around(together: Together, rule: int) -> tuple[Together, Together]:
    """The other candidates, with a rule (a candidate or a must) kept throughout, and without it."""
    others = tuple(one for one in together.candidates if one != rule)
    always = tuple(one for one in together.always if one != rule)
    return (
        Together(together.posed, together.keeper, together.deadline, others, (*always, rule)),
        Together(together.posed, together.keeper, together.deadline, others, always),
    )
