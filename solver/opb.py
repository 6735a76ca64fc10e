"""How does the question whether some rules can be kept together read as a pseudo-Boolean problem?

In the OPB format of the pseudo-Boolean evaluations, with 'at least' alone, so that every line is one constraint and
its number is its place. Comments say which variable is which cell, and which rule the lines below come from. Whole
numbers beyond 0 and 1 are written in binary. Multipliers that prove that the rules cannot be kept
(`solver/certificate.py`) read as a cutting-planes proof for the checker VeriPB, version 3 of its format: one sum.
Sources: O. Roussel and V. Manquinho, "Input/Output Format and Solver Requirements for the Competitions of
Pseudo-Boolean Solvers" (2012); S. Gocht and J. Nordström, "Certifying Parity Reasoning Efficiently Using Pseudo-Boolean
Proofs", AAAI 2021.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from solver.certificate import Certificate
from solver.posed import Posed
from solver.rows import Linear, Row

Key = tuple[str, int, int]
"""('seat', its number, 0), ('row', demand, number of its row) or ('kept', demand, 0)."""

PROOF = """pseudo-Boolean proof version 3.0
f {lines} ;
pol {total} ;
rup >= 1 ;
output NONE;
conclusion UNSAT : -1;
end pseudo-Boolean proof;
"""


@dataclass(frozen=True)
class Line:
    """One constraint, `terms >= least`, of one side of a row: 1 for its low side, -1 for its high side."""

    key: Key
    side: int
    terms: Mapping[int, int]
    least: int

    def __str__(self) -> str:
        """As it stands in the file; where nothing can fulfil it, and no variable is in it, by way of the first."""
        terms, least = (self.terms, self.least) if self.terms else ({1: 1}, self.least + 1)
        return f"{' '.join(f'{times:+d} x{variable}' for variable, times in sorted(terms.items()))} >= {least} ;"


@dataclass(frozen=True)
class Opb:
    """Can these rules of a what-if, given by number, be kept together? Nothing else is asked: no other red line."""

    posed: Posed
    rules: Sequence[int]

    @cached_property
    def text(self) -> str:
        """The file."""
        head = f"* #variable= {self.variables} #constraint= {len(self.lines)}"
        title = f"* {self.posed.what_if.scenario.title}: can all that follows be kept?"
        every = [head, title, *self._names()]
        last = None
        for line in self.lines:
            owner = line.key[1] if line.key[0] != "seat" else None
            about = ("rule", owner) if owner is not None else line.key
            every += [self._about(line.key)] if about != last else []
            every.append(str(line))
            last = about
        return "\n".join(" ".join(one.split("\n")) for one in every) + "\n"

    def proof(self, certificate: Certificate) -> str:
        """The certificate as a proof: the constraints, times its multipliers, add up to a contradiction."""
        places = {(line.key, line.side): place for place, line in enumerate(self.lines, 1)}
        times = {("seat", seat, 0): by for seat, by in certificate.seats.items()}
        times |= {("row", demand, row): by for (demand, row), by in certificate.rows.items()}
        times |= {("kept", demand, 0): by for demand, by in certificate.kept.items()}
        parts = [(places.get((key, 1 if by > 0 else -1)), abs(by)) for key, by in times.items()]
        told = [f"{place} {by} *" for place, by in parts if place is not None and by]
        return PROOF.format(lines=len(self.lines), total=" ".join([*told[:1], *(f"{one} +" for one in told[1:])]))

    # --- variables ---------------------------------------------------------------------------

    @cached_property
    def variables(self) -> int:
        """How many variables there are."""
        return self.posed.system.cells + sum(len(parts) for parts in self._bits.values())

    @cached_property
    def _bits(self) -> dict[int, list[tuple[int, int]]]:
        """By helper of these rules: (variable, what it counts); its least value and some of these are its values."""
        system, bits = self.posed.system, dict[int, list[tuple[int, int]]]()
        free = system.cells
        for demand in self.rules:
            first = system.offsets[demand]
            for helper in range(first, first + len(system.demands[demand].helpers)):
                low, high = system.domains[helper]
                parts = list(_parts(high - low))
                bits[helper] = [(free + place, part) for place, part in enumerate(parts, 1)]
                free += len(parts)
        return bits

    def _names(self) -> Iterator[str]:
        grid, facts = self.posed.grid, self.posed.what_if.facts
        cells = [(seat, party) for seat in grid.seats for party in grid.parties]
        for number, (seat, party) in enumerate(cells, 1):
            name = facts.seat_name(seat)
            yield f"* x{number}: {name}{f' ({seat})' if name != seat else ''} goes to {party}"
        for helper, parts in self._bits.items():
            demand, low = self.posed.system.owner(helper), self.posed.system.domains[helper][0]
            number = helper - self.posed.system.offsets[demand] + 1
            value = " ".join((str(low), *(f"+{part} x{variable}" for variable, part in parts)))
            yield f"* helper {number} of {self.posed.rules[demand].id} = {value}"

    def _about(self, key: Key) -> str:
        if key[0] == "seat":
            return f"* exactly one party gets {self.posed.what_if.facts.seat_name(self.posed.grid.seats[key[1]])}"
        rule = self.posed.rules[key[1]]
        kind = "red line" if rule.must else "ask"
        return f"* {rule.id} ({kind}): {rule.sentence(self.posed.what_if.facts)}"

    # --- constraints -------------------------------------------------------------------------

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The constraints in order: seats, then rule by rule its rows, and that it falls short by nothing."""
        system = self.posed.system
        rows: list[tuple[Key, Row]] = [(("seat", number, 0), row) for number, row in enumerate(system.seat_rows)]
        for demand in self.rules:
            rows += [(("row", demand, number), row) for number, row in enumerate(system.demand_rows[demand])]
            rows.append((("kept", demand, 0), Row(system.shortfalls[demand], high=0)))
        return tuple(line for key, row in rows for line in self._sides(key, row))

    def _sides(self, key: Key, row: Row) -> Iterator[Line]:
        """What each side of a row asks, where it asks for anything."""
        for side, bound in ((1, row.low), (-1, row.high)):
            if bound is not None:
                terms, constant = self._written(row.terms.times(side))
                least = side * bound - constant
                if row.only_if is not None:  # where that is 0, it asks for what is so anyway
                    slack = max(0, least - sum(min(0, times) for times in terms.values()))
                    switch, shift = self._written(Linear((row.only_if,), (-slack,)))
                    terms, least = _added(terms, switch), least - slack - shift
                if least > sum(min(0, times) for times in terms.values()):
                    yield Line(key, side, terms, least)

    def _written(self, linear: Linear) -> tuple[dict[int, int], int]:
        """Terms by variable of the file, and a constant."""
        terms, constant = dict[int, int](), linear.constant
        for variable, times in linear.combined().items():
            if variable < self.posed.system.cells:
                terms = _added(terms, {variable + 1: times})
                continue
            constant += times * self.posed.system.domains[variable][0]
            terms = _added(terms, {bit: times * part for bit, part in self._bits[variable]})
        return terms, constant


def _parts(most: int) -> Iterator[int]:
    """Numbers some of which add up to each number from 0 to `most`, and to none beyond: 1, 2, 4, ..., the rest."""
    part = 1
    while most > 0:
        yield min(part, most)
        most -= part
        part *= 2


def _added(one: Mapping[int, int], other: Mapping[int, int]) -> dict[int, int]:
    total = dict(one)
    for variable, times in other.items():
        total[variable] = total.get(variable, 0) + times
    return {variable: times for variable, times in total.items() if times}
