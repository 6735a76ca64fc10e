"""How do the surrogate pairs of JSON, which YAML does not know, get past its parser?"""

from __future__ import annotations

import re

from solver.scenario.source import Source

_HIGH = re.compile(r"\\u[dD][89abAB]")
_SURROGATES = re.compile(r"((?<!\\)(?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")


def without_surrogates(source: Source) -> tuple[str, dict[int, list[int]]]:
    """JSON text with each pair of surrogate escapes as the one escape that YAML knows.

    That is two characters shorter: also returns the columns, by line, where something was cut.
    """
    cuts: dict[int, list[int]] = {}
    if not source.text.lstrip().startswith("{") or not _HIGH.search(source.text):
        return source.text, cuts
    for match in _SURROGATES.finditer(source.text):
        end = source.at(match.end())
        before = cuts.setdefault(end.line - 1, [])
        before.append(end.column - 2 * len(before) - 3)
    return _SURROGATES.sub(_joined, source.text), cuts


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08x}"
