"""Who gives something up where a rule gives way?"""

from __future__ import annotations

import pytest

from tests.strategies import Form, rule_of

CLAIM: Form = {"kind": "keeps", "party": "A", "where": {"seats": ["s"]}}
FLOOR: Form = {"kind": "at_least", "party": "A", "seats": 1}
CEILING: Form = {"kind": "at_most", "party": "A", "seats": 1}
SHARE: Form = {"kind": "follows", "entitlement": {"weights": {"A": 1}}, "method": "dhondt"}


@pytest.mark.parametrize(("form", "who"), [(CLAIM, "A"), (FLOOR, "A"), (CEILING, None), (SHARE, None)])
def test_where_nobody_asks_it_is_the_party_it_is_about_but_never_the_one_it_holds_down(
    form: Form, who: str | None
) -> None:
    assert rule_of({"id": "r", **form}).borne_by == who


@pytest.mark.parametrize("form", [CLAIM, FLOOR, CEILING, SHARE])
def test_who_asks_for_a_rule_bears_it(form: Form) -> None:
    assert rule_of({"id": "r", **form, "asked_by": "B"}).borne_by == "B"
