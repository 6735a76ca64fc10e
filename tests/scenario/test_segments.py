"""Do segments and their votes mean the same inline and as tables, and do they belong to what a scenario means?"""

from __future__ import annotations

import re
from pathlib import Path

from solver import load, loads, solve
from solver.scenario import Scenario, written

ROOT = Path(__file__).parents[2]
PACT = """
parties: [{id: A}, {id: B}, {id: X, contests: false}]
seats: [{id: s}, {id: t}]
elections: [{id: 2022-assembly, date: 2022-03-10}]
segments: SEGMENTS
segment_results: VOTES
rules: [{id: a, kind: keeps, party: A, where: {won: 2022-assembly}}]
odds: {elections: {2022-assembly: 1}}
"""
SEGMENTS = "id,seat,name\neast,s,East\nwest,s,\nsouth,t,South\n"
VOTES = """election,segment,party,votes
2022-assembly,east,A,400
2022-assembly,east,X,500
2022-assembly,west,A,300
2022-assembly,west,X,150
2022-assembly,south,B,100
"""


def inline(table: str) -> str:
    header, *rows = [line.split(",") for line in table.splitlines()]
    cells = [", ".join(f"{key}: {cell}" for key, cell in zip(header, row, strict=True) if cell) for row in rows]
    return "[" + ", ".join("{" + row + "}" for row in cells) + "]"


def pact(votes: str = VOTES) -> Scenario:
    return loads(PACT.replace("SEGMENTS", inline(SEGMENTS)).replace("VOTES", inline(votes)))


def test_tables_say_what_lists_say(tmp_path: Path) -> None:
    (tmp_path / "segments.csv").write_text(SEGMENTS, encoding="utf-8")
    (tmp_path / "votes.csv").write_text(VOTES, encoding="utf-8")
    text = PACT.replace("SEGMENTS", "{table: segments.csv}").replace("VOTES", "{table: votes.csv}")
    (tmp_path / "pact.yaml").write_text(text, encoding="utf-8")
    assert load(tmp_path / "pact.yaml").what_if().digest == pact().what_if().digest


def test_what_is_written_out_is_read_back() -> None:
    again = loads(written.as_yaml(written.form_of(pact())))
    assert again.facts.segments == pact().facts.segments
    assert again.facts.segment_results == pact().facts.segment_results


def test_votes_of_segments_are_part_of_the_meaning() -> None:
    assert pact().what_if().digest != pact(VOTES.replace("400", "401")).what_if().digest


def test_a_claim_to_seats_won_at_an_assembly_election_is_about_the_sum() -> None:
    # A lost East and won West, and has 700 of 1,350 votes in the two together.
    answer = solve(pact())
    assert answer.split is not None
    assert answer.split["s"] == "A"
    assert answer.rules[0].shortfall == 0


def test_the_example_of_the_documentation_is_read() -> None:
    page = (ROOT / "docs" / "odds.md").read_text("utf-8").partition("## Votes by assembly segment")[2]
    (example,) = re.findall(r"```yaml\n(.*?)```", page.partition("\n## ")[0], re.DOTALL)
    votes = (
        "- {election: 2019, seat: hill, party: A, votes: 600}\n- {election: 2019, seat: hill, party: B, votes: 300}\n"
    )
    names = "parties: [{id: A}, {id: B}, {id: X, contests: false}]\nseats: [{id: hill}]\nrules: []\n"
    scenario = loads(f"{names}results:\n{votes}{example}")
    assert scenario.facts.standings["2022-assembly"]["hill"].winner == "X"
    assert [*scenario.notices()] == []
