"""Do the README, the docs and the help texts say what the program does?"""

from __future__ import annotations

import datetime
import os
import re
import runpy
import shlex
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

import cli
from solver import load
from solver.goals import CATALOGUE as GOALS
from solver.lookups.apportionment import METHODS
from solver.rules import CATALOGUE as RULES

ROOT = Path(__file__).parents[2]
SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
README = (ROOT / "README.md").read_text("utf-8")
PIPED = re.compile(r"[|<>]")


def _examples() -> list[str]:
    """Every command line that a help text or the README gives, but those that build or install."""
    groups = [cli.seatpact, *cli.seatpact.commands.values()]
    helps = "\n".join(command.help or "" for command in groups)
    lines = re.findall(r"^\s*(seatpact .+)$", helps, re.MULTILINE)
    quoted = re.findall(r"`(seatpact (?:solve|compare|validate|schema|why|swaps)[^`]*\.yaml[^`]*)`", README)
    return sorted({line.strip() for line in (*lines, *quoted)})


@pytest.mark.parametrize("example", [one for one in _examples() if not PIPED.search(one)])
def test_an_example_runs_as_it_is_written(example: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert cli.run(shlex.split(example)[1:]) == 0


@pytest.mark.parametrize("example", [one for one in _examples() if PIPED.search(one)])
def test_an_example_that_is_piped_runs_as_it_is_written(example: str, tmp_path: Path) -> None:
    command = re.sub(r"(^|\| )seatpact", rf"\1{shlex.quote(sys.executable)} {ROOT / 'seatpact.py'}", example)
    command = re.sub(r"> (\S+\.(?:json|opb))", rf"> {tmp_path}/\1", command)
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_excerpts_of_the_readme_and_the_schema_file_are_current() -> None:
    quick = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    command = [sys.executable, "tools/refresh.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, env=quick, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_python_examples_of_the_readme_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    said = []
    for code in re.findall(r"```python\n(.*?)```", README, re.DOTALL):
        script = tmp_path / "example.py"
        script.write_text(code)
        runpy.run_path(str(script))
        said.append(capsys.readouterr().out.splitlines())
    solved, clashes = said
    assert solved[0].startswith("optimal {'INC': ")
    assert solved[1].startswith("cannot all be met: ")
    assert clashes[0].endswith("] True")
    assert clashes[1].startswith("[{")
    assert clashes[2] in ("proved", "corroborated")


def test_the_python_example_of_the_sweeps_page_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "sweeps.md").read_text("utf-8"), re.DOTALL)
    script = tmp_path / "example.py"
    script.write_text(code)
    monkeypatch.chdir(ROOT)
    runpy.run_path(str(script))
    lines = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"\d solved of 8", lines[0])
    assert lines[1] == "[('in', '2'), ('in', '3')]"
    assert len(lines) == 4


def test_the_rule_of_the_tutorial_obeys_the_laws_it_describes(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "adding-a-rule.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (tmp_path / "even.py").write_text(code)
    found = runpy.run_path(str(tmp_path / "even.py"))
    from solver.engine import Ask, Deadline, Found, System
    from solver.engine.cpsat import CpSat
    from solver.facts import Facts, Party, Seat
    from solver.rows import Grid, Linear, Row
    from solver.split import Split

    facts = Facts(
        parties=(Party(id="A"), Party(id="B"), Party(id="C")), seats=tuple(Seat(id=f"s{i}") for i in range(4))
    )
    rule = found["Even"](id="even", one="A", other="B", within=1)
    system = System(4, 3, (rule.demand(facts, Grid(facts.seat_ids, facts.contesting)),))
    for parties in ("AAAA", "AAAB", "AABB", "CCCC", "BBCA", "BBBC"):
        split = Split.of(zip(facts.seat_ids, parties, strict=True))
        fixed = Row(Linear.sum(seat * 3 + "ABC".index(party) for seat, party in enumerate(parties)), low=4)
        outcome = CpSat(system).ask(Ask((fixed,), minimise=system.shortfalls[0]), Deadline(None))
        assert isinstance(outcome, Found)
        assert outcome.objective == rule.shortfall(split, facts)
        assert rule.loosened(outcome.objective).shortfall(split, facts) == 0


@pytest.mark.parametrize("name", [*RULES, *GOALS, *METHODS])
def test_the_readme_names_every_kind_and_method(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_a_shipped_scenario_has_the_schema_comment_and_fits_the_schema(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=./seatpact.schema.json\n")
    schema = yaml.safe_load((ROOT / "scenarios" / "seatpact.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(_as_json(yaml.safe_load(text)))


def _as_json(data: object) -> object:
    """As JSON has it: keys are words ({2019: 3}), and so are days, which PyYAML reads as dates."""
    if isinstance(data, dict):
        return {str(key): _as_json(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_json(one) for one in data]
    return data.isoformat() if isinstance(data, datetime.date) else data


@pytest.mark.parametrize(
    "bad",
    [
        {"parties": [], "seats": [], "rulez": []},
        {"parties": [{"name": "no id"}], "seats": []},
        {"parties": [], "seats": [], "rules": [{"id": "r", "kind": "at_least", "party": "A"}]},
        {"parties": [], "seats": [], "rules": [{"id": "r", "kind": "at_leats", "party": "A", "seats": 1}]},
        {"parties": [], "seats": {"tabel": "x.csv"}},
    ],
)
def test_the_schema_refuses_what_the_loader_refuses(bad: dict[str, object]) -> None:
    schema = yaml.safe_load((ROOT / "scenarios" / "seatpact.schema.json").read_text("utf-8"))
    assert list(jsonschema.Draft202012Validator(schema).iter_errors(bad))


def test_every_key_of_the_schema_has_a_description() -> None:
    schema = yaml.safe_load((ROOT / "scenarios" / "seatpact.schema.json").read_text("utf-8"))
    records = {"": schema, **schema["$defs"]}
    bare = [
        f"{name}.{key}"
        for name, record in records.items()
        for key, field in record.get("properties", {}).items()
        if not field.get("description")
    ]
    assert bare == []


def test_every_file_opens_with_the_question_it_answers() -> None:
    files = [
        *(ROOT / "solver").rglob("*.py"),
        ROOT / "cli.py",
        ROOT / "seatpact.py",
        *(ROOT / "benchmarks").glob("*.py"),
    ]
    silent = [str(file.relative_to(ROOT)) for file in files if not file.read_text("utf-8").startswith('"""')]
    assert silent == []


def test_the_teaching_scenario_is_at_most_20_lines() -> None:
    assert len((ROOT / "scenarios" / "tiny.yaml").read_text("utf-8").splitlines()) <= 20


def test_the_flagship_has_no_fact_later_than_its_day() -> None:
    scenario = load(ROOT / "scenarios" / "uttar-pradesh-2024.yaml")
    assert scenario.as_of is not None
    dates = [one.date for one in scenario.facts.elections] + [one.date for one in scenario.facts.legislators]
    assert all(date is not None and date <= scenario.as_of for date in dates)


@pytest.mark.parametrize(
    "page",
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "scenarios" / "README.md"],
    ids=lambda page: str(page.relative_to(ROOT)),
)
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []
