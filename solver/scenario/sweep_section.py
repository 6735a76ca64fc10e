"""What does the section `sweep` of a scenario file vary?"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

from solver.problems import Path, Problem
from solver.reading import shown
from solver.scenario.records import Records
from solver.scenario.settings import SettingError

if TYPE_CHECKING:
    from solver.scenario.vary import Varied
    from solver.scenario.whatif import Scenario


def read_sweep(records: Records, raw: Any, scenario: Scenario, rules: Collection[str]) -> tuple[Varied, ...]:
    """The axes that can be read; what is wrong is reported to `records`.

    Where something else is wrong in the file, only the names are looked at. `rules` are the ids of all rules, of those
    too that could not be read.
    """
    if raw is None:
        return ()
    if not isinstance(raw, dict) or not raw:
        form = "{bsp: [in, out], inc-minimum.seats: 10..30}"
        records.report(Problem(("sweep",), f"expected what is varied, such as {form}; found {shown(raw or None)}"))
        return ()
    sound = not records.faults
    readable = {rule.id for rule in scenario.rules}
    unread = [rule for rule in rules if rule not in readable]
    return tuple(_axes(records, raw, scenario, unread, sound=sound))


def _axes(records: Records, raw: Any, scenario: Scenario, unread: Collection[str], *, sound: bool) -> Iterator[Varied]:
    from solver.scenario.vary import varied  # loaded where something is varied

    for name, given in raw.items():
        path: Path = ("sweep", name)
        if any(name == f"-{rule}" or name.startswith(f"{rule}.") for rule in unread):
            continue
        try:
            yield varied(scenario, name, given)
        except SettingError as error:
            message = str(error)
            at_key = message.startswith("no ")
            if sound or at_key:
                records.report(Problem(path, message, at_key=at_key, kind="rule" if at_key else ""))
