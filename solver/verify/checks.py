"""What became of each claim of an answer: proved, corroborated, refused, or not checked?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

CUT = "it was interrupted"

Verdict = Literal["proved", "corroborated", "refused", "not checked"]


@dataclass(frozen=True)
class Check:
    """One claim and its verdict; `path` leads to it in the JSON, `detail` says what the verdict rests on."""

    section: str
    path: str
    claim: str
    verdict: Verdict
    detail: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The check's entry in the JSON of `verify`."""
        return {
            "section": self.section,
            "path": self.path,
            "claim": self.claim,
            "verdict": self.verdict,
            "detail": self.detail,
        }


@dataclass(frozen=True)
class Claim:
    """Something that an answer says, before anyone has looked at it."""

    section: str
    path: str
    text: str

    def proved(self, detail: str = "") -> Check:
        """It holds, by adding up or counting."""
        return Check(self.section, self.path, self.text, "proved", detail)

    def corroborated(self, detail: str) -> Check:
        """A second solver says so too."""
        return Check(self.section, self.path, self.text, "corroborated", detail)

    def refused(self, detail: str) -> Check:
        """It does not hold, or its proof does not."""
        return Check(self.section, self.path, self.text, "refused", detail)

    def unchecked(self, detail: str) -> Check:
        """It could not be decided."""
        return Check(self.section, self.path, self.text, "not checked", detail)

    def settled(self, wrong: str | None, right: str = "") -> Check:
        """Refused where something is wrong, else proved."""
        return self.proved(right) if wrong is None else self.refused(wrong)


@dataclass(frozen=True)
class Open:
    """A claim that takes a second solver; `settle` asks it."""

    claim: Claim
    settle: Callable[[], Check]


Result = Check | Open


def under(results: Iterable[Result], where: str, section: str) -> Iterator[Result]:
    """Checks of a part of the answer that reads like an answer of its own; `where` leads to it."""

    def moved(check: Check) -> Check:
        return replace(check, path=where + check.path.removeprefix("$"), section=section)

    def opened(one: Open) -> Open:
        claim = replace(one.claim, path=where + one.claim.path.removeprefix("$"), section=section)
        return Open(claim, lambda: moved(one.settle()))

    for one in results:
        yield moved(one) if isinstance(one, Check) else opened(one)


def close(results: Iterable[Result]) -> tuple[tuple[Check, ...], bool]:
    """The checks in order, and whether Ctrl-C ended them early; what was not looked at by then is not checked.

    The second solver is asked only where nothing is refused without it.
    """
    known, interrupted = _gathered(results)
    refused = any(isinstance(one, Check) and one.verdict == "refused" for one in known)
    checks: list[Check] = []
    for one in known:
        if isinstance(one, Check):
            checks.append(one)
        elif refused or interrupted:
            checks.append(one.claim.unchecked("the answer is refused anyway" if refused else CUT))
        else:
            check = _settled(one)
            refused, interrupted = check is not None and check.verdict == "refused", check is None
            checks.append(check or one.claim.unchecked(CUT))
    return tuple(checks), interrupted


def _gathered(results: Iterable[Result]) -> tuple[list[Result], bool]:
    """What can be said without a second solver, as far as Ctrl-C lets it be worked out."""
    known: list[Result] = []
    try:
        for one in results:
            known.append(one)  # noqa: PERF402  # one by one, so that what is there is kept
    except KeyboardInterrupt:
        return [*known, Claim("other", "$", "all else that the answer claims").unchecked(CUT)], True
    return known, False


def _settled(one: Open) -> Check | None:
    """What the second solver says; None at Ctrl-C."""
    try:
        return one.settle()
    except KeyboardInterrupt:
        return None
