"""The build itself: from the core's source to C by mypyc, and to binaries by the C compiler.

It runs in a process and a folder of its own, for `roguewatch.compiling`, on all cores. What was
compiled before from the same C is not compiled again.
"""

import functools
import hashlib
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mypyc.build import mypycify
from setuptools import setup
from setuptools.command.build_ext import build_ext

from roguewatch.compiling import PROGRESS

_N_CORES = os.cpu_count() or 1


class BuildCore(build_ext):
    """Compiles side by side what setuptools compiles one after the other."""

    def build_extensions(self) -> None:
        self.parallel = _N_CORES
        compile_all = self.compiler.compile
        self.compiler.compile = functools.partial(_compile, compile_all, _headers())
        super().build_extensions()


def _compile(
    compile_all: Callable[..., list[str]], headers: bytes, sources: Sequence[str], **given: Any
) -> list[str]:
    """Compile each source unless its object is there; objects in the order of the sources."""
    options = f"{sys.version} {sorted(map(repr, given.items()))}".encode()

    def compile_one(source: str) -> list[str]:
        digest = hashlib.sha256(options + headers + Path(source).read_bytes()).hexdigest()
        known = Path(given["output_dir"], f"{source.replace(os.sep, '_')}.made")
        if known.exists():
            made, *objects = known.read_text().splitlines()
            if made == digest and all(map(os.path.exists, objects)):
                return objects
        objects = compile_all([source], **given)
        known.parent.mkdir(parents=True, exist_ok=True)
        known.write_text("\n".join([digest, *objects]))
        return objects

    made = []
    with ThreadPoolExecutor(_N_CORES) as pool:
        for n, objects in enumerate(pool.map(compile_one, sources), 1):
            made += objects
            if len(sources) > 1:
                print(f"{PROGRESS}{n} of {len(sources)}", flush=True)
    return made


def _headers() -> bytes:
    """Whatever else all of it depends on."""
    digest = hashlib.sha256()
    for path in sorted(Path("build").glob("*.h")):
        digest.update(path.read_bytes())
    return digest.digest()


def main(level: str, names: list[str]) -> None:
    """Build every module of these sources in place."""
    modules = mypycify(
        ["--config-file=mypy.ini", *names],
        opt_level=level,
        debug_level="0",
        multi_file=True,
        group_name="roguewatch_core",
    )
    for module in modules:
        # Fused, a product and a sum are rounded once: no longer what Python makes of them. Hidden,
        # a function can be put where it is called: nobody may replace it.
        module.extra_compile_args += ["-ffp-contract=off", "-fvisibility=hidden"]
    setup(
        name="core",
        packages=[],
        script_args=["--quiet", "build_ext", "--inplace"],
        ext_modules=modules,
        cmdclass={"build_ext": BuildCore},
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
