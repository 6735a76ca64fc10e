"""Which cells of the table does theory settle, for free allocation and additive values, and by what?

Where an axiom must fail, a case worked by hand is given with it. Axioms and values are those of this laboratory: a tie
is never held against a method, except where what is returned is judged by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from solver.answers.laboratory import Settled
from solver.notions import ANY_PRICE, BALINSKI_YOUNG, CHAKRABORTY_2021, FARHADI, REVISITED, WEFX
from solver.questions.lab.axioms.base import Trial
from solver.questions.lab.axioms.growth import MONOTONE
from solver.testing import Case

DIVISORS = ("adams", "dean", "hill", "sainte_lague", "dhondt")

STATIONARY = ("adams", "sainte_lague", "dhondt")
"""Those that divide by t + 1 - x for the seat after the t-th, for one x from 0 to 1: WEF(x, 1 - x)."""

PICKING = tuple(f"picking:{method}" for method in DIVISORS)
FOLLOWS = tuple(f"follows:{method}" for method in DIVISORS)
TOTALS = (*FOLLOWS, "follows:quota", "follows:largest_remainder")
OF_VALUES = ("value", "leximin", "nash", "least_largest_shortfall", "picking:quota", *PICKING)
EVERY = (*OF_VALUES, "strength", *TOTALS)

SYMMETRIC = "by definition: only values and entitlements count, and all tied outcomes are looked at"
ORDINAL = "by definition: only the order of a party's own values counts"
SEAT_BY_SEAT = "by definition: each seat goes where it is worth most, whatever becomes of the others"
SEPARABLE = "by definition: what is best for all is best for the others with what they hold"
PROJECT = "worked by hand"
NASH = "J. Nash, The Bargaining Problem (1950)"
BY_LOWER = "follows from the lower quota: whoever is below its quota is so by less than a seat, and another holds one"
IS_LOWER = f"the share is the lower quota where all seats are alike: {ANY_PRICE}"


@dataclass(frozen=True)
class Entry:
    """What is settled about an axiom, for these methods; where it fails, a trial on which it does."""

    axiom: str
    methods: tuple[str, ...]
    holds: bool
    source: str
    known: Trial | None = None


def _holds(axiom: str, source: str, *methods: str) -> Entry:
    return Entry(axiom, methods, True, source)


def _fails(axiom: str, source: str, known: Trial, *methods: str) -> Entry:
    return Entry(axiom, methods, False, source, known)


def _alike(weights: tuple[int, ...], seats: int, value: int = 1) -> Case:
    return Case.of(weights, [[value] * seats] * len(weights))


def _ordered(weights: tuple[int, ...], seats: int) -> Case:
    """All see the same in each seat, and no two seats are worth the same: then picks are tied by party only."""
    return Case.of(weights, [range(seats, 0, -1)] * len(weights))


# --- cases worked by hand --------------------------------------------------------------------------------------------

ONE_SEAT = Trial(_alike((1, 1), 1))  # whoever does not get it holds nothing of a half
STRONG = Trial(_alike((5, 1, 1, 1), 5))  # the first's quota is 25 / 8; no split is WEF1 and WPROP1
NO_WEFX = Trial(Case.of((5, 4), ((5, 5, 1, 1), (5, 5, 2, 1))))
NO_WMMS = Trial(Case.of((1, 2), ((3, 1, 1), (3, 1, 2))))  # shares of 3/2 and 4, not attainable together
MOST_TO_ONE = Trial(Case.of((1, 1), ((2, 2, 2), (1, 1, 1))))  # the greatest total leaves the second with nothing
MODEST = Trial(Case.of((1, 1), ((1,) * 5, (9,) * 5)))  # the least is greatest where the first has 4 seats
PRODUCT = Trial(Case.of((1, 3), ((1, 4, 4), (0, 1, 1))))  # greatest: first {1}, second {2, 3}
A_SEAT_EACH = Trial(_alike((1, 1, 7), 3))  # a product above zero needs a seat for each; the third's quota is 7/3
TWO_FOR_ONE = Trial(Case.of((1, 1), ((1, 1, 0), (2, 3, 2))))  # picks 1; 2; 3, but 2; 1 and 3 is better for the second
NO_WORTH = Trial(Case.of((1, 1), ((0, 0), (0, 0))))  # nothing is worth anything: all to the first
POOR = Trial(_alike((1, 1, 2), 2))  # the least is greatest, and the product, with a seat for the first two; APS is 1
THREES = Trial(Case.of((1, 1), ((9, 3, 1), (9, 3, 1))))  # in turn: 9 + 1 and 3, or 9 and 3 + 1; the first share is 4
OFFSET = Trial(_alike((1, 2), 4))  # by Adams a tie, 2 and 2 first; the second sees 2 x 3/2 against 5/2
LAST_STRONG = Trial(_alike((1, 1, 1, 5), 5))  # by Webster 1, 1, 1, 2 is tied, and first in the file's order
LAST_STRONGER = Trial(_alike((2, 2, 2, 9), 5))  # by Webster the same, untied; the last's quota is 3
ODD = Trial(_alike((9, 5), 4))  # by Hill's method 3 and 1; the second's 1 x 9 is less than (3 - 1) x 5
WEAK = Trial(_alike((1, 3), 2))  # by D'Hondt both to the second
FAINT = Trial(_alike((1, 4), 2))  # by remainders .4 and .6 both to the second
LONE = Trial(_alike((1, 4), 3))  # by D'Hondt all to the second; half a seat is too little
SHORT = Trial(_alike((1, 1, 6), 3))  # 1, 0, 2: the third sees 6 x 1/2 against 2 + 1/2
CROWD = Trial(_ordered((104, *(6,) * 6), 14))  # Webster: 9 and six times 1 of 14, not 5; the quota is 10.4
CROWDED = Trial(_ordered((100, *(13,) * 6), 16))  # Hill, Dean: 10 and six times 1; the quota is 8.99
GREEDY = Trial(_alike((6, 1, 1), 5))  # by D'Hondt all five to the first, whose quota is 30 / 8
WEBSTER_HIGH = Trial(_alike((100, 54, 92, 728), 4))  # 0, 0, 0, 4, the last one's quota 2.99
HILL_LOW = Trial(_alike((94, 43, 335), 3))  # 1, 1, 1, the last one's quota 2.13
ALABAMA = Trial(_alike((6, 6, 2), 10), _alike((6, 6, 2), 11))  # 4, 4, 2, then 5, 5, 1
POPULATION = Trial(_alike((23527, 5548, 70925), 100), _alike((23926, 5648, 71110), 100))  # 23, 6, 71; 24, 5, 71
UNEVEN = Trial(_alike((6, 6, 1), 5))  # 2, 2, 1; the last two alone divide three seats as 3, 0
BYSTANDER = Trial(_alike((23, 4, 3), 3), None, 2)  # of 2.3, 0.4, 0.3: 2, 1, 0; of 2.56, 0.44: 3, 0
F6 = Case.of((1, 1), ((1, 2, 3), (2, 3, 1)))
OVERSTATED = Trial(F6, F6.valued(0, (1, 3, 2)))  # 3 + 1 by the truth, 2 + 3 so
BIDS = Case.of((1, 1), ((2,), (1,)))
OUTBID = Trial(BIDS, BIDS.valued(1, (3,)), 1)
UNDERSTATED = Trial(MODEST.before, MODEST.before.valued(1, (1,) * 5), 1)  # 1 seat as it is, 2 as a modest one
F7 = Case.of((1, 1), ((3, 2), (2, 3)))
TENFOLD = Trial(F7, F7.valued(0, (30, 20)), 0, times=10)  # then the first takes both
RIVALS = Case.of((1, 1), ((3,), (2,)))
ONE_FOR_TWO = Trial(RIVALS, RIVALS.valued(1, (20,)), 1, times=10)  # who holds nothing does not count in the product
APART = _alike((2, 5, 2), 2)
JOINED = Trial(APART, _alike((4, 5), 2), 2)  # by D'Hondt 0 and 0; together 4 against 5 / 2
FEW = _alike((6, 5, 7), 1)
TOO_FEW = Trial(FEW, _alike((11, 7), 1), 1)  # Adams' first seats go by size where not everybody gets one
PAIR = _alike((2, 1, 2), 2)
ONE_OF_THREE = _alike((1, 1, 3), 3)
HALVES = Trial(ONE_OF_THREE, _alike((2, 3), 3), 1)  # as one 1 of 3 seats, for the product 1^2 2^3; as two 1 and 1
_TWO_LEFT = Case.of((1, 4, 1, 2), ((1, 1, 2, 2),) * 4)
UNITED = Trial(_TWO_LEFT, Case.of((5, 1, 2), ((1, 1, 2, 2),) * 3), 1)
_STEEP = Case.of((1, 3, 1, 2), ((9, 3, 1),) * 4)
LIFTED = Trial(_STEEP, Case.of((4, 1, 2), ((9, 3, 1),) * 3), 1)
_SINGLE = _alike((1, 2, 2), 1)
MORE_HANDS = Trial(_SINGLE, _alike((3, 2), 1), 1)  # the seat goes where it is most per entitlement
_BIDDERS = Case.of((1, 1, 1), ((0,), (5,), (9,)))
OVERTAKEN = Trial(_BIDDERS, _BIDDERS.entitled((1, 1, 2)))  # 9 / 2 is less than 5
FOURS = _alike((1, 1, 4), 4)
HALVED = Trial(FOURS, _alike((2, 4), 4), 1)  # by Webster 1 and 3, or 1 and 1 and 2
PAIRED = Trial(_alike((2, 3, 2), 1), _alike((4, 3), 1), 2)  # the one seat goes to the strongest
FIVES = Trial(_alike((5, 5, 1), 5), _alike((10, 1), 5), 1)  # by remainders 2, 2, 1; then 5, 0
EIGHTS = Trial(_alike((4, 1, 3, 4), 2), _alike((8, 1, 3), 2), 3)  # by remainders 1, 0, 0, 1; as one 1 of 2
_FOUR = _alike((3, 2, 6, 6), 4)
DEPARTED = Trial(_FOUR, _FOUR.without_party(0), 0)  # B has 8/17, then 8/14, but less of a remainder
DIVIDED = Trial(PAIR, _alike((4, 1), 2), 2)  # by Adams 1 of 2 seats as one; 1 and 1 as two

_LARGER = Case.of((1, 1), ((1, 0, 0, 1, 0), (8, 0, 2, 0, 7)))
HOUSE = Trial(_LARGER.part((0, 1), (0, 1, 3, 4)), _LARGER)
"""Without seat 3: 1 x 15 is best, as good as 1 + 0 for the first; with it 2 x (7 + 2) = 18 beats 1 x 17."""

_LESS = Case.of((1, 1), ((0, 1), (1, 2)))
LEAST_HOUSE = Trial(_LESS.part((0, 1), (1,)), _LESS)  # alone seat 2 goes to the second; with seat 1 it gets that

_THREE = Case.of((1, 1, 1), ((0, 0, 1), (0, 1, 2), (0, 1, 0)))
LEAVER = Trial(_THREE, _THREE.without_party(2), 2)  # with the third, the second gets 2 or nothing

_ROUND = Case.of((1, 2, 1), ((2, 0, 3), (2, 3, 0), (3, 0, 2)))
GONE = Trial(_ROUND, _ROUND.without_party(0), 0)  # the second takes seat 2 in any case; without the first seat 1 too

_PLAIN = Case.of((1, 1), ((1, 2), (2, 3)))
FLATTERED = Trial(_PLAIN, _PLAIN.valued(1, (6, 18)), 1)  # 2 x 2 beats 1 x 3, but 1 x 18 beats 2 x 6

_TRIO = Case.of((1, 1, 1), ((2, 3), (3, 2), (2, 3)))
GROWN = Trial(_TRIO, _TRIO.entitled((1, 2, 1)), 1)  # 3 / 2 counts less than 2, so the second is left out

ENTRIES = (
    # --- what cannot be met
    _fails("WEF", PROJECT, ONE_SEAT, *EVERY),
    _fails("WPROP", PROJECT, ONE_SEAT, *EVERY),
    _fails("WEFX", WEFX, NO_WEFX, *OF_VALUES),
    _fails("WEFX, zeros count", WEFX, NO_WEFX, *OF_VALUES),
    _fails("WMMS", FARHADI, NO_WMMS, *OF_VALUES),
    # --- the greatest total
    _holds("Pareto", SEAT_BY_SEAT, "value", "strength"),
    _holds("house monotonicity", SEAT_BY_SEAT, "value"),
    _holds("population monotonicity", SEAT_BY_SEAT, "value"),
    _holds("entitlement monotonicity", SEAT_BY_SEAT, "value"),
    _holds("relative entitlement monotonicity", SEAT_BY_SEAT, "value"),
    _holds("merging", SEAT_BY_SEAT, "value"),
    _holds("splitting", SEAT_BY_SEAT, "value"),
    _fails("claim inflation", PROJECT, OUTBID, "value"),
    _fails("scale invariance", PROJECT, TENFOLD, "value"),
    *(
        _fails(name, PROJECT, MOST_TO_ONE, "value")
        for name in ("lower quota", "upper quota", "balanced", "WPROP1", "WEF1", "WWEF1", "APS")
    ),
    # --- leximin
    _holds("Pareto", "H. Moulin, Axioms of Cooperative Decision Making (1988)", "leximin"),
    *(
        _fails(name, PROJECT, MODEST, "leximin")
        for name in ("lower quota", "upper quota", "balanced", "WPROP1", "WEF1", "WWEF1")
    ),
    _fails("house monotonicity", PROJECT, LEAST_HOUSE, "leximin"),
    _fails("population monotonicity", PROJECT, LEAVER, "leximin"),
    _fails("entitlement monotonicity", PROJECT, GROWN, "leximin"),
    _fails("claim inflation", PROJECT, UNDERSTATED, "leximin"),
    _fails("scale invariance", PROJECT, ONE_FOR_TWO, "leximin"),
    # --- the greatest weighted product
    _holds("Pareto", CHAKRABORTY_2021, "nash"),
    _holds("WWEF1", CHAKRABORTY_2021, "nash"),
    _fails("WEF1", CHAKRABORTY_2021, PRODUCT, "nash"),
    _fails("WPROP1", MONOTONE, A_SEAT_EACH, "nash"),
    _fails("lower quota", PROJECT, A_SEAT_EACH, "nash"),
    _fails("house monotonicity", MONOTONE, HOUSE, "nash"),
    _fails("population monotonicity", MONOTONE, GONE, "nash"),
    _holds("entitlement monotonicity", MONOTONE, "nash"),
    _fails("claim inflation", PROJECT, FLATTERED, "nash"),
    _holds("scale invariance", f"{NASH}; products of different sets of parties are not compared", "nash"),
    _fails("upper quota", PROJECT, NO_WORTH, "nash"),
    _fails("balanced", PROJECT, NO_WORTH, "nash"),
    _fails("WEF(1/2, 1/2)", PROJECT, A_SEAT_EACH, "nash"),
    _fails("APS", PROJECT, POOR, "nash", "leximin"),
    _fails("splitting", PROJECT, HALVES, "nash"),
    _fails("merging", PROJECT, UNITED, "nash"),
    _fails("relative entitlement monotonicity", PROJECT, OVERTAKEN, "leximin"),
    _fails("splitting", PROJECT, MORE_HANDS, "leximin"),
    _fails("merging", PROJECT, LIFTED, "leximin"),
    _fails("WEF(1/2, 1/2)", PROJECT, MODEST, "leximin"),
    _fails("WEF(1/2, 1/2)", PROJECT, MOST_TO_ONE, "value"),
    # --- what is common to them
    _holds("consistency", SEPARABLE, "value", "leximin", "nash"),
    _holds("irrelevant parties", SEPARABLE, "value", "leximin", "nash"),
    _holds("anonymity", SYMMETRIC, *EVERY),
    _holds("neutrality", SYMMETRIC, *OF_VALUES, "strength"),
    # --- picking in the order of a divisor method
    _holds("house monotonicity", MONOTONE, *PICKING),
    _holds("population monotonicity", MONOTONE, *PICKING),
    _holds("entitlement monotonicity", MONOTONE, *PICKING),
    _holds("scale invariance", ORDINAL, *PICKING, "picking:quota"),
    _holds("consistency", f"the order among those who stay is the same: {BALINSKI_YOUNG} (uniformity)", *PICKING),
    _holds("irrelevant parties", f"as consistency: {BALINSKI_YOUNG} (uniformity)", *PICKING),
    _fails("Pareto", PROJECT, TWO_FOR_ONE, *PICKING),
    _fails("claim inflation", "S. Bouveret and J. Lang, Manipulating picking sequences (2014)", OVERSTATED, *PICKING),
    _holds("WEF1", CHAKRABORTY_2021, "picking:adams"),
    _holds("WEF(1/2, 1/2)", REVISITED, "picking:sainte_lague"),
    _holds(
        "WWEF1", f"implied by WEF(x, 1 - x): {REVISITED}", "picking:adams", "picking:sainte_lague", "picking:dhondt"
    ),
    _holds("WPROP1", MONOTONE, "picking:dhondt"),
    _fails("WPROP1", MONOTONE, STRONG, "picking:adams"),
    _fails("WEF1", MONOTONE, STRONG, "picking:sainte_lague", "picking:dhondt"),
    _fails("WEF1", PROJECT, ODD, "picking:hill"),
    _fails("WPROP1", PROJECT, LAST_STRONG, "picking:sainte_lague"),
    _fails("WEF(1/2, 1/2)", PROJECT, OFFSET, "picking:adams"),
    _fails("WEF(1/2, 1/2)", PROJECT, LONE, "picking:dhondt", "follows:dhondt"),
    _fails("APS", PROJECT, THREES, "picking:adams", "picking:dhondt"),
    _fails("APS", PROJECT, LAST_STRONGER, "picking:sainte_lague"),
    _fails("merging", PROJECT, PAIRED, "picking:adams", "picking:sainte_lague", "picking:dhondt"),
    _fails("splitting", BALINSKI_YOUNG, DIVIDED, "picking:adams"),
    _fails("splitting", PROJECT, HALVED, "picking:sainte_lague"),
    # --- seats that are all alike
    _holds("WEF1", CHAKRABORTY_2021, "follows:adams"),
    _holds("WEF(1/2, 1/2)", REVISITED, "follows:sainte_lague"),
    _holds("WWEF1", f"implied by WEF(x, 1 - x): {REVISITED}", *(f"follows:{method}" for method in STATIONARY)),
    _holds("WWEF1", f"{PROJECT}: two remainders of which the greater wins", "follows:largest_remainder"),
    _holds("WPROP1", BY_LOWER, "follows:dhondt", "follows:quota", "follows:largest_remainder"),
    _holds("APS", IS_LOWER, "follows:dhondt", "follows:quota", "follows:largest_remainder"),
    _fails("APS", IS_LOWER, STRONG, "follows:adams"),
    _fails("WEF1", PROJECT, WEAK, "follows:dhondt"),
    _fails("WEFX", PROJECT, WEAK, "follows:dhondt"),
    _fails("WEFX, zeros count", PROJECT, WEAK, "follows:dhondt"),
    _fails("WMMS", PROJECT, WEAK, "follows:dhondt"),
    *(
        _fails(name, PROJECT, FAINT, "follows:largest_remainder")
        for name in ("WEF1", "WEFX", "WEFX, zeros count", "WMMS")
    ),
    _fails("WEF(1/2, 1/2)", PROJECT, SHORT, "follows:largest_remainder"),
    _holds("entitlement monotonicity", f"{PROJECT}: no other's remainder grows", "follows:largest_remainder"),
    _fails("population monotonicity", PROJECT, DEPARTED, "follows:largest_remainder"),
    _fails("merging", PROJECT, FIVES, "follows:largest_remainder"),
    _fails("splitting", PROJECT, EIGHTS, "follows:largest_remainder"),
    # --- totals: for picking too, since the number of seats is the same
    _holds("lower quota", BALINSKI_YOUNG, "follows:dhondt", "picking:dhondt"),
    _fails("upper quota", BALINSKI_YOUNG, GREEDY, "follows:dhondt", "picking:dhondt"),
    _holds("upper quota", BALINSKI_YOUNG, "follows:adams", "picking:adams"),
    _fails("lower quota", BALINSKI_YOUNG, STRONG, "follows:adams", "picking:adams"),
    _fails("upper quota", BALINSKI_YOUNG, WEBSTER_HIGH, "follows:sainte_lague", "picking:sainte_lague"),
    _fails("lower quota", BALINSKI_YOUNG, HILL_LOW, "follows:hill", "picking:hill"),
    _fails("lower quota", BALINSKI_YOUNG, CROWD, "follows:sainte_lague", "picking:sainte_lague"),
    _fails("upper quota", BALINSKI_YOUNG, CROWDED, "follows:hill", "picking:hill", "follows:dean", "picking:dean"),
    _holds("lower quota", BALINSKI_YOUNG, "follows:quota", "picking:quota", "follows:largest_remainder"),
    _holds("upper quota", BALINSKI_YOUNG, "follows:quota", "picking:quota", "follows:largest_remainder"),
    _holds("balanced", BALINSKI_YOUNG, *TOTALS, *PICKING, "picking:quota"),
    _holds("house monotonicity", BALINSKI_YOUNG, *FOLLOWS, "follows:quota"),
    _fails("house monotonicity", BALINSKI_YOUNG, ALABAMA, "follows:largest_remainder"),
    _holds("relative entitlement monotonicity", BALINSKI_YOUNG, *FOLLOWS),
    _fails("relative entitlement monotonicity", BALINSKI_YOUNG, POPULATION, "follows:largest_remainder"),
    _holds("entitlement monotonicity", BALINSKI_YOUNG, *FOLLOWS),
    _holds("population monotonicity", BALINSKI_YOUNG, *FOLLOWS),
    _holds("consistency", BALINSKI_YOUNG, *FOLLOWS),
    _holds("irrelevant parties", BALINSKI_YOUNG, *FOLLOWS),
    _fails("consistency", BALINSKI_YOUNG, UNEVEN, "follows:largest_remainder"),
    _fails("irrelevant parties", PROJECT, BYSTANDER, "follows:largest_remainder"),
    _holds("splitting", BALINSKI_YOUNG, "follows:dhondt"),
    _fails("merging", BALINSKI_YOUNG, JOINED, "follows:dhondt"),
    _fails("merging", f"{PROJECT}; with a seat for each party it holds: {BALINSKI_YOUNG}", TOO_FEW, "follows:adams"),
    _fails("splitting", BALINSKI_YOUNG, DIVIDED, "follows:adams"),
    # --- a fairness notion that can always be met is met where it is asked for
    _holds("WEF1", f"a split that keeps it always exists: {CHAKRABORTY_2021}", "value+WEF1", "nash+WEF1"),
)
"""Every cell that theory settles."""


@lru_cache(maxsize=1)
def _table() -> dict[tuple[str, str], Settled]:
    return {(method, one.axiom): Settled(one.holds, one.source) for one in ENTRIES for method in one.methods}


@lru_cache(maxsize=1)
def _known() -> dict[tuple[str, str], Trial]:
    return {(method, one.axiom): one.known for one in ENTRIES for method in one.methods if one.known is not None}


def known(method: str, axiom: str) -> Trial | None:
    """A case worked by hand in which a method breaks an axiom, by name; None where there is none here."""
    return _known().get((method, axiom))


def settled(method: str, axiom: str) -> Settled | None:
    """What theory says of a method and an axiom, by name; None where it is not settled here."""
    return _table().get((method, axiom))
