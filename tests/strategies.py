"""Which scenarios should a property test try? Hypothesis strategies, as files and as objects.

Everything is drawn as a *form*: plain dicts and lists, as YAML or JSON would hold them.
`scenario_of` makes the objects without the loader, `as_json` and `as_yaml` make text for it, and
`form_of` leads back from the objects.
Every form is a valid file: names are known, selectors take a seat, first places are not tied.

Numbers are drawn as a *pattern* first (identical, zero-heavy, skewed, random): uniform random
values alone hardly ever tie, and ties are where rules go wrong.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from solver.assumptions import Assumptions
from solver.facts import Election, Facts, Legislators, Party, Result, Seat
from solver.goals import CATALOGUE as GOALS
from solver.goals import Goal
from solver.lookups.apportionment import METHODS, SYNONYMS
from solver.lookups.selectors import Selector
from solver.rules import CATALOGUE as RULES
from solver.rules import Rule
from solver.scenario import Option, Scenario, Switch, written
from solver.segments import Segment, SegmentResult
from solver.testing import patterns, strategies

Form = dict[str, Any]
"""A record, or a whole scenario, as it would stand in a file."""

REGIONS = ("North", "South", "East")


@dataclass(frozen=True)
class Size:
    """How large scenarios may grow. `splits` bounds parties ** seats, to enumerate them all."""

    seats: tuple[int, int] = (1, 6)
    contesting: tuple[int, int] = (1, 4)
    rules: tuple[int, int] = (1, 7)
    splits: int | None = 300
    weighing: bool = True
    """Also rules and goals that weigh values by entitlement: many at random can take minutes to be proved to clash."""


SMALL = Size()
MEDIUM = Size(seats=(12, 30), contesting=(3, 6), rules=(5, 20), splits=None, weighing=False)

WEIGHING = frozenset({"envy_free", "proportional", "guaranteed", "leximin", "nash", "bargain"})


# --- what users' tests draw too ----------------------------------------------------------------

numbers, weights, splits_of = patterns.numbers, patterns.weights, strategies.splits_of


def some(names: Sequence[str], least: int = 1, most: int | None = None) -> SearchStrategy[list[str]]:
    """Some of these names, each once, in any order."""
    return st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True)


def _without_nones(form: Form) -> Form:
    return {key: value for key, value in form.items() if value is not None}


# --- facts -----------------------------------------------------------------------------------


@st.composite
def fact_forms(draw: DrawFn, size: Size = SMALL) -> Form:
    """Parties, seats, elections, results and legislators, dated where there is an `as_of`."""
    contesting = draw(st.integers(*size.contesting))
    rivals = draw(st.integers(0 if contesting > 1 else 1, 1))
    names = "ABCDEFGH"[:contesting]
    parties: list[Form] = [{"id": name} for name in names]
    parties += [{"id": "X", "name": "Rivals", "contests": False}] * rivals
    low, high = size.seats
    while size.splits is not None and high > low and contesting**high > size.splits:
        high -= 1
    seats = [_seat(draw, index) for index in range(draw(st.integers(low, high)))]
    dated = draw(st.booleans())
    elections = [
        _without_nones({"id": name, "date": day if dated else None})
        for name, day in (("2009", "2009-05-16"), ("2009-by", "2009-11-10"))[: draw(st.sampled_from((0, 1, 2, 2)))]
    ]
    results = [
        row
        for election in elections
        for seat in seats
        for row in _returns(draw, election["id"], seat["id"], [party["id"] for party in parties])
    ]
    legislators = _bench(draw, seats, parties, day="2022-03-10" if dated else None)
    form: Form = {"parties": parties, "seats": seats, "elections": elections, "results": results}
    form["legislators"] = legislators
    if dated and draw(st.booleans()):
        form["as_of"] = "2024-01-10"
    counted = list(dict.fromkeys(row["election"] for row in results if row.get("votes")))
    if draw(st.booleans()) and counted:
        form["odds"] = draw(odds_forms([party["id"] for party in parties], list(names), counted, seats))
    return form


@st.composite
def odds_forms(
    draw: DrawFn, parties: list[str], contesting: list[str], elections: list[str], seats: list[Form]
) -> Form:
    """What is assumed about votes: any of the keys, elections among those with votes counted."""
    part = st.sampled_from(("0", "0.25", "2/3", "1"))
    points = st.sampled_from(("-7.5", "0", "3"))
    chosen = draw(some(elections))
    form: Form = {"elections": dict(zip(chosen, draw(weights(len(chosen), 3).map(_positive)), strict=True))}
    more: dict[str, SearchStrategy[Any]] = {
        "cadre": some(parties),
        "swing": st.dictionaries(st.sampled_from(parties), points, min_size=1),
        "sigma": st.fixed_dictionaries({"seat": st.integers(1, 30)}, optional={"region": points.map(_size)}),
    }
    if len(parties) > 1:
        more["alliances"] = st.fixed_dictionaries({elections[-1]: some(parties, least=2).map(lambda group: [group])})
    if len(contesting) > 1:
        a, b = contesting[:2]
        takers = st.fixed_dictionaries({}, optional={b: part, "partners": part, "rivals": part})
        more["transfer"] = st.fixed_dictionaries({a: takers})
    if named := [seat["region"] for seat in seats if "region" in seat]:
        more["regional_swing"] = st.fixed_dictionaries({named[0]: st.just({parties[0]: "5/2"})})
    return form | {key: draw(more[key]) for key in draw(some(sorted(more), least=0))}


def _positive(drawn: list[int]) -> list[int]:
    return [max(1, one) for one in drawn]


def _size(points: str) -> str:
    return points.removeprefix("-")


def _seat(draw: DrawFn, index: int) -> Form:
    region = draw(st.sampled_from((*REGIONS, None)))
    reserved = draw(st.sampled_from((None, None, "SC", "ST", True, False)))
    return _without_nones({"id": f"s{index + 1}", "region": region, "reserved": reserved})


def _returns(draw: DrawFn, election: str, seat: str, parties: list[str]) -> list[Form]:
    """No row at all, only a winner, or votes; a tie for first place is settled by position."""
    known = draw(st.sampled_from(("nothing", "winner", "votes", "votes", "votes")))
    if known == "nothing":
        return []
    place = {"election": election, "seat": seat}
    stood = draw(some(parties))
    if known == "winner":
        return [{**place, "party": stood[0], "position": 1}]
    votes = draw(numbers(len(stood), 900))
    rows = [{**place, "party": party, "votes": count} for party, count in zip(stood, votes, strict=True)]
    if votes.count(max(votes)) > 1 or draw(st.booleans()):
        rows[votes.index(max(votes))]["position"] = 1
    return rows


def _bench(draw: DrawFn, seats: list[Form], parties: list[Form], day: str | None) -> list[Form]:
    rows = []
    for seat in draw(st.sampled_from(([], seats[:1], seats))):
        counts = draw(numbers(len(parties), 5))
        rows += [
            _without_nones({"seat": seat["id"], "party": party["id"], "count": count, "date": day})
            for party, count in zip(parties, counts, strict=True)
            if count or draw(st.booleans())
        ]
    return rows


def facts_of(form: Form) -> Facts:
    """The facts of a form, made without the loader."""
    return Facts(
        parties=tuple(Party.model_validate(row) for row in form["parties"]),
        seats=tuple(Seat.model_validate(row) for row in form["seats"]),
        elections=tuple(Election.model_validate(row) for row in form.get("elections", ())),
        results=tuple(Result.model_validate(row) for row in form.get("results", ())),
        segments=tuple(Segment.model_validate(row) for row in form.get("segments", ())),
        segment_results=tuple(SegmentResult.model_validate(row) for row in form.get("segment_results", ())),
        legislators=tuple(Legislators.model_validate(row) for row in form.get("legislators", ())),
        odds=Assumptions.model_validate(form["odds"]) if "odds" in form else None,
    )


def facts(size: Size = SMALL) -> SearchStrategy[Facts]:
    """Facts as objects."""
    return fact_forms(size).map(facts_of)


# --- rules -----------------------------------------------------------------------------------


@st.composite
def selector_forms(draw: DrawFn, facts: Facts, party: str) -> Form:
    """A selector that takes at least one seat, by one condition or by several."""
    past = [form for form in _past_forms(facts) if _usable(form, facts, party)]
    named: Form = {"seats": draw(some(facts.seat_ids))}
    form: Form = dict(draw(st.sampled_from((*past, named, {}))))
    more: dict[str, SearchStrategy[Any]] = {
        "reserved": st.sampled_from(("SC", "ST", True, False)),
        "seats": st.just(named["seats"]),
    }
    if facts.regions:
        more["region"] = some(facts.regions)
    for name in draw(some(sorted(more), least=0 if form else 1, most=2)):
        wider = {**form, name: draw(more[name])}
        form = wider if _usable(wider, facts, party) else form
    return form or named


def _past_forms(facts: Facts) -> list[Form]:
    """Every selector by what happened at an election, or at any of two."""
    elections = [[name] for name in facts.election] + [list(facts.election)] * (len(facts.election) > 1)
    return [
        _without_nones({place: named, "by": by})
        for place in ("won", "runner_up")
        for named in elections
        for by in (None, *facts.party)
    ]


def _usable(form: Form, facts: Facts, party: str) -> bool:
    return not any(Selector.model_validate(form).problems(facts, party))


def _pool_form(draw: DrawFn, facts: Facts, *, always: bool) -> Form:
    """`party`, and where some seats are selected, `where` and perhaps `expects`."""
    party = draw(st.sampled_from([one.id for one in facts.parties if one.contests]))
    form: Form = {"party": party}
    if always or draw(st.booleans()):
        form["where"] = draw(selector_forms(facts, party))
        if draw(st.booleans()):
            form["expects"] = draw(st.integers(0, 4))
    return form


@st.composite
def at_least_forms(draw: DrawFn, facts: Facts) -> Form:
    """More seats than there are may be asked for."""
    return {
        **_pool_form(draw, facts, always=False),
        "seats": draw(st.integers(0, len(facts.seats) + 5)),
    }


@st.composite
def at_most_forms(draw: DrawFn, facts: Facts) -> Form:
    """From a ban to a cap that binds nobody."""
    return {
        **_pool_form(draw, facts, always=False),
        "seats": draw(st.integers(0, len(facts.seats) + 1)),
    }


@st.composite
def keeps_forms(draw: DrawFn, facts: Facts) -> Form:
    """Claims, some of which may be given up."""
    form = _pool_form(draw, facts, always=True)
    if draw(st.booleans()):
        form["all_but"] = draw(st.integers(0, 3))
    return form


@st.composite
def follows_forms(draw: DrawFn, facts: Facts) -> Form:
    """Every entitlement, method and set of parties bound; somebody is entitled to something."""
    contesting = [party.id for party in facts.parties if party.contests]
    over = draw(st.one_of(st.none(), some(contesting)))
    form: Form = {"method": draw(st.sampled_from((*METHODS, *SYNONYMS)))}
    form["entitlement"] = draw(_entitlement_forms(facts, over or contesting))
    if over is not None:
        form["over"] = over
    if draw(st.booleans()):
        form["within"] = draw(st.integers(0, 2))
    if draw(st.booleans()):
        form["expects"] = draw(st.one_of(st.integers(0, 9), st.just({contesting[0]: 3})))
    return form


@st.composite
def _entitlement_forms(draw: DrawFn, facts: Facts, bound: Sequence[str]) -> str | Form:
    elections = tuple(facts.election)
    most = draw(st.sampled_from((3, 40)))  # of small numbers, more are tied
    given = {"weights": dict(zip(bound, draw(weights(len(bound), most)), strict=True))}
    sources = ("weights", "legislators", "mix", *(("won", "votes") if elections else ()))
    source = draw(st.sampled_from((*sources, *(("shapley",) if facts.odds else ()))))
    form: str | Form = given
    if source in ("legislators", "shapley"):
        form = source
    elif source in ("won", "votes"):
        form = {source: draw(some(elections))}
    elif source == "mix":
        parts: list[Form] = [{"of": "legislators", "share": draw(st.integers(1, 3))}, {"of": given}]
        form = {"mix": [*parts, {"of": {"won": list(elections)}}] if elections else parts}
    rule = RULES["follows"].model_validate(
        {"id": "probe", "entitlement": form, "method": "dhondt", "over": list(bound)}
    )
    return given if any(rule.problems(facts)) else form


def _bound_forms(draw: DrawFn, facts: Facts) -> Form:
    """`entitlement`, and perhaps `over`."""
    contesting = [party.id for party in facts.parties if party.contests]
    over = draw(st.one_of(st.none(), some(contesting)))
    form: Form = {"entitlement": draw(_entitlement_forms(facts, over or contesting))}
    return form if over is None else {**form, "over": over}


@st.composite
def values_forms(draw: DrawFn, facts: Facts) -> str | Form:
    """What seats are worth: each the same, by claim score, or as given, party by party in a pattern."""
    sources = ("contested", "cells", "cells", *(("strength",) if facts.elections or facts.legislators else ()))
    source = draw(st.sampled_from((*sources, *(("wins",) if facts.odds else ()))))
    if source == "strength":
        weighted: Form = {"elections": dict.fromkeys(facts.election, 1)} if facts.elections else {}
        return {"strength": weighted | ({"legislators": 2} if facts.legislators else {})}
    cells = [
        {"seat": seat, "party": party.id, "value": value}
        for party in facts.parties
        if party.contests
        for seat, value in zip(facts.seat_ids, draw(numbers(len(facts.seats), 9)), strict=True)
    ]
    return source if source in ("contested", "wins") else {"cells": cells}


def _valued_forms(draw: DrawFn, facts: Facts) -> Form:
    """`entitlement`, `over`, `values`, `within`."""
    form = _bound_forms(draw, facts)
    if draw(st.booleans()):
        form["values"] = draw(values_forms(facts))
    if draw(st.integers(0, 3)) == 3:
        form["within"] = draw(st.integers(0, 2))
    return form


@st.composite
def envy_free_forms(draw: DrawFn, facts: Facts) -> Form:
    """Every way of setting a seat aside."""
    form = _valued_forms(draw, facts)
    up_to = draw(st.sampled_from(("none", "one", "one", "one_or_copy", "any", "any_zero")))
    part = st.sampled_from(("0", "1", "1/2", "1/3", "0.25"))
    parts = {"x": draw(part), "y": draw(part)} if up_to == "one" and draw(st.booleans()) else {}
    return {**form, "up_to": up_to, **parts}


@st.composite
def proportional_forms(draw: DrawFn, facts: Facts) -> Form:
    """Exactly, or but for one seat."""
    return {**_valued_forms(draw, facts), "up_to": draw(st.sampled_from(("none", "one")))}


@st.composite
def guaranteed_forms(draw: DrawFn, facts: Facts) -> Form:
    """Either share; where too many seats differ in worth to compute it, they are counted alike."""
    form = {**_valued_forms(draw, facts), "share": draw(st.sampled_from(("maximin", "any_price")))}
    return form if _sound("guaranteed", form, facts) else {**form, "values": "contested"}


@st.composite
def quotas_forms(draw: DrawFn, facts: Facts) -> Form:
    """Either quota or both, of all seats or of parts of them."""
    form = {**_bound_forms(draw, facts), "side": draw(st.sampled_from(("both", "lower", "upper")))}
    dividing = [None, *(("region",) if facts.regions else ()), *(("reserved",) if _reserved(facts) else ())]
    return _without_nones({**form, "each": draw(st.sampled_from(dividing)), "within": draw(st.sampled_from((None, 1)))})


@st.composite
def balanced_forms(draw: DrawFn, facts: Facts) -> Form:
    """Equal entitlements come of the patterns."""
    return _without_nones({**_bound_forms(draw, facts), "within": draw(st.sampled_from((None, 1)))})


@st.composite
def reserved_balance_forms(draw: DrawFn, facts: Facts) -> Form:
    """Any reservation, or some."""
    kinds = draw(st.one_of(st.none(), some(_reserved(facts))))
    return _without_nones({"reserved": kinds, "within": draw(st.sampled_from((None, 1)))})


def _reserved(facts: Facts) -> list[str]:
    return list(dict.fromkeys(seat.reserved for seat in facts.seats if seat.reserved))


@st.composite
def strongholds_forms(draw: DrawFn, facts: Facts) -> Form:
    """Won at all of some elections, or at any."""
    elections = draw(some(tuple(facts.election)))
    form = {"elections": elections, "wins": draw(st.integers(1, len(elections)))}
    sound = _sound("strongholds", form, facts)
    return _with_all_but(draw, form if sound else {"elections": list(facts.election), "wins": 1})


@st.composite
def won_or_second_forms(draw: DrawFn, facts: Facts) -> Form:
    """Elections in any order."""
    singles: list[Form] = [{"elections": [name]} for name in facts.election]
    forms = [{"elections": draw(st.permutations(list(facts.election)))}, *singles]
    return _with_all_but(draw, draw(st.sampled_from([form for form in forms if _sound("won_or_second", form, facts)])))


def _with_all_but(draw: DrawFn, form: Form) -> Form:
    return _without_nones({**form, "all_but": draw(st.sampled_from((None, 1, 2)))})


def _sound(kind: str, form: Form, facts: Facts) -> bool:
    return not any(rule_of({"id": "probe", "kind": kind, **form}).problems(facts))


def _possible(kind: str, facts: Facts) -> bool:
    """Can there be a rule of this kind about these facts at all?"""
    if kind == "strongholds":
        return bool(facts.elections) and _sound(kind, {"elections": list(facts.election), "wins": 1}, facts)
    if kind == "won_or_second":
        return any(_sound(kind, {"elections": [name]}, facts) for name in facts.election)
    return kind != "reserved_balance" or bool(_reserved(facts))


RULE_FORMS: dict[str, Callable[[Facts], SearchStrategy[Form]]] = {
    "at_least": at_least_forms,
    "at_most": at_most_forms,
    "keeps": keeps_forms,
    "follows": follows_forms,
    "strongholds": strongholds_forms,
    "won_or_second": won_or_second_forms,
    "quotas": quotas_forms,
    "balanced": balanced_forms,
    "reserved_balance": reserved_balance_forms,
    "proportional": proportional_forms,
    "envy_free": envy_free_forms,
    "guaranteed": guaranteed_forms,
}
"""What sets one kind of rule apart. A kind of the catalogue without an entry fails the tests."""


@st.composite
def rule_forms(
    draw: DrawFn, facts: Facts, name: str = "rule", kind: str | None = None, *, weighing: bool = True
) -> Form:
    """A rule of any kind, or of a given one, with the fields that all rules share."""
    kinds = [one for one in sorted(RULE_FORMS) if _possible(one, facts) and (weighing or one not in WEIGHING)]
    kind = kind or draw(st.sampled_from(kinds))
    assume(_possible(kind, facts))
    form: Form = {"id": name, "kind": kind, **draw(RULE_FORMS[kind](facts))}
    if draw(st.integers(0, 4)) == 4:
        form["must"] = True
    if draw(st.booleans()):
        form["weight"] = draw(st.integers(1, 4))
    if draw(st.booleans()):
        form["priority"] = draw(st.integers(1, 3))
    if draw(st.booleans()):
        form["basis"] = draw(st.sampled_from(("fact", "claim", "assumption")))
        form["asked_by"] = form.get("party", "somebody")
        form["source"] = "a report"
    return form


def rule_of(form: Form) -> Rule:
    """The rule of a form, made without the loader."""
    return RULES[form["kind"]].model_validate(form)


@st.composite
def _clashes(draw: DrawFn, facts: Facts) -> list[Form]:
    """What random draws rarely hit: every seat pinned, a minimum above a maximum, pigeons."""
    contesting = [party.id for party in facts.parties if party.contests]
    shape = draw(st.sampled_from(("none", "none", "pinned", "low over high", "pigeons")))
    if shape == "pinned":
        must = draw(st.booleans())
        return [
            {
                "id": f"pin-{seat}",
                "kind": "keeps",
                "party": draw(st.sampled_from(contesting)),
                "must": must,
            }
            | {"where": {"seats": [seat]}}
            for seat in facts.seat_ids[:6]
        ]
    if shape == "low over high":
        party, low = draw(st.sampled_from(contesting)), draw(st.integers(1, 3))
        return [
            {
                "id": "low",
                "kind": "at_least",
                "party": party,
                "seats": low,
                "must": draw(st.booleans()),
            },
            {
                "id": "high",
                "kind": "at_most",
                "party": party,
                "seats": low - 1,
                "must": draw(st.booleans()),
            },
        ]
    if shape == "pigeons":
        share = len(facts.seats) // len(contesting) + 1
        return [{"id": f"hole-{party}", "kind": "at_least", "party": party, "seats": share} for party in contesting]
    return []


# --- goals, switches, scenarios --------------------------------------------------------------


@st.composite
def value_forms(draw: DrawFn, facts: Facts) -> Form:
    """Values of some cells, below zero too."""
    cells = [(seat, party.id) for seat in facts.seat_ids for party in facts.parties if party.contests]
    valued = draw(st.lists(st.sampled_from(cells), unique=True, max_size=12))
    worth = draw(numbers(len(valued), 9, least=-3))
    return {
        "kind": "value",
        "cells": [
            {"seat": seat, "party": party, "value": value} for (seat, party), value in zip(valued, worth, strict=True)
        ],
    }


@st.composite
def strength_forms(draw: DrawFn, facts: Facts) -> Form:
    """Weights of elections and legislators; where there are neither, a goal of no value."""
    form: Form = {"kind": "strength"}
    if facts.elections:
        chosen = draw(some(tuple(facts.election)))
        form["elections"] = dict(zip(chosen, draw(weights(len(chosen), 3)), strict=True))
    if draw(st.booleans()) and facts.legislators:
        form["legislators"] = draw(st.integers(1, 3))
    return form if len(form) > 1 else {"kind": "value", "cells": []}


@st.composite
def welfare_forms(draw: DrawFn, facts: Facts) -> Form:
    """Entitlements and values of a goal that weighs them."""
    contesting = [party.id for party in facts.parties if party.contests]
    form: Form = {"entitlement": draw(_entitlement_forms(facts, contesting))}
    return {**form, "values": draw(values_forms(facts))} if draw(st.booleans()) else form


def _with_odds(facts: Facts, form: SearchStrategy[Form]) -> SearchStrategy[Form]:
    """A goal that needs odds; where nothing is assumed about votes, a goal of no value."""
    return form if facts.odds is not None else st.just({"kind": "value", "cells": []})


@st.composite
def bargain_forms(draw: DrawFn, facts: Facts) -> Form:
    """Equal power or not."""
    contesting = [party.id for party in facts.parties if party.contests]
    power = draw(st.dictionaries(st.sampled_from(contesting), st.integers(1, 3)))
    return {"kind": "bargain", **({"power": power} if power else {})}


def wins_of_forms(facts: Facts) -> SearchStrategy[Form]:
    """Any partner."""
    contesting = [party.id for party in facts.parties if party.contests]
    return st.sampled_from(contesting).map(lambda party: {"kind": "wins_of", "party": party})


GOAL_FORMS: dict[str, Callable[[Facts], SearchStrategy[Form]]] = {
    "value": value_forms,
    "strength": strength_forms,
    "leximin": lambda facts: welfare_forms(facts).map(lambda form: {"kind": "leximin", **form}),
    "nash": lambda facts: welfare_forms(facts).map(lambda form: {"kind": "nash", **form}),
    "least_largest_shortfall": lambda _: st.just({"kind": "least_largest_shortfall"}),
    "wins": lambda facts: _with_odds(facts, st.just({"kind": "wins"})),
    "wins_of": lambda facts: _with_odds(facts, wins_of_forms(facts)),
    "bargain": lambda facts: _with_odds(facts, bargain_forms(facts)),
}
"""Goals by kind."""


def goal_of(form: Form) -> Goal:
    """The goal of a form, made without the loader."""
    return GOALS[form["kind"]].model_validate(form)


@st.composite
def switch_forms(draw: DrawFn, facts: Facts, rules: Sequence[str]) -> Form:
    """Up to two switches; the first contesting party is never out, so that somebody is left."""
    may_leave = [party.id for party in facts.parties if party.contests][1:]
    form: Form = {}
    for name in ("first", "second")[: draw(st.integers(0, 2))]:
        form[name] = {}
        for option in ("in", "out", "open")[: draw(st.integers(1, 3))]:
            chosen: Form = {}
            if draw(st.booleans()) and rules:
                chosen["rules"] = draw(some(rules, most=2))
            if may_leave and option == "out":
                chosen["parties_out"] = draw(some(may_leave))
            form[name][option] = chosen
    return form


@st.composite
def scenario_forms(draw: DrawFn, size: Size = SMALL) -> Form:
    """A whole scenario file."""
    form: Form = {
        "title": draw(st.sampled_from(("Made up", "नमूना", "2009"))),
        **draw(fact_forms(size)),
    }
    known = facts_of(form)
    count = draw(st.integers(*size.rules))
    rules = [draw(rule_forms(known, f"r{index + 1}", weighing=size.weighing)) for index in range(count)]
    if size.splits is not None:
        rules += draw(_clashes(known))
    if len({rule_of(rule).unit for rule in rules}) > 1:  # what is added up must then be weighed
        rules = [{"weight": 1, **rule} for rule in rules]
    form["rules"] = draw(st.permutations(rules))
    goals = [kind for kind in sorted(GOAL_FORMS) if size.weighing or kind not in WEIGHING]
    kinds = draw(st.lists(st.sampled_from(goals), max_size=2))
    form["goals"] = [draw(GOAL_FORMS[kind](known)) for kind in kinds]
    form["switches"] = draw(switch_forms(known, [rule["id"] for rule in rules]))
    return form


def scenario_of(form: Form) -> Scenario:
    """The scenario of a form, made without the loader."""
    return Scenario(
        title=str(form.get("title", "Untitled")),
        facts=facts_of(form),
        rules=tuple(rule_of(rule) for rule in form.get("rules", ())),
        switches=tuple(
            Switch(
                name,
                tuple((option, Option.model_validate(fields)) for option, fields in options.items()),
            )
            for name, options in form.get("switches", {}).items()
        ),
        goals=tuple(goal_of(goal) for goal in form.get("goals", ())),
        as_of=date.fromisoformat(form["as_of"]) if "as_of" in form else None,
        note=form.get("note"),
    )


def scenarios(size: Size = SMALL) -> SearchStrategy[Scenario]:
    """Scenarios as objects."""
    return scenario_forms(size).map(scenario_of)


def settings_of(scenario: Scenario) -> SearchStrategy[dict[str, str]]:
    """An option for some of the switches; the others stay at their default."""
    choices = {switch.name: st.sampled_from([name for name, _ in switch.options]) for switch in scenario.switches}
    return st.fixed_dictionaries({}, optional=choices)


# --- back to text ----------------------------------------------------------------------------

form_of, as_yaml = written.form_of, written.as_yaml


def as_json(form: Form) -> str:
    """The form as JSON text."""
    return json.dumps(form, ensure_ascii=False)


@st.composite
def seats_alike(draw: st.DrawFn) -> Scenario:
    """Claims of single seats, and demands on all seats that do not tell these apart; few enough to look at all."""
    number = draw(st.integers(3, 5))
    parties = ["A", "B", "C"] if number < 5 else ["A", "B"]
    seats = [f"s{index}" for index in range(1, number + 1)]
    claimed = draw(st.lists(st.tuples(st.sampled_from(seats), st.sampled_from(parties)), min_size=2, max_size=6))
    rules: list[Form] = [
        {"id": f"claim-{index}", "kind": "keeps", "party": party, "where": {"seats": [seat]}}
        for index, (seat, party) in enumerate(claimed)
    ]
    weights = st.sampled_from(({"A": 1, "B": 1}, {"A": 2, "B": 1}, {"A": 5, "B": 1}))
    follows = st.builds(
        lambda weights, method, over: {
            "kind": "follows",
            "entitlement": {"weights": weights},
            "method": method,
            "over": over,
        },
        weights,
        st.sampled_from(("largest_remainder", "dhondt")),
        st.sampled_from((["A", "B"], parties)),
    )
    bounds = st.builds(
        lambda kind, party, seats: {"kind": kind, "party": party, "seats": seats},
        st.sampled_from(("at_least", "at_most")),
        st.sampled_from(parties),
        st.integers(0, number),
    )
    for index, rule in enumerate(draw(st.lists(follows | bounds, min_size=1, max_size=2))):
        rules.append({"id": f"all-{index}", **rule, "must": draw(st.booleans())})
    return scenario_of(
        {"parties": [{"id": one} for one in parties], "seats": [{"id": one} for one in seats], "rules": rules}
    )
