"""The oracle, a process of its own: one pass over the topic, and one JSON line."""

import asyncio
import sys

import msgspec

from alerts.keys import KeyRing
from detectors.config import Config
from roguewatch.evaluation.crash.options import CrashOptions
from streams.monitor import Monitor
from streams.partitions.recorded import Outcome, replay_recorded
from streams.profiles import ProfileStore


async def consult(options: CrashOptions) -> Outcome:
    """Run it in a process of its own and return what it says."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "roguewatch.evaluation.crash.oracle",
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    answer, _ = await process.communicate(msgspec.json.encode(options, enc_hook=str))
    if process.returncode != 0:
        raise RuntimeError(f"the oracle must end well; exit code {process.returncode}")
    return msgspec.json.decode(answer, type=Outcome)


def main() -> None:
    """Read the options from stdin, write the outcome to stdout."""
    options = msgspec.json.decode(
        sys.stdin.buffer.read(), type=CrashOptions, dec_hook=lambda kind, value: kind(value)
    )
    config = Config.load(options.config_file)
    keys = KeyRing.load(options.keys_dir)
    hash_key = keys.hash_key
    if hash_key is None:
        raise ValueError(f"{options.keys_dir} must have the hash key")
    outcome = asyncio.run(
        replay_recorded(
            options.bootstrap_servers,
            options.n_partitions,
            lambda: Monitor(config, hash_key, ProfileStore()),
            keys,
            hash_key,
        )
    )
    sys.stdout.buffer.write(msgspec.json.encode(outcome))


if __name__ == "__main__":
    main()
