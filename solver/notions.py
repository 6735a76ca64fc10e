"""Which fairness notions can one split keep or break, as rules of the catalogue, and where does each come from?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from solver.lookups.entitlements import Entitlement
from solver.lookups.values import CONTESTED, Values
from solver.rules import CATALOGUE
from solver.rules.entitled import EntitledRule, ValuedRule

CHAKRABORTY_2021 = "M. Chakraborty, A. Igarashi, W. Suksompong and Y. Zick, arXiv:1909.10502"
REVISITED = "M. Chakraborty, E. Segal-Halevi and W. Suksompong, arXiv:2112.04166"
WEFX = "M. Hajiaghayi, M. Springer and H. Yami, arXiv:2305.16081"
AZIZ = "H. Aziz, H. Moulin and F. Sandomirskiy, arXiv:1909.00740"
FARHADI = "A. Farhadi et al., arXiv:1703.01649"
ANY_PRICE = "M. Babaioff, T. Ezra and U. Feige, arXiv:2103.04304"
BALINSKI_YOUNG = "M. L. Balinski and H. P. Young, Fair Representation (1982)"


@dataclass(frozen=True)
class Notion:
    """A fairness notion: a kind of rule and the fields that make it that notion."""

    name: str
    kind: str
    sentence: str
    source: str
    fields: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def weighs_values(self) -> bool:
        """Whether it depends on what seats are worth, and not only on how many each party has."""
        return issubclass(CATALOGUE[self.kind], ValuedRule)

    def rule(
        self,
        entitlement: Entitlement,
        values: Values = CONTESTED,
        over: tuple[str, ...] | None = None,
        name: str = "axiom",
    ) -> EntitledRule:
        """The rule that asks for it, at these entitlements and, where it weighs them, values."""
        given = {"id": name, "entitlement": entitlement, "over": over, **self.fields}
        rule = CATALOGUE[self.kind].model_validate({**given, "values": values} if self.weighs_values else given)
        assert isinstance(rule, EntitledRule)  # every notion's kind is one that has an entitlement
        return rule


NOTIONS: dict[str, Notion] = {
    notion.name: notion
    for notion in (
        Notion(
            "lower quota",
            "quotas",
            "nobody has fewer seats than its quota rounded down",
            BALINSKI_YOUNG,
            {"side": "lower"},
        ),
        Notion(
            "upper quota",
            "quotas",
            "nobody has more seats than its quota rounded up",
            BALINSKI_YOUNG,
            {"side": "upper"},
        ),
        Notion("balanced", "balanced", "equal entitlements differ by at most one seat", BALINSKI_YOUNG),
        Notion("WPROP", "proportional", "everyone holds its share of the value it sees", AZIZ, {"up_to": "none"}),
        Notion("WPROP1", "proportional", "the same, but for one seat of another", AZIZ, {"up_to": "one"}),
        Notion("WEF", "envy_free", "nobody envies another", CHAKRABORTY_2021, {"up_to": "none"}),
        Notion("WEF1", "envy_free", "the same, once a seat is set aside", CHAKRABORTY_2021, {"up_to": "one"}),
        Notion(
            "WEF(1/2, 1/2)",
            "envy_free",
            "the same, once half a seat is set aside and half a copy given",
            REVISITED,
            {"up_to": "one", "x": "1/2", "y": "1/2"},
        ),
        Notion(
            "WWEF1",
            "envy_free",
            "the same, once a seat is set aside or a copy of it given",
            CHAKRABORTY_2021,
            {"up_to": "one_or_copy"},
        ),
        Notion("WEFX", "envy_free", "the same, whichever seat of value is set aside", WEFX, {"up_to": "any"}),
        Notion("WEFX, zeros count", "envy_free", "the same, whichever seat is set aside", WEFX, {"up_to": "any_zero"}),
        Notion("APS", "guaranteed", "everyone holds its AnyPrice share", ANY_PRICE, {"share": "any_price"}),
        Notion("WMMS", "guaranteed", "everyone holds its weighted maximin share", FARHADI, {"share": "maximin"}),
    )
}
"""By name, totals first."""
