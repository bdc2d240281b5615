"""An issuer that dies as by kill -9 between the ledger and the killswitch topic."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from alerts.keys import KeyRing
from alerts.ledger import Entry
from alerts.policy import Policy
from streams.issuer import Issuer
from streams.killswitch.issuance import Issuance


class DyingIssuer(Issuer):
    """Its last act is a durable decision."""

    async def publish(self, entry: Entry) -> None:
        """Die instead."""
        os.kill(os.getpid(), signal.SIGKILL)


async def main(bootstrap_servers: str, keys_dir: str) -> None:
    """Answer the first request that is permitted."""
    keys = KeyRing.load(Path(keys_dir))
    issuer = DyingIssuer(bootstrap_servers, keys, Issuance(Policy(mode="suspend"), keys))
    await issuer.start()
    await issuer.wait_until_stopped()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
