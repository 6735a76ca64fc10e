"""What does a stored answer of `why` or `swaps` claim, beyond the best split? Its JSON as frozen values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from solver.answers import Clash, Contrast, Moves, Price, Proof, StageValue, Swap, Witness
from solver.split import Split
from solver.verify.document import AnswerError, Node
from solver.verify.stored import CONCESSIONS, CONFLICTS, RESULT, STATUSES, SWAPS, WHY, Clashes, Reader, Stored

VERDICTS = ("forbidden", "cost", "goal", "tie", "unknown")
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
        others=tuple((one.key("party").text(), _contrast(reader, one, "party")) for one in node.key("others").items()),
        interrupted=reader.root.key("interrupted").flag(),
    )


def read_rule(reader: Reader) -> ToldRule:
    """The part `rule` of an answer."""
    node = reader.root.key("rule")
    reader.known(node, "rule", "without", "in_full", "conflicts", "conflicts_complete")
    without, in_full = node.key("without"), node.key("in_full")
    return ToldRule(
        rule=node.key("rule").text(),
        without=None if without.value is None else _price(reader, without),
        in_full=None if in_full.value is None else _contrast(reader, in_full),
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
        verdict=_one_of(node.key("verdict"), FORCED),
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
        basis=_one_of(root.key("basis"), BASES),
        most=root.key("most").whole(),
        found=tuple(_swap(reader, one) for one in root.key("swaps").items()),
        numbers={2: root.key("pairs").whole(), 3: root.key("circles").whole()},
        complete={2: root.key("pairs_complete").flag(), 3: root.key("circles_complete").flag()},
        rules=reader.rules(),
        notices=root.key("notices").texts(),
        interrupted=root.key("interrupted").flag(),
    )


def _contrast(reader: Reader, node: Node, *more: str) -> Contrast:
    names = ("demand", "verdict", "sentence", "priority", "goal", "by", "cost", "goals", "shortfalls")
    reader.known(node, *names, "moves", "fewest", "clash", "split", *more)
    clash, split = node.key("clash"), node.key("split")
    return Contrast(
        demand=node.key("demand").text(),
        verdict=_one_of(node.key("verdict"), VERDICTS),  # type: ignore[arg-type]  # it is one of them
        sentence=node.key("sentence").text(),
        priority=_maybe_whole(node.key("priority")),
        goal=_maybe_whole(node.key("goal")),
        by=_maybe_whole(node.key("by")),
        cost=_stages(reader, node.key("cost"), "priority"),
        goals=_stages(reader, node.key("goals"), "kind"),
        shortfalls=_pairs(node.key("shortfalls")),
        moves=_moves(reader, node.key("moves")),
        fewest=node.key("fewest").flag(),
        clash=None if clash.value is None else read_clash(reader, clash),
        split=None if split.value is None else reader.split(split),
    )


def read_clash(reader: Reader, node: Node) -> Clash:
    """A clash with one more demand."""
    reader.known(node, "rules", "musts", "minimal", "sentence", "why", "proof", "witnesses")
    why, proof, witnesses = node.key("why"), node.maybe("proof"), node.maybe("witnesses")
    found: Proof | None = None if proof is None else reader.proof(proof)
    shown: Iterable[Witness] = () if witnesses is None else map(reader.witness, witnesses.items())
    return Clash(
        rules=node.key("rules").by_name(),
        musts=node.key("musts").texts(),
        minimal=node.key("minimal").flag(),
        sentence=node.key("sentence").text(),
        members=(),
        why=None if why.value is None else why.text(),
        proof=found,
        witnesses=tuple(shown),
    )


def _price(reader: Reader, node: Node) -> Price:
    reader.known(node, "status", "sentence", "cost", "goals", "seats", "shortfalls", "moves", "split", "stages")
    split, stages = node.key("split"), node.key("stages")
    reader.known(stages, "cost", "goals")
    cost, goals = node.key("cost").items(), node.key("goals").items()
    for label, entries in (("priority", cost), ("kind", goals)):
        for one in entries:
            reader.known(one, label, "with", "without")
    return Price(
        status=_one_of(node.key("status"), STATUSES),  # type: ignore[arg-type]  # it is one of them
        sentence=node.key("sentence").text(),
        cost={one.key("priority").whole(): (one.key("with").whole(), one.key("without").whole()) for one in cost},
        goals=tuple((one.key("kind").text(), one.key("with").whole(), one.key("without").whole()) for one in goals),
        seats=node.key("seats").by_name(),
        shortfalls=_pairs(node.key("shortfalls")),
        moves=_moves(reader, node.key("moves")),
        split=None if split.value is None else reader.split(split),
        stages=(_stages(reader, stages.key("cost"), "priority"), _stages(reader, stages.key("goals"), "kind")),
    )


def _swap(reader: Reader, node: Node) -> Swap:
    reader.known(node, "moves", "gains", "better", "sentence")
    gains = {party: tuple(by.whole() for by in one.items()) for party, one in node.key("gains").entries().items()}
    moves, better = _moves(reader, node.key("moves")), _pairs(node.key("better"))
    return Swap(moves, gains, better, node.key("sentence").text())


def _stages(reader: Reader, node: Node, label: str) -> tuple[StageValue, ...]:
    return tuple(reader.stage(one, label) for one in node.items())


def _moves(reader: Reader, node: Node) -> Moves:
    for one in node.items():
        reader.known(one, "seat", "from", "to")
    return tuple((one.key("seat").text(), one.key("from").text(), one.key("to").text()) for one in node.items())


def _pairs(node: Node) -> dict[str, tuple[int, int]]:
    found = {}
    for name, one in node.entries().items():
        both = tuple(value.whole() for value in one.items())
        if len(both) != 2:
            raise AnswerError(one.path, "expected two numbers, before and after")
        found[name] = (both[0], both[1])
    return found


def _maybe_whole(node: Node) -> int | None:
    return None if node.value is None else node.whole()


def _one_of(node: Node, names: tuple[str, ...]) -> str:
    if node.text() not in names:
        raise AnswerError(node.path, f"expected one of {', '.join(names)}")
    return node.text()
