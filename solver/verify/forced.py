"""Do the demands, each as well kept as in the best split, force what an answer of `why --forced` says they do?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from solver.answers.why import forced_sentence
from solver.claims import Claimed, read_claims
from solver.more import clash_told, denied
from solver.scenario import SettingError
from solver.split import Split
from solver.verify.case import Case
from solver.verify.checks import Claim, Result
from solver.verify.in_the_way import InTheWay
from solver.verify.told import ToldForced


def forced_checks(case: Case, split: Split | None, told: ToldForced, *, cut: bool) -> Iterator[Result]:
    """The claim, the verdict, what shows it, the sentence; `split` is the best one, where there is one."""
    claim = Claim("forced", "$.forced.claims", f"what is claimed: {', '.join(told.claims)}")
    try:
        claimed = read_claims(case.posed.what_if.facts, told.claims)
    except SettingError as error:
        yield claim.refused(str(error))
        return
    wrong = None if claimed.told == told.claim else f"it is {claimed.told!r}"
    yield Claim("forced", "$.forced.claim", told.claim).settled(wrong, "from the file")
    verdict = Claim("forced", "$.forced.verdict", f"the verdict is {told.verdict}")
    shown = (told.because is not None, told.split is not None)
    if shown != (told.verdict == "forced", told.verdict == "open") or (split is None and any(shown)):
        yield verdict.refused("forced goes with demands, open with a split, and both with a best split")
    elif told.verdict == "unknown":
        yield verdict.settled(
            None if cut or split is None else "only the time limit leaves that open", "it claims nothing"
        )
    elif split is not None:
        yield from _shown(case, split, told, claimed, verdict, cut=cut)


def _shown(
    case: Case, best: Split, told: ToldForced, claimed: Claimed, verdict: Claim, *, cut: bool
) -> Iterator[Result]:
    short = case.shortfalls(best)
    most = {index: short[index] for index in case.posed.wishes}
    more, because = denied(case.posed, claimed.contrary), told.because
    if told.split is not None:
        yield verdict.settled(_denies(case, told.split, claimed, most), "counted")
    elif because is not None:
        yield verdict.proved("see below")
        checked = InTheWay(case, more, because, most, cut=cut)
        yield from checked.checks("$.forced.because", "forced")
        if checked.misnamed() is None:
            because = replace(because, members=clash_told(case.posed, more, checked.members, minimal=True).members)
    sentence = forced_sentence(told.claim, because, is_open=told.split is not None, interrupted=told.interrupted)
    wrong = None if told.sentence == sentence else f"what is told gives {sentence!r}"
    yield Claim("forced", "$.forced.sentence", "its sentence").settled(wrong, "from the answer")


def _denies(case: Case, split: Split, claimed: Claimed, most: dict[int, int]) -> str | None:
    """What is wrong with a split that is to keep all demands as well as the best one, and to deny the claim."""
    wrong = case.wrong_with(split) or case.breaks(split, case.musts)
    if wrong is not None:
        return wrong
    short = case.shortfalls(split)
    worse = [case.posed.rules[index].id for index, by in most.items() if short[index] > by]
    if worse:
        return f"it keeps {worse[0]} less well"
    return "it does not deny the claim" if claimed.contrary.shortfall(split, case.posed.what_if.facts) else None
