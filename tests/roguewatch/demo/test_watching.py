"""Whoever waits for what the watch sees must not wait for a watch that is gone."""

import asyncio

import pytest

from alerts.keys import KeyRing
from roguewatch.demo.watch import Watch
from roguewatch.demo.watching import all_but_actions, watching
from streams.embedded_broker import EmbeddedBroker
from streams.topics import ACTIONS, create_topics


async def test_its_failure_ends_the_body() -> None:
    watch = Watch(KeyRing.generate(), lambda kind, text: None)
    with pytest.raises(Exception, match="bootstrap"):
        async with asyncio.timeout(30), watching("127.0.0.1:1", watch, {(ACTIONS, 0): 0}):
            await asyncio.Event().wait()


async def test_it_ends_with_the_body_and_leaves_the_body_s_error() -> None:
    watch = Watch(KeyRing.generate(), lambda kind, text: None)
    with EmbeddedBroker() as broker:
        create_topics(broker.bootstrap_servers)

        async def fail() -> None:
            async with watching(broker.bootstrap_servers, watch, all_but_actions(4)):
                await asyncio.sleep(0.5)
                raise KeyError("body")

        with pytest.raises(KeyError, match="body"):
            await fail()
    assert watch.n_forged == 0
