"""On which pacts of other states can the model be tested? Writes the tables of `seatpact backtest` for them.

    python tools/state_pacts.py RESULTS.csv FOLDER
    seatpact backtest FOLDER/pacts.csv FOLDER/results.csv                       the rivals known
    seatpact backtest FOLDER/pacts.csv FOLDER/earlier.csv FOLDER/outcomes.csv   the partners' earlier results alone

RESULTS.csv has results of Lok Sabha elections, 2009 to 2024: year, state, seat_no, seat, party, votes, vote_share,
position. None come with Seatpact: the compilation that spans all states and years (TCPD Indian Elections Data v2.0,
by Agarwal, Agrawal, Bhogale, Hangal, Jensenius, Kumar, Narayan, Nissa and Trivedi, Trivedi Centre for Political Data,
Ashoka University) is free for non-commercial purposes only. Where two partners stood against each other, the better
one counts.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

PACTS = """
ap-2024 Andhra Pradesh: TDP, BJP, JaSPa, JSP
as-2019 Assam: BJP, AGP, BPF
as-2024 Assam: BJP, AGP, UPPL
br-nda-2014 Bihar: BJP, LJP, RLSP
br-upa-2014 Bihar: RJD, INC, NCP
br-nda-2019 Bihar: BJP, JD(U), LJP
br-upa-2019 Bihar: RJD, INC, RLSP, HAMS, VSIP
br-nda-2024 Bihar: BJP, JD(U), LJPRV, HAMS, RLM
br-india-2024 Bihar: RJD, INC, CPI(ML)(L), CPI, CPI(M), VSIP
dl-2024 Delhi: AAP, INC
gj-2024 Gujarat: INC, AAP
hr-2014 Haryana: BJP, HJCBL
hr-2024 Haryana: INC, AAP
jh-upa-2014 Jharkhand: INC, JMM, RJD
jh-upa-2019 Jharkhand: INC, JMM, JVM, RJD
jh-nda-2019 Jharkhand: BJP, AJSU
jh-india-2024 Jharkhand: INC, JMM, RJD, CPI(ML)(L)
ka-2019 Karnataka: INC, JD(S)
ka-2024 Karnataka: BJP, JD(S)
kl-udf-2014 Kerala: INC, IUML, KEC(M), RSP, SJD
kl-ldf-2014 Kerala: CPI(M), CPI, JD(S)
kl-udf-2019 Kerala: INC, IUML, KEC(M), RSP
kl-ldf-2019 Kerala: CPI(M), CPI
kl-nda-2019 Kerala: BJP, BDJS, KEC
kl-udf-2024 Kerala: INC, IUML, KEC, RSP
kl-ldf-2024 Kerala: CPI(M), CPI, KEC(M)
mh-nda-2014 Maharashtra: BJP, SHS, SWP, RSPS, RPI(A)
mh-upa-2014 Maharashtra: INC, NCP, BVA
mh-nda-2019 Maharashtra: BJP, SHS
mh-upa-2019 Maharashtra: INC, NCP, SWP, BVA
mh-mva-2024 Maharashtra: INC, SHSUBT, NCPSP
mh-nda-2024 Maharashtra: BJP, SHS, NCP, RSPS
pb-2014 Punjab: BJP, SAD
pb-2019 Punjab: BJP, SAD
rj-2024 Rajasthan: INC, CPI(M), RLTP
tn-dmk-2014 Tamil Nadu: DMK, VCK, IUML, MAMAK, PT
tn-nda-2014 Tamil Nadu: BJP, DMDK, PMK, MDMK
tn-dmk-2019 Tamil Nadu: DMK, INC, CPI, CPI(M), VCK, IUML
tn-aiadmk-2019 Tamil Nadu: AIADMK, PMK, BJP, DMDK, TMC(M)
tn-dmk-2024 Tamil Nadu: DMK, INC, CPI, CPI(M), VCK, IUML, MDMK
tn-nda-2024 Tamil Nadu: BJP, PMK, TMC(M), AMMKMNKZ
up-inc-rld-2014 Uttar Pradesh: INC, RLD
up-nda-2014 Uttar Pradesh: BJP, AD
up-nda-2019 Uttar Pradesh: BJP, ADS
up-nda-2024 Uttar Pradesh: BJP, RLD, ADS, SBSP
wb-left-2024 West Bengal: CPI(M), INC, AIFB, RSP, CPI
"""
"""Pact, state, and partners by the codes of RESULTS.csv. Which parties stood together is common knowledge; how the
seats were divided is read off the results."""

FIGURES = ("votes", "vote_share", "position")
COLUMNS = {
    "pacts": ("pact_id", "year", "seat_no", "seat", "party"),
    "results": ("pact_id", "year", "seat_no", "party", *FIGURES),
    "earlier": ("pact_id", "seat_no", "partner", "prev_year", *FIGURES),
    "outcomes": ("pact_id", "seat_no", "party", *FIGURES),
}

Row = dict[str, str]
Seats = dict[str, list[Row]]


def main() -> int:
    """Write the four tables."""
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    by: dict[tuple[str, str], Seats] = defaultdict(lambda: defaultdict(list))
    with source.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by[row["state"], row["year"]][row["seat_no"]].append(row)
    tables: dict[str, list[tuple[str, ...]]] = {"pacts": [], "results": [], "earlier": [], "outcomes": []}
    for line in PACTS.split("\n"):
        if line:
            _add(line, by, tables)
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _write(folder / f"{name}.csv", COLUMNS[name], rows)
    return 0


def _add(line: str, by: dict[tuple[str, str], Seats], tables: dict[str, list[tuple[str, ...]]]) -> None:
    """Add the rows of one pact to the tables."""
    head, _, partners = line.partition(": ")
    pact, state = head.split(" ", 1)
    year = pact[-4:]
    held = dict(_signed(by[state, year], partners.split(", ")))
    used = {row["party"] for row in held.values()}
    tables["pacts"] += [(pact, year, seat, row["seat"], row["party"]) for seat, row in held.items()]
    for then in sorted({when for where, when in by if where == state and when <= year}):
        for row in (row for seat in held for row in by[state, then][seat]):
            figures = (row["votes"], row["vote_share"], row["position"])
            tables["results"].append((pact, then, row["seat_no"], row["party"], *figures))
            if then == year:
                tables["outcomes"].append((pact, row["seat_no"], row["party"], *figures))
            elif row["party"] in used:
                tables["earlier"].append((pact, row["seat_no"], row["party"], then, *figures))


def _signed(seats: Seats, partners: list[str]) -> Iterator[tuple[str, Row]]:
    """The row of the partner that stood, by seat; of several, the one with most votes."""
    for seat in sorted(seats, key=int):
        standing = [row for row in seats[seat] if row["party"] in partners]
        if standing:
            yield seat, max(standing, key=lambda row: int(row["votes"]))


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


if __name__ == "__main__":
    sys.exit(main())
