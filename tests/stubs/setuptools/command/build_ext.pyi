from typing import Any

class build_ext:
    parallel: int | None
    compiler: Any
    def build_extensions(self) -> None: ...
