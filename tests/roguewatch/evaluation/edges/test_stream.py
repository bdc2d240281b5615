"""A stream gives its edges one by one, however many steps they are followed in."""

from collections.abc import Iterable, Sequence

import pytest

from roguewatch.evaluation.edges.stream import EdgeStream


def test_edges_come_in_order_and_are_plain_numbers() -> None:
    edges = [(i % 7, i % 5, i // 3) for i in range(120_000)]
    stream = EdgeStream(edges, [False] * len(edges))
    assert list(stream) == edges
    assert (len(stream), stream.n_nodes, type(next(iter(stream))[0])) == (120_000, 7, int)


def test_steps_are_few_and_are_all_followed() -> None:
    """A bar that moves with every edge would cost more than the edge."""
    seen: list[int] = []

    def follow(steps: Sequence[int]) -> Iterable[int]:
        for step in steps:
            seen.append(step)
            yield step

    stream = EdgeStream([(0, 1, 2)] * 120_000, [True] * 120_000)
    assert sum(1 for _ in stream.followed(follow)) == 120_000
    assert seen == [0, 50_000, 100_000]


def test_every_edge_has_a_label() -> None:
    with pytest.raises(ValueError, match="every edge must have a label; got 1 and 2"):
        EdgeStream([(0, 1, 2)], [True, False])
