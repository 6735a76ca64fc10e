"""How is the JSON of a stored answer read, and which of its keys does no check know?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from solver.answers import Concession, Conflict, Family, Group, Proof, StageValue, Witness
from solver.split import Split
from solver.verify.document import AnswerError, Node
from solver.verify.stored import (
    CONCESSIONS,
    CONFLICTS,
    DECIDED,
    RESULT,
    STATUSES,
    SWAPS,
    WHY,
    About,
    Best,
    Clashes,
    Listing,
    Package,
    Packages,
    Range,
    Stored,
    Unique,
    Ways,
)


class Reader:
    """Reads one answer, and notes the keys that it does not know."""

    def __init__(self, root: Node) -> None:
        self.root = root
        self.strange: list[str] = []

    def known(self, node: Node, *names: str) -> None:
        self.strange += node.strange(names)

    def read(self, schema: str) -> Stored:
        root = self.root
        names = ["schema", "engine", "scenario"]
        best = listing = clashes = ways = packages = None
        if schema == RESULT:
            best = self.best()
            names += ["status", "proved_by", "split", "seats", "ranges", "cost", "goals", "decided_by", "rules"]
            names += ["notices", "wins"]
        else:
            listing = self.listing()
            names += ["status", "asked", "rules", "notices", "interrupted"]
        if schema == CONCESSIONS:
            ways, packages = self.ways(), self.packages()
            names += ["proved_by", "priorities", "concessions", "complete", "more", "in_order"]
            names += ["drop_sets", "drop_sets_complete"]
        if schema != CONCESSIONS or root.maybe("conflicts") is not None:
            number = root.maybe("different_sets")
            clashes = Clashes(
                found=self.conflicts(root.key("conflicts")),
                complete=root.key("conflicts_complete").flag(),
                different=None if number is None or number.value is None else number.whole(),
            )
            names += ["conflicts", "conflicts_complete", *(["different_sets"] if schema == CONFLICTS else [])]
        if schema == RESULT:
            found = tuple(self.concession(one) for one in root.key("concessions").items())
            ways = Ways(found, root.key("concessions_complete").flag(), root.key("more_concessions").maybe_flag())
            names += ["concessions", "concessions_complete", "more_concessions"]
        about = self.about()
        self.known(root, *names)
        return Stored(schema, about, best, listing, clashes, ways, packages, tuple(self.strange))

    def why(self, part: str, told: Callable[[Reader], Any] | None = None) -> Stored:
        """An answer of `why`; `part` holds what was asked, and is read by `told`, that of --unique here."""
        root = self.root
        names = ["schema", "engine", "scenario", "notices", "status", "split", "cost", "goals"]
        clashes = None
        if root.maybe("conflicts") is not None:
            clashes = Clashes(self.conflicts(root.key("conflicts")), root.key("conflicts_complete").flag())
            names += ["conflicts", "conflicts_complete"]
        about, best = self.about("ranking"), self.standing()
        unique = self.unique(root.key("unique")) if told is None else None
        why = None if told is None else told(self)
        self.known(root, *names, "asked", part, "interrupted")
        return Stored(WHY, about, best, None, clashes, None, None, tuple(self.strange), unique, why)

    def swaps(self, told: Callable[[Reader], Any]) -> Stored:
        """An answer of `swaps`."""
        names = ("schema", "engine", "scenario", "notices", "split", "rules", "basis", "most", "swaps", "pairs")
        self.known(self.root, *names, "pairs_complete", "circles", "circles_complete", "interrupted")
        about, why = self.about(), told(self)
        return Stored(SWAPS, about, None, None, None, None, None, tuple(self.strange), why=why)

    def standing(self) -> Best:
        """The best split that other splits are held against."""
        root, split = self.root, self.root.key("split")
        return Best(
            status=self.status(),
            proved_by=None,
            split=None if split.value is None else self.split(split),
            seats=None,
            ranges={},
            cost=tuple(self.stage(one, "priority") for one in root.key("cost").items()),
            goals=tuple(self.stage(one, "kind") for one in root.key("goals").items()),
            decided_by=None,
            rules=(),
            notices=root.key("notices").texts(),
        )

    def unique(self, node: Node) -> Unique:
        names = ("most_different", "most_different_least_cost")
        parts = {name: node.key(name) for name in (*names, "optimal", "least_cost") if node.key(name).value is not None}
        return Unique(
            told=node.value,
            ranked=tuple(self.split(one.key("split")) for one in node.key("ranked").items()),
            farthest={name: self.split(parts[name].key("split")) for name in names if name in parts},
            free={
                name: {seat: one.texts() for seat, one in parts[name].key("free").entries().items()}
                for name in ("optimal", "least_cost")
                if name in parts
            },
            most=node.key("most").whole(),
            interrupted=self.root.key("interrupted").flag(),
        )

    def rules(self) -> tuple[dict[str, Any], ...]:
        """The rules, each as it stands."""
        every = self.root.key("rules").items()
        return tuple({name: one.value for name, one in entry.entries().items()} for entry in every)

    def status(self) -> str:
        status = self.root.key("status")
        if status.text() not in STATUSES:
            raise AnswerError(status.path, f"expected one of {', '.join(STATUSES)}")
        return status.text()

    def listing(self) -> Listing:
        root, proved_by = self.root, self.root.maybe("proved_by")
        return Listing(
            status=self.status(),
            proved_by=None if proved_by is None or proved_by.value is None else proved_by.text(),
            asked={name: one.value for name, one in root.key("asked").entries().items()},
            rules=self.rules(),
            notices=root.key("notices").texts(),
            interrupted=root.key("interrupted").flag(),
        )

    def ways(self) -> Ways:
        found = tuple(self.concession(one, "loosened", "shares") for one in self.root.key("concessions").items())
        return Ways(found, self.root.key("complete").flag(), self.root.key("more").maybe_flag())

    def packages(self) -> Packages:
        root = self.root
        sets = root.maybe("drop_sets")
        complete = root.key("drop_sets_complete").flag() if sets is not None else False
        return Packages(
            found=tuple(self.package(one) for one in root.key("concessions").items()),
            priorities=tuple(one.whole() for one in root.key("priorities").items()),
            in_order=root.key("in_order").maybe_flag(),
            drop_sets=() if sets is None else tuple(self.drop_set(one) for one in sets.items()),
            drop_sets_complete=complete,
        )

    def package(self, node: Node) -> Package:
        shares = []
        for one in node.key("shares").items():
            self.known(one, "party", "cost")
            party = one.key("party")
            cost = tuple(value.whole() for value in one.key("cost").items())
            shares.append((None if party.value is None else party.text(), cost))
        loosened = {rule: one.text() for rule, one in node.key("loosened").entries().items()}
        return Package(loosened, tuple(shares))

    def drop_set(self, node: Node) -> tuple[tuple[str, ...], Split]:
        self.known(node, "rules", "split")
        return node.key("rules").texts(), self.split(node.key("split"))

    def about(self, *more: str) -> About:
        engine, scenario = self.root.key("engine"), self.root.key("scenario")
        self.known(engine, "name", "answered_by", "ortools", "seatpact", "seed", "time_limit", *more)
        self.known(scenario, "title", "digest", "switches", "set", "dropped")
        return About(
            title=scenario.key("title").text(),
            digest=scenario.key("digest").text(),
            switches={name: one.text() for name, one in scenario.key("switches").entries().items()},
            settings={name: one.value for name, one in scenario.key("set").entries().items()},
            dropped=scenario.key("dropped").texts(),
            engine=engine.key("name").text(),
            limited=engine.maybe("time_limit") is not None,
        )

    def best(self) -> Best:
        root, status = self.root, self.status()
        decided = root.key("decided_by")
        if decided.value is not None and decided.text() not in DECIDED:
            raise AnswerError(decided.path, f"expected null or one of {', '.join(DECIDED)}")
        proved_by, split, seats = root.key("proved_by"), root.key("split"), root.key("seats")
        wins = root.maybe("wins")
        return Best(
            status=status,
            proved_by=None if proved_by.value is None else proved_by.text(),
            split=None if split.value is None else self.split(split),
            seats=None if seats.value is None else seats.by_name(),
            ranges={party: _range(one) for party, one in root.key("ranges").entries().items()},
            cost=tuple(self.stage(one, "priority") for one in root.key("cost").items()),
            goals=tuple(self.stage(one, "kind") for one in root.key("goals").items()),
            decided_by=decided.value,
            rules=self.rules(),
            notices=root.key("notices").texts(),
            wins=None if wins is None else wins.value,
        )

    def split(self, node: Node) -> Split:
        return Split.of({seat: party.text() for seat, party in node.entries().items()})

    def stage(self, node: Node, label: str) -> StageValue:
        self.known(node, label, "value", "bound", "proof")
        name, bound, proof = node.key(label), node.key("bound"), node.maybe("proof")
        return StageValue(
            label=name.whole() if label == "priority" else name.text(),
            value=node.key("value").whole(),
            bound=None if bound.value is None else bound.whole(),
            proof=None if proof is None else self.proof(proof),
        )

    def proof(self, node: Node) -> Proof:
        self.known(node, "denominator", "seats", "rules", "goals", "kept", "stages")
        empty = Node({}, node.path)
        part = {name: node.maybe(name) or empty for name in ("seats", "rules", "goals", "kept", "stages")}
        return Proof(
            seats=part["seats"].by_name(),
            rules={name: _rows(one) for name, one in part["rules"].entries().items()},
            goals={number: _rows(one) for number, one in part["goals"].by_number().items()},
            kept=part["kept"].by_name(),
            stages=_rows(part["stages"]),
            denominator=node.key("denominator").whole(),
        )

    def conflicts(self, node: Node) -> tuple[Conflict, ...]:
        return tuple(self.conflict(one) for one in node.items())

    def conflict(self, node: Node) -> Conflict:
        self.known(node, "rules", "musts", "minimal", "sentence", "why", "alone", "proof", "family", "witnesses")
        why, proof, witnesses = node.key("why"), node.maybe("proof"), node.maybe("witnesses")
        family = node.maybe("family")
        return Conflict(
            rules=node.key("rules").texts(),
            musts=node.key("musts").texts(),
            minimal=node.key("minimal").flag(),
            sentence=node.key("sentence").text(),
            why=None if why.value is None else why.text(),
            alone=node.key("alone").by_name(),
            proof=None if proof is None else self.proof(proof),
            family=None if family is None else self.family(family),
            witnesses=() if witnesses is None else tuple(self.witness(one) for one in witnesses.items()),
        )

    def family(self, node: Node) -> Family:
        self.known(node, "always", "musts", "groups", "more_than", "count", "looked_at", "minimal", "sentence", "proof")
        proof = node.maybe("proof")
        return Family(
            always=node.key("always").texts(),
            musts=node.key("musts").texts(),
            groups=tuple(self.group(one) for one in node.key("groups").items()),
            more_than=node.key("more_than").whole(),
            count=node.key("count").whole(),
            looked_at=node.key("looked_at").whole(),
            minimal=node.key("minimal").whole(),
            sentence=node.key("sentence").text(),
            proof=None if proof is None else self.proof(proof),
        )

    def group(self, node: Node) -> Group:
        self.known(node, "part", "rules")
        return Group(node.key("part").whole(), node.key("rules").texts())

    def witness(self, node: Node) -> Witness:
        self.known(node, "without", "split")
        return Witness(node.key("without").text(), self.split(node.key("split")))

    def concession(self, node: Node, *more: str) -> Concession:
        self.known(node, "cost", "loosen", "split", *more)
        split = node.maybe("split")
        return Concession(
            cost=tuple(one.whole() for one in node.key("cost").items()),
            loosen=node.key("loosen").by_name(),
            split=None if split is None else self.split(split),
        )


def _range(node: Node) -> Range:
    if node.value is None:
        return None
    ends = node.items()
    if len(ends) != 2:
        raise AnswerError(node.path, "expected null or two numbers, the least and the most")
    return ends[0].whole(), ends[1].whole()


def _rows(node: Node) -> dict[int, int]:
    return {number: one.whole() for number, one in node.by_number().items()}
