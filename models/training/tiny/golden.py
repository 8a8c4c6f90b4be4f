"""Writes a small model of random weights and its logits: they hold the board's program to the definition."""

import argparse
from pathlib import Path

import numpy as np

from cry.features import MODELS_DIR
from cry.golden import encoded, write_json

from .binary import read, write
from .integer import IntegerNet, Layer
from .layout import BANDS, FRAMES, Kind, place, units

WIDTHS = (5, 8, 7, 11, 12)
TEST_DATA = MODELS_DIR.parent / "t31-agent" / "tests" / "data"


def random_net(seed: int = 3, widths: tuple[int, int, int, int, int] = WIDTHS, hidden: int = 6) -> IntegerNet:
    """Random weights, with multipliers that keep the activations lively."""
    rng = np.random.default_rng(seed)
    layers = []
    for placed in place(units(widths, hidden)):
        channels = placed.outputs.channels if placed.fan_in else 0
        weights = rng.integers(-127, 128, placed.weight_shape).astype(np.int8)
        spread = 40 * 75 * max(1, placed.fan_in) ** 0.5
        pooled = 8 if placed.unit.kind == Kind.DENSE and not placed.unit.raw else 1
        multiplier = rng.uniform(0.5, 1.5, channels) * 60 / (spread * pooled) * 2**32
        bias = rng.uniform(-0.2, 0.5, channels) * spread * pooled
        layers.append(Layer(placed, weights, bias.astype(np.int32), np.minimum(multiplier, 2**31 - 1).astype(np.int32)))
    return IntegerNet("cry-tiny random", layers, 2.0**-9, 17.0)


def random_contexts(count: int = 12, seed: int = 4) -> np.ndarray:
    """Quantized contexts: noise of many levels, tones, silence and the extremes, uint8 [count, FRAMES, BANDS]."""
    rng = np.random.default_rng(seed)
    level = rng.uniform(0, 220, (count, 1, 1))
    x = level + rng.normal(0, 25, (count, FRAMES, BANDS)) + 60 * (rng.random((count, 1, BANDS)) < 0.2)
    x[0], x[1], x[2] = 0, 255, np.where(np.arange(FRAMES)[:, None] % 2, 255, 0)
    return np.clip(x, 0, 255).astype(np.uint8)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=TEST_DATA / "cry_tiny_random.bin")
    parser.add_argument("--out", type=Path, default=MODELS_DIR / "testdata" / "cry_tiny_golden.json")
    args = parser.parse_args()
    write(random_net(), args.model)
    net, steps = read(args.model), random_contexts()
    logits = net.logits(steps)
    content = {"model": args.model.name, "steps": encoded(steps, "u1"), "logits": encoded(logits, "<i4")}
    write_json(args.out, content | {"probability": [float(p) for p in net.probabilities(steps)]})


if __name__ == "__main__":
    main()
