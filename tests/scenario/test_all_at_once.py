"""Does a field that cannot be read hide no other mistake of its record?"""

import pytest

from solver import ScenarioError, loads

BASE = """\
parties: [{id: A}, {id: B}, {id: X, contests: false}]
seats: [{id: s1, region: North}, {id: s2}]
elections: [{id: E, date: 2009-05-16}]
"""
NUMBER = "expected a whole number, found "
ZZ = "unknown party 'Zz'"

LINES = {
    "rules: [{id: r, kind: at_least, party: Zz, seats: x}]": [ZZ, f"{NUMBER}'x'"],
    "rules: [{id: r, kind: at_least, party: X, seats: x}]": ["X does not contest, so no", f"{NUMBER}'x'"],
    "rules: [{id: r, kind: at_least, seats: x, where: {won: F, by: {}}}]": [
        "'party' is missing",
        f"{NUMBER}'x'",
        "unknown election 'F'",
        "expected an id, found a mapping",
    ],
    "rules: [{id: r, kind: keeps, party: Zz, where: x}]": [ZZ, "expected a mapping, found 'x'"],
    "rules: [{id: r, kind: keeps, party: {}, where: {region: [South, ~], by: Zz}}]": [
        "expected an id, found a mapping",
        "unknown region 'South'",
        "expected an id, found nothing",
        ZZ,
    ],
    "rules: [{id: r, kind: follows, over: [Zz], entitlement: {won: F}, method: dh}]": [
        ZZ,
        "unknown election 'F'",
        "expected an apportionment method, found 'dh'",
    ],
    "rules: [{id: r, kind: follows, over: [Zz, {}], entitlement: legislator, method: dhondt}]": [
        ZZ,
        "expected an id, found a mapping",
        "expected 'legislators', 'shapley', or a mapping",
    ],
    "rules: [{id: r, kind: follows, entitlement: {weights: {Zz: x}}, method: dhondt, expects: {Zy: x}}]": [
        ZZ,
        f"{NUMBER}'x'",
        f"{NUMBER}'x'",
        "unknown party 'Zy'",
    ],
    "rules: [{id: r, kind: follows, entitlement: {won: F, votes: E}, method: dhondt}]": [
        "expected exactly one of legislators, won, votes, weights",
        "unknown election 'F'",
    ],
    "goals: [{kind: value, cells: [{seat: s9, party: Zz, value: 1.5}, {seat: s2, party: X}, x, y]}]": [
        "unknown seat 's9'",
        ZZ,
        f"{NUMBER}'1.5'",
        "'value' is missing",
        "X does not contest, so it can hold no seat",
        "expected a mapping, found 'x'",
        "expected a mapping, found 'y'",
    ],
    "goals: [{kind: value, cells: [{seat: s1, party: A, value: x}, {seat: s1, party: A, value: 1}]}]": [
        f"{NUMBER}'x'",
        "s1 in A's hands is valued twice",
    ],
    "goals: [{kind: strength, elections: {F: -1, E: 1}}]": [
        "unknown election 'F'",
        "expected a number of 0 or more, found '-1'",
    ],
    "goals: [{kind: strength, elections: {F: 0}}]": ["expected a weight above 0", "unknown election 'F'"],
    "legislators: [{seat: s9, party: Zz, count: x, date: 2030-01-01}]\nas_of: 2010-01-01": [
        "unknown seat 's9'",
        ZZ,
        f"{NUMBER}'x'",
        "2030-01-01 is later than as_of 2010-01-01",
    ],
    "results: [{election: F, seat: {}, party: Zz, votes: 1}]": [
        "unknown election 'F'",
        "expected an id, found a mapping",
        ZZ,
    ],
    "switches: {b: {in: {rules: [q, {}], parties_out: [Zz]}}}": [
        "unknown rule 'q'",
        "expected an id, found a mapping",
        ZZ,
    ],
}


@pytest.mark.parametrize(("line", "says"), LINES.items(), ids=LINES)
def test_every_mistake_of_a_record_is_told_at_once(line: str, says: list[str]) -> None:
    with pytest.raises(ScenarioError) as caught:
        loads(BASE + line)
    told = [fault.message for fault in caught.value.faults]
    assert [one[: len(want)] for one, want in zip(told, says, strict=False)] == says
    assert len(told) == len(says)
