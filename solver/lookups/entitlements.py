"""What is each party entitled to: by legislators, seats won, votes, or given weights?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, Self

from pydantic import ConfigDict, Field, model_serializer, model_validator

from solver.facts import Facts
from solver.fields import Count, Flag, Id, Ids, Record, expected
from solver.problems import Problem, check_known

_FORMS = ("legislators", "won", "votes", "weights")


def _word_or_mapping(schema: dict[str, Any]) -> None:
    """The schema as the file has it: the word 'legislators', or a mapping with one of the other forms."""
    properties = schema.pop("properties")
    mapping: dict[str, Any] = {"type": "object", "additionalProperties": False, "minProperties": 1, "maxProperties": 1}
    mapping["properties"] = {form: properties[form] for form in _FORMS[1:]}
    schema.pop("additionalProperties")
    schema["type"] = ["string", "object"]
    schema["anyOf"] = [{"const": "legislators", "description": properties["legislators"]["description"]}, mapping]


class Entitlement(Record):
    """Whole-number weights of the parties, from one of four sources: `legislators`, `won`, `votes`, `weights`."""

    model_config = ConfigDict(json_schema_extra=_word_or_mapping)

    legislators: Flag = Field(False, description="Legislators elected within all seats.")
    won: Ids | None = Field(None, description="Elections: seats won at any of them, added up.")
    votes: Ids | None = Field(None, description="Elections: votes at all of them, added up.")
    weights: dict[Id, Count] | None = Field(None, description="A weight per party, as given.")

    @model_validator(mode="before")
    @classmethod
    def _word(cls, value: Any) -> Any:
        if isinstance(value, str):
            if value != "legislators":
                raise expected("'legislators', or a mapping with won, votes or weights", value)
            return {"legislators": True}
        return value

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = [form for form in _FORMS if getattr(self, form)]
        if len(given) != 1:
            raise expected("exactly one of legislators, won, votes, weights", ", ".join(given) or None)
        return self

    @model_serializer
    def _file_form(self) -> Any:
        if self.legislators:
            return "legislators"
        form = next(form for form in _FORMS if getattr(self, form))
        value = getattr(self, form)
        return {form: dict(value) if isinstance(value, dict) else list(value)}

    def of(self, facts: Facts, parties: Iterable[str]) -> dict[str, int]:
        """The weight of each of these parties, in their order; 0 where the source has nothing for a party."""
        totals = dict.fromkeys(parties, 0)
        for party, amount in self._amounts(facts):
            if party in totals:
                totals[party] += amount
        return totals

    def _amounts(self, facts: Facts) -> Iterator[tuple[str, int]]:
        if self.legislators:
            yield from ((row.party, row.count) for row in facts.legislators)
        for election in self.won or ():
            for found in facts.standings.get(election, {}).values():
                if found.winner is not None:
                    yield found.winner, 1
        for election in self.votes or ():
            for rows in facts.returns.get(election, {}).values():
                yield from ((row.party, row.votes) for row in rows if row.votes is not None)
        yield from (self.weights or {}).items()

    def problems(self, facts: Facts) -> Iterator[Problem]:
        """Unknown elections and parties."""
        yield from check_known(("won",), "election", self.won or (), facts.election)
        yield from check_known(("votes",), "election", self.votes or (), facts.election)
        for party in self.weights or {}:
            for problem in check_known(("weights", party), "party", (party,), facts.party):
                yield replace(problem, at_key=True)

    def phrase(self) -> str:
        """The source in words: 'legislators', 'seats won in 2019'."""
        if self.legislators:
            return "legislators"
        if self.won:
            return f"seats won in {', '.join(self.won)}"
        if self.votes:
            return f"votes in {', '.join(self.votes)}"
        return "weights " + ", ".join(f"{party} {weight}" for party, weight in (self.weights or {}).items())
