"""What is counted by assembly segment, the part of a seat that elects one member to the state assembly?"""

from __future__ import annotations

from pydantic import Field

from solver.fields import Count, Id, Record, Text


class Segment(Record):
    """A part of a seat that votes of its own are counted in, such as an assembly constituency."""

    id: Id = Field(description="Short id that results of segments use.")
    seat: Id = Field(description="Id of the seat it lies in; it lies in one only.")
    name: Text | None = Field(None, description="Name as people write it; the id where it is left out.")


class SegmentResult(Record):
    """Votes of a party in a segment at an election. No row: did not contest there, which is not 0 votes."""

    election: Id = Field(description="Id of the election.")
    segment: Id = Field(description="Id of the segment.")
    party: Id = Field(description="Id of the party.")
    votes: Count = Field(description="Votes counted.")
