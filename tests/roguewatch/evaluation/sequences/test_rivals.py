"""Each competitor finds odd what it is there for, and survives what is too short for it."""

import pytest

from roguewatch.evaluation.sequences.rivals import RIVALS, Rival, half_space_trees, stide, unigrams

KNOWN = ["abcdefgh" * 8] * 40

every_rival = pytest.mark.parametrize("rival", RIVALS.values(), ids=RIVALS)


@every_rival
@pytest.mark.parametrize("tokens", ["", "a", "abcdefgh"])
def test_usual_and_short_sequences_score_low(rival: Rival, tokens: str) -> None:
    odd = rival(KNOWN)
    assert odd(tokens) <= max(odd("zzzzzzzz" * 8), odd("qwvutsrq"))


def test_stide_sees_order_and_single_tokens_do_not() -> None:
    assert stide(KNOWN)("hgfedcba") == 1.0
    assert unigrams(KNOWN)("hgfedcba") == pytest.approx(unigrams(KNOWN)("abcdefgh"))


def test_trees_see_other_shares() -> None:
    mixed = [f"abcdefgh{letter * 3}" * 4 for letter in "abcdefgh" * 10]
    odd = half_space_trees(mixed)
    assert odd("aaaaaaaaaaaa") > odd("abcdefghabcdefgh")
