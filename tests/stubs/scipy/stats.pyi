class _Beta:
    def ppf(self, q: float, a: float, b: float) -> float: ...

beta: _Beta
