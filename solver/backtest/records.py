"""What may stand in a row of the tables of a backtest? Numbers are read as spreadsheets and data frames write them."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from solver.fields import Id, Record, Text, expected, read_whole
from solver.reading import read_id

MISSING = frozenset({"", "-", "na", "n/a", "nan", "none", "null"})
"""What stands in a cell of numbers where nothing is known, in any letters."""

MOST_VOTES = 1_000_000_000
"""More votes than any seat has."""

_TRAILING = re.compile(r"(-?[0-9]+)\.0+")
_DECIMAL = re.compile(r"[0-9]{1,3}(?:\.[0-9]+)?(?:[eE]-[0-9]{1,2})?")


def _number(value: Any) -> Any:
    """A whole number without the '.0' that a column with gaps brings, nor commas between its thousands."""
    if not isinstance(value, str):
        return value
    plain = value.strip()
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{2,3})+", plain):
        plain = plain.replace(",", "")
    whole = _TRAILING.fullmatch(plain)
    return whole[1] if whole else plain


def _whole(value: Any) -> int | None:
    return None if _missing(value) else read_whole(_number(value))


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.strip().casefold() in MISSING)


def _share(value: Any) -> float | None:
    if _missing(value):
        return None
    text = str(value).strip().removesuffix("%").strip()
    if not _DECIMAL.fullmatch(text) or float(text) > 100:
        raise expected("a share of the votes from 0 to 100", value)
    return float(text)


def _key(value: Any) -> str:
    """The number of a seat: 12, '12' and '12.0' are one and the same."""
    return read_id(_number(value))


Key = Annotated[str, BeforeValidator(_key)]
Votes = Annotated[Annotated[int, Field(ge=0, le=MOST_VOTES)] | None, BeforeValidator(_whole)]
Year = Annotated[Annotated[int, Field(ge=1000, le=9999)] | None, BeforeValidator(_whole)]
Position = Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(_whole)]
Share = Annotated[float | None, BeforeValidator(_share)]


class Contested(Record):
    """A row of a pact: one of its partners contests a seat."""

    pact_id: Id = Field("pact", description="Which pact, where the table holds several.")
    year: Year = Field(None, description="Year of the election; else the one that the pact's id names.")
    seat_no: Key = Field(description="Number of the seat, the key to the other tables.")
    seat: Text | None = Field(None, description="Name of the seat.")
    party: Id = Field(description="The partner that contests it.")


class Earlier(Record):
    """A row of what a partner had before."""

    pact_id: Id | None = Field(None, description="Which pact; else every pact that the partner and the seat belong to.")
    seat_no: Key = Field(description="Number of the seat.")
    partner: Id = Field(description="A party.")
    prev_year: Annotated[int, BeforeValidator(read_whole), BeforeValidator(_number), Field(ge=1000, le=9999)] = Field(
        description="Year of that election."
    )
    votes: Votes = Field(None, description="Votes.")
    vote_share: Share = Field(None, description="Per cent of the votes cast.")
    position: Position = Field(None, description="Rank in the seat; 1 = elected.")


class BySegment(Record):
    """A row of votes counted by segment, at an assembly election before."""

    pact_id: Id | None = Field(None, description="Which pact; else every pact that the seat belongs to.")
    year: Annotated[int, BeforeValidator(read_whole), BeforeValidator(_number), Field(ge=1000, le=9999)] = Field(
        description="Year of that election."
    )
    segment_no: Key = Field(description="Number of the segment (assembly constituency).")
    seat_no: Key = Field(description="Number of the seat it lies in.")
    party: Id = Field(description="A party.")
    votes: Annotated[int, BeforeValidator(read_whole), BeforeValidator(_number), Field(ge=0, le=MOST_VOTES)] = Field(
        description="Votes."
    )


class Return(Record):
    """A row of full results: a candidate's votes, at the election that is predicted or before."""

    pact_id: Id | None = Field(None, description="Which pact; else every pact that the seat belongs to.")
    year: Year = Field(None, description="Year of that election; left out, the one that is predicted.")
    seat_no: Key = Field(description="Number of the seat.")
    party: Id = Field(description="A party.")
    votes: Votes = Field(None, description="Votes.")
    vote_share: Share = Field(None, description="Per cent of the votes cast.")
    position: Position = Field(None, description="Rank in the seat; 1 = elected.")
