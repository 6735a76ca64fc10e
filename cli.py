"""The command `seatpact`: parse, call, print, exit code; nothing else."""

from __future__ import annotations

import math
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypedDict, TypeVar, Unpack

import click

if TYPE_CHECKING:
    from solver.answers import Answer, Clashes, WhyRule, WhySeat, WhyUnique, Worth
    from solver.backtest import Backtests, Pact
    from solver.facts import Facts
    from solver.questions.conflicts import ConflictSearch, Wanted
    from solver.scenario import Scenario
    from solver.split import Split

OK, INTERNAL_ERROR, BAD_INPUT, MUSTS_CLASH, LIMIT_REACHED, REFUSED, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

_STATUS_CODE = {"optimal": OK, "feasible": OK, "infeasible": MUSTS_CLASH, "unknown": LIMIT_REACHED}

EXIT_CODES = """\b
Exit codes: 0 an answer; 1 internal error; 2 bad usage or bad file;
3 the red lines clash; 4 the time limit came before any answer;
5 a stored answer is refused (verify), or broken (audit); 130 interrupted."""

VERIFY_CODES = """\b
Exit codes: 0 every claim holds; 1 internal error; 2 bad usage or file;
4 not every claim could be checked; 5 the answer is refused;
130 interrupted."""

AUDIT_CODES = """\b
Exit codes: 0 whatever is broken; 1 internal error; 2 bad usage or bad file;
3 the red lines clash; 4 the time limit came before any split;
5 a rule or axiom of --fail-on is broken; 130 interrupted."""

_VERDICT_CODE = {"proved": OK, "corroborated": OK, "not checked": LIMIT_REACHED, "refused": REFUSED}


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"seatpact {version('seatpact')}")
        context.exit()


@click.group(context_settings={"help_option_names": ["-h", "--help"]}, epilog=EXIT_CODES)
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


class How(TypedDict):
    """The options that all commands share that ask an engine."""

    drops: tuple[str, ...]
    form: str
    time_limit: float
    seed: int


def _finite(_: click.Context, __: click.Parameter, seconds: float) -> float:
    if not math.isfinite(seconds):
        raise click.BadParameter("expected a number of seconds")
    return seconds


DROP = click.option("--drop", "drops", multiple=True, metavar="RULE", help="Leave a rule out (repeatable).")

TIME_LIMIT = click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    callback=_finite,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Time for the engine; what is found by then is returned, with an honest status.",
)

_SHARED = (
    FILE,
    DROP,
    click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        show_default=True,
        help="A report to read, the whole answer, or the bare rows.",
    ),
    TIME_LIMIT,
    click.option(
        "--seed",
        type=click.IntRange(0, 2**31 - 1),
        default=0,
        show_default=True,
        help="Seed of the engine; a proved answer does not depend on it.",
    ),
)

Command = TypeVar("Command", bound=Callable[..., int])


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
@_asking
def solve(file: str, settings: tuple[str, ...], proofs: bool, **how: Unpack[How]) -> int:
    """Solve a scenario: best split, conflicts, ways out. FILE may be - for standard input.

    \b
    Examples:
      seatpact solve scenarios/uttar-pradesh-2024.yaml
      seatpact solve scenarios/uttar-pradesh-2024.yaml --set inc-minimum.seats=18
      seatpact solve scenarios/tiny.yaml --drop north --format json
      seatpact solve - < scenarios/tiny.yaml
    """
    scenario = _load(file)
    answer = _solve(scenario, _pairs(settings), how, proofs=proofs and how["form"] == "json")
    from solver.report import plain

    if how["form"] == "table":
        from solver.report.summary import solve_report

        _render(solve_report(answer))
    else:
        _write(plain.answer_json(answer) if how["form"] == "json" else plain.answer_csv(answer))
    _notices(answer.notices)
    return _told(answer)


_CLASHES = (
    click.option("--limit", type=click.IntRange(min=1), metavar="N", help="How many to tell.  [default: 10]"),
    click.option("--all", "every", is_flag=True, help="Tell all, however many there are."),
    click.option("--each", is_flag=True, help="Tell every conflict by itself, not those that are one fact together."),
    click.option("--smallest", is_flag=True, help="Every conflict in order of size; --limit 1 gives a smallest one."),
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
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "ndjson", "csv"]),
    default="table",
    show_default=True,
    help="table and ndjson tell each conflict as soon as it is found.",
)
@TIME_LIMIT
@_clashing
def conflicts(
    file: str, settings: tuple[str, ...], drops: tuple[str, ...], form: str, time_limit: float, **which: Unpack[Which]
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
    )
    if form == "table":
        answer = _told_as_found(search)
    else:
        told = {"ndjson": lambda conflict: _write(plain.clash_line(conflict))}
        answer = search.run(**{"found": told[form]} if form in told else {})
        whole = {"json": lambda: plain.as_json(answer.to_dict()), "csv": lambda: plain.clashes_csv(answer)}
        _write(whole.get(form, lambda: plain.clashes_line(answer))())
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


@seatpact.command(epilog=EXIT_CODES)
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
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help="How many sets to drop to tell."
)
@_asking
def concessions(
    file: str,
    settings: tuple[str, ...],
    most: int,
    who: str | None,
    even: bool,
    drop_sets: bool,
    limit: int,
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
    from solver import concessions as ask
    from solver.report import plain

    scenario = _load(file)
    with _progress() as progress:
        answer = ask(
            scenario,
            _pairs(settings),
            drop=dict.fromkeys(how["drops"]),
            most=most,
            who=who,
            even=even,
            drop_sets=drop_sets,
            limit=limit,
            time_limit=how["time_limit"],
            seed=how["seed"],
            progress=progress,
        )
    if how["form"] == "table":
        from solver.report.ways_out import ways_out_report

        _render(ways_out_report(answer))
    else:
        _write(plain.as_json(answer.to_dict()) if how["form"] == "json" else plain.ways_out_csv(answer))
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
@_asking
def why(
    file: str,
    settings: tuple[str, ...],
    seat: str | None,
    party: str | None,
    rule: str | None,
    unique: bool,
    most: int | None,
    **how: Unpack[How],
) -> int:
    """Why a seat went where it went, what a rule costs, and what else is as good.

    \b
    Examples:
      seatpact why scenarios/uttar-pradesh-2024.yaml --seat amethi
      seatpact why scenarios/uttar-pradesh-2024.yaml --seat Rampur --party INC
      seatpact why scenarios/tiny.yaml --rule b-min
      seatpact why scenarios/uttar-pradesh-2024.yaml --unique --most 5
    """
    if sum((seat is not None, rule is not None, unique)) != 1:
        raise click.UsageError("ask one thing: --seat, --rule or --unique")
    if party is not None and seat is None:
        raise click.UsageError("--party needs --seat")
    if most is not None and not unique:
        raise click.UsageError("--most needs --unique")
    from solver import why_rule, why_seat, why_unique
    from solver.report import plain

    scenario, chosen = _load(file), _pairs(settings)
    with _progress() as progress:
        limits = _limits(how, progress)
        answer: WhySeat | WhyRule | WhyUnique
        if seat is not None:
            answer = why_seat(scenario, seat, party, chosen, **limits)
        elif rule is not None:
            answer = why_rule(scenario, rule, chosen, **limits)
        else:
            answer = why_unique(scenario, chosen, most=most or 1, **limits)

    if how["form"] == "table":
        from solver.report.why import why_report

        _render(why_report(answer))
    else:
        _write(plain.as_json(answer.to_dict()) if how["form"] == "json" else plain.why_csv(answer))
    _notices(answer.asked.notices)
    status = answer.asked.status if answer.answered or answer.interrupted else "unknown"
    return INTERRUPTED if answer.interrupted else _told_status(status, "the red lines", "answer")


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
        _write(plain.as_json(answer.to_dict()) if how["form"] == "json" else plain.swaps_csv(answer))
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
    help="Exit with 5 where this rule or axiom (WEF1, 'lower quota') is broken; repeatable.",
)
@_asking
@click.argument("split", metavar="[SPLIT.csv]", required=False)
def audit(file: str, split: str | None, settings: tuple[str, ...], hold: tuple[str, ...], **how: Unpack[How]) -> int:
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
        answer = ask(scenario, held, chosen, hold=hold, **_limits(how, progress))
    if how["form"] == "table":
        from solver.report.audited import audit_report

        _render(audit_report(answer))
    else:
        _write(plain.as_json(answer.to_dict()) if how["form"] == "json" else plain.audit_csv(answer))
    _notices(answer.about.notices)
    if answer.split is None:
        return _told_status(answer.status or "unknown", "the red lines", "split")
    for name in answer.failed:
        click.echo(f"seatpact: {name} is broken", err=True)
    return REFUSED if answer.failed else OK


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
        _write(plain.as_json(answer.to_dict()) if how["form"] == "json" else plain.interest_csv(answer))
    _notices((*answer.about.notices, *(answer.wins.notices() if answer.wins else ())))
    return OK if answer.status is None else _told_status(answer.status, "the red lines", "split")


@seatpact.command(epilog=EXIT_CODES)
@click.option(
    "--set",
    "variants",
    multiple=True,
    metavar="NAME=VALUE[,NAME=VALUE]",
    help="One what-if; give it twice or more. One alone is compared with the scenario as it stands. With SWITCH: what "
    "is set in all of its options.",
)
@_asking
@click.argument("switch", metavar="[SWITCH]", required=False)
def compare(file: str, switch: str | None, variants: tuple[str, ...], **how: Unpack[How]) -> int:
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
    answers = [_solve(scenario, settings, how) for settings in chosen]
    worth = _worth(scenario, switch, chosen, answers, how) if switch is not None else []
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
    scenario: Scenario, switch: str, chosen: Sequence[dict[str, str]], answers: Sequence[Answer], how: How
) -> list[Worth]:
    from solver.questions.worth_it import worth_it

    by_option = {settings[switch]: answer for settings, answer in zip(chosen, answers, strict=True)}
    always = {name: value for name, value in chosen[0].items() if name != switch}
    with _progress() as progress:
        progress("from which transfer rate on")
        drops = tuple(dict.fromkeys(how["drops"]))
        return list(worth_it(scenario, switch, always, by_option, drop=drops, time_limit=how["time_limit"]))


def _of_all(labels: Sequence[str], answers: Sequence[Answer]) -> Iterator[str]:
    """Notices of all answers once; what only some of them say, with their label."""
    everywhere = [notice for notice in answers[0].notices if all(notice in one.notices for one in answers)]
    yield from dict.fromkeys(everywhere)
    for label, answer in zip(labels, answers, strict=True):
        yield from (f"{label}: {notice}" for notice in answer.notices if notice not in everywhere)


TABLES = click.argument("files", metavar="[TABLE.csv]...", nargs=-1)

PACT = click.option("--pact", "wanted", multiple=True, metavar="ID", help="Only this pact of the tables (repeatable).")


@seatpact.command(epilog=EXIT_CODES)
@TABLES
@PACT
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="A report to read, everything, or one row a seat.",
)
@click.option("--write", "page", metavar="PAGE.md", help="Write the report as a page of Markdown instead.")
@click.option("--note", metavar="TEXT", default="", help="With --write: where the tables come from.")
@click.option("--plot", metavar="PLOT.svg", help="Draw the calibration too; needs the extra 'plots'.")
@TIME_LIMIT
def backtest(
    files: tuple[str, ...],
    wanted: tuple[str, ...],
    form: str,
    page: str | None,
    note: str,
    plot: str | None,
    time_limit: float,
) -> int:
    """Hold the model against signed pacts: predicted from earlier elections alone, then scored.

    Without tables: Uttar Pradesh 2019 and 2024. Tables are told apart by their columns: a pact (pact_id, seat_no, seat,
    party), what its partners had before (seat_no, partner, prev_year, votes, vote_share, position), and full results,
    where there are any, of the election itself or of earlier ones (seat_no, party, votes, year). A pact_id may stand
    in each. Without the outcome only the splits are scored.

    \b
    Examples:
      seatpact backtest --pact up-2019
    """
    from solver.backtest import backtest as ask
    from solver.report import plain

    pacts = _pacts(files, wanted)
    with _progress() as progress:
        found = ask(pacts, time_limit=time_limit, progress=progress)
    if plot is not None:
        _draw(plot, found)
    if page is not None:
        from solver.report.backtest_page import backtest_page

        command = " ".join(["seatpact backtest", *files, *(f"--pact {one}" for one in wanted), "--write", page])
        _save(page, backtest_page(found, command, note))
    elif form == "table":
        from solver.report.backtested import backtest_report

        _render(backtest_report(found))
    else:
        _write(plain.as_json(found.to_dict()) if form == "json" else plain.backtest_csv(found))
    _notices(f"{one.pact.id}: {notice}" for one in found.pacts for notice in one.notices)
    return OK


@seatpact.command(epilog=EXIT_CODES)
@TABLES
@PACT
@click.option(
    "--draws", type=click.IntRange(2, 100_000), default=1_000, show_default=True, help="Draws for the intervals."
)
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, show_default=True, help="Seed of the draws.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A report to read, or everything.",
)
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


def _draw(plot: str, found: Backtests) -> None:
    """Write the calibration plot."""
    from solver.report.backtest_plot import calibration_svg

    try:
        _save(plot, calibration_svg(found))
    except ImportError:
        raise click.UsageError("--plot needs the extra 'plots': pip install 'seatpact[plots]'") from None
    except ValueError as error:
        raise click.UsageError(f"--plot: {error}") from None


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
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="A report to read, or one entry a claim.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0),
    callback=_finite,
    default=60.0,
    show_default=True,
    metavar="SECONDS",
    help="Time for the second solver; what it has not looked at by then is not checked.",
)
def verify(answer: str, file: str, form: str, time_limit: float) -> int:
    """Check every claim of a stored answer, without the engine that found it.

    ANSWER.json is what solve, conflicts or concessions printed with --format json; one of the two may be - for
    standard input. Splits and costs are counted, proofs added up; what has none is put to a second solver, HiGHS, and
    called corroborated, not proved.

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
    return _VERDICT_CODE[verified.verdict]


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
        "results": facts.results,
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


def _solve(scenario: Scenario, settings: dict[str, str], how: How, *, proofs: bool = False) -> Answer:
    from solver.questions.solve import solve as answer

    with _progress() as progress:
        return answer(
            scenario,
            settings,
            drop=dict.fromkeys(how["drops"]),
            time_limit=how["time_limit"],
            seed=how["seed"],
            progress=progress,
            proofs=proofs,
        )


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


def _render(report: Any) -> None:
    """Print a report: as wide as the terminal, 80 columns in a pipe or file, and there without blank line ends."""
    from rich.console import Console

    console = Console(width=None if sys.stdout.isatty() else 80, highlight=False, markup=False, emoji=False)
    if sys.stdout.isatty():
        console.print(report)
        return
    with console.capture() as capture:
        console.print(report)
    _write("\n".join(line.rstrip() for line in capture.get().splitlines()).rstrip("\n") + "\n")


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


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit with the code of the contract."""
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
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
        # The reader has gone (`seatpact ... | head`): nobody is left to tell, and Python must not try at exit.
        sys.stdout = None
        return OK
    except Exception as error:  # noqa: BLE001  # the last resort: every error ends in a message and an exit code
        return _failed(error)


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
    if isinstance(error, OSError):
        click.echo(f"seatpact: {error.strerror or error}", err=True)
        return INTERNAL_ERROR
    click.echo("seatpact: internal error; please report it with the scenario and these lines:", err=True)
    click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    return INTERNAL_ERROR


if __name__ == "__main__":
    main()
