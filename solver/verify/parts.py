"""What does a part of an answer of `why` or `swaps` claim: a contrast, a clash, a price, an exchange?"""

from __future__ import annotations

from collections.abc import Iterable

from solver.answers import Clash, Contrast, Moves, Price, Proof, StageValue, Swap, Witness
from solver.verify.document import AnswerError, Node
from solver.verify.reader import Reader
from solver.verify.stored import STATUSES

VERDICTS = ("forbidden", "cost", "goal", "tie", "unknown")


def read_contrast(reader: Reader, node: Node, *more: str) -> Contrast:
    """What one more demand takes; `more` are keys that stand beside it."""
    names = ("demand", "verdict", "sentence", "priority", "goal", "by", "cost", "goals", "shortfalls")
    reader.known(node, *names, "moves", "fewest", "clash", "split", *more)
    clash, split = node.key("clash"), node.key("split")
    return Contrast(
        demand=node.key("demand").text(),
        verdict=one_of(node.key("verdict"), VERDICTS),  # type: ignore[arg-type]  # it is one of them
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


def read_price(reader: Reader, node: Node) -> Price:
    """What others gain without a rule."""
    reader.known(node, "status", "sentence", "cost", "goals", "seats", "shortfalls", "moves", "split", "stages")
    split, stages = node.key("split"), node.key("stages")
    reader.known(stages, "cost", "goals")
    cost, goals = node.key("cost").items(), node.key("goals").items()
    for label, entries in (("priority", cost), ("kind", goals)):
        for one in entries:
            reader.known(one, label, "with", "without")
    return Price(
        status=one_of(node.key("status"), STATUSES),  # type: ignore[arg-type]  # it is one of them
        sentence=node.key("sentence").text(),
        cost={one.key("priority").whole(): (one.key("with").whole(), one.key("without").whole()) for one in cost},
        goals=tuple((one.key("kind").text(), one.key("with").whole(), one.key("without").whole()) for one in goals),
        seats=node.key("seats").by_name(),
        shortfalls=_pairs(node.key("shortfalls")),
        moves=_moves(reader, node.key("moves")),
        split=None if split.value is None else reader.split(split),
        stages=(_stages(reader, stages.key("cost"), "priority"), _stages(reader, stages.key("goals"), "kind")),
    )


def read_swap(reader: Reader, node: Node) -> Swap:
    """An exchange."""
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


def one_of(node: Node, names: tuple[str, ...]) -> str:
    """Text that is one of these."""
    if node.text() not in names:
        raise AnswerError(node.path, f"expected one of {', '.join(names)}")
    return node.text()
