"""How is an answer written for programs: JSON and CSV?"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from solver.answers import (
        Answer,
        Audit,
        Clashes,
        Conflict,
        Contrast,
        DealMap,
        Interest,
        Laboratory,
        Swaps,
        Swept,
        SweptRow,
        SweptShape,
        WaysOut,
        WhyForced,
        WhyRule,
        WhySeat,
        WhyUnique,
        Worth,
    )
    from solver.answers.impossible import Impossible
    from solver.backtest import Backtests

COMPARE_SCHEMA = "seatpact/compare@1"

WHY_COLUMNS = ("what", "verdict", "priority", "goal", "by", "moves", "sentence")

UNIQUE_COLUMNS = ("as_good", "demands_as_good")
"""To whom the seat can go among the best splits, and among those that meet the demands as well."""

WAYS_OUT_COLUMNS = ("kind", "number", "cost", "rule", "by", "unit", "borne_by", "then")


def as_json(data: Any) -> str:
    """Indented JSON, names kept as they are written, with a final newline."""
    return json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def answer_csv(answer: Answer) -> str:
    """The split, one row a seat; the header alone where there is no split."""
    from solver.answers.answer import SPLIT_COLUMNS

    return _csv(SPLIT_COLUMNS, answer.split_rows() if answer.split is not None else ())


def ways_out_csv(answer: WaysOut) -> str:
    """One row for each rule that gives way in a package, then for each rule of a set to drop."""
    states = {rule.id: rule for rule in answer.about.rules}
    rows: list[tuple[object, ...]] = []
    for number, way in enumerate(answer.ways, 1):
        cost = " ".join(map(str, way.concession.cost))
        for rule, by in way.concession.loosen.items():
            bearer = answer.borne_by[rule] or ""
            rows.append(("package", number, cost, rule, by, states[rule].unit, bearer, way.loosened[rule]))
    for number, dropped in enumerate(answer.drop_sets.found if answer.drop_sets else (), 1):
        rows += [("drop-set", number, "", rule, "", "", answer.borne_by[rule] or "", "") for rule in dropped.rules]
    return _csv(WAYS_OUT_COLUMNS, rows)


def why_csv(answer: WhySeat | WhyRule | WhyUnique | WhyForced) -> str:
    """One row for each thing that was held against the best split; with `--unique` one row a seat."""
    from solver.answers.why import WhyForced, WhySeat, WhyUnique

    if isinstance(answer, WhyUnique):
        return _unique_csv(answer)
    if isinstance(answer, WhyForced):
        return _csv(WHY_COLUMNS, [(answer.claim, answer.verdict, "", "", "", "", answer.sentence)])
    if isinstance(answer, WhySeat):
        return _csv(WHY_COLUMNS, [_contrast_row(party, told) for party, told in answer.others.items()])
    rows = [] if answer.in_full is None else [_contrast_row("in full", answer.in_full)]
    if answer.without is not None:
        price = answer.without
        rows.insert(0, ("without", price.status, "", "", "", str(len(price.moves)), price.sentence))
    return _csv(WHY_COLUMNS, rows)


def _contrast_row(what: str, told: Contrast) -> tuple[str, ...]:
    numbers = ("" if one is None else str(one) for one in (told.priority, told.goal, told.by))
    return (what, told.verdict, *numbers, "" if told.split is None else str(len(told.moves)), told.sentence)


def _unique_csv(answer: WhyUnique) -> str:
    """Where each seat goes in the best split, where it can go, and where it goes in the splits that come next."""
    later = answer.ranked[1:]
    header = ["seat", "name", "party", *UNIQUE_COLUMNS, *(f"split_{number}" for number in range(2, len(later) + 2))]
    rows = []
    for seat, party in answer.asked.split.items() if answer.asked.split is not None else ():
        can_go = (" ".join(one.can_go[seat]) if one else "" for one in (answer.optimal, answer.least_cost))
        rows.append([seat, answer.asked.seat_name(seat), party, *can_go, *(one.split[seat] for one in later)])
    return _csv(header, rows)


def swaps_csv(answer: Swaps) -> str:
    """One row for each seat of an exchange."""
    from solver.answers.swaps import SWAP_COLUMNS

    return _csv(SWAP_COLUMNS, answer.rows())


def audit_csv(answer: Audit) -> str:
    """One row for each rule, then for each axiom."""
    from solver.answers.audited import AUDIT_COLUMNS

    return _csv(AUDIT_COLUMNS, answer.rows())


def lab_csv(answer: Laboratory, *, written: bool = False) -> str:
    """One row for each method and axiom; with the names of files, if they were written."""
    from solver.answers.laboratory import LAB_COLUMNS

    return _csv(LAB_COLUMNS, answer.rows(written=written))


def split_csv(split: Mapping[str, str]) -> str:
    """A split as `audit` and `swaps` read it."""
    return _csv(("seat", "party"), split.items())


def map_csv(answer: DealMap) -> str:
    """One row a sum; where a grid was asked, one for each of its deals instead."""
    from solver.answers.mapped import MAP_COLUMNS

    if answer.looked_up is not None:
        return _csv(answer.looked_up.columns, answer.looked_up.rows())
    return _csv(MAP_COLUMNS, answer.rows())


def impossible_csv(answer: Impossible) -> str:
    """One row for each pair and least size: a pact that shows it."""
    from solver.answers.impossible import IMPOSSIBLE_COLUMNS

    return _csv(IMPOSSIBLE_COLUMNS, answer.rows())


def interest_csv(answer: Interest) -> str:
    """One row for each partner."""
    from solver.answers.interest import INTEREST_COLUMNS

    return _csv(INTEREST_COLUMNS, answer.rows())


def backtest_csv(found: Backtests) -> str:
    """One row a seat of every pact; columns that a pact has nothing for are blank."""
    from solver.report.backtested import backtest_csv_columns

    columns = list(dict.fromkeys(name for one in found.pacts for name in backtest_csv_columns(one)))
    rows = [
        [dict(zip(backtest_csv_columns(one), row, strict=True)).get(name, "") for name in columns]
        for one in found.pacts
        for row in one.rows()
    ]
    return _csv(columns, rows)


def comparison_json(labels: Sequence[str], answers: Sequence[Answer], worth: Sequence[Worth] = ()) -> str:
    """All answers, the seats that are not the same in all of them, and what newcomers are worth."""
    moved = [
        {"seat": seat, "party": dict(zip(labels, parties, strict=True))} for seat, _, parties in moved_seats(answers)
    ]
    data: dict[str, Any] = {
        "schema": COMPARE_SCHEMA,
        "what_ifs": [{"label": label, **answer.to_dict()} for label, answer in zip(labels, answers, strict=True)],
        "moved": moved,
    }
    if worth:
        data["worth"] = [one.to_dict() for one in worth]
    return as_json(data)


def comparison_csv(labels: Sequence[str], answers: Sequence[Answer]) -> str:
    """One row a seat, one column a what-if; blank where a what-if has no split.

    Where votes are modelled, rows with expected wins follow, named as the columns of a sweep: wins.SP, wins.SP.low.
    """
    rows: list[tuple[object, ...]] = [
        (seat.id, seat.name, *(answer.split[seat.id] if answer.split else "" for answer in answers))
        for seat in answers[0].seat_info
    ]
    return _csv(("seat", "name", *labels), [*rows, *_wins_rows(answers)])


def _wins_rows(answers: Sequence[Answer]) -> Iterator[tuple[object, ...]]:
    if all(answer.wins is None for answer in answers):
        return
    names = {party.id: party.name for answer in reversed(answers) for party in answer.party_info}
    for party, name in [*names.items(), (None, "the pact")]:
        found = [
            None if one.wins is None else one.wins.pact if party is None else one.wins.parties.get(party)
            for one in answers
        ]
        label = "wins" if party is None else f"wins.{party}"
        yield (label, f"{name}: expected wins", *("" if one is None else one.wins for one in found))
        yield (f"{label}.low", f"{name}: least of 9 in 10", *("" if one is None else one.low for one in found))
        yield (f"{label}.high", f"{name}: most of 9 in 10", *("" if one is None else one.high for one in found))


def moved_seats(answers: Sequence[Answer]) -> list[tuple[str, str, tuple[str | None, ...]]]:
    """(seat, name, party in each what-if) for seats that not all what-ifs give to the same party."""
    moved = []
    for seat in answers[0].seat_info:
        holders = tuple(answer.split[seat.id] if answer.split else None for answer in answers)
        if len({holder for holder in holders if holder is not None}) > 1:
            moved.append((seat.id, seat.name, holders))
    return moved


def _csv(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def clash_line(conflict: Conflict) -> str:
    """A conflict as one line of JSON."""
    return json.dumps(conflict.to_dict(), ensure_ascii=False, allow_nan=False) + "\n"


def clashes_line(answer: Clashes) -> str:
    """All of an answer but its conflicts, as one line of JSON."""
    data = {key: value for key, value in answer.to_dict().items() if key != "conflicts"}
    return json.dumps(data, ensure_ascii=False, allow_nan=False) + "\n"


def clashes_csv(answer: Clashes) -> str:
    """One row a member: number of the conflict, rule, whether it is a red line, how far it would give way alone."""
    rows = [
        (number, rule, "yes" if rule in conflict.musts else "no", conflict.alone.get(rule, ""), _stands_for(conflict))
        for number, conflict in enumerate(answer.conflicts, 1)
        for rule in (*conflict.rules, *conflict.musts)
    ]
    return _csv(("conflict", "rule", "red_line", "alone", "one_of"), rows)


def _stands_for(conflict: Conflict) -> int:
    """How many sets of rules the same sum refutes."""
    return 1 if conflict.family is None else conflict.family.count


def swept_json(swept: Swept) -> tuple[str, str]:
    """What comes before the rows of a sweep and after them, so that they can be written one by one."""
    head, foot = as_json(swept.head()), as_json(swept.foot())
    return head.removesuffix("\n}\n") + ',\n  "rows": [', "\n  ]," + foot.removeprefix("{")


def swept_json_row(row: SweptRow, swept: Swept, *, first: bool) -> str:
    """A row between the two, on a line of its own."""
    text = json.dumps(row.to_dict(swept.axes), ensure_ascii=False, allow_nan=False)
    return f"{'' if first else ','}\n    {text}"


def swept_line(row: SweptRow, swept: Swept) -> str:
    """A row as one line of JSON."""
    return json.dumps(row.to_dict(swept.axes), ensure_ascii=False, allow_nan=False) + "\n"


def swept_last_line(swept: Swept) -> str:
    """All of a sweep but its rows, as one line of JSON."""
    return json.dumps({**swept.head(), **swept.foot()}, ensure_ascii=False, allow_nan=False) + "\n"


def swept_csv_head(shape: SweptShape) -> str:
    """The columns of a sweep."""
    return _csv(list(shape.columns), ())


def swept_csv_row(row: SweptRow, shape: SweptShape) -> str:
    """A row of a sweep; blank where there is nothing to say."""
    return _csv(["" if cell is None else cell for cell in shape.cells(row)], ())
