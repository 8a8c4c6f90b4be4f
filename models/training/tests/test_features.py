import base64
import json

import numpy as np

from cry.features import MODELS_DIR, LogMel, contexts
from cry.golden import golden_pcm
from cry.nights import FilterPlan, judge, openings


def test_every_second_has_fifty_frames_and_no_band_is_empty() -> None:
    for name, bands in (("cry-full", 64), ("cry-tiny", 40)):
        log_mel = LogMel.profile(name)
        assert log_mel(np.zeros(32_000)).shape == (100, bands)
        assert (log_mel.filters.max(axis=0) > 0.5).all()


def test_a_second_with_history_equals_the_same_second_of_the_stream() -> None:
    log_mel = LogMel.profile("cry-full")
    x = np.random.default_rng(0).standard_normal(32_000) * 0.1
    alone = log_mel(x[16_000:], x[16_000 - 192 : 16_000])
    np.testing.assert_allclose(alone, log_mel(x)[50:])


def test_float32_features_match_the_golden_vectors() -> None:
    golden = json.loads((MODELS_DIR / "testdata" / "log_mel_golden.json").read_text())
    pcm = np.frombuffer(base64.b64decode(golden["pcm"]["data"]), "<i2")
    np.testing.assert_array_equal(pcm, golden_pcm())
    for name, expected in golden["profiles"].items():
        want = np.frombuffer(base64.b64decode(expected["data"]), "<f4").reshape(expected["shape"])
        got = LogMel.profile(name)(pcm.astype(np.float32) / np.float32(32768))
        assert np.abs(got - want).max() < 0.02


def test_a_streams_start_repeats_its_oldest_window() -> None:
    windows = np.arange(3, dtype=np.float32)[:, None, None]
    np.testing.assert_array_equal(contexts(windows, 4)[..., 0], [[0, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 2]])


def test_a_run_of_cry_windows_opens_one_alert_that_finds_its_episode() -> None:
    probability = np.full(120, 0.01)
    probability[30:50] = 0.97
    (opened,) = openings(probability, FilterPlan())
    assert len(opened) == 1
    assert judge([(30.2, 50.0)], [(opened[0], opened[0] + 1.0)])[1] == 0


def test_plans_side_by_side_open_what_they_open_alone() -> None:
    probability = np.random.default_rng(1).beta(0.3, 2.0, 600)
    weights, levels = np.array([0.3, 0.7, 1.0]), np.array([0.9, 0.97, 0.999])
    together = openings(probability, FilterPlan(evidence=weights, open_at=levels))
    for k, opened in enumerate(together):
        alone = openings(probability, FilterPlan(evidence=float(weights[k]), open_at=float(levels[k])))[0]
        np.testing.assert_array_equal(opened, alone)
    assert len({len(opened) for opened in together}) > 1
