"""Would the tests notice? Plants one bug at a time in a copy of the project and runs its tests.

    python tests/mutants.py             all of them
    python tests/mutants.py weight      those whose description or file holds the word

Exit code 1 if a bug goes unnoticed, or if its place in the code is no longer found.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COPIED = ("solver", "tests", "scenarios", "pyproject.toml", "cli.py", "seatpact.py")
LIMIT = 300
"""Seconds after which a run is stopped; a bug that never ends is noticed too."""
WHOLE = 3_600
"""The same for the run without a bug, which is of the tests of all bugs that are tried."""


@dataclass(frozen=True)
class Mutant:
    """One bug: in `file` the one occurrence of `old` becomes `new`."""

    file: str
    what: str
    old: str
    new: str

    def planted(self, text: str) -> str | None:
        """The file with the bug in it; None where its place is not found, or is not the only one."""
        return text.replace(self.old, self.new) if text.count(self.old) == 1 else None


TESTS: dict[str, tuple[str, ...]] = {
    "seatpact.py": ("tests/cli/test_interrupted.py",),
    "cli.py": ("tests/cli/test_interrupted.py",),
    "solver/polymatroid.py": ("tests/test_polymatroid.py", "tests/engine/test_totals.py"),
    "solver/engine/interrupt.py": ("tests/questions/conflicts/test_map_interrupted.py",),
    "solver/engine/totals.py": ("tests/engine/test_totals.py", "tests/questions/test_deal_map.py"),
    "solver/questions/deal_map.py": ("tests/questions/test_deal_map.py", "tests/questions/test_map_grid.py"),
    "solver/questions/deal_sums.py": ("tests/questions/test_deal_map.py",),
    "solver/questions/pictures.py": ("tests/questions/test_pictures.py",),
    "solver/questions/ranges.py": ("tests/questions/test_no_need_to_ask.py", "tests/questions/test_known_cases.py"),
    "solver/report/pictures/": ("tests/report/pictures",),
    "solver/rules/follows.py": ("tests/questions/test_reasons.py", "tests/rules"),
    "solver/rules/": ("tests/rules",),
    "solver/lookups/picking.py": ("tests/lookups/test_shares.py", "tests/lab/test_methods.py"),
    "solver/goals/strength.py": ("tests/odds/test_segments.py",),
    "solver/lookups/strength.py": ("tests/lookups/test_strength.py", "tests/odds/test_segments.py"),
    "solver/lookups/": ("tests/lookups", "tests/rules/test_cases.py"),
    "solver/odds/standing.py": ("tests/questions/test_interest.py",),
    "solver/odds/": ("tests/odds",),
    "solver/assumptions.py": ("tests/odds",),
    "solver/verify/uniqueness.py": ("tests/verify/test_uniqueness.py",),
    "solver/verify/in_the_way.py": ("tests/verify/test_whys.py",),
    "solver/verify/contrasts.py": ("tests/verify/test_whys.py",),
    "solver/verify/nearest.py": ("tests/verify/test_whys.py",),
    "solver/verify/prices.py": ("tests/verify/test_whys.py", "tests/verify/test_every_leaf.py"),
    "solver/verify/exchanges.py": ("tests/verify/test_whys.py",),
    "solver/verify/swapped.py": ("tests/verify/test_whys.py",),
    "solver/verify/bounds.py": ("tests/verify/test_whys.py", "tests/verify"),
    "solver/verify/case.py": ("tests/verify/test_whys.py", "tests/verify"),
    "solver/questions/clash.py": ("tests/verify/test_whys.py", "tests/questions/test_why.py"),
    "solver/more.py": ("tests/questions/test_why.py",),
    "solver/claims.py": ("tests/questions/test_why_forced.py",),
    "solver/opb.py": ("tests/opb",),
    "solver/verify/wins.py": ("tests/questions/test_interest.py",),
    "solver/questions/worth_it.py": ("tests/questions/test_worth_it.py",),
    "solver/goals/bargain.py": ("tests/goals/test_bargain.py", "tests/questions/test_interest.py", "tests/goals"),
    "solver/facts.py": ("tests/lookups", "tests/rules/test_cases.py"),
    "solver/rows.py": ("tests/rules/test_laws.py", "tests/engine"),
    "solver/goals/": ("tests/goals", "tests/questions/test_known_cases.py", "tests/questions"),
    "solver/engine/transport/": ("tests/engine/transport", "tests/questions/test_every_engine.py"),
    "solver/engine/choice.py": ("tests/questions/test_every_engine.py",),
    "solver/engine/gathered.py": ("tests/engine/test_gathered.py",),
    "solver/engine/merged.py": ("tests/engine/test_merged.py",),
    "solver/engine/kept.py": ("tests/engine", "tests/questions/test_every_engine.py"),
    "solver/engine/bands": ("tests/engine/test_bands.py",),
    "solver/engine/exchanging": ("tests/engine/test_bands.py",),
    "solver/engine/": ("tests/engine", "tests/questions/test_known_cases.py"),
    "solver/questions/conflicts/": ("tests/questions/conflicts", "tests/verify/test_listings.py", "tests/questions"),
    "solver/questions/impossibility/": ("tests/rules/test_exhaustive.py", "tests/questions/impossibility"),
    "solver/questions/why_forced.py": ("tests/questions/test_why_forced.py",),
    "solver/questions/axioms.py": ("tests/questions/test_audit.py",),
    "solver/notions.py": ("tests/questions/test_audit.py", "tests/lab/test_theory.py"),
    "solver/questions/lab/shown.py": ("tests/lab/test_lab.py",),
    "solver/questions/lab/smaller.py": ("tests/lab/test_lab.py",),
    "solver/questions/lab/exhaustive.py": ("tests/lab/test_methods.py", "tests/lab/test_theory.py"),
    "solver/questions/lab/axioms/": ("tests/lab/test_theory.py",),
    "solver/questions/lab/": ("tests/lab/test_methods.py", "tests/lab/test_lab.py"),
    "solver/testing/": ("tests/testing", "tests/lab/test_theory.py"),
    "solver/questions/pareto.py": ("tests/questions/test_audit.py",),
    "solver/questions/mending.py": ("tests/questions/test_audit.py",),
    "solver/questions/one_sum": ("tests/questions/sweep/test_shortcuts.py", "tests/questions/test_every_engine.py"),
    "solver/questions/sweep/handing": ("tests/questions/sweep/test_handing.py",),
    "solver/questions/sweep/run": ("tests/cli/test_sweep.py", "tests/questions/sweep/test_crews.py"),
    "solver/questions/sweep/": ("tests/questions/sweep", "tests/test_store.py"),
    "solver/questions/": ("tests/questions",),
    "solver/store.py": ("tests/test_store.py",),
    "solver/scenario/vary/": ("tests/questions/sweep/test_shortcuts.py", "tests/scenario/test_vary.py"),
    "solver/reasons.py": (
        "tests/questions/test_reasons.py",
        "tests/rules/test_sentences.py",
        "tests/questions/test_known_cases.py",
    ),
    "solver/posed.py": ("tests/questions",),
    "solver/system.py": ("tests/engine", "tests/questions"),
    "solver/shares.py": ("tests/test_shares.py", "tests/verify/test_families.py"),
    "solver/cover.py": ("tests/test_cover.py", "tests/test_union.py", "tests/questions/conflicts"),
    "solver/alike.py": ("tests/test_alike.py", "tests/questions/conflicts"),
    "solver/union.py": ("tests/test_union.py",),
    "solver/certificate.py": ("tests/engine/test_refute.py", "tests/verify/test_cases.py"),
    "solver/proofs.py": ("tests/verify/test_cases.py",),
    "solver/backtest/": ("tests/backtest",),
    "solver/verify/": ("tests/verify",),
    "solver/scenario/segments.py": ("tests/scenario/test_cases.py",),
    "solver/scenario/": (
        "tests/scenario/test_opened.py",
        "tests/questions/test_units.py",
        "tests/questions/test_known_cases.py",
        "tests/questions/test_same_answer.py",
    ),
}
"""Which tests to run for a bug in a file, the quickest first."""

RULES = "solver/rules/"
LOOKUPS = "solver/lookups/"
VERIFY = "solver/verify/"
QUESTIONS = "solver/questions/"
TRANSPORT = "solver/engine/transport/"
FRONTIER = QUESTIONS + "impossibility/"
CONFLICTS = QUESTIONS + "conflicts/"
FOLDED = "solver/engine/folded.py"
CIRCULATION = "solver/engine/circulation.py"
LIFTING = "solver/engine/lifting.py"
CPSAT = "solver/engine/cpsat.py"
AXIOMS = "solver/questions/lab/axioms/"
WHAT_IF = "solver/scenario/whatif.py"

BACKTEST = "solver/backtest/"

MUTANTS = (
    Mutant(
        "solver/alike.py",
        "alike: a row that tells seats apart is overlooked",
        "yield variable, (demand, number, coefficient)",
        "yield variable, (demand, coefficient)",
    ),
    Mutant(
        "solver/alike.py",
        "alike: which party is claimed for does not matter",
        "marks[cell // width].append((cell % width, -1, *kind, demand in wanted))",
        "marks[cell // width].append((-1, *kind, demand in wanted))",
    ),
    Mutant(
        "solver/alike.py",
        "alike: a claim and a ban are the same",
        "kind = (terms[cells[0]], terms.get(-1, 0), row.terms.constant, row.low, row.high, asked.helpers)",
        "kind = (asked.helpers,)",
    ),
    Mutant(
        "solver/alike.py",
        "alike: a seat with a second claim counts",
        "if not more:",
        "if first:",
    ),
    Mutant(
        "solver/union.py",
        "union: a family that lacks one of what is always there counts",
        "if part == ALWAYS and number < most:",
        "if part == ALWAYS and not number:",
    ),
    Mutant(
        "solver/union.py",
        "union: rules of no family are overlooked",
        "if number and part == 0:",
        "if number and part is None:",
    ),
    Mutant(
        "solver/union.py",
        "union: sets that hold more than it takes count",
        "return total > more_than and total - least <= more_than",
        "return total > more_than",
    ),
    Mutant(
        "solver/cover.py",
        "cover: groups of different parts are treated alike",
        "len({part for part, _ in inside}) == 1",
        "bool(inside)",
    ),
    Mutant(
        "solver/cover.py",
        "cover: some of a group are treated like all",
        "covered = sum(group for _, group in inside) == members and",
        "covered =",
    ),
    Mutant(
        CONFLICTS + "facts.py",
        "facts: what is told tells none apart",
        "            if not same:\n",
        "            if same is None:\n",
    ),
    Mutant(
        CONFLICTS + "facts.py",
        "facts: only the first of those alike are struck",
        "for alike in {kept, self._first(kept)}:",
        "for alike in {self._first(kept)}:",
    ),
    Mutant(
        "solver/engine/guesses.py",
        "guesses: counts left out are taken to hold",
        "return outcome.chosen if network.holds(outcome.chosen)[list(outcome.left_out)].all() else None",
        "return outcome.chosen",
    ),
    Mutant(
        "solver/engine/guesses.py",
        "guesses: a demand never seen counts as kept",
        "if any(demand not in self._counts for demand in guessed):",
        "guessed = tuple(demand for demand in guessed if demand in self._counts)\n        if False:",
    ),
    Mutant(
        "solver/engine/lifted_rows.py",
        "lifted rows: a group of other parts is joined",
        "or any(groups[group][0] != share.part for group in shared)",
        "or not groups",
    ),
    Mutant(
        "solver/engine/lifted_rows.py",
        "lifted rows: what shares shifts stands alone",
        "shared = {owner[shift] for shift in share.shifts if shift in owner}",
        "shared: set[int] = set()",
    ),
    Mutant(
        FOLDED,
        "folded: a helper's reach is added to the wrong side",
        "low, high = row.low - (most - row.most), row.high - (least - row.least)",
        "low, high = row.low - (least - row.least), row.high - (most - row.most)",
    ),
    Mutant(
        RULES + "follows.py",
        "follows: the most of a party leaves out ties",
        "most = max(outcome.most(party) for _, outcome in self.choices) + within",
        "most = max(outcome.base[party] for _, outcome in self.choices) + within",
    ),
    Mutant(
        VERIFY + "completeness.py",
        "completeness: what is noted tells none apart",
        "return [group for group in self._alike if all(_treats_alike(one, None, group) for one in self.noted)]",
        "return self._alike",
    ),
    Mutant(
        VERIFY + "completeness.py",
        "completeness: what is listed tells none apart",
        "return [group for group in groups if all(_treats_alike(one, cover, group) for one, cover in self.listed)]",
        "return list(groups)",
    ),
    Mutant(
        VERIFY + "burden.py",
        "burden: the largest share alone makes the order",
        "accumulate(sorted(column, reverse=True))",
        "accumulate(sorted(column, reverse=True)[:1])",
    ),
    Mutant(
        VERIFY + "listing.py",
        "listing: the conflicts among what is held are not looked at",
        "    yield from clash_checks(among, replace(clashes, found=tuple(found)), among_musts=True, whole=True)\n",
        "    yield claim.proved(str(len([*found])))\n",
    ),
    Mutant(
        VERIFY + "asked.py",
        "asked: less than was asked for is passed over",
        'return not known and packages < listing.asked["most"]',
        "return False",
    ),
    Mutant(
        VERIFY + "checks.py",
        "interrupted: what was left open is called refused",
        "        elif refused or interrupted:\n",
        "        elif refused:\n",
    ),
    Mutant(
        QUESTIONS + "ways_out.py",
        "ways out: the order is called known though nothing was found",
        "known = bool(self.found) and self.packages.ordered",
        "known = self.packages.ordered",
    ),
    Mutant(
        QUESTIONS + "case.py",
        "case: red lines that clash are not named",
        "    if isinstance(best, Impossible):\n        progress",
        "    if isinstance(best, Unknown):\n        progress",
    ),
    # --- what cannot both be fair
    Mutant(
        FRONTIER + "instances.py",
        "parties of unlike entitlement change places",
        "if all(weights[to] == weight for to, weight",
        "if all(weights[to] != 0 for to, weight",
    ),
    Mutant(
        FRONTIER + "instances.py",
        "locked seats move apart from free ones",
        "strict=True) if image == chosen)",
        "strict=True) if image)",
    ),
    Mutant(
        FRONTIER + "divisions.py",
        "what is locked is held by nobody",
        "(locked[:, :, i] * pinned[j]).sum(axis=1)",
        "(locked[:, :, i] * False).sum(axis=1)",
    ),
    Mutant(
        FRONTIER + "divisions.py",
        "locked seats are not counted",
        "splits[:, :, j].sum(axis=1)[None, :] + _one_row",
        "splits[:, :, j].sum(axis=1)[None, :] + 0 * _one_row",
    ),
    Mutant(FRONTIER + "axioms.py", "WWEF1 copies to the smaller one", "_content(splits, max)", "_content(splits, min)"),
    Mutant(
        FRONTIER + "axioms.py",
        "seats worth nothing are not set aside",
        "(splits.held[j] == splits.value[i][j])",
        "(splits.held[j] >= splits.value[i][j])",
    ),
    Mutant(FRONTIER + "axioms.py", "whoever does as well is better", "[:-1] |= np.moveaxis", "[:-1] &= np.moveaxis"),
    Mutant(
        FRONTIER + "forced.py",
        "bounds that touch are told as apart",
        "(max(one) < min(two) or",
        "(max(one) <= min(two) or",
    ),
    Mutant(FRONTIER + "forced.py", "the weaker bound is told", "(max(one), min(two))", "(min(one), max(two))"),
    Mutant(
        FRONTIER + "search.py",
        "a pair is told where one of the two cannot be met",
        "return possible[one] & possible[two] & ~",
        "return possible[one] & ~",
    ),
    Mutant(
        FRONTIER + "search.py",
        "what was found is looked for again in larger pacts",
        "if found.within(size) for pairs",
        "if found == size for pairs",
    ),
    Mutant(
        FRONTIER + "search.py",
        "a size cut short counts as exhausted",
        "                if self.deadline.passed:\n                    return False",
        "                if self.deadline.passed:\n                    break",
    ),
    Mutant(
        FRONTIER + "certified.py",
        "the checkers are not heeded",
        "if not alone or any(first and second",
        "if any(first and not first and second",
    ),
    Mutant(FRONTIER + "certified.py", "a goal that loses nothing will do", "if held >= free:", "if held > free:"),
    Mutant(
        FRONTIER + "certified.py",
        "splits need not be dominated",
        '.status != "dominated":',
        '.status == "unknown":',
    ),
    Mutant(
        "solver/claims.py",
        "the contrary of at least so many allows so many",
        "_at_most(party, number - 1)",
        "_at_most(party, number)",
    ),
    Mutant(
        QUESTIONS + "why_forced.py",
        "wishes need not be kept as well as they can be",
        "posed.shortfalls(best.split, posed.wishes)",
        "posed.shortfalls(best.split, ())",
    ),
    # --- backtests
    Mutant(
        BACKTEST + "known.py",
        "the year that is predicted is read as well",
        "(pact.year is None or row.year < pact.year)",
        "(pact.year is None or row.year <= pact.year)",
    ),
    Mutant(
        BACKTEST + "scores.py",
        "log loss of what did not happen",
        "p if happened else 1 - p))",
        "1 - p if happened else p))",
    ),
    Mutant(
        BACKTEST + "scores.py",
        "a seat at even odds counts as called right",
        "(p < 0.5 and not happened)",
        "(p <= 0.5 and not happened)",
    ),
    Mutant(BACKTEST + "known.py", "a best rival above a partner that came before it", "others, *above])", "others])"),
    Mutant(BACKTEST + "known.py", "a best rival below a partner that came after it", "others), *below])", "others)])"),
    Mutant(
        BACKTEST + "margins.py",
        "own votes of any election",
        "return self.of_last(seat).get(party, 0.0)",
        "return self.filled(seat).get(party, 0.0)",
    ),
    Mutant(
        BACKTEST + "margins.py", "a partner counts as a rival", "if party not in self.partners), default", "), default"
    ),
    Mutant(BACKTEST + "spread.py", "the shared error is left out", "math.hypot(self.seat, self.state)", "self.seat"),
    Mutant(
        BACKTEST + "answer.py",
        "told the swing the wrong way round",
        "after[seat] - margins[seat] for",
        "margins[seat] - after[seat] for",
    ),
    Mutant(BACKTEST + "sharing.py", "totals are wishes", "seats=number, must=True)", "seats=number - 1, must=True)"),
    Mutant(
        BACKTEST + "sharing.py",
        "a tied leader takes the seat",
        "ranked[0][1] == ranked[1][1]",
        "ranked[0][1] < ranked[1][1]",
    ),
    Mutant(BACKTEST + "fit.py", "coefficients beyond 1", "bounds=(0, 1)", "bounds=(-1, 1)"),
    Mutant(
        BACKTEST + "fit.py",
        "all others are left out",
        "np.clip(1 - known.sum(axis=1), 0, None)",
        "0 * known.sum(axis=1)",
    ),
    Mutant(
        BACKTEST + "gathered.py",
        "results of the predicted year come before",
        "one.dated and (year is None or one.row.year < year)",
        "one.dated",
    ),
    Mutant(
        BACKTEST + "known.py",
        "a seat of which positions alone are known went to others",
        "if not whole and (not rows or any(row.tells_votes for row in rows)):",
        "if not whole:",
    ),
    Mutant(
        BACKTEST + "gathered.py",
        "partners in other letters are strangers",
        "return self.spelt.get((pact, party.casefold()), party)",
        "return self.spelt.get((pact, pact), party)",
    ),
    Mutant(
        BACKTEST + "gathered.py",
        "segments: assembly votes of the predicted year and later come before",
        "early = [row for row in parts if year is None or row.year < year]",
        "early = [row for row in parts if year is None or row.year <= 9999]",
    ),
    Mutant(
        BACKTEST + "gathered.py",
        "segments: sums of a part of a seat's segments are read",
        "if (row.year, row.seat) not in lacking",
        "if (row.year, row.seat) not in lacking or True",
    ),
    Mutant(
        BACKTEST + "known.py",
        "segments: assembly votes since the last election are not weighed",
        "return dict.fromkeys((known[last], known[-1]), 1)",
        "return dict.fromkeys((known[last], known[last]), 1)",
    ),
    Mutant(
        BACKTEST + "margins.py",
        "segments: simple ways of the last general election read assembly votes",
        "for election in facts.seat_elections\n        }",
        "for election in facts.elections\n        }",
    ),
    # --- odds
    Mutant(
        "solver/odds/returns.py",
        "elections after the last one named are read",
        "return tuple(order[: max(named, default=-1) + 1])",
        "return tuple(order)",
    ),
    Mutant(
        "solver/odds/returns.py",
        "an ally that stood aside is not taken out of the other's votes",
        "own = votes[seats, group[carrier]] / (1 + (ratio * follow).sum(axis=1))",
        "own = votes[seats, group[carrier]] / (1 + 0 * (ratio * follow).sum(axis=1))",
    ),
    Mutant(
        "solver/odds/segments.py",
        "segments: a partner that left some of a seat's segments out has no votes there",
        "for estimate in (*reversed(before), least[self.seat]):",
        "for estimate in (*reversed(before), least[self.seat])[:0]:",
    ),
    Mutant(
        "solver/odds/segments.py",
        "segments: rivals are estimated where they did not stand",
        "self.partners & held[:, None]",
        "(self.partners | True) & held[:, None]",
    ),
    Mutant(
        "solver/odds/returns.py",
        "segments: allies who shared a seat's segments are not taken apart",
        "raw = taken_apart(parts.counted(election.id), election.id, before, assumed, columns)",
        "raw = parts.counted(election.id)",
    ),
    Mutant(
        "solver/lookups/strength.py",
        "segments: those left out count nothing in claim scores",
        "shares[seat][party] += next(",
        "shares[seat][party] += 0 * next(",
    ),
    Mutant(
        "solver/goals/strength.py",
        "segments: votes and members of one election are both weighed, and nobody is told",
        "facts.election[election].date in seated",
        "facts.election[election].date in seated and not seated",
    ),
    Mutant(
        "solver/scenario/segments.py",
        "segments: some of a seat's may be without votes",
        "if row.id not in votes and row.seat in counted:",
        "if row.id not in votes and not counted:",
    ),
    Mutant(
        "solver/scenario/segments.py",
        "segments: an election may be counted by seat too",
        "if row.election in by_seat):",
        "if row.election in by_seat and not by_seat):",
    ),
    Mutant(
        "solver/odds/leans.py",
        "older votes are not moved to today",
        "np.where(both.any(axis=0), np.clip(grown, growth / _MOST, growth * _MOST), growth)",
        "np.where(both.any(axis=0), 0 * np.clip(grown, growth / _MOST, growth * _MOST) + growth, growth)",
    ),
    Mutant(
        "solver/odds/leans.py",
        "by how much all votes have grown is taken from the seat itself too, so own votes move others'",
        "others = before.sum() - before\n        found.append(np.divide(now.sum() - now, others,",
        "others = before.sum() + 0 * before\n        found.append(np.divide(now.sum() + 0 * now, others,",
    ),
    Mutant(
        "solver/odds/chances.py",
        "a small party's leads are steadier than others'",
        "np.where(lead < 0, _reach(found, assumed, partners, members)[:, None, None], 1)",
        "np.where(lead != 0, _reach(found, assumed, partners, members)[:, None, None], 1)",
    ),
    Mutant(
        "solver/odds/chances.py",
        "a partner's voters go twice",
        "np.fill_diagonal(stray, 0)",
        "np.fill_diagonal(stray, 1)",
    ),
    Mutant(
        "solver/odds/chances.py",
        "a party left out is no rival",
        "strongest = np.maximum(others.max(axis=1, initial=0), outer.max(axis=2, initial=0))[:, :, None]",
        "strongest = (others.max(axis=1, initial=0) + 0 * outer.max(axis=2, initial=0))[:, :, None]",
    ),
    Mutant(
        "solver/odds/chances.py",
        "margins are of all voters, not of the votes cast",
        "cast = pact + against + lost",
        "cast = pact * 0 + 1",
    ),
    Mutant(
        "solver/odds/simulate.py",
        "every seat draws its own shared error",
        "random.standard_normal((size, 1), dtype=np.float32)",
        "random.standard_normal((size, len(lead)), dtype=np.float32)",
    ),
    Mutant(
        "solver/questions/sweep/meaning.py",
        "what is assumed about votes is no part of a what-if's key",
        "hashed(about if facts.odds is None else [about,",
        "hashed(about if facts.odds is None or about is not None else [about,",
    ),
    Mutant(
        "solver/questions/sweep/plan.py",
        "what-ifs with one pact share the odds, whatever is assumed",
        "key = what_if.facts.out, odds.model_dump_json()",
        'key = what_if.facts.out, ""',
    ),
    Mutant(
        "solver/odds/game.py",
        "the Shapley value weighs orders alike whatever their number",
        "part[pact.bit_count()] *",
        "part[0] *",
    ),
    Mutant(
        "solver/odds/standing.py",
        "nobody walks away",
        "if one.millionths < self.alone[party])",
        "if one.millionths < 0 * self.alone[party])",
    ),
    Mutant(
        "solver/assumptions.py",
        "what strays is not capped by what does not follow",
        "min(left, said[RIVALS])",
        "said[RIVALS]",
    ),
    Mutant(
        "solver/questions/worth_it.py",
        "the break-even is looked for from the wrong side",
        "low, high = (low, middle) if expected(middle) >= least else (middle, high)",
        "low, high = (low, middle) if expected(middle) < least else (middle, high)",
    ),
    Mutant(
        "solver/verify/wins.py",
        "any interval is believed",
        "abs(a - b) <= 1",
        "abs(a - b) <= 1_000",
    ),
    Mutant(
        "solver/goals/product.py",
        "whoever wins anything gains, not who wins more than alone",
        "(-one.above - 1,)",
        "(-1,)",
    ),
    Mutant("solver/goals/bargain.py", "all have the same power", "self.power.get(party, 1), outside", "1, outside"),
    Mutant("solver/goals/bargain.py", "what is won alone is no gain", ", outside[party])\n", ", 0)\n"),
    # --- fairness
    Mutant(
        RULES + "envy_free.py",
        "the rows set aside what is not the other's",
        "grid.cells(other, (seat,))",
        "grid.cells(party, (seat,))",
    ),
    Mutant(
        RULES + "envy_free.py",
        "the rows weigh envy the wrong way round",
        ".times(scale * mine)",
        ".times(scale * theirs)",
    ),
    Mutant(
        RULES + "envy_free.py", "a copy counts by the smaller entitlement", "max(mine, theirs)", "min(mine, theirs)"
    ),
    Mutant(
        RULES + "envy_free.py",
        "the rows of WEFX set aside the best seat",
        '(at_most_least if self.up_to in ("any", "any_zero")',
        '(at_most_least if self.up_to in ("any_zero",)',
    ),
    Mutant(RULES + "envy_free.py", "the rows forget within", "high=unit * self.within", "high=0"),
    Mutant(
        RULES + "envy_free.py",
        "the checker sets nothing aside",
        "- self._let_off(mine, theirs, value)",
        "",
    ),
    Mutant(
        RULES + "envy_free.py",
        "the checker of WEFX takes the best seat",
        "return min(valued, key=itemgetter(1), default=None)",
        "return max(valued, key=itemgetter(1), default=None)",
    ),
    Mutant(
        RULES + "envy_free.py",
        "seats worth nothing count",
        'if worth.get(seat) or self.up_to == "any_zero"]',
        "]",
    ),
    Mutant(
        RULES + "extremes.py",
        "a level is reached without the one above it",
        "terms = Linear.sum(reached[-2:-1]) + Linear.sum(reached[-1:], -1)",
        "terms = Linear.sum(reached[-1:], -1)",
    ),
    Mutant(
        RULES + "extremes.py",
        "the least is not below what is held",
        "draft.row(held[seat] + Linear.sum(passed[-1:]), high=1)",
        "draft.row(held[seat] + Linear.sum(passed[-1:]), high=2)",
    ),
    Mutant(RULES + "proportional.py", "the rows of WPROP1 add what is held", "(seat,)), (-1,), 1)", "(seat,)), (1,))"),
    Mutant(RULES + "proportional.py", "the rows forget within", "low=-unit * self.within", "low=0"),
    Mutant(
        RULES + "proportional.py",
        "the checker shares all seats, whoever holds them",
        "weights[party] * sum(every)",
        "weights[party] * division.whole[party]",
    ),
    Mutant(
        RULES + "bounds.py",
        "what is missing and what is beyond are added",
        "return max(missing, beyond)",
        "return missing + beyond",
    ),
    Mutant(RULES + "bounds.py", "the rows round the lower quota up", "low=1 - one.of", "low=0"),
    Mutant(RULES + "bounds.py", "the rows round the upper quota down", "high=one.of - 1", "high=0"),
    Mutant(
        RULES + "quotas.py",
        "the upper quota is rounded down",
        "-(-sum(held) * weights[party] // total)",
        "sum(held) * weights[party] // total",
    ),
    Mutant(
        RULES + "balanced.py",
        "equals may differ by two",
        "min(group) - 1 - self.within",
        "min(group) - 2 - self.within",
    ),
    Mutant(RULES + "balanced.py", "the rows let equals differ by two", "high=1 + self.within", "high=2 + self.within"),
    Mutant(
        RULES + "reserved_balance.py",
        "the part is of the reserved seats",
        "split.count(party) * len(pool)",
        "split.count(party, pool) * len(pool)",
    ),
    Mutant(
        RULES + "strongholds.py",
        "one win is enough",
        "winners.count(party) >= self.needed",
        "winners.count(party) >= 1",
    ),
    Mutant(
        RULES + "won_or_second.py",
        "the second comes before the first",
        "(one.winner, one.runner_up)",
        "(one.runner_up, one.winner)",
    ),
    Mutant(
        RULES + "guaranteed.py",
        "the rows forget within",
        "low=-unit * self.within",
        "low=0",
    ),
    Mutant(
        LOOKUPS + "shares.py",
        "the maximin share takes the best part",
        "min(Fraction(total, weight) for total",
        "max(Fraction(total, weight) for total",
    ),
    Mutant(
        LOOKUPS + "shares.py",
        "an AnyPrice share needs half the weight",
        ">= 1 else (low, middle - 1)",
        ">= Fraction(1, 2) else (low, middle - 1)",
    ),
    Mutant(
        LOOKUPS + "entitlements.py",
        "a mix adds amounts, not shares",
        "Fraction(share * amount, total)",
        "Fraction(share * amount)",
    ),
    Mutant(
        LOOKUPS + "values.py",
        "the last cell of a party is lost",
        "worth[party][seat] = value",
        "worth[party] = {seat: value}",
    ),
    Mutant("solver/goals/leximin.py", "only the least counts", "Linear((level,), (number,))", "Linear((level,), (1,))"),
    Mutant(
        "solver/goals/product.py",
        "lines start at the wrong end",
        "high=run * _log(left) - left * rise + free",
        "high=run * _log(right) - left * rise + free",
    ),
    Mutant(
        "solver/goals/product.py",
        "all weigh the same",
        "(one.power * logarithm(gain)",
        "(logarithm(gain)",
    ),
    Mutant(
        "solver/goals/least_largest.py",
        "weights are left out",
        "draft.take(demand).times(wish.weight)",
        "draft.take(demand)",
    ),
    Mutant(
        QUESTIONS + "pareto.py",
        "one may lose for another's gain",
        "Row(held[party], low=now[party])",
        "Row(held[party], low=0)",
    ),
    Mutant(
        QUESTIONS + "mending.py",
        "the seat goes the wrong way",
        "{seat: party} for party, against in pairs for seat in split.held(against)",
        "{seat: against} for party, against in pairs for seat in split.held(party)",
    ),
    Mutant(QUESTIONS + "mending.py", "red lines do not matter", "if unbroken:", "if unbroken or tried:"),
    Mutant(QUESTIONS + "mending.py", "only the pair named is tried", "in (None, against)", "in (against,)"),
    Mutant(
        RULES + "guaranteed.py",
        "a step comes a seat too late",
        "high=number - 1)",
        "high=number)",
    ),
    Mutant(
        "solver/goals/product.py",
        "the last set in file order is taken",
        "for place in reversed(range(parties))",
        "for place in range(parties)",
    ),
    Mutant(
        "solver/goals/product.py",
        "products of different sets are compared",
        "one[-1] == most[one[:-1]] for",
        "one[-1] == max(most.values()) for",
    ),
    Mutant(
        "solver/goals/product.py",
        "of many parties only the first stage says who holds something",
        "range(0, parties, AT_ONCE))",
        "range(0, min(1, parties), AT_ONCE))",
    ),
    Mutant(
        "solver/goals/product.py",
        "the line between logarithms ends at what can be held",
        "return [*pairwise(_points()[: max(2, number + 1)])]",
        "return [*pairwise((*_points()[: max(1, number)], max(2, whole)))]",
    ),
    Mutant(QUESTIONS + "lab/smaller.py", "what breaks nothing is taken", "one) is not None:", "one) is None:"),
    Mutant("solver/claims.py", "one denied is not enough", "low=1 - self.spared", "low=2 - self.spared"),
    Mutant(
        QUESTIONS + "tie_break.py", "any split is the only one", "return isinstance(outcome, Impossible)", "return True"
    ),
    Mutant(
        RULES + "quotas.py",
        "the lower quota is rounded up",
        "low = tuple(sum(held) * weights[party] // total for",
        "low = tuple(-(-sum(held) * weights[party] // total) for",
    ),
    Mutant(
        RULES + "reserved_balance.py",
        "the rows take the part of all seats, not of the party's",
        "Linear.sum(grid.cells(party), len(pool)), len(grid.seats))",
        "Linear.sum(grid.cells(party), len(pool)), len(pool))",
    ),
    Mutant(RULES + "guaranteed.py", "the checker overlooks one", "if lack > 0}", "if lack > 1}"),
    Mutant("solver/goals/leximin.py", "worth is the k-th least", "sum(ordered[:number])", "ordered[number - 1]"),
    Mutant(
        "solver/goals/least_largest.py", "worth forgets the weights", "-max((wish.weight * wish.", "-max((1 * wish."
    ),
    Mutant(
        LOOKUPS + "picking.py", "the last of those tied picks", "_nexts(held, totals)[0]", "_nexts(held, totals)[-1]"
    ),
    Mutant(LOOKUPS + "picking.py", "the worst seat is picked", "most = max(worth[seat]", "most = min(worth[seat]"),
    Mutant(
        QUESTIONS + "axioms.py",
        "entitlements of goals are left out",
        "for goal in what_if.goals if isinstance(goal, Welfare)]",
        "for goal in what_if.goals[1:] if isinstance(goal, Welfare)]",
    ),
    Mutant("solver/notions.py", "upper quota asks for the lower", '{"side": "upper"}', '{"side": "lower"}'),
    Mutant("solver/notions.py", "WWEF1 asks for WEF1", '{"up_to": "one_or_copy"}', '{"up_to": "one"}'),
    # --- the laboratory
    Mutant(QUESTIONS + "lab/exhaustive.py", "all weigh the same in a product", "value**weight", "value"),
    Mutant(QUESTIONS + "lab/exhaustive.py", "leximin forgets entitlements", "multiple // weight", "multiple"),
    Mutant(
        QUESTIONS + "lab/exhaustive.py", "a red line may be broken", "for rule in what_if.musts):", "for rule in ()):"
    ),
    Mutant(QUESTIONS + "lab/own.py", "own rules keep their entitlement", '"entitlement": case.entitlement(), ', ""),
    Mutant(
        QUESTIONS + "lab/shown.py",
        "the axiom is not asked for",
        "Option(rules=(asked.id,))), (IGNORED",
        "Option()), (IGNORED",
    ),
    Mutant(
        AXIOMS + "base.py",
        "one way of breaking ties is enough",
        "            if sentence is None:\n                return None",
        "            if sentence is None:\n                continue",
    ),
    Mutant(AXIOMS + "one_split.py", "only what helps all is better", "there >= here", "there > here"),
    Mutant(AXIOMS + "growth.py", "who gains is told as who loses", "if both[2] < both[1]", "if both[2] > both[1]"),
    Mutant(
        AXIOMS + "growth.py",
        "who gains by its entitlement is told",
        "if second[who] >= first[who]",
        "if second[who] <= first[who]",
    ),
    Mutant(
        AXIOMS + "growth.py",
        "the slower one may lose",
        "grew and second[i] < first[i]",
        "not grew and second[i] < first[i]",
    ),
    Mutant(
        AXIOMS + "names.py", "parties are compared by place", "tuple(first[party] for party in trial.order)", "first"
    ),
    Mutant(
        AXIOMS + "names.py",
        "values are compared as stated",
        "{before.held(holders): holders for holders in reversed(method.splits(after))}",
        "{after.held(holders): holders for holders in reversed(method.splits(after))}",
    ),
    Mutant(
        AXIOMS + "parts.py",
        "who leaves leaves its seats behind",
        "taken = [seat for seat, holder in enumerate(holders) if holder == who]",
        "taken: list[int] = []",
    ),
    Mutant(AXIOMS + "parts.py", "nobody is irrelevant", "if any(who in holders for holders in splits)", "if splits"),
    Mutant(
        AXIOMS + "parts.py",
        "merging may not harm",
        "if second[0] <= first[0] + first[who]",
        "if second[0] >= first[0] + first[who]",
    ),
    Mutant(
        AXIOMS + "parts.py",
        "splitting may not harm",
        "if second[0] + second[who] <= first[0]",
        "if second[0] + second[who] >= first[0]",
    ),
    Mutant(AXIOMS + "claims.py", "what is stated counts", "honest.held(lies[0])", "stated.held(lies[0])"),
    Mutant("solver/testing/patterns.py", "nobody is strong", "[drawn[0] if one else 1 for", "[1 if one else 1 for"),
    Mutant(
        "solver/testing/patterns.py",
        "rows are not shuffled",
        "lambda one: st.lists(st.permutations(one),",
        "lambda one: st.lists(st.just(one),",
    ),
    # --- rules
    Mutant(
        RULES + "at_least.py",
        "a minimum is short by one too many",
        "max(0, self.seats - split.count",
        "max(0, self.seats + 1 - split.count",
    ),
    Mutant(
        RULES + "at_least.py",
        "a minimum is loosened by one too few",
        "max(0, self.seats - by)",
        "max(0, self.seats - by + 1)",
    ),
    Mutant(
        RULES + "at_least.py",
        "the rows of a minimum count every seat, not the pool",
        "at_least(grid.cells(self.party, self.pool(facts)), self.seats)",
        "at_least(grid.cells(self.party), self.seats)",
    ),
    Mutant(
        RULES + "at_most.py",
        "a maximum is loosened by one too few",
        '"seats": self.seats + by',
        '"seats": self.seats + by - 1',
    ),
    Mutant(
        RULES + "at_most.py",
        "a maximum counts what is missing",
        "self.pool(facts)) - self.seats)",
        "self.pool(facts)) + self.seats)",
    ),
    Mutant(
        RULES + "keeps.py",
        "seats kept count as lost",
        "split[seat] != self.party",
        "split[seat] == self.party",
    ),
    Mutant(
        RULES + "keeps.py",
        "the checker forgets all_but",
        "max(0, len(self._lost(split, facts)) - self.all_but)",
        "len(self._lost(split, facts))",
    ),
    Mutant(
        RULES + "keeps.py",
        "the rows forget all_but",
        "at_least(grid.cells(self.party, pool), len(pool) - self.all_but)",
        "at_least(grid.cells(self.party, pool), len(pool))",
    ),
    Mutant(
        RULES + "keeps.py",
        "a claim is loosened twice over",
        "self.all_but + by",
        "self.all_but + 2 * by",
    ),
    Mutant(
        RULES + "follows.py",
        "the checker forgets within",
        "max(0, nearest - self.within)",
        "nearest",
    ),
    Mutant(RULES + "follows.py", "the rows forget within", "low=-within", "low=0"),
    Mutant(
        RULES + "follows.py",
        "the farthest apportionment counts",
        "min((outcome.distance",
        "max((outcome.distance",
    ),
    Mutant(
        RULES + "entitled.py",
        "over binds the others",
        "self.over is None or party in self.over",
        "self.over is None or party not in self.over",
    ),
    Mutant(
        RULES + "follows.py",
        "every tie hands out one seat in the rows",
        "pick.times(-tie.extra)",
        "pick.times(-1)",
    ),
    Mutant(
        RULES + "follows.py",
        "a subset can never hold all seats",
        "else range(number + 1)",
        "else range(number)",
    ),
    Mutant(
        RULES + "follows.py",
        "a subset is always given the whole house",
        "return (number,) if self.parties(facts) == facts.contesting else range(number + 1)",
        "return (number,)",
    ),
    # --- lookups
    Mutant(
        LOOKUPS + "selectors.py",
        "the runner-up is the winner",
        "s.runner_up == who",
        "s.winner == who",
    ),
    Mutant(
        LOOKUPS + "selectors.py",
        "two elections select what was won at both",
        "any(s.winner == who",
        "all(s.winner == who",
    ),
    Mutant(
        LOOKUPS + "selectors.py",
        "reserved: true takes general seats",
        "seat.reserved is not None",
        "seat.reserved is None",
    ),
    Mutant(
        LOOKUPS + "selectors.py",
        "by is not heeded",
        "who = self.by or party\n        # Whether",
        "who = party\n        # Whether",
    ),
    Mutant(
        LOOKUPS + "selectors.py",
        "a region takes the other regions",
        "seat.region in self.region",
        "seat.region not in self.region",
    ),
    Mutant(
        LOOKUPS + "apportionment.py",
        "the smallest remainders come first",
        "sorted(rank, reverse=True)[left - 1]",
        "sorted(rank)[left - 1]",
    ),
    Mutant(
        LOOKUPS + "apportionment.py",
        "D'Hondt starts at the second divisor",
        'lambda s: Fraction(s + 1)),\n    "sainte',
        'lambda s: Fraction(s + 2)),\n    "sainte',
    ),
    Mutant(
        LOOKUPS + "apportionment.py",
        "Webster rounds like D'Hondt",
        "Fraction(2 * s + 1, 2)",
        "Fraction(2 * s + 2, 2)",
    ),
    Mutant(
        LOOKUPS + "apportionment.py",
        "Hill takes the upper end, not the mean",
        "Fraction(weight * weight, s * (s + 1))",
        "Fraction(weight * weight, (s + 1) * (s + 1))",
    ),
    Mutant(
        LOOKUPS + "apportionment.py",
        "the quota method lets a party pass its upper quota",
        "held[index] * total < weight * house",
        "held[index] * total <= weight * house",
    ),
    Mutant(
        LOOKUPS + "apportionment.py",
        "ties of divisor methods are broken in file order",
        "if waiting else Outcome",
        "if False else Outcome",
    ),
    Mutant(
        LOOKUPS + "apportionment.py",
        "a tie is met by parties that have no more than their base",
        "held[party] > self.base[party]",
        "held[party] >= self.base[party]",
    ),
    Mutant(
        LOOKUPS + "entitlements.py",
        "the last row of a party replaces the others",
        "totals[party] += amount",
        "totals[party] = amount",
    ),
    Mutant(
        LOOKUPS + "strength.py",
        "an ally that sat out counts as nothing",
        "history[: index + 1]",
        "history[index : index + 1]",
    ),
    Mutant(
        LOOKUPS + "strength.py",
        "the first contest stands in, not the last",
        "past in reversed(history",
        "past in list(history",
    ),
    Mutant(
        LOOKUPS + "strength.py",
        "scores ignore the weights of elections",
        "sum(w * share for w, share in parts)",
        "sum(share for w, share in parts)",
    ),
    Mutant(
        LOOKUPS + "strength.py",
        "halves are cut off",
        "int(exact + Fraction(1, 2))",
        "int(exact)",
    ),
    Mutant(
        LOOKUPS + "strength.py",
        "elections count in file order",
        "order = sorted(",
        "order = list(facts.elections) or sorted(",
    ),
    Mutant("solver/facts.py", "a given position is not heeded", "    if named:", "    if not rows:"),
    # --- rows
    Mutant("solver/rows.py", "a minimum of one asks for nothing", "if low <= 0:", "if low <= 1:"),
    Mutant(
        "solver/rows.py",
        "a maximum of all but one asks for nothing",
        "if high >= len(cells):",
        "if high >= len(cells) - 1:",
    ),
    Mutant(
        "solver/rows.py",
        "a maximum cannot be missed by all it can be missed by",
        "((0, len(cells) - high),)",
        "((0, len(cells) - high - 1),)",
    ),
    Mutant(
        "solver/rows.py",
        "sums forget their constant",
        "return self.constant + sum(",
        "return sum(",
    ),
    # --- goals
    Mutant(
        "solver/goals/base.py",
        "values below zero do not count",
        "if value for cell",
        "if value > 0 for cell",
    ),
    Mutant(
        LOOKUPS + "strength.py",
        "the goal forgets the legislators",
        "weights.elections, weights.legislators, won=",
        "weights.elections, 0, won=",
    ),
    # --- engine
    Mutant(
        CPSAT,
        "of equally good splits the last is chosen",
        "SELECT_MAX_VALUE",
        "SELECT_MIN_VALUE",
    ),
    Mutant(CPSAT, "rows forget the constant", "row.low - shift", "row.low"),
    Mutant(CPSAT, "rows always hold", "if row.only_if is not None:", "if row.only_if is row:"),
    Mutant(
        CPSAT,
        "unknown is read as impossible",
        "CpSolverStatus.UNKNOWN:\n            return Unknown()",
        "CpSolverStatus.UNKNOWN:\n            return Impossible()",
    ),
    Mutant(
        CPSAT,
        "every solution is called proved",
        "proved = status == cp.CpSolverStatus.OPTIMAL",
        "proved = True",
    ),
    Mutant(CPSAT, "a seat may go to nobody", "exactly_one.literals", "at_most_one.literals"),
    Mutant("seatpact.py", "Ctrl-C is not put off during imports", "if _importing(frame):", "if False:"),
    Mutant(
        "cli.py",
        "a reader that has gone is an error where click meets it",
        "if sys.stdout is not out:",
        "if False:",
    ),
    Mutant(
        VERIFY + "in_the_way.py",
        "told answers: what is in the way need not clash",
        'return claim.refused("the second solver finds a split that keeps them all")',
        "return claim.corroborated(SECOND)",
    ),
    Mutant(
        VERIFY + "in_the_way.py",
        "told answers: a wish may be said to be kept less well",
        "if self.most.get(numbers[name]) != by:",
        "if numbers[name] not in self.most:",
    ),
    Mutant(
        VERIFY + "contrasts.py",
        "told answers: a verdict that the values do not give",
        "right = (told.verdict, told.priority, told.goal, told.by) == expected",
        "right = bool(expected)",
    ),
    Mutant(
        VERIFY + "bounds.py",
        "told answers: a bound of all splits counts after what is worse",
        "return same and bound is not None",
        "return bound is not None",
    ),
    Mutant(
        VERIFY + "case.py",
        "told answers: the one more demand need not be met",
        "sorted({*posed.musts, *kept})",
        "sorted({*posed.musts})",
    ),
    Mutant(
        VERIFY + "nearest.py",
        "told answers: more seats may move than need be",
        'return claim.refused("a split as good moves fewer seats")',
        "return claim.corroborated(SECOND)",
    ),
    Mutant(
        VERIFY + "prices.py",
        "told answers: what others gain is not counted",
        "if told[name] != counted[name]]",
        "if type(told[name]) is not type(counted[name])]",
    ),
    Mutant(
        VERIFY + "swapped.py",
        "told answers: an exchange may be left out",
        "expected = sorted(ranks)[: self.told.most]",
        "expected = sorted(ranks)[: len(listed)] if listed[:1] == sorted(ranks)[:1] else []",
    ),
    Mutant(
        "solver/opb.py",
        "told answers: OPB has helpers one short of their greatest value",
        "parts = list(_parts(high - low))",
        "parts = list(_parts(high - low - 1))",
    ),
    Mutant(
        "solver/opb.py",
        "told answers: OPB asks nothing of high sides",
        "for side, bound in ((1, row.low), (-1, row.high)):",
        "for side, bound in ((1, row.low), (1, row.low)):",
    ),
    Mutant(
        "solver/opb.py",
        "told answers: a proof takes the other side",
        "places.get((key, 1 if by > 0 else -1))",
        "places.get((key, -1 if by > 0 else 1))",
    ),
    Mutant(
        VERIFY + "exchanges.py",
        "told answers: an exchange may cost a demand one",
        "            if by > 0:",
        "            if by > 1:",
    ),
    Mutant(
        QUESTIONS + "clash.py",
        "told answers: a witness need not keep all red lines",
        "if not rules[member].must else []",
        "if rules[member].must else []",
    ),
    Mutant(
        "solver/verify/uniqueness.py",
        "why --unique: a better split may be left out",
        "Row(objective, high=last[stage] - 1)",
        "Row(objective, high=last[stage] - 10**9)",
    ),
    Mutant(
        "solver/verify/uniqueness.py",
        "why --unique: a seat called settled may go elsewhere",
        "if not others:",
        "if others or not others:",
    ),
    Mutant(
        "solver/verify/uniqueness.py",
        "why --unique: a split may lie farther",
        "high=len(cells) - distance - 1",
        "high=-1",
    ),
    Mutant(
        "solver/certificate.py",
        "proofs: what they are divided by is not looked at",
        "if certificate.denominator < 1:",
        "if certificate.denominator < -1:",
    ),
    Mutant(
        "solver/certificate.py",
        "bounds are settled one too narrow",
        "bounds[variable] = (low, low + gap // cost)",
        "bounds[variable] = (low, low + gap // cost - 1)",
    ),
    Mutant(
        "solver/engine/relaxation.py",
        "the relaxation's bound is one too high",
        "return -(-self.scaled_bound // self.denominator) + self.constant",
        "return -(-self.scaled_bound // self.denominator) + self.constant + 1",
    ),
    Mutant(
        "solver/system.py",
        "a rule short by one counts as kept",
        "Row(self.shortfalls[d], high=0)",
        "Row(self.shortfalls[d], high=1)",
    ),
    Mutant(
        FOLDED,
        "the low side of a count is rounded down",
        "low, high = -(-low // abs(weight)), high // abs(weight)",
        "low, high = low // abs(weight), high // abs(weight)",
    ),
    Mutant(
        FOLDED,
        "a helper that is open counts as settled",
        "all(bounds[helper][0] == bounds[helper][1] for helper in row.helpers)",
        "all(bounds[helper][0] <= bounds[helper][1] for helper in row.helpers)",
    ),
    Mutant(
        "solver/engine/network.py",
        "counts that cross are taken for a network",
        "= shared < np.minimum(sizes[rows], sizes[columns])",
        "= shared < 0",
    ),
    Mutant(
        CIRCULATION,
        "the most that a count allows is not heeded",
        "spare = [node.high - node.low for node, _ in self.tree]",
        "spare = [node.high for node, _ in self.tree]",
    ),
    Mutant(
        CIRCULATION,
        "a pinned seat speaks for itself in a cut",
        "        seats[self.pin >= 0] = 0\n",
        "",
    ),
    Mutant(
        CIRCULATION,
        "members are called needed though several units are missing",
        "if missing > 1 or left_out:",
        "if left_out:",
    ),
    Mutant(
        LIFTING,
        "demands that share a cell bring their parts twice",
        "shared = {owner[key] for key in keys if key in owner}",
        "shared: set[int] = set()",
    ),
    Mutant(
        LIFTING,
        "a family needs one part less than the sum does",
        "missing = -(self.bound + int(np.minimum(self.reduced, 0).sum()))",
        "missing = -(self.bound + int(np.minimum(self.reduced, 0).sum())) - 1",
    ),
    Mutant(
        "solver/engine/kept.py",
        "a split of the simple demands is taken for all of them",
        "or (outcome is not None and exact):",
        "or outcome is not None:",
    ),
    Mutant(
        "solver/engine/kept.py",
        "what a network calls needed is believed though it did not look at all demands",
        "return Core(outcome.demands) if isinstance(outcome, Core) and not exact else outcome",
        "return outcome",
    ),
    Mutant(
        "solver/engine/kept.py",
        "the least shortfall is one too great",
        "                low = middle + 1",
        "                low = middle + 2",
    ),
    Mutant(
        "solver/engine/kept.py",
        "numbers are worked out though time is up",
        "        if deadline.passed:\n            return None\n        short =",
        "        short =",
    ),
    Mutant(
        "solver/engine/kept.py",
        "the network is asked though cp-sat was chosen",
        "quick = None if self.engine.alone else",
        "quick =",
    ),
    Mutant(
        "solver/engine/choice.py",
        "auto leaves large networks to CP-SAT",
        'choice == "flow" or (choice == "auto" and system.cells >= FLOW_FROM)',
        'choice == "flow"',
    ),
    Mutant(
        "solver/engine/transport/splits.py",
        "of the splits as good, the one taken gives way most",
        "np.add.at(cells, part.cells, part.worth)\n        bends",
        "np.add.at(cells, part.cells, -part.worth)\n        bends",
    ),
    Mutant(
        "solver/engine/clauses.py",
        "a count's low side is left to chance",
        "self._at_most([-c for c in cells], size - count.low)",
        "self._at_most([-c for c in cells], size)",
    ),
    Mutant(
        "solver/engine/sides.py",
        "a sum is said to reach less than it can",
        ".max(axis=1) @ self.sizes) if",
        ".max(axis=1) @ self.sizes) - 1 if",
    ),
    Mutant(
        "solver/engine/sides.py",
        "a demand is left out of a clash though nothing is left over",
        "if loss >= spare:",
        "if loss > spare:",
    ),
    Mutant(
        "solver/engine/sums.py",
        "a fraction is tried on one side only",
        "for side, bound in ((2 * number + 1, -below), (2 * number, below + 1)):",
        "for side, bound in ((2 * number + 1, -below),):",
    ),
    Mutant(
        "solver/engine/sums.py",
        "what the simplex method says is not counted",
        "if sum(by * int(asked[side]) for side, by in proof.times) <= proof.most:",
        "if sum(by * int(asked[side]) for side, by in proof.times) < -proof.most:",
    ),
    Mutant(
        "solver/engine/simplex.py",
        "a quantity at its bound is moved beyond it",
        "(values < high[self._free] - NEAR)",
        "(values < high[self._free] + NEAR)",
    ),
    # --- questions
    Mutant(
        QUESTIONS + "best_split.py",
        "musts are dropped",
        "rows=(*posed.system.kept(posed.musts), *within.rows)",
        "rows=within.rows",
    ),
    Mutant(QUESTIONS + "best_split.py", "goals are minimised", "goal.times(-1) for", "goal for"),
    Mutant("solver/posed.py", "weights are ignored", ".times(rule.weight)", ".times(1)"),
    Mutant(
        "solver/posed.py",
        "the last priority is settled first",
        "sorted({self.rules[index].priority for index in self.wishes})",
        "sorted({self.rules[index].priority for index in self.wishes}, reverse=True)",
    ),
    Mutant(
        CONFLICTS + "enumeration.py",
        "more than what a conflict says is struck from the map",
        "self._solver.add_clause([-literal for literal in _literals(conflict)])",
        "self._solver.add_clause([-literal for literal in _literals(conflict)[1:]])",
    ),
    Mutant(
        CONFLICTS + "enumeration.py",
        "a set that clashed in larger ones only is taken to be kept",
        "        return self._together.clash(chosen)",
        "        return None",
    ),
    Mutant(
        CONFLICTS + "enumeration.py",
        "a clash met on the way is forgotten, though it was struck from the map",
        "        self._waiting.append(clash)",
        "        self._waiting.append(clash) if not self._waiting else None",
    ),
    Mutant(
        CONFLICTS + "together.py",
        "a split that lacks two members is taken to need both",
        "broken.sum(axis=0) == 1",
        "broken.sum(axis=0) >= 1",
    ),
    Mutant(
        CONFLICTS + "together.py",
        "a split that keeps some of a set is taken to keep all",
        "if not self._broken(chosen).sum(axis=0).all():",
        "if not self._broken(chosen).all(axis=0).all():",
    ),
    Mutant(
        CONFLICTS + "told.py",
        "musts that take no part are told",
        "if together.clash(needed & ~(1 << position)) is not None:",
        "if together.clash(needed & ~(1 << position)) is None:",
    ),
    Mutant(
        CONFLICTS + "together.py",
        "conflicts forget the musts",
        "self.keeper.ask((*self.always, *self.rules(chosen)), self.deadline)",
        "self.keeper.ask(self.rules(chosen), self.deadline)",
    ),
    Mutant(
        CONFLICTS + "together.py",
        "an unknown answer counts as a split",
        "if isinstance(outcome, Unknown):\n            raise UndecidedError",
        "if isinstance(outcome, Unknown):\n            return None, 0",
    ),
    Mutant(
        CONFLICTS + "together.py",
        "members that are not needed stay in a conflict",
        "                else:\n                    clash = smaller",
        "                else:\n                    needed |= bit",
    ),
    Mutant(
        CONFLICTS + "together.py",
        "no other clash is looked for to blame a preferred rule",
        "if not clash or not wanted or clash & prefer:",
        "if not clash or wanted or clash & prefer:",
    ),
    Mutant(
        CONFLICTS + "listed.py",
        "a list that broke off is called complete",
        "LIMIT - len(found))), complete=False)",
        "LIMIT - len(found))), complete=True)",
    ),
    Mutant(
        CONFLICTS + "find.py",
        "a list that was cut short by its limit is called complete",
        "if len(self._conflicts) == self.wanted.limit:\n                return",
        "if len(self._conflicts) == self.wanted.limit:\n                break",
    ),
    Mutant(
        CONFLICTS + "find.py",
        "an opened rule is preferred by its whole name only",
        'rule.id.startswith(f"{one}@")',
        "rule.id == one",
    ),
    Mutant(
        CONFLICTS + "smallest.py",
        "a pair of neighbours is passed over",
        "& -(one << 1)",
        "& -(one << 2)",
    ),
    Mutant(
        CONFLICTS + "smallest.py",
        "of sets of one size any may come first",
        "known.ask(Ask((Row(Linear.sum(every), high=size),), prefer=every), together.deadline)",
        "known.ask(Ask((Row(Linear.sum(every), high=size),), prefer=every[::-1]), together.deadline)",
    ),
    Mutant(
        CONFLICTS + "involving.py",
        "clashes that a rule has no part in are told of it",
        "if elsewhere is None:",
        "if elsewhere is None or members:",
    ),
    Mutant(
        CONFLICTS + "involving.py",
        "a wish is blamed where the red lines clash",
        "if rule not in together and rule not in together.always:",
        "if rule not in together and rule < 0:",
    ),
    Mutant(
        "solver/cover.py",
        "a family counts sets that have members in vain",
        "total += choices * sum(ways[max(0, self.more_than + 1 - part) :])",
        "total += choices * sum(ways)",
    ),
    Mutant(
        "solver/cover.py",
        "a set of a family is overlooked",
        "if total + self._left[index] <= self.more_than:",
        "if total + self._left[index] <= self.more_than + 1:",
    ),
    Mutant(
        CONFLICTS + "facts.py",
        "sets that were not looked at are called minimal",
        "minimal=sum(map(self._minimal, looked)),",
        "minimal=len(looked),",
    ),
    Mutant(QUESTIONS + "ranges.py", "the most seats are the least", "in (1, -1):", "in (1, 1):"),
    Mutant(
        QUESTIONS + "ranges.py",
        "the best split itself counts as another",
        "high=len(cells) - 1",
        "high=len(cells)",
    ),
    Mutant(
        QUESTIONS + "ranges.py",
        "what is not known counts as decided",
        'return None if alone is None else "tie-break"',
        'return "tie-break"',
    ),
    Mutant(
        "solver/engine/relaxation.py",
        "the relaxation's optimum is taken though it breaks a row that was left out",
        "return whole if inside and all(obeyed(row, whole) for row in rows) else None",
        "return whole if inside else None",
    ),
    Mutant(
        "solver/questions/ranges.py",
        "decided by: totals that are settled count as open",
        "span[0] < span[1] for span",
        "span[0] <= span[1] for span",
    ),
    Mutant(
        "solver/engine/merged.py",
        "merged seats: what an ask prefers is lost",
        "prefer=tuple(map(self._other, ask.prefer)),",
        "prefer=(),",
    ),
    Mutant(
        "solver/engine/gathered.py",
        "bounds found with counts are read as those of other variables",
        "((one - self.counts, ends) for one",
        "((one, ends) for one",
    ),
    Mutant(
        "solver/engine/gathered.py",
        "where only some demands are asked about, counts need not be those of their cells",
        "(*ask.only, len(self.system.demands) - 1)",
        "ask.only",
    ),
    Mutant(
        "solver/engine/merged.py",
        "a row that counts some cells of a group is taken to count them all",
        "if sum(map(sizes.get, each, repeat(1))) != len(given):",
        "if False:",
    ),
    Mutant(
        "solver/questions/packages.py",
        "packages: any split is taken to keep the red lines",
        "if self.burden.stages and not self._faces[0].rows and not self.deadline.passed:",
        "if self.burden.stages and not self.deadline.passed:",
    ),
    Mutant(
        "solver/engine/optimise.py",
        "the relaxation's optimum is taken though it lies above the bound",
        "if relaxation.whole is not None and ask.minimise.value(relaxation.whole) == bound:",
        "if relaxation.whole is not None:",
    ),
    Mutant(
        RULES + "at_most.py",
        "a limit is borne by the party it holds down",
        "        return self.asked_by\n",
        "        return self.asked_by or self.party\n",
    ),
    Mutant(
        "solver/engine/refute.py",
        "a demand that the contradiction needs is left out",
        "        if bound > 0:\n            self.bound = bound",
        "        if bound >= 0:\n            self.bound = bound",
    ),
    Mutant(
        "solver/engine/refute.py",
        "demands that the contradiction can do without stay in it",
        "            self._leave_out(demand)",
        "            pass",
    ),
    Mutant(
        "solver/certificate.py",
        "a multiplier takes the wrong side of its row",
        "side = row.low if multiplier > 0 else row.high",
        "side = row.high if multiplier > 0 else row.low",
    ),
    Mutant(
        VERIFY + "case.py",
        "a proof may take for granted that any rule is kept",
        "        if assumed:",
        "        if False:",
    ),
    Mutant(
        VERIFY + "case.py",
        "a proof of less is taken for one of more",
        "return None if bound >= stage[1] else",
        "return None if bound >= stage[1] - 1 else",
    ),
    Mutant(
        VERIFY + "bounds.py",
        "the value told of a stage is not counted again",
        "settled(None if told == found else",
        "settled(None if True else",
    ),
    Mutant(
        VERIFY + "bounds.py",
        "an optimal answer need not attain its bounds",
        'if self.best.status == "optimal" and stage.bound != stage.value:',
        "if False:",
    ),
    Mutant(
        VERIFY + "clashes.py",
        "a witness may break red lines",
        "return [other for other in (*self.members, *self.always) if other != member]",
        "return [other for other in self.members if other != member]",
    ),
    Mutant(
        VERIFY + "clashes.py",
        "any red line may be listed in a conflict",
        "if self.conflict.minimal and self.conflict.rules and self.conflict.musts:",
        "if False:",
    ),
    Mutant(
        VERIFY + "completeness.py",
        "a list of conflicts is called complete though one is missing",
        'return self.claim.refused("the second solver finds another one")',
        "return None",
    ),
    Mutant(
        VERIFY + "completeness.py",
        "a list of sets to drop is called complete though one is missing",
        'claim.unchecked(NO_TIME) if found is None else claim.refused("a split shows that there is one")',
        "claim.corroborated(SECOND)",
    ),
    Mutant(
        VERIFY + "completeness.py",
        "the sets of a family are not looked at when others are sought",
        "next(chain(whole, covered), None)",
        "next(whole, None)",
    ),
    Mutant(
        VERIFY + "completeness.py",
        "what clashes without the rule asked about counts as another conflict of it",
        "if self.rule is None or isinstance(elsewhere, Split):",
        "if True:",
    ),
    Mutant(
        VERIFY + "completeness.py",
        "a clash without the rule is noted where there is none",
        "if self.rule is None or isinstance(elsewhere, Split):",
        "if self.rule is None:",
    ),
    Mutant(
        VERIFY + "clashes.py",
        "conflicts of other rules pass for those of the rule asked about",
        "if wrong is None and involving is not None and involving not in one.listed:",
        "if False:",
    ),
    Mutant(
        VERIFY + "families.py",
        "a family may stand for any number of sets",
        "count.settled(None if cover.count == family.count else",
        "count.settled(None if True else",
    ),
    Mutant(
        VERIFY + "families.py",
        "any conflict may come with a family",
        "return None if self.cover.within(chosen) == chosen else",
        "return None if True else",
    ),
    Mutant(
        VERIFY + "families.py",
        "a family without a proof is believed",
        "if self.case.known(self._keeps_one) is not None:\n"
        '                return claim.refused("the second solver finds a split that keeps one of them")',
        "if True:\n                return claim.corroborated(SECOND)",
    ),
    Mutant(
        VERIFY + "families.py",
        "the number of minimal sets of a family is believed",
        "if number != self.family.minimal:",
        "if False:",
    ),
    Mutant(
        "solver/shares.py",
        "claims of one seat bring it to the sum twice",
        "if any(taken.setdefault(shift, group) != group for shift in found[demand].shifts):",
        "if False:",
    ),
    Mutant("solver/shares.py", "a part is not added up again", "if found[demand].part != part:", "if False:"),
    Mutant("solver/shares.py", "what a sum lacks is not added up again", "if missing != more_than:", "if False:"),
    Mutant(
        QUESTIONS + "why_rule.py",
        "any conflicts are told of a rule",
        "Wanted(involving=rule, limit=FEW, proofs=proofs)",
        "Wanted(limit=FEW, proofs=proofs)",
    ),
    Mutant(
        VERIFY + "clashes.py",
        "how far one alone gives way is told too small",
        "            if opinion.objective > by:",
        "            if False:",
    ),
    Mutant(
        VERIFY + "freedom.py",
        "a range may be wider than the splits of least cost",
        "            if sign * found > sign * end:",
        "            if False:",
    ),
    Mutant(
        VERIFY + "freedom.py",
        "any split as good passes for the first in order",
        "if self.as_good(split, len(self.worth)) and self._order(split) < self._order(self.split):",
        "if False:",
    ),
    Mutant(
        VERIFY + "ways.py",
        "the split of a way out need not give way by just that",
        "if wrong is None and not self._fits(self.case.shortfalls(self.way.split)):",
        "if False:",
    ),
    Mutant(
        VERIFY + "totals.py",
        "seats per party are not counted again",
        "claim.settled(None if best.seats == counted else",
        "claim.settled(None if True else",
    ),
    Mutant(
        VERIFY + "document.py",
        "of a key that stands twice, the last counts",
        "    if len(data) == len(pairs):",
        "    if data is not None:",
    ),
    Mutant(
        QUESTIONS + "burdens.py",
        "an even burden heeds only the largest share",
        "for number in range(1, len(borne)):",
        "for number in range(1, min(2, len(borne))):",
    ),
    Mutant(
        QUESTIONS + "contrast.py",
        "a goal that gets worse counts as one that gets better",
        "two.value - one.value if index < len(best.cost) else one.value - two.value",
        "two.value - one.value",
    ),
    Mutant(
        "solver/more.py",
        "what the best split gives up is asked for in full",
        "posed.rules[index].loosened(by) if by else posed.rules[index] for",
        "posed.rules[index] for",
    ),
    Mutant(
        QUESTIONS + "contrast.py",
        "what is as good may move any number of seats",
        "within=within or _keeping(posed, more), near=best.split)",
        "within=within or _keeping(posed, more))",
    ),
    Mutant(
        QUESTIONS + "clash.py",
        "what is needed for a clash is left out",
        "if isinstance(smaller, Core):",
        "if not isinstance(smaller, Unknown) and (smaller or not self._loosened(member)):",
    ),
    Mutant(
        QUESTIONS + "clash.py",
        "a clash is not made smaller",
        "members, clash = fewer, smaller",
        "clash = smaller",
    ),
    Mutant(
        QUESTIONS + "why_rule.py",
        "the price of a rule counts its own shortfall",
        "0 if posed.rules[index].id == rule else by",
        "by",
    ),
    Mutant(
        QUESTIONS + "freedom.py",
        "a search that ended without an answer counts as complete",
        "or isinstance(outcome, Impossible)",
        "or not isinstance(outcome, Found)",
    ),
    Mutant(
        QUESTIONS + "freedom.py",
        "only one split is looked at for what is free",
        "while len(seen) < posed.system.cells:",
        "while len(seen) < posed.system.cells and outcome is None:",
    ),
    Mutant(
        QUESTIONS + "ranked.py",
        "splits as good as the last one are passed over",
        "return replace(last, split=posed.split(values)) if proved else None",
        "pass",
    ),
    Mutant(
        QUESTIONS + "ranked.py",
        "the nearest split is called the most different",
        "alike = Linear.sum(posed.cells_of(base))",
        "alike = Linear.sum(posed.cells_of(base), -1)",
    ),
    Mutant(
        QUESTIONS + "exchanges.py",
        "an exchange that costs a demand counts",
        "if by > 0:",
        "if by > 1:",
    ),
    Mutant(
        QUESTIONS + "exchanges.py",
        "partners that gain nothing take part",
        "return gain > (0,) * len(gain)",
        "return gain >= (0,) * len(gain)",
    ),
    Mutant(
        QUESTIONS + "exchanges.py",
        "rules are taken to be untouched that are not",
        "sums.subtract(self._entries[self._cell(seat, self.holder[seat])])",
        "sums.update(self._entries[self._cell(seat, party)])",
    ),
    Mutant(
        QUESTIONS + "exchanges.py",
        "a partner may want a seat of his own",
        "if self.holder[seat] != self.holder[other] else ()",
        "if seat != other else ()",
    ),
    Mutant(
        QUESTIONS + "ways_out.py",
        "only what is asked by name is held to be one's own",
        "if rule.borne_by == who else",
        "if rule.asked_by == who else",
    ),
    Mutant(
        QUESTIONS + "ways_out.py",
        "the split of a package is the first that was found",
        "return best.split if isinstance(best, Best) and best.proved else package.split",
        "return package.split",
    ),
    Mutant(
        QUESTIONS + "packages.py",
        "a dearer package is passed over",
        "low=key[stage] + 1)",
        "low=key[stage] + 2)",
    ),
    Mutant(
        QUESTIONS + "packages.py",
        "a package that asks more than one found is told",
        "all(any(given[i] < by for i, by in one.items()) for one in self._found)",
        "given not in self._found",
    ),
    Mutant(
        QUESTIONS + "drop_sets.py",
        "sets to drop are called all though a limit cut them off",
        "self.complete and len(every) <= self.limit",
        "self.complete",
    ),
    Mutant(
        QUESTIONS + "drop_sets.py",
        "sets found in the map's order come before the smallest",
        "every = [*self._in_order, *others]",
        "every = [*others, *self._in_order]",
    ),
    Mutant(
        QUESTIONS + "packages.py",
        "which of equal packages comes first is the engine's choice",
        "ask = replace(ask, prefer=prefer, helpers=helpers, rows=rows, hint=(), ",
        "ask = replace(ask, prefer=prefer, helpers=helpers, rows=rows, ",
    ),
    Mutant(
        QUESTIONS + "packages.py",
        "packages near one that is found are lost",
        "high=by - 1, only_if",
        "high=by - 2, only_if",
    ),
    Mutant(
        QUESTIONS + "packages.py",
        "an unanswered question ends the list as complete",
        "yield self._told(outcome.values)\n        self.complete = isinstance(outcome, Impossible)",
        "yield self._told(outcome.values)\n        self.complete = True",
    ),
    Mutant(
        QUESTIONS + "concessions.py",
        "others are claimed where none was found",
        "more = True if len(found) == LIMIT else False if packages.complete else None",
        "more = not packages.complete",
    ),
    Mutant(
        "solver/reasons.py",
        "nobody is left: one party barred is enough",
        "if parties.issuperset(facts.contesting)",
        "if parties",
    ),
    Mutant(
        "solver/reasons.py",
        "allowed: seats outside what a rule speaks of are not",
        "left.number + len(pool - set(left.pool))",
        "left.number",
    ),
    Mutant(
        "solver/reasons.py",
        "a family of single rules clashes with nobody",
        'if number == 1 and who == "each other":',
        "if False:",
    ),
    Mutant(
        "solver/reasons.py",
        "as many as there are is called too many",
        "total <= len(there)",
        "total < len(there)",
    ),
    Mutant(
        "solver/reasons.py",
        "beside what is asked for: as many as there are is called too many",
        "sum(every) > len(facts.seats)",
        "sum(every) >= len(facts.seats)",
    ),
    Mutant(
        "solver/rules/follows.py",
        "beside what is asked for a party, a rule that gives or takes some seats gives the others all of theirs",
        "Asks(who, seats - self.within, facts.seat_ids) for who",
        "Asks(who, seats, facts.seat_ids) for who",
    ),
    Mutant(
        "solver/reasons.py",
        "seats outside what a rule limits are forgotten",
        "left.number + outside",
        "left.number",
    ),
    Mutant(
        QUESTIONS + "tie_break.py",
        "seat by seat, parties are tried from the last",
        "Linear(cells, tuple(range(width)))",
        "Linear(cells, tuple(range(0, -width, -1)))",
    ),
    Mutant(
        QUESTIONS + "solve.py",
        "musts that clash are looked for among the wishes",
        "among_musts=isinstance(self.best, Impossible)",
        "among_musts=False",
    ),
    Mutant(
        QUESTIONS + "solve.py",
        "a split that is not proved is called optimal",
        '"optimal" if self.best.proved else "feasible"',
        '"optimal" if self.best else "feasible"',
    ),
    Mutant(
        WHAT_IF,
        "numbers that agree are told as differing",
        "if stated != shown:",
        "if stated == shown:",
    ),
    # --- scenario
    Mutant(
        WHAT_IF,
        "parts of opened rules may share a name",
        "            names.update(part.id for part in parts)\n",
        "",
    ),
    Mutant(WHAT_IF, "a rule that is to stay whole is opened", "None if rule.id in whole else", "None if not rule else"),
    Mutant(WHAT_IF, "the last option is the default", "switch.options[0][0]", "switch.options[-1][0]"),
    Mutant(
        WHAT_IF,
        "a rule that no switch names does not apply",
        "if rule.id not in named or rule.id in wanted",
        "if rule.id in wanted",
    ),
    Mutant(
        WHAT_IF,
        "switches take nobody out",
        "for option in options for party in option.parties_out",
        "for option in options for party in option.parties_out[1:]",
    ),
    Mutant(
        "solver/scenario/checks.py",
        "units may be mixed without weights",
        "if len(units) > 1 and",
        "if len(units) > 2 and",
    ),
    Mutant(
        "solver/scenario/settings.py",
        "dropped rules stay",
        "if rule.id not in dropped",
        "if rule.id",
    ),
    # --- the network path: minimum-cost flow -------------------------------------------------
    Mutant(
        TRANSPORT + "hinges.py",
        "in follows, a party's surplus may exceed what the others lack",
        "if base + int(slack.reshape(self.seats, self.parties).min(axis=1).sum()) < 0:",
        "if False:",
    ),
    Mutant(
        TRANSPORT + "hinges.py",
        "a sum of gaps counts though some may be given for nothing",
        "        if least < self.domains[helper][0]:\n            raise _RefusedError",
        "        if False:\n            raise _RefusedError",
    ),
    Mutant(
        TRANSPORT + "hinges.py",
        "what is missing is counted from one too few",
        "return Hinge(cells, row.low - row.terms.constant, -1)",
        "return Hinge(cells, row.low - row.terms.constant - 1, -1)",
    ),
    Mutant(
        TRANSPORT + "parts.py",
        "a seat that lies whole in a pool is forgotten",
        "return pool, hinge.base + hinge.sign * whole",
        "return pool, hinge.base",
    ),
    Mutant(
        TRANSPORT + "parts.py",
        "a penalty that bends is taken for a sum",
        "        if min(ends) >= 0:\n            constant",
        "        if min(ends) >= -1:\n            constant",
    ),
    Mutant(
        TRANSPORT + "tree.py",
        "pools that cross are taken for a tree",
        "if (around != outside).any():",
        "if (around != outside).all():",
    ),
    Mutant(
        TRANSPORT + "room.py",
        "the price of a unit changes one unit late",
        "at = np.where(falling, self.base, -self.base)",
        "at = np.where(falling, self.base + 1, -self.base)",
    ),
    Mutant(
        TRANSPORT + "room.py",
        "a node's least flow is not brought on to the node around it",
        "    np.add.at(supply, tree.parent + seats, room.low)\n",
        "    supply[-1] += room.low.sum()\n",
    ),
    Mutant(
        TRANSPORT + "room.py",
        "cells that cost one more are taken for free",
        "room.open & (gap == own), low, high)",
        "room.open & (gap <= own + 1), low, high)",
    ),
    Mutant(
        TRANSPORT + "room.py",
        "dearer units may be used in a best split",
        "np.subtract.at(high, node, np.where(unit > rise[node], length, 0))",
        "np.subtract.at(high, node, np.where(unit > rise[node] + 1, length, 0))",
    ),
    Mutant(
        TRANSPORT + "ties.py",
        "a settled seat is moved again",
        "            self._withdraw(seat)\n            self._settle(seat)",
        "            self._settle(seat)",
    ),
    Mutant(
        TRANSPORT + "ties.py",
        "a seat goes to the last party that it can go to",
        "found = next(((cell, node) for cell, node in earlier if node in onward), None)",
        "found = next(((cell, node) for cell, node in reversed(earlier) if node in onward), None)",
    ),
    Mutant(
        TRANSPORT + "ties.py",
        "a node's flow is raised above its bound",
        "*(child for child in self.children[head] if self.room_up[child])",
        "*self.children[head]",
    ),
    Mutant(
        TRANSPORT + "template.py",
        "a stage outweighs the one before it",
        "            weights = [weight * (self.spans[end] + 1) for weight in weights]",
        "            weights = [weight * max(1, self.spans[end] // 4) for weight in weights]",
    ),
    Mutant(
        TRANSPORT + "template.py",
        "later stages forget what the earlier ones settled",
        "room = face(room, costs, chosen, potentials(room, costs, chosen, room.tree.flows(chosen)))",
        "room = self.room",
    ),
    Mutant(
        TRANSPORT + "ranked.py",
        "the way back may lead through a seat that stays",
        "for seat in range(self.room.seats - 1, start - 1, -1):",
        "for seat in range(start, self.room.seats):",
    ),
    Mutant(
        TRANSPORT + "ranked.py",
        "of equal parts the one of the earlier seat comes first",
        "return -1 if one.seat == other.seat or one.start < cells[one.seat] else 1",
        "return -1",
    ),
    Mutant(
        TRANSPORT + "ranked.py",
        "a part forgets where its seat may not go",
        "self._divide(told.split, part.seat, part.shut | {int(told.split[part.seat])})",
        "self._divide(told.split, part.seat, frozenset((int(told.split[part.seat]),)))",
    ),
    Mutant(
        TRANSPORT + "recognised.py",
        "a weight is forgotten",
        "bends = tuple(replace(bend, times=bend.times * times) for bend in part.bends)",
        "bends = part.bends",
    ),
    Mutant(
        TRANSPORT + "recognised.py",
        "a demand that is to be kept may fall short",
        "row.low is not None or row.high != row.terms.constant:",
        "row.low is not None:",
    ),
    Mutant(
        QUESTIONS + "ranked.py",
        "the list of splits goes on though the time is over",
        "        if deadline.passed:\n            yield None\n            return\n        split",
        "        split",
    ),
    # --- the deal map, and pictures
    Mutant(
        "solver/polymatroid.py",
        "what others must have is forgotten",
        "return self.seats - self.most[self.everyone & ~groups]",
        "return 0 * self.most[self.everyone & ~groups]",
    ),
    Mutant(
        "solver/polymatroid.py",
        "a sum that falls apart is told",
        "return all(of[part] + of[inside & ~part] != of[inside] for part in subsets(rest))",
        "return True",
    ),
    Mutant(
        "solver/polymatroid.py",
        "what the rest of the component implies is told",
        "self._whole(inside, self.most) and self._whole(component & ~inside, least)",
        "self._whole(inside, self.most)",
    ),
    Mutant(
        "solver/polymatroid.py",
        "bounds from above are not looked at",
        "by = max(above, below)",
        "by = above",
    ),
    Mutant(
        "solver/polymatroid.py",
        "many questions: bounds from above are not looked at",
        " | (most @ members < smallest)",
        "",
    ),
    Mutant(
        "solver/engine/interrupt.py",
        "python-sat handles Ctrl-C itself",
        "MainThread.check = staticmethod(lambda: False)",
        "MainThread.check = staticmethod(asked)",
    ),
    Mutant(
        "solver/engine/totals.py",
        "the other groups let seats through as well",
        "allowed = self.network.seats if groups >> group & 1 else 0",
        "allowed = self.network.seats",
    ),
    Mutant(
        "solver/engine/totals.py",
        "what is left of a count is bounded the wrong way round",
        "max(0, asked - count.high), min(len(rest), asked - count.low)",
        "max(0, asked - count.low), min(len(rest), asked - count.high)",
    ),
    Mutant(
        "solver/engine/totals.py",
        "counts that cross are not named",
        'self.left_out.setdefault(counted.owner(self._origin[number][0]), "crossing")',
        "pass",
    ),
    Mutant(
        "solver/engine/totals.py",
        "the rest of a count keeps the count's sign",
        "[origin] = sign * times",
        "[origin] = times",
    ),
    Mutant(
        "solver/questions/deal_map.py",
        "wishes are kept unasked",
        "rule.must or every or rule.id in keep",
        "rule.must or every or True",
    ),
    Mutant(
        "solver/questions/deal_sums.py",
        "a demand that a sum needs is left out",
        "if without.total == most.total:",
        "if without.total >= most.total:",
    ),
    Mutant(
        "solver/questions/deal_map.py",
        "what the sums allow is believed where they are an outer bound",
        "if isinstance(outcome, Impossible):\n            return False\n        return self.posed",
        "if isinstance(outcome, Impossible):\n            return split\n        return self.posed",
    ),
    Mutant(
        "solver/questions/pictures.py",
        "what is not known counts as no deal",
        'sure = "unknown" not in states[last + 1 :]',
        "sure = True",
    ),
    Mutant(
        "solver/questions/pictures.py",
        "a cost that is not proved makes no deal",
        "one.bound is not None and one.bound > 0",
        "one.value > 0",
    ),
    Mutant(
        "solver/questions/pictures.py",
        "splits that are not proved flip seats",
        'return row.status == "optimal" and row.moved is not None',
        "return row.moved is not None",
    ),
    Mutant(
        "solver/questions/pictures.py",
        "a seat that moved alike on both sides flips",
        "if here.get(seat, party) != there.get(seat, party)",
        "if True",
    ),
    Mutant(
        "solver/report/pictures/terminal.py",
        "a seat that flips is marked by colour alone",
        'return f">{party}", f"bold',
        'return f"{party}", f"bold',
    ),
    Mutant(
        "solver/questions/sweep/optima.py",
        "an optimum that falls short is taken for greater asks",
        "low, high = np.minimum(self.asks, delivered), np.maximum(self.asks, delivered)",
        "low, high = np.minimum(self.asks, delivered), np.maximum(self.asks, delivered) + 1",
    ),
    Mutant(
        "solver/questions/sweep/optima.py",
        "goals that depend on wishes are forgotten",
        "        if of_wishes:",
        "        if False:",
    ),
    Mutant(
        "solver/questions/sweep/optima.py",
        "a weightier rule need not be kept",
        "((weights > self.weights) & (asks <= delivered))",
        "(weights > self.weights)",
    ),
    Mutant(
        "solver/questions/sweep/keeping.py",
        "a sweep asks the network although CP-SAT is forced",
        "None if self.alone else self._by_network(present)",
        "self._by_network(present)",
    ),
    Mutant(
        "solver/questions/sweep/answering.py",
        "a sweep takes CP-SAT where the network is forced and carries it not",
        "engine_of(posed, self.plan.seed, self.plan.engine)",
        "engine_of(posed, self.plan.seed)",
    ),
    Mutant(
        "solver/questions/sweep/clashing.py",
        "a core is taken for lesser asks",
        "clash |= (asks[:, columns] >= least).all(axis=1)",
        "clash |= (asks[:, columns] >= least - 1).all(axis=1)",
    ),
    Mutant(
        "solver/engine/bands.py",
        "a sum that is better small is aimed at its upper end",
        "end = band.high if rate < 0 else band.low",
        "end = band.high",
    ),
    Mutant(
        "solver/engine/bands.py",
        "a split is called best although the bound is not at the ends of the bands",
        "return ends if least == bound else None",
        "return ends",
    ),
    Mutant(
        "solver/engine/bands.py",
        "seats go to parties that may not have them",
        "found: Flags = allowed & (forced >= forced.max(axis=1, keepdims=True))",
        "found: Flags = allowed | True",
    ),
    Mutant(
        "solver/engine/exchanging.py",
        "the last two are joined by one sum alone",
        "return one * (1 << 32) + other",
        "return one",
    ),
    Mutant(
        "solver/questions/best_split.py",
        "the face of the least cost leaves out the last cost",
        "return self._best(faces[costs], faces[costs + goals], proved=proved)",
        "return self._best(faces[max(0, costs - 1)], faces[costs + goals], proved=proved)",
    ),
    Mutant(
        "solver/questions/one_sum.py",
        "a later stage can make up for an earlier one",
        "        weight *= 1 + _span(stage, system)",
        "        weight *= 2",
    ),
    Mutant(
        "solver/questions/one_sum.py",
        "whichever split is found is told",
        "return outcome.bound > last.value(values)",
        "return outcome.bound >= last.value(values)",
    ),
    Mutant(
        "solver/questions/sweep/sheet.py",
        "a rule that is left out still counts for the key",
        'return Variant(None, ABSENT, 0, b"")\n            settings',
        'return Variant(None, ABSENT, 0, b"x")\n            settings',
    ),
    Mutant(
        "solver/questions/sweep/handing.py",
        "a sheet is parted whatever is taken over on it",
        "(len(numbers) + 1) // 2 if hard else len(numbers)",
        "(len(numbers) + 1) // 2",
    ),
    Mutant(
        "solver/questions/sweep/handing.py",
        "a sheet goes to whoever asks first",
        "self._home_of(batch, worker) == worker",
        "batch",
    ),
    Mutant(
        "solver/questions/sweep/run.py",
        "a scheduler that is lost is an internal error",
        "CancelledError() if future.cancelled() else future.exception()",
        "future.exception()",
    ),
    Mutant(
        "solver/questions/deal_map.py",
        "a grid that is an outer bound is told as exact",
        'found.status == "exact")',
        'found.status != "exact")',
    ),
    Mutant(
        "solver/questions/pictures.py",
        "flips are shown at the farthest what-if",
        "if near is None or far < near:",
        "if near is None or far > near:",
    ),
    Mutant(
        "solver/store.py",
        "what was cut short is never tried again",
        "(again > 0 AND again >= ?)",
        "(again > 0 OR again >= ?)",
    ),
    Mutant(
        "solver/store.py",
        "a row of less is put over what is proved",
        "WHERE rows.again IS NOT NULL AND ",
        "WHERE 1 OR ",
    ),
)


@dataclass(frozen=True)
class Outcome:
    """What became of one mutant."""

    mutant: Mutant | None
    verdict: str
    by: str
    seconds: float


def _copied(folder: Path) -> None:
    skipped = shutil.ignore_patterns("__pycache__", ".hypothesis", "doors")
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=skipped)
        elif source.exists():
            shutil.copy(source, folder / name)


def _run(folder: Path, tests: Sequence[str], limit: int = LIMIT) -> tuple[str, str]:
    """(verdict, first failing test) of these tests in a copy."""
    present = [name for name in dict.fromkeys(tests) if (folder / name).exists()]
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *present]
    quick = {**os.environ, "HYPOTHESIS_PROFILE": "mutants", "PYTHONPATH": str(folder)}
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=quick,
            capture_output=True,
            text=True,
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "caught", f"no end after {limit} s"
    if done.returncode == 0:
        return "MISSED", ""
    failed = re.search(r"^FAILED (\S+)", done.stdout, re.MULTILINE)
    if done.returncode == 1 and failed:
        return "caught", failed[1].split("/", 1)[1]
    return "BROKEN", (done.stdout.strip() or done.stderr.strip()).splitlines()[-1]


def _tests_for(file: str) -> tuple[str, ...]:
    return next(tests for prefix, tests in TESTS.items() if file.startswith(prefix))


def _try(mutant: Mutant) -> Outcome:
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        folder = Path(name)
        _copied(folder)
        file = folder / mutant.file
        text = mutant.planted(file.read_text(encoding="utf-8")) if file.exists() else None
        if text is None:
            return Outcome(mutant, "STALE", "its place in the code is not found", 0)
        file.write_text(text, encoding="utf-8")
        verdict, by = _run(folder, _tests_for(mutant.file))
    return Outcome(mutant, verdict, by, time.monotonic() - start)


def _without_bug(chosen: Sequence[Mutant]) -> Outcome:
    """The same tests on an unchanged copy: were they red anyway, the rest would prove nothing."""
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutant-") as name:
        _copied(Path(name))
        verdict, by = _run(Path(name), [test for mutant in chosen for test in _tests_for(mutant.file)], WHOLE)
    return Outcome(None, "green" if verdict == "MISSED" else "RED", by, time.monotonic() - start)


def _line(outcome: Outcome) -> str:
    mutant = outcome.mutant
    place, what = (mutant.file, mutant.what) if mutant else ("", "no bug at all")
    return f"{outcome.verdict:7} {outcome.seconds:5.0f} s  {place:34} {what:58} {outcome.by}"


def main(words: Sequence[str]) -> int:
    """Try all mutants that hold one of the words; print the table; say whether all were caught."""
    start = time.monotonic()
    chosen = [m for m in MUTANTS if not words or any(w in f"{m.file} {m.what}" for w in words)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        clean = pool.submit(_without_bug, chosen)
        outcomes = []
        for outcome in pool.map(_try, chosen):
            print(_line(outcome), flush=True)
            outcomes.append(outcome)
        print(_line(clean.result()))
    escaped = [one for one in outcomes if one.verdict != "caught"]
    took = time.monotonic() - start
    print(f"{len(outcomes) - len(escaped)} of {len(outcomes)} bugs caught in {took:.0f} s")
    return 1 if escaped or clean.result().verdict != "green" else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
