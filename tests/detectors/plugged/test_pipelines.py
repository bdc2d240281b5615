"""A pipeline in the configuration is a pipeline of River's, and no program."""

import pytest
from river import anomaly, preprocessing

from baselines.river.codec import encode_river
from detectors.config import Config
from detectors.plugged.pipelines import written_pipeline
from detectors.registry import make_detectors


def test_it_is_the_pipeline_that_python_would_make() -> None:
    text = "StandardScaler | HalfSpaceTrees(n_trees=5, height=4, seed=1)"
    made = written_pipeline(text)()
    by_hand = preprocessing.StandardScaler() | anomaly.HalfSpaceTrees(n_trees=5, height=4, seed=1)
    assert encode_river(made) == encode_river(by_hand)
    assert made is not written_pipeline(text)()


def test_estimators_may_stand_in_estimators() -> None:
    made = written_pipeline("ThresholdFilter(HalfSpaceTrees(seed=1), threshold=0.9)")()
    assert isinstance(made.anomaly_detector, anomaly.HalfSpaceTrees)
    assert isinstance(written_pipeline("OneClassSVM")(), anomaly.OneClassSVM)


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "open('/etc/passwd')",
        "[x for x in (1,)]",
        "(lambda: 1)()",
        "anomaly.HalfSpaceTrees()",
        "StandardScaler + HalfSpaceTrees",
        "HalfSpaceTrees(**{'height': 3})",
        "HalfSpaceTrees(height=exec)",
        "HalfSpaceTrees(colour=1)",
        "1",
        "",
        "StandardScaler |",
        "(" * 5_000,
        "StandardScaler | " * 100 + "HalfSpaceTrees",
    ],
)
def test_anything_else_is_refused_and_nothing_is_run(text: str) -> None:
    with pytest.raises(ValueError, match=r"must"):
        written_pipeline(text)


def test_what_is_no_anomaly_detector_is_refused_with_the_plug_ins_name() -> None:
    for pipeline, told in (("StandardScaler", "anomaly detector"), ("LODAS", "'mine'")):
        config = Config.parse(f'[detectors.mine]\npipeline = "{pipeline}"')
        with pytest.raises(ValueError, match=told):
            make_detectors(config)
