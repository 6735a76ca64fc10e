"""How are counts and lists said in a sentence?"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction


def amount(number: int, unit: str = "seats") -> str:
    """'1 seat', '2 switches'; `unit` is a plural in -s, or in -es after ch."""
    ending = "es" if unit.endswith("ches") else "s"
    return f"{number} {unit.removesuffix(ending)}" if number == 1 else f"{number:,} {unit}"


def first_few(names: Iterable[str]) -> str:
    """'a, b, c, d, e and 3 more'."""
    named = list(names)
    return ", ".join(named[:5]) + (f" and {len(named) - 5} more" if len(named) > 5 else "")


def cut_short(*, interrupted: bool) -> str:
    """What ended a search early."""
    return "it was interrupted" if interrupted else "the time limit came first"


def either(names: Iterable[str]) -> str:
    """'a', 'a or b', 'a, b or c'."""
    *most, last = names
    return f"{', '.join(most)} or {last}" if most else last


def figure(number: Fraction | int) -> str:
    """'12', '2.5', 'about 0.33': a number as it is said, exact unless it says 'about'."""
    exact = Fraction(number)
    if exact.denominator == 1:
        return str(exact.numerator)
    short = f"{float(exact):.2f}".rstrip("0")
    return short if Fraction(short) == exact else f"about {short}"
