"""Who used what first is kept within bounds that nobody can move."""

from alerts.fleet.uses import Uses

from .telling import DAY_S, use


def test_it_says_who_used_the_same_before() -> None:
    uses = Uses()
    standings = [
        uses.add(use("credential", "c", agent)) for agent in ("one", "one", "two", "two", "three")
    ]
    assert standings == ["alone", "again", "with others", "again", "with others"]
    assert uses.n_users("c") == 3
    assert uses.n_users("d") == 0


def test_whose_credentials_rotate_replaces_only_its_own() -> None:
    uses = Uses(most_each=3)
    uses.add(use("credential", "owned", "owner"))
    for n in range(50):
        uses.add(use("credential", f"c{n}", "rotating"))
    assert len(uses) == 4
    assert uses.first("owned") is not None
    assert uses.first("c49") is not None
    assert uses.first("c0") is None


def test_what_is_shared_is_not_replaced() -> None:
    uses = Uses(most_each=1)
    uses.add(use("credential", "shared", "one"))
    uses.add(use("credential", "shared", "two"))
    for n in range(5):
        uses.add(use("credential", f"c{n}", "one"))
    assert uses.first("shared") is not None


def test_when_full_what_is_half_a_year_old_goes_and_nothing_else() -> None:
    uses = Uses(most=2)
    uses.add(use("credential", "old", "one", 0.0))
    uses.add(use("credential", "young", "two", 100 * DAY_S))
    assert uses.add(use("credential", "early", "three", 150 * DAY_S)) == "refused"
    assert uses.add(use("credential", "late", "four", 200 * DAY_S)) == "alone"
    assert uses.first("young") is not None
    assert uses.first("old") is None


def test_names_of_users_are_bounded() -> None:
    uses = Uses(most_users=2)
    uses.add(use("credential", "c", "owner"))
    for n in range(10):
        uses.add(use("credential", "c", f"agent-{n}"))
    assert uses.n_users("c") == 3
