"""Bursts in a stream of network edges: one pass, labels never read."""

import time
from functools import partial

import numpy as np

from roguewatch.evaluation.edges.files import FORMATS, read_edges
from roguewatch.evaluation.edges.rivals import RIVALS
from roguewatch.evaluation.edges.scorers import OURS_TOO, by_excess
from roguewatch.evaluation.edges.stream import EdgeStream, Scorer
from roguewatch.evaluation.measures import Numbers, auroc, caught

from .base import Options, Result, Suite
from .progress import Progress
from .row import OURS, Row
from .sample import Sample

_QUICK_EDGES = 5_000_000
_COST = "µs an edge"
_BEST = "MIDAS-F"


class Edges(Suite):
    """The burst baseline keyed by edge, source and destination, beside MIDAS, MIDAS-R and MIDAS-F.

    Its excess is read in closed form. The detector `burst` as shipped, on the same keys, has a
    line of its own: it is made for the calls of an agent, and takes too long to be quick. The
    begin of a stream is another stream, with other attacks: quick is still all of it, up to five
    million edges, beside the best of MIDAS alone. Costs are processor time.
    """

    name = "edges"
    summary = "Bursts in a stream of labelled network edges, in one pass."
    data_format = FORMATS

    def run(self, options: Options, progress: Progress) -> Result:
        if options.data is None:
            raise ValueError(f"{self.name} needs --data: {self.data_format}")
        stream = read_edges(options.data)
        if stream.flags.all() or not stream.flags.any():
            n = int(stream.flags.sum())
            raise ValueError(
                f"edges must be of both labels; got {len(stream) - n} of label 0 and {n} of label 1"
            )
        if options.is_quick:
            stream = stream.head(_QUICK_EDGES)
        scorers: dict[str, Scorer] = {OURS: by_excess}
        if not options.is_quick:
            scorers |= {f"{OURS}, {name}": scorer for name, scorer in OURS_TOO.items()}
        scorers |= {_BEST: RIVALS[_BEST]} if options.is_quick else RIVALS
        rows, samples = [], []
        for name, scorer in scorers.items():
            edges = stream.followed(partial(progress.follow, what=name))
            start = time.process_time()
            scores = np.asarray(scorer(edges, stream.n_nodes))
            cost = (time.process_time() - start) / max(1, len(scores)) * 1e6
            rows.append(_row(name, stream, scores, cost))
            samples.append(Sample(self.name, "", name, stream.flags, scores))
        return Result(rows, samples)


def _row(name: str, stream: EdgeStream, scores: Numbers, cost_us: float) -> Row:
    is_ours = name == OURS
    figures = {
        "AUROC": auroc(stream.flags, scores),
        "caught at .1 %": caught(stream.flags, scores, 0.001),
        "at 1 %": caught(stream.flags, scores, 0.01),
        _COST: cost_us,
    }
    return Row(
        suite=Edges.name,
        competitor=name,
        figures=figures,
        must={"AUROC": 0.97, _COST: 5.0} if is_ours else {},
        goal={"AUROC": 0.984} if is_ours else {},
        at_most=(_COST,),
    )
