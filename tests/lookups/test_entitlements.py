"""What is each party entitled to? Worked cases, and sums over the rows as the oracle."""

import pytest
from hypothesis import given

from solver import loads
from solver.facts import Facts
from solver.lookups.entitlements import FINEST, Entitlement
from tests.strategies import Form, facts, facts_of

FACTS: Form = {
    "parties": [{"id": "A"}, {"id": "B"}, {"id": "X", "contests": False}],
    "seats": [{"id": "s1"}, {"id": "s2"}, {"id": "s3"}],
    "elections": [{"id": "2009"}, {"id": "2009-by"}],
    "results": [
        {"election": "2009", "seat": "s1", "party": "A", "votes": 500},
        {"election": "2009", "seat": "s1", "party": "X", "votes": 300},
        {"election": "2009", "seat": "s2", "party": "X", "votes": 600},
        {"election": "2009", "seat": "s2", "party": "B", "votes": 200},
        {"election": "2009", "seat": "s3", "party": "B", "position": 1},
        {"election": "2009-by", "seat": "s2", "party": "A", "votes": 50},
    ],
    "legislators": [
        {"seat": "s1", "party": "A", "count": 2},
        {"seat": "s2", "party": "A", "count": 1},
        {"seat": "s2", "party": "X", "count": 5},
    ],
}


@pytest.mark.parametrize(
    ("form", "expected", "phrase"),
    [
        ("legislators", {"A": 3, "B": 0}, "legislators"),
        ({"won": "2009"}, {"A": 1, "B": 1}, "seats won in 2009"),
        ({"won": ["2009", "2009-by"]}, {"A": 2, "B": 1}, "seats won in 2009, 2009-by"),
        ({"votes": "2009"}, {"A": 500, "B": 200}, "votes in 2009"),
        ({"votes": ["2009", "2009-by"]}, {"A": 550, "B": 200}, "votes in 2009, 2009-by"),
        ({"weights": {"B": 3}}, {"A": 0, "B": 3}, "weights B 3"),
    ],
)
def test_the_entitlement_of_the_partners(form: str | Form, expected: dict[str, int], phrase: str) -> None:
    entitlement = Entitlement.model_validate(form)
    assert entitlement.of(facts_of(FACTS), ("A", "B")) == expected
    assert entitlement.phrase() == phrase
    assert Entitlement.model_validate(entitlement.model_dump(mode="json")) == entitlement


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        # 3/3 and 0/3 of legislators, 5/7 and 2/7 of votes
        ([("legislators", 1), ({"votes": "2009"}, 1)], {"A": 6, "B": 1}),
        ([("legislators", 2), ({"votes": "2009"}, 1)], {"A": 19, "B": 2}),
        ([({"won": "2009"}, 1), ({"votes": "2009"}, 1), ({"weights": {"B": 9}}, 2)], {"A": 17, "B": 39}),
        # a source that gives nothing to anybody does not count
        ([("legislators", 1), ({"weights": {"X": 5}}, 7)], {"A": 1, "B": 0}),
    ],
)
def test_in_a_mix_each_source_counts_by_a_partys_share_of_it(
    sources: list[tuple[str | Form, int]], expected: dict[str, int]
) -> None:
    mix = Entitlement.model_validate({"mix": [{"of": of, "share": share} for of, share in sources]})
    assert mix.of(facts_of(FACTS), ("A", "B")) == expected


def test_a_mix_whose_shares_have_too_large_a_denominator_is_rounded_to_parts_of_it() -> None:
    rare = ({"weights": {"A": 1, "B": 999_999_936}}, {"weights": {"A": 1, "B": 999_999_892}})
    mix = Entitlement.model_validate({"mix": [{"of": one} for one in rare]}).of(facts_of(FACTS), ("A", "B"))
    assert mix == {"A": 1, "B": FINEST - 1}


def test_entitlements_stand_in_the_order_asked_for() -> None:
    known = Entitlement.model_validate("legislators").of(facts_of(FACTS), ("X", "B", "A"))
    assert list(known.items()) == [("X", 5), ("B", 0), ("A", 3)]


@given(facts())
def test_votes_and_legislators_are_the_sums_of_their_rows(known: Facts) -> None:
    parties = tuple(known.party)
    if known.elections:
        votes = Entitlement.model_validate({"votes": list(known.election)}).of(known, parties)
        for party in parties:
            rows = [row.votes or 0 for row in known.results if row.party == party]
            assert votes[party] == sum(rows)
    bench = Entitlement.model_validate("legislators").of(known, parties)
    for party in parties:
        assert bench[party] == sum(row.count for row in known.legislators if row.party == party)


@given(facts())
def test_every_seat_with_a_result_was_won_once_an_election(known: Facts) -> None:
    for election in known.election:
        won = Entitlement.model_validate({"won": election}).of(known, tuple(known.party))
        assert sum(won.values()) == len({r.seat for r in known.results if r.election == election})


@pytest.mark.parametrize(
    "form", [{}, {"won": "2009", "votes": "2009"}, "seats", {"weights": {}}, {"legislators": False}]
)
def test_an_entitlement_has_exactly_one_source(form: str | Form) -> None:
    with pytest.raises(ValueError, match="expected"):
        Entitlement.model_validate(form)


@pytest.mark.parametrize(
    ("form", "path", "message"),
    [
        ({"won": "2010"}, ("won",), "unknown election '2010'"),
        ({"votes": "2010"}, ("votes",), "unknown election '2010'"),
        ({"weights": {"Y": 1}}, ("weights", "Y"), "unknown party 'Y'"),
    ],
)
def test_unknown_names_are_told(form: Form, path: tuple[str, ...], message: str) -> None:
    (problem,) = Entitlement.model_validate(form).problems(facts_of(FACTS))
    assert (problem.path, problem.message) == (path, message)


def test_weights_that_leave_a_party_out_are_told() -> None:
    scenario = loads(
        "title: t\nparties: [{id: A}, {id: B}]\nseats: [{id: s1}]\n"
        "rules:\n  - {id: fair, kind: envy_free, entitlement: {weights: {A: 1}}}\n"
    )
    told = "fair: the weights do not name B, who count as entitled to nothing"
    assert [*scenario.what_if().notices()] == [told]
