"""How is a minimal conflict told: which red lines take part, how far would each member give way alone, and why?"""

from __future__ import annotations

from solver.answers import Conflict, Proof, Witness
from solver.cover import bits
from solver.proofs import named
from solver.questions.conflicts.together import Together, UndecidedError
from solver.reasons import conflict_sentence, reason

WORTH_TELLING = 8
"""Members up to which it is worked out how far each would have to give way alone."""


class Teller:
    """Turns sets of candidates into conflicts; with `proofs`, they carry multipliers and witnesses."""

    def __init__(self, together: Together, *, proofs: bool) -> None:
        self.together = together
        self.posed = together.posed
        self.proofs = proofs

    def told(self, members: int) -> Conflict:
        """A minimal conflict in words.

        Raises:
            UndecidedError: where the limit comes first.
        """
        rules = self.together.rules(members)
        musts = self.musts_taking_part(rules)
        ids = tuple(self.posed.rules[index].id for index in rules)
        must_ids = tuple(self.posed.rules[index].id for index in musts)
        why = reason([self.posed.rules[index] for index in (*rules, *musts)], self.posed.what_if.facts)
        among_musts = bool(rules) and self.posed.rules[rules[0]].must
        return Conflict(
            rules=() if among_musts else ids,
            musts=ids if among_musts else must_ids,
            minimal=True,
            sentence=conflict_sentence(
                [self.posed.rules[index] for index in rules],
                [self.posed.rules[index] for index in musts],
                why,
                self.posed.what_if.facts,
            ),
            why=why,
            alone=self._alone(rules) if len(rules) <= WORTH_TELLING else {},
            proof=self._proof((*rules, *musts)) if self.proofs else None,
            witnesses=self._witnesses(members) if self.proofs else (),
        )

    def musts_taking_part(self, rules: tuple[int, ...]) -> tuple[int, ...]:
        """A minimal set of musts with which the members clash, by deletion in file order, whichever engine answers."""
        always = self.together.always
        if not always:
            return ()
        together = Together(self.posed, self.together.keeper, self.together.deadline, always, rules)
        needed = together.everything
        for position in range(len(always)):
            if together.clash(needed & ~(1 << position)) is not None:
                needed &= ~(1 << position)
        return together.rules(needed)

    def _alone(self, rules: tuple[int, ...]) -> dict[str, int]:
        """How far each member falls short at least when all the others are kept; nothing where that is too hard."""
        alone = {}
        for index in rules:
            others = (*self.together.always, *(other for other in rules if other != index))
            short = self.together.keeper.least(index, others, self.together.deadline)
            if short is None:
                return {}
            alone[self.posed.rules[index].id] = short
        return alone

    def _proof(self, rules: tuple[int, ...]) -> Proof | None:
        certificate = self.together.keeper.refutation(rules, self.together.deadline)
        return None if certificate is None else named(self.posed, certificate)

    def _witnesses(self, members: int) -> tuple[Witness, ...]:
        """For each member a split that keeps the others; all were found when the conflict was proved minimal."""
        ids = [rule.id for rule in self.posed.rules]
        witnesses = []
        for position in bits(members):
            if self.together.clash(members & ~(1 << position)) is not None:
                raise UndecidedError
            split = self.together.witness(members & ~(1 << position))
            witnesses.append(Witness(ids[self.together.candidates[position]], split))
        return tuple(witnesses)
