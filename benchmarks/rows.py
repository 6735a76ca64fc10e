"""How is a what-if handed to a peer: as plain rows, without a word of ours?

The form is described in `benchmarks/peers/rows.py`.
"""

from __future__ import annotations

import json
from typing import Any

from solver.posed import Posed
from solver.rows import Row


def plain(posed: Posed) -> str:
    """The what-if as JSON.

    Raises:
        ValueError: for what plain rows cannot say: musts, rows that hold only sometimes, and shortfalls that are more
            than one variable.
    """
    system = posed.system
    if posed.musts:
        raise ValueError("plain rows know no musts")
    wishes = []
    for index in posed.wishes:
        short = system.shortfalls[index]
        if short.coefficients != (1,) or short.constant:
            raise ValueError(f"the shortfall of {posed.rules[index].id} is not one variable")
        wishes.append({"rows": [_row(row) for row in system.demand_rows[index]], "short": short.variables[0]})
    helpers = system.domains[system.cells :]
    return json.dumps({"seats": system.seats, "parties": system.parties, "helpers": helpers, "wishes": wishes})


def _row(row: Row) -> list[Any]:
    if row.only_if is not None:
        raise ValueError("plain rows always hold")
    terms = row.terms.combined()
    shift = row.terms.constant
    sides = [None if side is None else side - shift for side in (row.low, row.high)]
    return [list(terms), list(terms.values()), *sides]
