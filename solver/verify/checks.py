"""What became of each claim of an answer: proved, corroborated, refused, or not checked?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

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


def close(results: Iterable[Result]) -> Iterator[Check]:
    """The checks in order. The second solver is asked only where nothing is refused without it."""
    results = list(results)
    refused = any(isinstance(one, Check) and one.verdict == "refused" for one in results)
    for one in results:
        if isinstance(one, Check):
            yield one
        elif refused:
            yield one.claim.unchecked("the answer is refused anyway")
        else:
            check = one.settle()
            refused = check.verdict == "refused"
            yield check
