"""What does a stored answer of `why` or `swaps` claim, beyond the best split? Its JSON as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from solver.answers import Clash, Contrast, Price, Swap
from solver.split import Split
from solver.verify.document import AnswerError, Node
from solver.verify.parts import one_of, read_clash, read_contrast, read_price, read_swap
from solver.verify.reader import Reader
from solver.verify.stored import CONCESSIONS, CONFLICTS, RESULT, SWAPS, WHY, Clashes, Stored

FORCED = ("forced", "open", "unknown")
BASES = ("goals", "claims")


@dataclass(frozen=True)
class ToldSeat:
    """`why --seat`: who has the seat, and what giving it to each of these would take."""

    seat: str
    party: str | None
    others: tuple[tuple[str, Contrast], ...]
    interrupted: bool


@dataclass(frozen=True)
class ToldRule:
    """`why --rule`: the rule, the answer without it, what keeping it in full takes, what it clashes with."""

    rule: str
    without: Price | None
    in_full: Contrast | None
    clashes: Clashes
    interrupted: bool


@dataclass(frozen=True)
class ToldForced:
    """`why --forced`: the claims, whether they are forced, by what, or a split that denies them."""

    claim: str
    claims: tuple[str, ...]
    verdict: str
    sentence: str
    because: Clash | None
    split: Split | None
    interrupted: bool


@dataclass(frozen=True)
class ToldSwaps:
    """`swaps`: the split, the exchanges listed, how many there are, and whether all were tried."""

    split: Split
    basis: str
    most: int
    found: tuple[Swap, ...]
    numbers: dict[int, int]
    """By number of seats exchanged."""
    complete: dict[int, bool]
    rules: tuple[dict[str, Any], ...]
    notices: tuple[str, ...]
    interrupted: bool


def read(root: Node) -> Stored:
    """A stored answer, whole.

    Raises:
        AnswerError: where it is not of the form that the schema says.
    """
    schema, reader = root.key("schema").text(), Reader(root)
    if schema in (RESULT, CONFLICTS, CONCESSIONS):
        return reader.read(schema)
    if schema == SWAPS:
        return reader.swaps(read_swaps)
    if schema != WHY:
        known = ", ".join((RESULT, CONFLICTS, CONCESSIONS, WHY, SWAPS))
        raise AnswerError("$.schema", f"unknown schema {schema!r}; known: {known}")
    asked = root.key("asked")
    parts = {"seat": read_seat, "rule": read_rule, "forced": read_forced, "unique": None}
    if asked.text() not in parts:
        raise AnswerError(asked.path, f"expected one of {', '.join(parts)}")
    return reader.why(asked.text(), parts[asked.text()])


def read_seat(reader: Reader) -> ToldSeat:
    """The part `seat` of an answer."""
    node = reader.root.key("seat")
    reader.known(node, "seat", "party", "others")
    party = node.key("party")
    return ToldSeat(
        seat=node.key("seat").text(),
        party=None if party.value is None else party.text(),
        others=tuple(
            (one.key("party").text(), read_contrast(reader, one, "party")) for one in node.key("others").items()
        ),
        interrupted=reader.root.key("interrupted").flag(),
    )


def read_rule(reader: Reader) -> ToldRule:
    """The part `rule` of an answer."""
    node = reader.root.key("rule")
    reader.known(node, "rule", "without", "in_full", "conflicts", "conflicts_complete")
    without, in_full = node.key("without"), node.key("in_full")
    return ToldRule(
        rule=node.key("rule").text(),
        without=None if without.value is None else read_price(reader, without),
        in_full=None if in_full.value is None else read_contrast(reader, in_full),
        clashes=Clashes(reader.conflicts(node.key("conflicts")), node.key("conflicts_complete").flag()),
        interrupted=reader.root.key("interrupted").flag(),
    )


def read_forced(reader: Reader) -> ToldForced:
    """The part `forced` of an answer."""
    node = reader.root.key("forced")
    reader.known(node, "claim", "claims", "verdict", "sentence", "because", "split")
    because, split = node.key("because"), node.key("split")
    return ToldForced(
        claim=node.key("claim").text(),
        claims=node.key("claims").texts(),
        verdict=one_of(node.key("verdict"), FORCED),
        sentence=node.key("sentence").text(),
        because=None if because.value is None else read_clash(reader, because),
        split=None if split.value is None else reader.split(split),
        interrupted=reader.root.key("interrupted").flag(),
    )


def read_swaps(reader: Reader) -> ToldSwaps:
    """The whole of an answer of `swaps`."""
    root = reader.root
    return ToldSwaps(
        split=reader.split(root.key("split")),
        basis=one_of(root.key("basis"), BASES),
        most=root.key("most").whole(),
        found=tuple(read_swap(reader, one) for one in root.key("swaps").items()),
        numbers={2: root.key("pairs").whole(), 3: root.key("circles").whole()},
        complete={2: root.key("pairs_complete").flag(), 3: root.key("circles_complete").flag()},
        rules=reader.rules(),
        notices=root.key("notices").texts(),
        interrupted=root.key("interrupted").flag(),
    )
