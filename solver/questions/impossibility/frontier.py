"""Which two axioms cannot both be met, and in which smallest pacts? The whole answer, each pact certified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from solver.answers.impossible import Impossible, Pair, Shown, Size
from solver.engine import Deadline
from solver.questions.asked import Progress, check_limits, quiet
from solver.questions.impossibility.axioms import AXIOMS, NAMED, Axiom
from solver.questions.impossibility.certified import Certifier
from solver.questions.impossibility.files import in_words, scenario_text
from solver.questions.impossibility.instances import Pact, entitlements
from solver.questions.impossibility.search import LEAST, Hits, Search, sizes
from solver.questions.interruption import Interruption
from solver.scenario import SettingError, loads
from solver.scenario.settings import with_hint

MOST = Size(4, 3, 2)
"""Most seats, parties and locked seats that are looked at unless others are asked for: some seconds."""

MOST_WEIGHT = 5

BOUNDS = Size(8, 5, 8)
"""Beyond these nobody could wait for the end."""

BOUND_WEIGHT = 20


def impossible(
    axioms: Iterable[str] = (),
    *,
    most: Size = MOST,
    weight: int = MOST_WEIGHT,
    time_limit: float | None = None,
    progress: Progress = quiet,
) -> Impossible:
    """Exhaust pacts in which every seat is worth 1 or 0 to each party, in growing size.

    Args:
        axioms: names of axioms; none for all (`solver.questions.impossibility.axioms`).
        most: the greatest numbers of seats, parties and locked seats.
        weight: entitlements are all vectors of whole numbers from 1 to this, without a common factor.
        time_limit: seconds for the search; None for no limit. What was not exhausted by then is not in the answer.
        progress: called with each size before it is looked at.

    Raises:
        ValueError: for limits out of range.
        SettingError: for an axiom that is not known.
        EngineError: where a checker, or the engine, denies what was found.
    """
    check_limits(0, time_limit)
    if not (LEAST.within(most) and most.within(BOUNDS)):
        bounds = f"1 to {BOUNDS.seats} seats, 2 to {BOUNDS.parties} parties, 0 to {BOUNDS.locked} locked seats"
        raise ValueError(f"the search takes {bounds}")
    if not 1 <= weight <= BOUND_WEIGHT:
        raise ValueError(f"the search takes entitlements up to a number from 1 to {BOUND_WEIGHT}")
    chosen = _chosen(axioms)
    tried = {parties: tuple(entitlements(parties, weight)) for parties in range(2, most.parties + 1)}
    search, complete = Search(chosen, Deadline(time_limit)), False
    with Interruption() as interruption:
        complete = search.run(sizes(most), tried.__getitem__, progress)
    progress("certifying what was found")
    return Impossible(
        axioms=tuple(axiom.name for axiom in chosen),
        weights=tried,
        exhausted=tuple(search.exhausted),
        shown=tuple(one for size in sorted(search.found) for one in _shown(size, search.found[size])),
        implied=tuple(sorted(search.implied, key=_place)) if search.exhausted else (),
        complete=complete,
        interrupted=interruption.came,
    )


def _chosen(names: Iterable[str]) -> tuple[Axiom, ...]:
    wanted = tuple(names)
    for name in wanted:
        if name not in NAMED:
            raise SettingError(with_hint(f"no axiom '{name}'; known: {', '.join(NAMED)}", name, NAMED))
    return tuple(axiom for axiom in AXIOMS if not wanted or axiom.name in wanted)


def _place(pair: Pair) -> tuple[int, ...]:
    names = list(NAMED)
    return tuple(names.index(name) for name in pair)


def _shown(size: Size, hits: Hits) -> Iterator[Shown]:
    """Few pacts that show every pair of a size, each certified."""
    for number, (pact, pairs) in enumerate(_few(hits), 1):
        wanted = {name for pair in pairs for name in pair}
        text = scenario_text(pact, [axiom for axiom in AXIOMS if axiom.name in wanted], pairs)
        name = f"{str(size).replace(', ', '-').replace(' ', '-')}-{number}"
        certifier = Certifier(loads(text, name=name))
        sentences, forced = certifier.certify(pairs), {pair: certifier.forced(pair) for pair in pairs}
        yield Shown(name, size, pact.weights, in_words(pact), pairs, sentences, forced, text)


def _few(hits: Hits) -> Iterator[tuple[Pact, tuple[Pair, ...]]]:
    """Pacts that show all pairs between them: each next one shows as many new ones as can be; then the first found."""
    left = {pair for pairs in hits for pair in pairs}
    while left:
        best = max(hits, key=lambda pairs: len(pairs & left))
        yield hits[best], tuple(sorted(best, key=_place))
        left -= best
