"""The command `seatpact`: parse, call, print, exit code; nothing else."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypedDict, TypeVar, Unpack

import click

if TYPE_CHECKING:
    from rich.console import Console

    from solver.answers import (
        Answer,
        Clashes,
        Swept,
        SweptRow,
        WhyForced,
        WhyRule,
        WhySeat,
        WhyUnique,
        Worth,
    )
    from solver.backtest import Pact
    from solver.engine.choice import Choice
    from solver.facts import Facts
    from solver.questions.conflicts import ConflictSearch, Wanted
    from solver.questions.lab import Method
    from solver.questions.sweep import Pace, Sweep
    from solver.scenario import Scenario
    from solver.split import Split

OK, INTERNAL_ERROR, BAD_INPUT, MUSTS_CLASH, LIMIT_REACHED, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

_STATUS_CODE = {"optimal": OK, "feasible": OK, "failed": OK, "infeasible": MUSTS_CLASH, "unknown": LIMIT_REACHED}

EXIT_CODES = """\b
Exit codes: 0 an answer; 1 internal error; 2 bad usage or bad file;
3 the red lines clash; 4 the time limit came before any answer;
5 a stored answer is refused (verify), or broken (audit); 130 interrupted."""

SWEEP_CODES = """\b
Exit codes: 0 each row says how its what-if came out; 1 internal error, a full
disk, or workers that were lost (what is stored stays); 2 bad usage or bad
file, no store or cluster there; 3 the red lines clash in every what-if; 4 the
time limit came before any answer in every one; 130 interrupted."""

CONCESSIONS_CODES = """\b
Exit codes: 0 an answer; 1 internal error; 2 bad usage or bad file;
3 the red lines clash (with --who: with what all others ask, so that nothing
this partner gives up is enough); 4 the time limit came before any answer;
130 interrupted."""

VERIFY_CODES = """\b
Exit codes: 0 every claim holds; 1 internal error; 2 bad usage or file;
4 not every claim could be checked; 5 the answer is refused;
130 interrupted."""

AUDIT_CODES = """\b
Exit codes: 0 whatever is broken; 1 internal error; 2 bad usage or bad file;
3 the red lines clash; 4 the time limit came before any split;
5 a rule or axiom of --fail-on is broken, or cannot be computed; 130 interrupted."""

MAP_CODES = """\b
Exit codes: 0 a map; 1 internal error; 2 bad usage or bad file;
3 what is to be kept clashes; 4 the time limit came before any map;
130 interrupted."""

OPB_CODES = """\b
Exit codes: 0 printed; 1 internal error; 2 bad usage or bad file; 4 with
--proof: no proof by adding up was found; 130 interrupted."""

ANY_NUMBER = 10**9
"""Stands for all seats in `--at`, before it is known how many there are."""

_VERDICT_CODE = {"proved": OK, "corroborated": OK, "not checked": LIMIT_REACHED, "refused": REFUSED}


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"seatpact {version('seatpact')}")
        context.exit()


_SUBJECTS = {
    "The best split, and why not more": {
        "solve": "The best split, what clashes, the cheapest ways out.",
        "conflicts": "Which demands cannot all be met together?",
        "concessions": "What would it take: the cheapest packages.",
        "why": "Why this seat, what a rule costs, what else is as good?",
        "swaps": "Which exchanges help each partner?",
    },
    "What if": {
        "compare": "A few what-ifs side by side: which seats move?",
        "sweep": "A whole grid of what-ifs: where is a deal?",
        "deal-map": "Which totals are possible, and what bounds them?",
    },
    "Is it fair": {
        "audit": "Any split against every rule and fairness axiom.",
        "lab": "Which ways of dividing keep which axioms?",
        "impossible": "Which two axioms cannot both be met?",
    },
    "Who would win": {
        "interest": "What does each partner win alone, gain, and bring?",
        "backtest": "Does the model hold against signed pacts?",
        "fit": "Which part of a partner's votes followed the pact?",
    },
    "Files": {
        "validate": "Every mistake of a scenario, with its place.",
        "verify": "Does a stored answer hold?",
        "opb": "Demands as a problem for pseudo-Boolean solvers.",
        "schema": "The JSON Schema of scenario files, for editors.",
    },
}


class _BySubject(click.Group):
    """A group whose help lists its commands by what they are about."""

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        for subject, questions in _SUBJECTS.items():
            with formatter.section(subject):
                formatter.write_dl([(name.ljust(11), question) for name, question in questions.items()])


@click.group(cls=_BySubject, context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
@click.option(
    "--version",
    is_flag=True,
    callback=_version,
    expose_value=False,
    is_eager=True,
    help="Show the version.",
)
def seatpact() -> None:
    """Which partner of an electoral pact contests which seat?

    A scenario file states facts, demands and goals. Seatpact answers with the best split, the demands that cannot
    all be met, and the cheapest ways out.

    \b
    Examples:
      seatpact solve scenarios/uttar-pradesh-2024.yaml
      seatpact conflicts scenarios/uttar-pradesh-2024.yaml
      seatpact concessions scenarios/uttar-pradesh-2024.yaml
      seatpact why scenarios/uttar-pradesh-2024.yaml --seat amethi
      seatpact compare scenarios/tiny.yaml --set beta=in --set beta=out
      seatpact validate scenarios/tiny.yaml
    """


FILE = click.argument("file", metavar="FILE")


class Tellable(Protocol):
    """An answer that has a JSON form."""

    def to_dict(self) -> dict[str, Any]: ...


class How(TypedDict):
    """The options that all commands share that ask an engine."""

    drops: tuple[str, ...]
    form: str
    time_limit: float
    seed: int


def _finite(_: click.Context, __: click.Parameter, seconds: float | None) -> float | None:
    if seconds is not None and not math.isfinite(seconds):
        raise click.BadParameter("expected a number of seconds")
    return seconds


DROP = click.option("--drop", "drops", multiple=True, metavar="RULE", help="Leave a rule out (repeatable).")

Command = TypeVar("Command", bound=Callable[..., int])


def _time_limit(what: str) -> Callable[[Command], Command]:
    return click.option(
        "--time-limit",
        type=click.FloatRange(min=0),
        callback=_finite,
        default=60.0,
        show_default=True,
        metavar="SECONDS",
        help=what,
    )


def _format(forms: Sequence[str], what: str) -> Callable[[Command], Command]:
    return click.option("--format", "form", type=click.Choice(forms), default="table", show_default=True, help=what)


TIME_LIMIT = _time_limit("Time for the engine; what is found by then is returned, with an honest status.")

_SHARED = (
    FILE,
    DROP,
    _format(["table", "json", "csv"], "A report to read, the whole answer, or the bare rows."),
    TIME_LIMIT,
    click.option(
        "--seed",
        type=click.IntRange(0, 2**31 - 1),
        default=0,
        show_default=True,
        help="Seed of the engine; a proved answer does not depend on it.",
    ),
)


ENGINE = click.option(
    "--engine",
    type=click.Choice(["auto", "cp-sat", "flow"]),
    default="auto",
    show_default=True,
    help="What answers: flow, where all is counts that nest or keep apart; cp-sat, which can answer everything; auto "
    "chooses, and takes flow for large files and lists of splits.",
)


def _asking(command: Command) -> Command:
    """Give a command the argument and the options of `How`."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


SET = click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="NAME=VALUE",
    help="Set a switch (bsp=in) or a field of a rule (inc-minimum.seats=18); repeatable.",
)


@seatpact.command(epilog=EXIT_CODES)
@SET
@click.option(
    "--proofs/--no-proofs",
    default=True,
    show_default=True,
    help="With --format json: proofs for 'seatpact verify', or for anyone who can add up.",
)
@ENGINE
@_asking
def solve(file: str, settings: tuple[str, ...], proofs: bool, engine: Choice, **how: Unpack[How]) -> int:
    """Solve a scenario: best split, conflicts, ways out. FILE may be - for standard input.

    \b
    Examples:
      seatpact solve scenarios/uttar-pradesh-2024.yaml
      seatpact solve scenarios/uttar-pradesh-2024.yaml --set inc-minimum.seats=18
      seatpact solve scenarios/tiny.yaml --drop north --format json
      seatpact solve - < scenarios/tiny.yaml
    """
    scenario = _load(file)
    answer = _solve(scenario, _pairs(settings), how, engine, proofs=proofs and how["form"] == "json")
    if how["form"] == "table":
        from solver.report.summary import solve_report

        _render(solve_report(answer))
    else:
        from solver.report import plain

        _data(how["form"], answer, plain.answer_csv)
    _notices(answer.notices)
    return _told(answer)


_CLASHES = (
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="How many to tell.  [default: 10]"),
    click.option("--all", "every", is_flag=True, help="Tell all, however many there are."),
    click.option("--each", is_flag=True, help="Tell every conflict by itself, not those that are one fact together."),
    click.option(
        "--smallest",
        is_flag=True,
        help="Every conflict in order of size, red lines not counted; --limit 1 gives a smallest one.",
    ),
    click.option("--prefer", multiple=True, metavar="RULE", help="Rather blame this rule, let others off."),
    click.option("--involving", metavar="RULE", help="Only conflicts that this rule takes part in."),
    click.option(
        "--by",
        type=click.Choice(["rule", "seat"]),
        default="rule",
        show_default=True,
        help="By seat, a rule that claims or bans seats is opened, and the seats that clash are named.",
    ),
    click.option("--proofs/--no-proofs", default=True, show_default=True, help="With JSON: proofs and witnesses."),
)


def _clashing(command: Command) -> Command:
    """Give a command the options that say which conflicts are wanted."""
    for option in reversed(_CLASHES):
        command = option(command)
    return command


class Which(TypedDict):
    """Which conflicts are wanted."""

    limit: int | None
    every: bool
    each: bool
    smallest: bool
    prefer: tuple[str, ...]
    involving: str | None
    by: str
    proofs: bool


@seatpact.command(epilog=EXIT_CODES)
@FILE
@SET
@DROP
@_format(
    ["table", "json", "ndjson", "csv"],
    "table and ndjson tell each conflict as soon as it is found, in that order; json and csv by size.",
)
@TIME_LIMIT
@ENGINE
@_clashing
def conflicts(
    file: str,
    settings: tuple[str, ...],
    drops: tuple[str, ...],
    form: str,
    time_limit: float,
    engine: Choice,
    **which: Unpack[Which],
) -> int:
    """Which demands cannot all be met together: every minimal conflict, told as it is found.

    Conflicts that one count proves are told once, as 'any 5 of these 9'. What is found by the time limit, or by
    Ctrl-C, is kept.

    \b
    Examples:
      seatpact conflicts scenarios/uttar-pradesh-2024.yaml
      seatpact conflicts scenarios/uttar-pradesh-2024.yaml --by seat
      seatpact conflicts scenarios/tiny.yaml --smallest --format json
      seatpact conflicts scenarios/india-2024.yaml --each --format ndjson
    """
    from solver.questions.conflicts import conflict_search
    from solver.report import plain

    search = conflict_search(
        _load(file),
        _pairs(settings),
        drop=dict.fromkeys(drops),
        wanted=_wanted(which, proofs=which["proofs"] and form in ("json", "ndjson")),
        time_limit=time_limit,
        engine=engine,
    )
    if form == "table":
        answer = _told_as_found(search)
    elif form == "ndjson":
        answer = search.run(lambda conflict: _write(plain.clash_line(conflict)))
        _write(plain.clashes_line(answer))
    else:
        answer = search.run()
        _data(form, answer, plain.clashes_csv)
    _notices(answer.about.notices)
    nothing = answer.status == "feasible" and not (answer.conflicts or answer.complete)
    status = "unknown" if nothing else answer.status
    return INTERRUPTED if answer.interrupted else _told_status(status, "the red lines", "conflict")


def _wanted(which: Which, *, proofs: bool) -> Wanted:
    from solver.questions.conflicts import Wanted
    from solver.questions.conflicts.find import LIMIT

    if which["every"] and which["limit"] is not None:
        raise click.UsageError("--all tells all; leave --limit out")
    if which["each"] and which["smallest"]:
        raise click.UsageError("--smallest tells every conflict by itself anyway; leave --each out")
    return Wanted(
        how="smallest" if which["smallest"] else "each" if which["each"] else "facts",
        prefer=which["prefer"],
        involving=which["involving"],
        by_seat=which["by"] == "seat",
        limit=None if which["every"] else which["limit"] or LIMIT,
        proofs=proofs,
    )


def _told_as_found(search: ConflictSearch) -> Clashes:
    from itertools import count

    from solver.report.clashes import clash, clashes_foot, clashes_head

    rules = {rule.id: rule for rule in search.about.rules}
    number = count(1)
    _render(clashes_head(search.about))
    answer = search.run(lambda conflict: _render(clash(next(number), conflict, rules)))
    _render(clashes_foot(answer))
    return answer


@seatpact.command(epilog=CONCESSIONS_CODES)
@SET
@click.option("--most", type=click.IntRange(min=1), default=10, show_default=True, help="How many packages to tell.")
@click.option(
    "--who",
    metavar="PARTY",
    help="Only what this partner asks for may give way: the rules asked_by it or, where nobody is named, about it.",
)
@click.option("--even", is_flag=True, help="Spread the burden: the largest share first is as small as it can be.")
@click.option("--drop-sets", is_flag=True, help="Tell also what could be dropped, so that the rest is kept in full.")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help="With --drop-sets: how many to tell.  [default: 100]"
)
@ENGINE
@_asking
def concessions(
    file: str,
    settings: tuple[str, ...],
    most: int,
    who: str | None,
    even: bool,
    drop_sets: bool,
    limit: int | None,
    engine: Choice,
    **how: Unpack[How],
) -> int:
    """What would it take: the cheapest packages of concessions with which all the rest holds.

    \b
    Examples:
      seatpact concessions scenarios/uttar-pradesh-2024.yaml
      seatpact concessions scenarios/tiny.yaml --who B
      seatpact concessions scenarios/uttar-pradesh-2024.yaml --even --most 3
      seatpact concessions scenarios/uttar-pradesh-2024.yaml --most 1 --drop-sets
    """
    if limit is not None and not drop_sets:
        raise click.UsageError("--limit needs --drop-sets: it says how many of these to tell")
    from solver import concessions as ask
    from solver.questions.ways_out import LIMIT
    from solver.report import plain

    scenario = _load(file)
    with _progress() as progress:
        answer = ask(
            scenario,
            _pairs(settings),
            most=most,
            who=who,
            even=even,
            drop_sets=drop_sets,
            limit=limit or LIMIT,
            engine=engine,
            **_limits(how, progress),
        )
    if how["form"] == "table":
        from solver.report.ways_out import ways_out_report

        _render(ways_out_report(answer))
    else:
        _data(how["form"], answer, plain.ways_out_csv)
    _notices(answer.about.notices)
    clash = "the red lines" if answer.who is None else f"the red lines and what others than {answer.who} ask"
    return INTERRUPTED if answer.interrupted else _told_status(answer.status, clash, "way out")


@seatpact.command(epilog=EXIT_CODES)
@SET
@click.option("--seat", metavar="SEAT", help="Why this seat, by id or name, went where it went.")
@click.option("--party", metavar="PARTY", help="With --seat: why not to this party; else to each in turn.")
@click.option("--rule", metavar="RULE", help="What a rule costs: dropped, and, where it gives way, kept in full.")
@click.option("--unique", is_flag=True, help="Whether the split is the only best one, and which seats are free.")
@click.option("--most", type=click.IntRange(min=1), metavar="N", help="With --unique: the N best splits in order.")
@click.option(
    "--forced",
    multiple=True,
    metavar="CLAIM",
    help="Which demands make it so: SEAT=PARTY, PARTY>=NUMBER or PARTY<=NUMBER; repeatable, for all of them together. "
    "SPLIT.csv: which demands force this split.",
)
@click.option("--proofs/--no-proofs", default=True, show_default=True, help="With JSON: proofs for 'seatpact verify'.")
@ENGINE
@_asking
def why(
    file: str,
    settings: tuple[str, ...],
    seat: str | None,
    party: str | None,
    rule: str | None,
    unique: bool,
    most: int | None,
    forced: tuple[str, ...],
    proofs: bool,
    engine: Choice,
    **how: Unpack[How],
) -> int:
    """Why a seat went where it went, what a rule costs, what else is as good, and what the demands force.

    \b
    Examples:
      seatpact why scenarios/uttar-pradesh-2024.yaml --seat amethi
      seatpact why scenarios/uttar-pradesh-2024.yaml --seat Rampur --party INC
      seatpact why scenarios/tiny.yaml --rule b-min
      seatpact why scenarios/uttar-pradesh-2024.yaml --unique --most 5
      seatpact why scenarios/tiny.yaml --forced "B>=1"
    """
    if sum((seat is not None, rule is not None, unique, bool(forced))) != 1:
        raise click.UsageError("ask one thing: --seat, --rule, --unique or --forced")
    if party is not None and seat is None:
        raise click.UsageError("--party needs --seat")
    if most is not None and not unique:
        raise click.UsageError("--most needs --unique")
    from solver import why_forced, why_rule, why_seat, why_unique
    from solver.report import plain

    scenario, chosen = _load(file), _pairs(settings)
    with _progress() as progress:
        limits = _limits(how, progress)
        proofs = proofs and how["form"] == "json"
        answer: WhySeat | WhyRule | WhyUnique | WhyForced
        if seat is not None:
            answer = why_seat(scenario, seat, party, chosen, engine=engine, proofs=proofs, **limits)
        elif rule is not None:
            answer = why_rule(scenario, rule, chosen, engine=engine, proofs=proofs, **limits)
        elif forced:
            claims = _claims(forced, scenario.what_if(chosen, how["drops"]).facts)
            answer = why_forced(scenario, claims, chosen, engine=engine, proofs=proofs, **limits)
        else:
            answer = why_unique(scenario, chosen, most=most or 1, engine=engine, proofs=proofs, **limits)

    if how["form"] == "table":
        from solver.report.why import why_report

        _render(why_report(answer))
    else:
        _data(how["form"], answer, plain.why_csv)
    _notices(answer.asked.notices)
    status = answer.asked.status if answer.answered or answer.interrupted else "unknown"
    return INTERRUPTED if answer.interrupted else _told_status(status, "the red lines", "answer")


def _claims(given: Iterable[str], facts: Facts) -> list[str]:
    """The claims; in the place of a table of a split, one for each of its seats."""
    tables = (one for one in given if one.endswith(".csv"))
    pinned = {table: [f"{seat}={party}" for seat, party in _split(table, facts).items()] for table in tables}
    return [claim for one in given for claim in pinned.get(one, [one])]


@seatpact.command(epilog=EXIT_CODES)
@SET
@click.option("--most", type=click.IntRange(min=1), default=10, show_default=True, help="How many exchanges to tell.")
@_asking
@click.argument("split", metavar="SPLIT.csv")
def swaps(file: str, split: str, settings: tuple[str, ...], most: int, **how: Unpack[How]) -> int:
    """Exchanges between partners that help each of them and leave all demands as well kept.

    SPLIT.csv has the columns seat and party, as solve --format csv writes it; - is standard input. Every exchange is
    tried in turn, with no engine, so the seed changes nothing.

    \b
    Examples:
      seatpact swaps scenarios/tiny.yaml scenarios/tiny-split.csv
      seatpact swaps scenarios/tiny.yaml - < scenarios/tiny-split.csv
    """
    from solver import swaps as ask
    from solver.report import plain

    scenario, chosen = _load(file), _pairs(settings)
    held = _split(split, scenario.what_if(chosen, how["drops"]).facts)
    with _progress() as progress:
        answer = ask(
            scenario,
            held,
            chosen,
            most=most,
            drop=how["drops"],
            time_limit=how["time_limit"],
            progress=progress,
        )
    if how["form"] == "table":
        from solver.report.swaps import swaps_report

        _render(swaps_report(answer))
    else:
        _data(how["form"], answer, plain.swaps_csv)
    _notices(answer.about.notices)
    status = "optimal" if answer.swaps or answer.pairs_complete else "unknown"
    return INTERRUPTED if answer.interrupted else _told_status(status, "the red lines", "exchange")


@seatpact.command(epilog=AUDIT_CODES)
@SET
@click.option(
    "--fail-on",
    "hold",
    multiple=True,
    metavar="RULE",
    help="Exit with 5 where this rule or axiom (WEF1, 'lower quota', Pareto) is broken or not computed; repeatable.",
)
@ENGINE
@_asking
@click.argument("split", metavar="[SPLIT.csv]", required=False)
def audit(
    file: str,
    split: str | None,
    settings: tuple[str, ...],
    hold: tuple[str, ...],
    engine: Choice,
    **how: Unpack[How],
) -> int:
    """Hold a split against every rule of the scenario and every fairness axiom: ours, an offer, a signed pact.

    SPLIT.csv has the columns seat and party, as solve --format csv writes it; without it the scenario's own best split
    is taken. What is broken comes with who is wronged by whom, and what the two could exchange to mend it.

    \b
    Examples:
      seatpact audit scenarios/uttar-pradesh-2024.yaml
      seatpact audit scenarios/tiny.yaml scenarios/tiny-split.csv --fail-on north
      seatpact audit scenarios/tiny.yaml - --format json < scenarios/tiny-split.csv
    """
    from solver import audit as ask
    from solver.report import plain

    scenario, chosen = _load(file), _pairs(settings)
    held = None if split is None else _split(split, scenario.what_if(chosen, how["drops"]).facts)
    with _progress() as progress:
        answer = ask(scenario, held, chosen, hold=hold, engine=engine, **_limits(how, progress))
    if how["form"] == "table":
        from solver.report.audited import audit_report

        _render(audit_report(answer))
    else:
        _data(how["form"], answer, plain.audit_csv)
    _notices(answer.about.notices)
    if answer.split is None:
        return _told_status(answer.status or "unknown", "the red lines", "split")
    for name in answer.failed:
        click.echo(f"seatpact: {name} is broken", err=True)
    for name in answer.unsettled:
        click.echo(f"seatpact: {name} could not be computed everywhere", err=True)
    return REFUSED if answer.failed or answer.unsettled else OK


def _bounds(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, tuple[int, int]] | None:
    """'INC=18', 'INC=18..', '..40' and '18..22', by party; None where nothing is asked."""
    import re

    bounds: dict[str, tuple[int, int]] = {}
    for text in given:
        party, _equals, span = text.partition("=")
        found = re.fullmatch(r"(\d*)(\.\.)?(\d*)", span.strip())
        if not party.strip() or found is None or not span.strip(". ") or (found[3] and not found[2]):
            raise click.BadParameter(f"{text}: expected PARTY=18, PARTY=18.., PARTY=..40 or PARTY=18..22")
        if party.strip() in bounds:
            raise click.BadParameter(f"{party.strip()} is given twice")
        low = int(found[1] or 0)
        bounds[party.strip()] = (low, int(found[3] or ANY_NUMBER) if found[2] else low)
    return bounds or None


def _minimums(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, list[int]] | None:
    """'INC=10..30', '40..70:5' and '1,2,5', by party; None where nothing is asked."""
    from solver.scenario import SettingError
    from solver.scenario.vary import parsed
    from solver.scenario.vary.values import values_of

    grid: dict[str, list[int]] = {}
    for text in given:
        party, values = parsed(text)
        try:
            if party in grid:
                raise click.BadParameter(f"{party} is given twice")
            grid[party] = [int(value) for value in values_of(values or "")]
        except (SettingError, ValueError):
            raise click.BadParameter(f"{text}: expected PARTY=10..30, PARTY=40..70:5 or PARTY=1,2,5") from None
    return grid or None


@seatpact.command("deal-map", epilog=MAP_CODES)
@SET
@click.option("--with", "keep", multiple=True, metavar="RULE", help="Keep this wish too, in full (repeatable).")
@click.option("--all-rules", "every", is_flag=True, help="Keep every rule; --drop leaves one out.")
@click.option("--party", "parties", multiple=True, metavar="PARTY", help="Tell this party apart, the others as one.")
@click.option(
    "--at",
    multiple=True,
    callback=_bounds,
    metavar="PARTY=N..N",
    help="Is a deal possible here? INC=18, INC=18.., INC=..40 (repeatable: all at once).",
)
@click.option(
    "--grid",
    multiple=True,
    callback=_minimums,
    metavar="PARTY=VALUES",
    help="Look up every combination of these minimums: INC=10..30, SP=40..70:5 (repeatable, the first one slowest).",
)
@click.option("--proofs/--no-proofs", default=True, show_default=True, help="With JSON: multipliers, and splits.")
@_asking
def deal_map(
    file: str,
    settings: tuple[str, ...],
    keep: tuple[str, ...],
    every: bool,
    parties: tuple[str, ...],
    at: dict[str, tuple[int, int]] | None,
    grid: dict[str, list[int]] | None,
    proofs: bool,
    **how: Unpack[How],
) -> int:
    """Which totals are possible where some demands are kept: every sum of parties that bounds them, and why.

    Kept are the red lines, and what --with names. Where these are pins, bans and counts of a party's seats that nest,
    the map is exact; else it is an outer bound, and says which demands are not in it.

    \b
    Examples:
      seatpact deal-map scenarios/uttar-pradesh-2024.yaml --with inc-2009 --with rld-minimum
      seatpact deal-map scenarios/tiny.yaml --with a-2019 --at B=2..
      seatpact deal-map scenarios/tiny.yaml --with north --grid A=0..3 --grid B=0..3 --format csv
    """
    from solver import deal_map as ask
    from solver.report import plain

    scenario, chosen = _load(file), _pairs(settings)
    with _progress() as progress:
        limits = _limits(how, progress)
        answer = ask(
            scenario,
            chosen,
            keep=keep,
            every=every,
            parties=parties,
            at=at,
            grid=grid,
            proofs=proofs and how["form"] == "json",
            **limits,
        )
    if how["form"] == "table":
        from solver.report.mapped import map_report

        _render(map_report(answer))
    else:
        _data(how["form"], answer, plain.map_csv)
    _notices(answer.about.notices)
    status = answer.status if answer.status in ("infeasible", "unknown") else "optimal"
    return _told_status(status, "the demands to be kept", "map")


@seatpact.command(epilog=EXIT_CODES)
@SET
@_asking
@click.argument("split", metavar="[SPLIT.csv]", required=False)
def interest(file: str, split: str | None, settings: tuple[str, ...], **how: Unpack[How]) -> int:
    """What each partner wins alone and in each sub-pact, what it gains by the pact, and what it brings (Shapley).

    The scenario needs a section 'odds'. SPLIT.csv has the columns seat and party, as solve --format csv writes it;
    without it the scenario's own best split is taken.

    \b
    Examples:
      seatpact interest scenarios/uttar-pradesh-2024.yaml
      seatpact interest scenarios/uttar-pradesh-2024.yaml --set bsp=in
    """
    from solver import interest as ask
    from solver.report import plain

    scenario, chosen = _load(file), _pairs(settings)
    held = None if split is None else _split(split, scenario.what_if(chosen, how["drops"]).facts)
    with _progress() as progress:
        answer = ask(scenario, held, chosen, **_limits(how, progress))
    if how["form"] == "table":
        from solver.report.interest import interest_report

        _render(interest_report(answer))
    else:
        _data(how["form"], answer, plain.interest_csv)
    _notices((*answer.about.notices, *(answer.wins.notices() if answer.wins else ())))
    return OK if answer.status is None else _told_status(answer.status, "the red lines", "split")


@seatpact.command(epilog=EXIT_CODES)
@click.option(
    "--method",
    "methods",
    multiple=True,
    metavar="METHOD",
    help="A way of dividing: value, nash, nash+WEF1, picking:adams, follows:dhondt, ..., or all; repeatable.",
)
@click.option("--axiom", "axioms", multiple=True, metavar="AXIOM", help="What it should keep to; default: all.")
@click.option(
    "--rules",
    "files",
    multiple=True,
    metavar="FILE",
    help="A scenario file whose rules and goals are tried as a method of their own; repeatable.",
)
@click.option("--examples", type=int, default=100, show_default=True, help="Scenarios to try in each cell.")
@click.option("--max-seats", type=int, default=5, show_default=True, help="Most seats of a scenario.")
@click.option("--max-parties", type=int, default=3, show_default=True, help="Most parties of a scenario.")
@click.option("--seed", type=int, default=0, show_default=True, help="Another seed draws other scenarios.")
@click.option("--out", metavar="DIR", help="Write each counterexample there, as scenario files and splits.")
@_format(["table", "json", "csv"], "A report to read, all with the counterexamples, or one row a cell.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    callback=_finite,
    metavar="SECONDS",
    help="Time for the search; cells not searched to the end by then are told as unfinished.  [default: none]",
)
def lab(
    methods: tuple[str, ...],
    axioms: tuple[str, ...],
    files: tuple[str, ...],
    out: str | None,
    form: str,
    time_limit: float | None,
    **size: int,
) -> int:
    """Which ways of dividing keep which fairness axioms, on scenarios made up by pattern; with counterexamples.

    Ends with 0 whatever is found; Ctrl-C keeps the cells that are finished. Needs the extra: pip install
    'seatpact[lab]'.

    \b
    Examples:
      seatpact lab --method picking:adams --axiom WEF1 --axiom WPROP1
      seatpact lab --method nash --axiom 'house monotonicity' --format json
      seatpact lab --rules scenarios/tiny-fair.yaml --axiom WEF1 --examples 20
    """
    from solver.questions.lab import Own
    from solver.questions.lab import lab as ask
    from solver.report import plain
    from solver.report.laboratory import lab_files, lab_report
    from solver.testing import NoHypothesisError

    tried: list[str | Method] = [*methods, *(Own.of_file(file, _load(file)) for file in files)]
    _folder(out)
    try:
        with _progress() as progress:
            answer = ask(tried, axioms, time_limit=time_limit, progress=progress, **size)
    except NoHypothesisError as error:
        click.echo(f"seatpact: {error}", err=True)
        return BAD_INPUT
    if out is not None:
        _write_files(out, lab_files(answer))
    if form == "table":
        _render(lab_report(answer, out))
    else:
        _data(form, answer, partial(plain.lab_csv, written=out is not None))
    _notices(answer.notices())
    if answer.interrupted:
        return INTERRUPTED
    return OK if answer.unfinished < len(answer.cells) else _told_status("unknown", "", "answer")


@seatpact.command(epilog=EXIT_CODES)
@click.option(
    "--set",
    "variants",
    multiple=True,
    metavar="NAME=VALUE[,NAME=VALUE]",
    help="One what-if; give it twice or more. One alone is compared with the scenario as it stands. With SWITCH: what "
    "is set in all of its options.",
)
@ENGINE
@_asking
@click.argument("switch", metavar="[SWITCH]", required=False)
def compare(file: str, switch: str | None, variants: tuple[str, ...], engine: Choice, **how: Unpack[How]) -> int:
    """Compare what-ifs: what changes for each party, and which seats move.

    With SWITCH, all options of that switch; and, where the scenario has odds, whether a party that some option leaves
    out is worth it to the pact, and from which part of its voters on that follow.

    \b
    Examples:
      seatpact compare scenarios/tiny.yaml --set beta=in --set beta=out
      seatpact compare scenarios/uttar-pradesh-2024.yaml --set bsp=in
      seatpact compare scenarios/uttar-pradesh-2024.yaml bsp
    """
    scenario = _load(file)
    labels, chosen = _variants(scenario, switch, variants)
    answers = [_solve(scenario, settings, how, engine) for settings in chosen]
    worth = _worth(scenario, switch, chosen, answers, how, engine) if switch is not None else []
    from solver.report import plain

    if how["form"] == "table":
        from solver.report.compare import compare_report

        _render(compare_report(labels, answers, worth))
    elif how["form"] == "json":
        _write(plain.comparison_json(labels, answers, worth))
    else:
        _write(plain.comparison_csv(labels, answers))
    _notices(_of_all(labels, answers))
    return max(_told(answer) for answer in answers)


def _variants(
    scenario: Scenario, switch: str | None, variants: Sequence[str]
) -> tuple[list[str], list[dict[str, str]]]:
    """The label and the settings of each what-if to compare."""
    if switch is not None:
        always = _pairs(part for one in variants for part in _parts(one))
        options = scenario.switch(switch).options
        return [f"{switch}={name}" for name, _ in options], [{**always, switch: name} for name, _ in options]
    if not variants:
        raise click.UsageError("name a switch, or give --set NAME=VALUE for each what-if")
    labels = ["as it stands", *variants] if len(variants) == 1 else list(variants)
    return labels, [{} if label == "as it stands" else _pairs(_parts(label)) for label in labels]


def _worth(
    scenario: Scenario,
    switch: str,
    chosen: Sequence[dict[str, str]],
    answers: Sequence[Answer],
    how: How,
    engine: Choice,
) -> list[Worth]:
    from solver.questions.worth_it import worth_it

    by_option = {settings[switch]: answer for settings, answer in zip(chosen, answers, strict=True)}
    always = {name: value for name, value in chosen[0].items() if name != switch}
    with _progress() as progress:
        progress("from which transfer rate on")
        drops = tuple(dict.fromkeys(how["drops"]))
        limits: dict[str, Any] = {"drop": drops, "time_limit": how["time_limit"], "engine": engine}
        return list(worth_it(scenario, switch, always, by_option, **limits))


def _of_all(labels: Sequence[str], answers: Sequence[Answer]) -> Iterator[str]:
    """Notices of all answers once; what only some of them say, with their label."""
    everywhere = [notice for notice in answers[0].notices if all(notice in one.notices for one in answers)]
    yield from dict.fromkeys(everywhere)
    for label, answer in zip(labels, answers, strict=True):
        yield from (f"{label}: {notice}" for notice in answer.notices if notice not in everywhere)


class _Sweeping(click.Group):
    """A group that sweeps unless it is told to do something else."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        if arguments[:1] != ["export"]:
            arguments = ["run", *arguments]
        return super().parse_args(context, arguments)


class _SweepRun(click.Command):
    """The command that its group runs unasked, and so known by the group's name."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        above = parent.parent if parent is not None else None
        return super().make_context("sweep" if above else info_name, args, above or parent, **extra)


@seatpact.group(cls=_Sweeping, add_help_option=False)
def sweep() -> None:
    """Every what-if of a grid: where a deal exists, and what it costs."""


@sweep.command("run", cls=_SweepRun, epilog=SWEEP_CODES)
@FILE
@click.option(
    "--vary",
    "axes",
    multiple=True,
    metavar="NAME=VALUES",
    help="What to vary (repeatable, the first one slowest): bsp, inc-minimum.seats=10..30, sp-minimum.seats=40..70:5, "
    "sp-2009.weight=1,2,5, -inc-2009 (with and without it), party.BSP (in and out), "
    "odds.transfer.BSP.SP=0.3..0.9:0.1.",
)
@SET
@DROP
@_format(["table", "csv", "json", "ndjson"], "A row a what-if, each told as soon as it is known.")
@click.option(
    "--where",
    "filters",
    multiple=True,
    metavar="EXPR",
    help="Tell only rows such as 'INC>=18 and moved<=3', 'status=infeasible' (repeatable: all hold).",
)
@click.option(
    "--picture",
    "drawn",
    type=click.Choice(["frontier", "heat", "flips", "none"]),
    multiple=True,
    help="Draw this under the table (repeatable).  [default: frontier and heat, where two numbers vary]",
)
@click.option(
    "--plot", "plots", multiple=True, metavar="FILE", help="Draw all to FILE.html, .svg or .png (repeatable)."
)
@click.option("--store", metavar="STORE", help="Keep rows in this file, and take from it those that are there.")
@click.option("--jobs", type=click.IntRange(1, 1_024), default=1, show_default=True, help="Processes that work.")
@click.option("--cluster", metavar="ADDRESS", help="A dask.distributed scheduler whose workers work instead.")
@ENGINE
@TIME_LIMIT
def sweep_run(file: str, **how: Unpack[SweepHow]) -> int:
    """Sweep a grid of what-ifs: each one's best split, what it costs, which seats move, and one smallest conflict.

    Without --vary, the 'sweep' of FILE is taken. With --store, a sweep that was stopped, or killed, goes on where it
    was; 'seatpact sweep export STORE' writes what a store holds.

    \b
    Examples:
      seatpact sweep scenarios/tiny.yaml --vary beta --vary b-min.seats=0..3
      seatpact sweep scenarios/uttar-pradesh-2024.yaml --vary bsp=out,in --vary inc-minimum.seats=15..25
      seatpact sweep scenarios/tiny.yaml --vary -north --where 'A>=2' --format csv
      seatpact sweep scenarios/tiny.yaml --vary b-min.seats=0..3 --store tiny.db
      seatpact sweep scenarios/tiny.yaml --vary beta --vary b-min.seats=0..3 --picture flips --plot tiny.html
    """
    from solver.questions.sweep import Sweep
    from solver.questions.sweep.where import every
    from solver.scenario.vary import parsed

    scenario = _load(file)
    asked = [parsed(text) for text in how["axes"]]
    names = [name for name, _ in asked]
    if len(set(names)) < len(names):
        raise click.UsageError("--vary names the same thing twice")
    _check_drawn(how)
    with _pace() as watch:
        one = Sweep(
            scenario,
            dict(asked) if asked else None,
            _pairs(how["settings"]),
            drop=dict.fromkeys(how["drops"]),
            jobs=how["jobs"],
            cluster=how["cluster"],
            store=how["store"],
            time_limit=how["time_limit"],
            engine=how["engine"],
            watch=watch,
        )
        swept, statuses = _told_rows(one, how, every(how["filters"], one.shape))
    _draw(swept, scenario, how)
    _notices(swept.asked.notices)
    if swept.counts.failed:
        from solver.words import amount

        failed, have = swept.counts.failed, "its row says" if swept.counts.failed == 1 else "their rows say"
        click.echo(f"seatpact: {amount(failed, 'what-ifs')} failed; {have} why", err=True)
    if swept.interrupted:
        return INTERRUPTED
    return _told_status(statuses.pop(), "in every what-if, the red lines", "split") if len(statuses) == 1 else OK


class SweepHow(TypedDict):
    """The options of a sweep."""

    axes: tuple[str, ...]
    settings: tuple[str, ...]
    drops: tuple[str, ...]
    form: str
    filters: tuple[str, ...]
    drawn: tuple[str, ...]
    plots: tuple[str, ...]
    store: str | None
    jobs: int
    cluster: str | None
    engine: Choice
    time_limit: float


def _told_rows(one: Sweep, how: SweepHow, wanted: Callable[[SweptRow], bool]) -> tuple[Swept, set[str]]:
    """Tell the rows as they come; what was told by Ctrl-C stays, and is ended in due form. Also: the statuses seen.

    Rows stay in memory only where they are to be drawn.
    """
    from dataclasses import replace

    from solver.questions.interruption import Interruption
    from solver.report.sweeps import writer

    told = writer(how["form"], one.summary(), one.shape, _write, _render, _console().width)
    kept: list[SweptRow] = []
    statuses: set[str] = set()
    drawn = _to_draw(how, one.summary())
    with Interruption() as interruption, one.running() as rows:
        told.head()
        for row in rows:
            statuses.add(row.status)
            if drawn or how["plots"]:
                kept.append(row)
            if wanted(row):
                told.row(row)
    swept = replace(one.summary(), interrupted=interruption.came)
    told.foot(swept)
    return replace(swept, rows=tuple(kept)), statuses


def _check_drawn(how: SweepHow) -> None:
    """Say what cannot be drawn before the work, not after it."""
    if how["form"] != "table" and set(how["drawn"]) - {"none"}:
        raise click.UsageError(f"--picture is drawn under the table; with --format {how['form']} use --plot FILE")
    for file in how["plots"]:
        _check_plot(file)


def _check_plot(file: str, forms: Sequence[str] = ()) -> None:
    """Refuse a file that cannot be drawn to; `forms` are the ends that its name may have, where not the usual ones."""
    from solver.report.pictures import FORMS, check_plot

    _drawn(check_plot, file, forms or FORMS)


def _drawn(draw: Callable[..., None], *what: object) -> None:
    """Draw, or say what is in the way."""
    from solver.report.pictures import PlotError

    try:
        draw(*what)
    except PlotError as error:
        raise click.UsageError(str(error)) from None


def _to_draw(how: SweepHow, swept: Swept) -> tuple[str, ...]:
    """The pictures to draw under the table."""
    from solver.questions.pictures import MOST_UNASKED, numeric

    if how["drawn"] or how["form"] != "table":
        return tuple(one for one in how["drawn"] if one != "none")
    unasked = sum(map(numeric, swept.axes)) > 1 and swept.counts.asked <= MOST_UNASKED
    return ("frontier", "heat") if unasked else ()


def _draw(swept: Swept, scenario: Scenario, how: SweepHow) -> None:
    """Draw what is asked for, under the table and in files."""
    from solver.questions.pictures import pictures
    from solver.report.pictures import plot

    if not swept.rows:
        return
    drawn = _to_draw(how, swept)
    found = pictures(swept, scenario.facts)
    if drawn:
        from solver.report.pictures.terminal import pictures_report

        _write("\n")
        _render(pictures_report(found, drawn))
    for file in how["plots"]:
        plot(found, file)
        click.echo(f"seatpact: drawn to {file}", err=True)


@contextmanager
def _pace() -> Iterator[Callable[[Pace], None]]:
    """How far a sweep is, on stderr: a line that changes where somebody watches, else one now and then."""
    from solver.report.sweeps import Slow, pace_line

    if not sys.stderr.isatty():
        yield Slow(lambda pace: click.echo(f"seatpact: {pace_line(pace)}", err=True))
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda pace: status.update(pace_line(pace))


@sweep.command("export", epilog=EXIT_CODES)
@click.argument("store", metavar="STORE")
@click.option("--sweep", "number", type=click.IntRange(min=1), metavar="N", help="Which one.  [default: the latest]")
@click.option(
    "--format", "form", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True, help="How to write."
)
@click.option("--output", metavar="FILE", help="Where to; for CSV, standard output unless it is given.")
@click.option("--where", "filters", multiple=True, metavar="EXPR", help="Only such rows, as of 'seatpact sweep'.")
def sweep_export(store: str, number: int | None, form: str, output: str | None, filters: tuple[str, ...]) -> int:
    """Write the rows of a stored sweep as CSV or Parquet: those that there are, in the order of the grid.

    \b
    Examples:
      seatpact sweep export tiny.db > tiny.csv
      seatpact sweep export tiny.db --format parquet --output tiny.parquet
    """
    from pathlib import Path

    from solver.questions.sweep.stored import Stored
    from solver.questions.sweep.where import every
    from solver.report import plain
    from solver.store import Store

    if form == "parquet" and output is None:
        raise click.UsageError("--format parquet needs --output FILE")
    stored = Stored(Store(store, create=False), number)
    if stored.others:
        click.echo(f"notice: sweep {stored.number}; {store} holds {len(stored.others)} others (--sweep)", err=True)
    wanted = every(filters, stored.shape)
    rows = (row for row in stored.rows() if wanted(row))
    if form == "parquet" and output is not None:
        from solver.report.exported import write_parquet

        try:
            write_parquet(rows, stored.shape, output)
        except ModuleNotFoundError:
            click.echo("seatpact: Parquet needs pyarrow: install seatpact[parquet]", err=True)
            return BAD_INPUT
        return OK
    lines = (plain.swept_csv_row(row, stored.shape) for row in rows)
    if output is None:
        _write(plain.swept_csv_head(stored.shape))
        for line in lines:
            _write(line)
    else:
        with Path(output).open("w", encoding="utf-8", newline="") as file:
            file.write(plain.swept_csv_head(stored.shape))
            file.writelines(lines)
    return OK


class MostOf(TypedDict):
    """How large the pacts may be that are looked at."""

    max_seats: int
    max_parties: int
    max_locked: int
    max_weight: int


@seatpact.command(epilog=EXIT_CODES)
@click.option("--axiom", "axioms", multiple=True, metavar="AXIOM", help="Only these (WEF1, 'lower quota'); repeatable.")
@click.option("--max-seats", type=click.IntRange(1, 8), default=4, show_default=True, help="Most seats.")
@click.option("--max-parties", type=click.IntRange(2, 5), default=3, show_default=True, help="Most parties.")
@click.option("--max-locked", type=click.IntRange(0, 8), default=2, show_default=True, help="Most locked seats.")
@click.option(
    "--max-weight",
    type=click.IntRange(1, 20),
    default=5,
    show_default=True,
    help="Entitlements are whole numbers from 1 to this.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, writable=True),
    metavar="DIR",
    help="Write the pacts that show it as scenario files into this folder.",
)
@_format(["table", "json", "csv"], "A report to read, all of it, or one row a pair and size.")
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    callback=_finite,
    metavar="SECONDS",
    help="Time for the search; only what was exhausted by then is told.  [default: none]",
)
def impossible(
    axioms: tuple[str, ...], out: str | None, form: str, time_limit: float | None, **most: Unpack[MostOf]
) -> int:
    """Which fairness axioms cannot both be met, and the smallest pact that shows it.

    Every pact in which a seat is worth 1 or 0 to each party is looked at, in growing size, some of its seats locked to
    a party by red lines. What is found is certified by the rules' checkers and by the engine.

    \b
    Examples:
      seatpact impossible --max-seats 3 --max-locked 0
      seatpact impossible --axiom WEF1 --axiom "lower quota" --format json
    """
    from solver import impossible as ask
    from solver.answers.impossible import Size
    from solver.report import plain

    limits = Size(most["max_seats"], most["max_parties"], most["max_locked"])
    _folder(out)
    with _progress() as progress:
        answer = ask(axioms, most=limits, weight=most["max_weight"], time_limit=time_limit, progress=progress)
    if out is not None:
        _write_files(out, ((f"{one.name}.yaml", one.text) for one in answer.shown))
    if form == "table":
        from solver.report.impossible import impossible_report

        _render(impossible_report(answer))
    else:
        _data(form, answer, plain.impossible_csv)
    if answer.interrupted:
        return INTERRUPTED
    return OK if answer.exhausted else _told_status("unknown", "", "answer")


TABLES = click.argument("files", metavar="[TABLE.csv]...", nargs=-1)

PACT = click.option("--pact", "wanted", multiple=True, metavar="ID", help="Only this pact of the tables (repeatable).")


@seatpact.command(epilog=EXIT_CODES)
@TABLES
@PACT
@_format(["table", "json", "csv"], "A report to read, everything, or one row a seat.")
@click.option("--write", "page", metavar="PAGE.md", help="Write the report as a page of Markdown instead.")
@click.option("--note", metavar="TEXT", default="", help="With --write: where the tables come from.")
@click.option("--plot", metavar="PLOT.svg|PLOT.png", help="Draw the calibration too; needs the extra 'plots'.")
@ENGINE
@TIME_LIMIT
def backtest(
    files: tuple[str, ...],
    wanted: tuple[str, ...],
    form: str,
    page: str | None,
    note: str,
    plot: str | None,
    engine: Choice,
    time_limit: float,
) -> int:
    """Hold the model against signed pacts: predicted from earlier elections alone, then scored.

    Without tables: Uttar Pradesh 2019 and 2024. Tables are told apart by their columns: a pact (pact_id, seat_no, seat,
    party), what its partners had before (seat_no, partner, prev_year, votes, vote_share, position), and full results,
    where there are any, of the election itself or of earlier ones (seat_no, party, votes, year), and votes of earlier
    assembly elections (year, segment_no, seat_no, party, votes). A pact_id may stand in each. Without the outcome only
    the splits are scored.

    \b
    Examples:
      seatpact backtest --pact up-2019
    """
    from solver.backtest import backtest as ask
    from solver.report import plain
    from solver.report.backtest_plot import FORMS as CALIBRATION_FORMS
    from solver.report.backtest_plot import calibration_plot

    if plot is not None:
        _check_plot(plot, CALIBRATION_FORMS)
    pacts = _pacts(files, wanted)
    with _progress() as progress:
        found = ask(pacts, time_limit=time_limit, progress=progress, engine=engine)
    if plot is not None:
        _drawn(calibration_plot, found, plot)
    if page is not None:
        from solver.report.backtest_page import backtest_page

        command = " ".join(["seatpact backtest", *files, *(f"--pact {one}" for one in wanted), "--write", page])
        _save(page, backtest_page(found, command, note))
    elif form == "table":
        from solver.report.backtested import backtest_report

        _render(backtest_report(found))
    else:
        _data(form, found, plain.backtest_csv)
    _notices(f"{one.pact.id}: {notice}" for one in found.pacts for notice in one.notices)
    return OK


@seatpact.command(epilog=EXIT_CODES)
@TABLES
@PACT
@click.option(
    "--draws", type=click.IntRange(2, 100_000), default=1_000, show_default=True, help="Draws for the intervals."
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Seed of the draws.")
@_format(["table", "json"], "A report to read, or everything.")
def fit(files: tuple[str, ...], wanted: tuple[str, ...], draws: int, seed: int, form: str) -> int:
    """Estimate which part of a partner's votes followed the pact, by ecological regression, with intervals.

    TABLE.csv as for backtest, with full results of the election after the pact; or one scenario, SCENARIO.yaml, whose
    odds.alliances name pacts of the past. Without any: Uttar Pradesh 2019 and 2024.

    \b
    Examples:
      seatpact fit --pact up-2019
    """
    from solver.backtest.fit import SCHEMA, fits_of
    from solver.report import plain

    pacts = _pacts(files, wanted)
    fits = fits_of(pacts, draws=draws, seed=seed)
    if not fits:
        click.echo("seatpact: no pact has results both before and after it, so nothing can be estimated", err=True)
        return BAD_INPUT
    if form == "json":
        _write(
            plain.as_json({"schema": SCHEMA, "draws": draws, "seed": seed, "pacts": [one.to_dict() for one in fits]})
        )
    else:
        from solver.report.backtested import fit_report

        _render(fit_report(fits))
    left = [pact.id for pact in pacts if pact not in [one.pact for one in fits]]
    _notices(f"{name}: without results before and after it, left out" for name in left)
    return OK


def _pacts(files: tuple[str, ...], wanted: tuple[str, ...]) -> tuple[Pact, ...]:
    """The pacts of the tables, or of a scenario; all of them, or those wanted."""
    from solver.backtest import load_pacts, past_pacts, shipped_pacts

    scenarios = [file for file in files if file.endswith((".yaml", ".yml", ".json"))]
    if scenarios and len(files) > 1:
        raise click.UsageError("give one scenario alone, or tables")
    tables = load_pacts if files else lambda _: shipped_pacts()
    pacts = past_pacts(_load(scenarios[0])) if scenarios else tables(files)
    unknown = [one for one in wanted if one not in [pact.id for pact in pacts]]
    if unknown:
        raise click.UsageError(f"no pact '{unknown[0]}'; known: {', '.join(pact.id for pact in pacts) or 'none'}")
    return tuple(pact for pact in pacts if not wanted or pact.id in wanted)


def _save(file: str, text: str) -> None:
    """Write a file.

    Raises:
        click.UsageError: where it cannot be written.
    """
    from pathlib import Path

    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}") from None


@seatpact.command(epilog=VERIFY_CODES)
@click.argument("answer", metavar="ANSWER.json")
@FILE
@_format(["table", "json"], "A report to read, or one entry a claim.")
@_time_limit("Time for the second solver; what it has not looked at by then is not checked.")
def verify(answer: str, file: str, form: str, time_limit: float) -> int:
    """Check every claim of a stored answer, without the engine that found it.

    ANSWER.json is what solve, conflicts, concessions, why or swaps printed with --format json; one of the two may be
    - for standard input. Splits and costs are counted, proofs added up; what has none is put to a second solver, HiGHS,
    and called corroborated, not proved. Ctrl-C keeps what was checked by then; the rest is not checked.

    \b
    Examples:
      seatpact solve scenarios/tiny.yaml --format json > tiny.json
      seatpact solve scenarios/tiny.yaml --format json | seatpact verify - scenarios/tiny.yaml
    """
    from solver.report import plain
    from solver.verify import AnswerError
    from solver.verify import verify as check

    if answer == file == "-":
        raise click.UsageError("only one of ANSWER.json and FILE may be standard input")
    text, scenario = _text(answer), _load(file)
    try:
        verified = check(text, scenario, time_limit)
    except AnswerError as error:
        click.echo(f"seatpact: {answer}: {error}", err=True)
        return BAD_INPUT
    if form == "json":
        _write(plain.as_json(verified.to_dict()))
    else:
        from solver.report.verified import verified_report

        _render(verified_report(verified))
    return INTERRUPTED if verified.interrupted else _VERDICT_CODE[verified.verdict]


@seatpact.command(epilog=OPB_CODES)
@FILE
@SET
@DROP
@click.option("--with", "keep", multiple=True, metavar="RULE", help="Keep this rule too, in full (repeatable).")
@click.option("--all-rules", "every", is_flag=True, help="Keep every rule; --drop leaves one out.")
@click.option("--alone", is_flag=True, help="No red line but those that --with names: the members of a conflict.")
@click.option("--proof", metavar="PROOF.pbp", help="Write there, for VeriPB, a proof that they cannot all be kept.")
@_time_limit("Time for --proof.")
def opb(
    file: str,
    settings: tuple[str, ...],
    drops: tuple[str, ...],
    keep: tuple[str, ...],
    every: bool,
    alone: bool,
    proof: str | None,
    time_limit: float,
) -> int:
    """Can these demands be kept together? Printed as a problem in OPB, for any pseudo-Boolean solver.

    Kept are the red lines, and what --with names. A solver that logs proofs gives one that the checker VeriPB reads; so
    does --proof, without any other solver, where the rows of the demands add up to a contradiction.

    \b
    Examples:
      seatpact opb scenarios/tiny.yaml --all-rules
      seatpact opb scenarios/uttar-pradesh-2024.yaml --with inc-2009 --with sp-minimum
      seatpact opb scenarios/tiny.yaml --alone --with a-2019 --with b-min > clash.opb
    """
    from solver.questions.pseudo_boolean import pseudo_boolean

    if every and alone:
        raise click.UsageError("--all-rules keeps the red lines too; leave --alone out")
    problem = pseudo_boolean(
        _load(file),
        _pairs(settings),
        keep=keep,
        every=every,
        alone=alone,
        proof=proof is not None,
        drop=dict.fromkeys(drops),
        time_limit=time_limit,
    )
    _write(problem.opb)
    if proof is None:
        return OK
    if problem.proof is None:
        click.echo(f"seatpact: no sum of rows is a contradiction, or none was found in time: no {proof}", err=True)
        return LIMIT_REACHED
    _save(proof, problem.proof)
    return OK


@seatpact.command(epilog=EXIT_CODES)
@FILE
def validate(file: str) -> int:
    """Check a scenario file and its tables, and report every mistake with its place.

    \b
    Examples:
      seatpact validate scenarios/uttar-pradesh-2024.yaml
      seatpact validate - < scenarios/tiny.yaml
    """
    from solver.words import amount

    scenario = _load(file)
    facts = scenario.facts
    counted = {
        "seats": facts.seats,
        "partners": facts.contesting,
        "results": (*facts.results, *facts.segment_results),
        "rules": scenario.rules,
        "switches": scenario.switches,
        "goals": scenario.goals,
    }
    parts = [amount(len(what), word) for word, what in counted.items()]
    _write(f"{file}: no mistakes ({', '.join(parts)})\n")
    _notices(scenario.notices())
    return OK


@seatpact.command()
def schema() -> int:
    """Print the JSON Schema of scenario files, for editors.

    \b
    Example:
      seatpact schema > seatpact.schema.json
    """
    from solver.report.plain import as_json
    from solver.scenario.schema import json_schema

    _write(as_json(json_schema()))
    return OK


def _load(file: str) -> Scenario:
    from solver import load, loads
    from solver.scenario.files import read_stream

    if file == "-":
        return loads(read_stream(sys.stdin.buffer, "<stdin>"), name="<stdin>")
    return load(file)


def _text(file: str) -> str:
    from pathlib import Path

    from solver.scenario.files import read_stream, read_text

    return read_stream(sys.stdin.buffer, "<stdin>") if file == "-" else read_text(Path(file), file)


def _split(file: str, facts: Facts) -> Split:
    from solver import load_split, loads_split
    from solver.scenario.files import read_stream

    if file == "-":
        return loads_split(read_stream(sys.stdin.buffer, "<stdin>"), facts, "<stdin>")
    return load_split(file, facts)


def _folder(folder: str | None) -> None:
    """Make the folder that an answer will be written to, before the work is done."""
    import os
    from pathlib import Path

    if folder is None:
        return
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{folder}: {error.strerror}", param_hint="--out") from error
    if not os.access(folder, os.W_OK):
        raise click.BadParameter(f"{folder}: cannot be written to", param_hint="--out")


def _write_files(folder: str, files: Iterable[tuple[str, str]]) -> None:
    from pathlib import Path

    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, text in files:
        (Path(folder) / name).write_text(text, encoding="utf-8")


def _pairs(settings: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"--set {setting}: expected NAME=VALUE, such as bsp=in")
        if name.strip() in pairs:
            raise click.UsageError(f"--set {name.strip()} is given twice; to compare what-ifs, use 'seatpact compare'")
        pairs[name.strip()] = value.strip()
    return pairs


def _parts(label: str) -> Sequence[str]:
    """The settings of one what-if: split at commas that are followed by NAME=."""
    import re

    return re.split(r",(?=[^,=\[\]{}]+=)", label)


class Limits(TypedDict):
    """What `How` says, in the words of the functions that answer."""

    drop: Iterable[str]
    time_limit: float
    seed: int
    progress: Callable[[str], None]


def _limits(how: How, progress: Callable[[str], None]) -> Limits:
    drops = dict.fromkeys(how["drops"])
    return {"drop": drops, "time_limit": how["time_limit"], "seed": how["seed"], "progress": progress}


def _solve(scenario: Scenario, settings: dict[str, str], how: How, engine: Choice, *, proofs: bool = False) -> Answer:
    from solver.questions.solve import solve as answer

    with _progress() as progress:
        return answer(scenario, settings, proofs=proofs, engine=engine, **_limits(how, progress))


def _quiet(step: str) -> None:
    """Nobody watches."""


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """The step at work, on stderr, while it lasts; only where somebody watches."""
    if not sys.stderr.isatty():
        yield _quiet
        return
    from rich.console import Console

    with Console(stderr=True).status("") as status:
        yield lambda step: status.update(f"{step} ...")


def _console() -> Console:
    from rich.console import Console

    return Console(width=None if sys.stdout.isatty() else 80, highlight=False, markup=False, emoji=False)


def _render(report: Any) -> None:
    """Print a report: as wide as the terminal, 80 columns in a pipe or file, and there without blank line ends."""
    console = _console()
    if sys.stdout.isatty():
        console.print(report)
        return
    with console.capture() as capture:
        console.print(report)
    _write("\n".join(line.rstrip() for line in capture.get().splitlines()).rstrip("\n") + "\n")


Told = TypeVar("Told", bound="Tellable")


def _data(form: str, answer: Told, csv: Callable[[Told], str]) -> None:
    """An answer as data: the whole of it, or its bare rows."""
    from solver.report.plain import as_json

    _write(as_json(answer.to_dict()) if form == "json" else csv(answer))


def _write(text: str) -> None:
    click.echo(text, nl=False)


def _notices(notices: Iterable[str]) -> None:
    for notice in notices:
        click.echo(f"notice: {notice}", err=True)


def _told(answer: Answer) -> int:
    """The exit code, with a word on stderr where there is no split."""
    return _told_status(answer.status, "the red lines", "split")


def _told_status(status: str, clash: str, sought: str) -> int:
    """The exit code of a status, with a word on stderr where there is no answer."""
    if status == "infeasible":
        click.echo(f"seatpact: {clash} cannot all be kept", err=True)
    if status == "unknown":
        click.echo(
            f"seatpact: the time limit came before any {sought} was found; try a longer --time-limit",
            err=True,
        )
    return _STATUS_CODE[status]


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit code is that of the contract."""
    out = sys.stdout
    try:
        code = seatpact.main(arguments, prog_name="seatpact", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else OK
    except (KeyboardInterrupt, click.Abort):
        click.echo("seatpact: interrupted", err=True)
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except BrokenPipeError:
        return _unread()
    except SystemExit:
        if sys.stdout is not out:  # where click meets a broken pipe, it replaces the stream and ends with 1
            return _unread()
        raise
    except Exception as error:  # noqa: BLE001  # the last resort: every error ends in a message and an exit code
        return _failed(error)


def _unread() -> int:
    """The reader has gone (`seatpact ... | head`): nobody is left to tell, and Python must not try at exit."""
    sys.stdout = None
    return OK


def _failed(error: Exception) -> int:
    from solver.scenario import ScenarioError, SettingError

    if isinstance(error, ScenarioError):
        click.echo(str(error), err=True)
        number = len(error.faults)
        click.echo(f"seatpact: {number} mistake{'s' if number > 1 else ''} found", err=True)
        return BAD_INPUT
    if isinstance(error, SettingError):
        click.echo(f"seatpact: {error}", err=True)
        return BAD_INPUT
    from solver.questions.sweep.crew import NoCrewError, SweepError
    from solver.report.pictures import PlotError
    from solver.store import NoStoreError, StoreError

    if isinstance(error, NoCrewError | NoStoreError):
        click.echo(f"seatpact: {error}", err=True)
        return BAD_INPUT
    if isinstance(error, PlotError | StoreError | SweepError):
        click.echo(f"seatpact: {error}", err=True)
        return INTERNAL_ERROR
    if isinstance(error, OSError):
        click.echo(f"seatpact: {error.strerror or error}", err=True)
        return INTERNAL_ERROR
    import traceback

    click.echo("seatpact: internal error; please report it with the scenario and these lines:", err=True)
    click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    return INTERNAL_ERROR


if __name__ == "__main__":
    from seatpact import main

    main()
