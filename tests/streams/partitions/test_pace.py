"""Long work leaves the loop to others most of the time."""

import asyncio
import time

from streams.partitions.pace import LEAST_S, MOST_S, Pace


def test_a_slice_is_half_as_long_as_the_rest_before_it() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0], rest_s=0.0)
    slices = []
    for rested_s in (0.0, 0.01, 0.03, 5.0):
        asyncio.run(pace.rest())
        now[0] += rested_s
        slices.append(round(pace.slice_s, 6))
    assert slices == [LEAST_S, 0.005, 0.015, MOST_S]


async def test_who_is_waited_for_hardly_rests() -> None:
    pace = Pace(time.monotonic, rest_s=30.0)
    pace.is_hurried = True
    async with asyncio.timeout(5.0):
        await pace.rest()
