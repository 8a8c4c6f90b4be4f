import json
from base64 import b64decode
from pathlib import Path

import numpy as np
import pytest
import torch

from cry.features import MODELS_DIR
from tiny.binary import decode, encode
from tiny.data import TinyBank, load, make_batch, scene_contexts
from tiny.export import bank_logits, export
from tiny.golden import TEST_DATA, random_contexts, random_net
from tiny.layout import place, units
from tiny.net import prepared
from tiny.train import TinyPlan, scene_logits, train
from tiny.twin import Twin
from tiny.views import dequantize, quantize, views


def toy_bank(count: int, seed: int) -> TinyBank:
    """Seconds of noise; a second with a band that stands out is a cry."""
    rng = np.random.default_rng(seed)
    cry = rng.random((count, 8)) < 0.4
    steps = rng.normal(90, 10, (count, 8, 50, 40)) + rng.normal(0, 25, (count, 1, 1, 1))
    steps[:, :, :, 12:16] += 50 * cry[:, :, None, None]
    target = cry.astype(np.float32)
    return TinyBank(np.clip(steps, 0, 255).astype(np.uint8), target, np.ones_like(target), 0.05 + 0.9 * target)


def test_the_net_is_within_its_bounds() -> None:
    placed = place(units())
    assert sum(p.parameters for p in placed) < 100_000
    assert 4e6 < sum(p.multiply_adds for p in placed) < 5.7e6
    assert max(p.fan_in for p in placed) <= 520


def test_a_model_file_gives_back_the_net() -> None:
    net = random_net()
    again = decode(encode(net))
    np.testing.assert_array_equal(again.logits(random_contexts(3)), net.logits(random_contexts(3)))
    assert (again.name, again.slope, again.offset) == (net.name, net.slope, net.offset)
    spoilt = bytearray(encode(net))
    spoilt[300] ^= 1
    with pytest.raises(ValueError, match="not a whole"):
        decode(bytes(spoilt))


def test_the_committed_golden_logits_are_those_of_the_committed_model() -> None:
    golden = json.loads((MODELS_DIR / "testdata" / "cry_tiny_golden.json").read_text())
    steps = np.frombuffer(b64decode(golden["steps"]["data"]), np.uint8).reshape(golden["steps"]["shape"])
    expected = np.frombuffer(b64decode(golden["logits"]["data"]), "<i4")
    net = decode((TEST_DATA / golden["model"]).read_bytes())
    np.testing.assert_array_equal(net.logits(steps), expected)
    assert len(set(expected.tolist())) > len(expected) // 2


def test_the_twin_gives_the_same_integers() -> None:
    net, steps = random_net(), random_contexts()
    twin = Twin(net).logits(torch.from_numpy(dequantize(steps))).numpy()
    np.testing.assert_array_equal(twin, net.logits(steps))


def test_features_survive_their_quantization_and_views_hold_no_level() -> None:
    x = np.random.default_rng(0).uniform(-13, 3, (1, 100, 40)).astype(np.float32)
    assert np.abs(dequantize(quantize(x)) - x).max() < 0.0501
    np.testing.assert_array_equal(views(quantize(x)), views(quantize(x) + np.uint8(80)))


def test_contexts_and_labels_of_a_batch_belong_together() -> None:
    bank = toy_bank(16, 0)
    batch = make_batch(bank, np.random.default_rng(0), 64)
    assert batch.steps.shape == (64, 100, 40)
    kept = batch.told == 1
    np.testing.assert_allclose(batch.soft[kept], 0.05 + 0.9 * batch.target[kept], rtol=1e-6)
    assert scene_contexts(bank).shape == (16, 8, 100, 40)


def test_a_bank_without_soft_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no shards"):
        load(tmp_path, "train", tmp_path)
    (tmp_path / "bank-train").mkdir()
    np.savez(tmp_path / "bank-train" / "00000.npz", target=np.zeros(1))
    with pytest.raises(FileNotFoundError, match="no soft labels"):
        load(tmp_path, "train", tmp_path)


def test_training_resumes_and_the_integers_follow_the_trained_net(tmp_path: Path) -> None:
    bank, val = toy_bank(48, 1), toy_bank(12, 2)
    plan = TinyPlan(tmp_path, tmp_path, float_steps=60, int8_steps=10, batch=32, average=0.8)
    first = train(plan, bank, val)
    resumed = train(plan, bank, val)
    for one, other in zip(first.state_dict().values(), resumed.state_dict().values(), strict=True):
        torch.testing.assert_close(one, other)
    with torch.no_grad():
        floats = scene_logits(first, val)
    net = first.to_integers("cry-tiny test")
    integers = bank_logits(net, val) * net.slope
    assert np.corrcoef(floats.ravel(), integers.ravel())[0, 1] > 0.999
    assert np.abs(floats - integers).max() < 0.05 * np.ptp(floats)
    told = export(first, val, tmp_path / "cry-tiny", "9.9.9")
    assert told["twin_gap"] < 1e-4
    assert decode((tmp_path / "cry-tiny" / "cry-tiny.bin").read_bytes()).name == "cry-tiny 9.9.9"
    assert prepared(val.steps[0, :1].repeat(2, axis=1)).shape == (1, 3, 100, 40)
