"""An exported configuration is the configuration."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from detectors.config import Config
from detectors.settings.detector_setting import DetectorSetting
from roguewatch.evaluation.export import to_toml

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
values = st.one_of(
    st.integers(-(2**31), 2**31), st.floats(allow_nan=False, allow_infinity=False), texts
)
settings = st.builds(
    DetectorSetting,
    stage=st.sampled_from(["shadow", "alert", "promoted"]),
    parameters=st.dictionaries(texts, st.one_of(values, st.lists(values, max_size=3)), max_size=3),
)


@given(st.dictionaries(st.sampled_from(["burst", "volume", "my-own", "naïve"]), settings))
def test_what_is_written_is_read_back(given_settings: dict[str, DetectorSetting]) -> None:
    config = msgspec.structs.replace(Config(), detectors=Config().detectors | given_settings)
    assert Config.parse(to_toml(config)).hash == config.hash


def test_a_comment_of_many_lines_stays_a_comment() -> None:
    text = to_toml(Config(), comment='One.\nmode = "suspend"')
    assert Config.parse(text).mode == "shadow"
