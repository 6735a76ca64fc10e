"""Which seats does each party get: as a tile map, and by region?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from rich.console import Group, RenderableType
from rich.text import Text

from solver.answers import Answer, SeatInfo
from solver.report.style import bullet, colours, on

TILE = 5
"""Width of a tile in characters; odd rows are moved by half of it, so that tiles lie like bricks."""


def party_mark(party: str, shades: dict[str, str]) -> Text:
    """A party's id on its colour."""
    return Text.assemble((f" {party} ", on(shades[party]))) if party in shades else Text(party)


def tile_map(answer: Answer) -> RenderableType:
    """Every seat as a tile with the party that contests it; seats without a place are left to the list."""
    shades = colours(answer.party_info)
    split = answer.split
    if split is None:
        return Group()
    return tiles(answer.seat_info, lambda seat: (split[seat.id], on(shades[split[seat.id]])))


def tiles(seats: Iterable[SeatInfo], drawn: Callable[[SeatInfo], tuple[str, str]]) -> RenderableType:
    """Every seat that has a place as a tile; `drawn` gives its text, which is cut to fit, and its style."""
    rows: dict[int, dict[int, SeatInfo]] = {}
    for seat in seats:
        if seat.tile is not None:
            rows.setdefault(seat.tile[1], {})[seat.tile[0]] = seat
    lines = []
    for row in range(max(rows, default=-1) + 1):
        line = Text(" " * (TILE // 2 if row % 2 else 0), no_wrap=True, overflow="crop")
        for column in range(max(rows.get(row, {}), default=-1) + 1):
            tile = rows[row].get(column)
            text, style = ("", "") if tile is None else drawn(tile)
            line.append_text(Text.assemble((text[: TILE - 1].center(TILE - 1), style), " "))
        lines.append(line)
    return Group(*lines)


def seats_by_region(answer: Answer) -> RenderableType:
    """The names of the seats of each party, region by region; reserved seats are marked."""
    split: Mapping[str, str] = answer.split or {}
    regions = list(dict.fromkeys(seat.region for seat in answer.seat_info))
    blocks: list[RenderableType] = []
    for region in regions:
        inside = [seat for seat in answer.seat_info if seat.region == region]
        if len(regions) > 1 or region is not None:
            blocks.append(Text(f"{region or 'No region'} ({len(inside)})", style="underline"))
        for party in answer.party_info:
            names = [_name(seat) for seat in inside if split[seat.id] == party.id]
            if names:
                blocks.append(bullet(f"{party.id} {len(names)}:", ", ".join(names)))
    return Group(*blocks)


def _name(seat: SeatInfo) -> str:
    return f"{seat.name} ({seat.reserved})" if seat.reserved else seat.name
