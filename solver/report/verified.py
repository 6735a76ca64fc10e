"""What became of every claim of an answer, to be read in a terminal?"""

from __future__ import annotations

from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from solver.report.style import grid, section
from solver.verify import Check, Verdict, Verified
from solver.words import amount

SUMMARY: dict[Verdict, str] = {
    "proved": "Every claim holds, and is proved.",
    "corroborated": "Every claim holds: proved, or corroborated by a second solver.",
    "not checked": "Nothing was refused, but not every claim could be checked.",
    "refused": "Refused: not every claim holds.",
}

STYLES: dict[Verdict, str] = {"proved": "green", "corroborated": "cyan", "refused": "bold red", "not checked": "yellow"}


def verified_report(verified: Verified) -> RenderableType:
    """The verdict, then every claim, section by section."""
    head = Text(verified.title, style="bold")
    said = "It was interrupted: not every claim was looked at." if verified.interrupted else SUMMARY[verified.verdict]
    blocks = [section(title, _table(list(checks))) for title, checks in groupby(verified.checks, lambda c: c.section)]
    return Group(head, Text(said, style=STYLES[verified.verdict]), Text(""), *blocks, _counts(verified))


def _table(checks: list[Check]) -> RenderableType:
    table = grid("", "", "", header=False)
    table.columns[0].no_wrap = True
    for check in checks:
        table.add_row(
            Text(check.verdict, style=STYLES[check.verdict]), Text(check.claim), Text(check.detail, style="dim")
        )
    return table


def _counts(verified: Verified) -> Text:
    counted = [(verdict, sum(check.verdict == verdict for check in verified.checks)) for verdict in STYLES]
    parts = ", ".join(f"{number} {verdict}" for verdict, number in counted if number)
    return Text(f"{amount(len(verified.checks), 'claims')}: {parts}")
