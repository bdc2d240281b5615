"""Bursts in a stream of network edges: one pass, labels never read."""

import time

from roguewatch.evaluation.edge_scorers import OURS_TOO, RIVALS, Scorer, by_excess
from roguewatch.evaluation.edge_stream import EdgeStream
from roguewatch.evaluation.measures import auroc

from .base import Options, Result, Suite
from .progress import Progress
from .row import OURS, Row
from .sample import Sample

_QUICK_EDGES = 200_000
_COST = "µs an edge"


class Edges(Suite):
    """The burst baseline keyed by edge, source and destination, beside MIDAS and MIDAS-R.

    Its excess is read in closed form. The detector `burst` as shipped, on the same keys, has a
    line of its own: it is made for the calls of an agent. Costs are processor time.
    """

    name = "edges"
    summary = "Bursts in a stream of labelled network edges, in one pass."
    data_format = (
        "a folder with NAME_processed.csv (source, destination, minute) and NAME_ground_truth.csv "
        "(0 | 1), as the DARPA edges of MIDAS"
    )

    def run(self, options: Options, progress: Progress) -> Result:
        if options.data is None:
            raise ValueError(f"{self.name} needs --data: {self.data_format}")
        stream = EdgeStream.read(options.data)
        if options.is_quick:
            stream = stream.head(_QUICK_EDGES)
        scorers: dict[str, Scorer] = {OURS: by_excess}
        scorers |= {f"{OURS}, {name}": scorer for name, scorer in OURS_TOO.items()} | RIVALS
        rows, samples = [], []
        for name in progress.follow(list(scorers), self.name):
            start = time.process_time()
            scores = scorers[name](stream)
            cost = (time.process_time() - start) / max(1, len(scores)) * 1e6
            rows.append(_row(name, auroc(stream.flags, scores), cost))
            samples.append(Sample(self.name, "", name, stream.flags, scores))
        return Result(rows, samples)


def _row(name: str, area: float | None, cost_us: float) -> Row:
    is_ours = name == OURS
    return Row(
        suite=Edges.name,
        competitor=name,
        figures={"AUROC": area, _COST: cost_us},
        must={"AUROC": 0.97, _COST: 5.0} if is_ours else {},
        goal={"AUROC": 0.984} if is_ours else {},
        at_most=(_COST,),
    )
