"""Inference of cry-tiny in integers. This is the definition: the board's program gives the same logits, bit for bit."""

from dataclasses import dataclass

import numpy as np

from .layout import Kind, Placed
from .views import views

SHIFT = 32
GREATEST = 127
BIAS_LIMIT = 1 << 30


@dataclass(frozen=True)
class Layer:
    """A layer's numbers.

    Attributes:
        placed: kind and shapes.
        weights: int8 within -127..127: CONV [out, rows, cols, in], DEPTHWISE [channels, rows, cols], else [out, in].
        bias: int32 [out], in units of the accumulator.
        multiplier: int32 [out]; an output is (accumulator + bias) * multiplier / 2^32, rounded to nearest, halves up.
    """

    placed: Placed
    weights: np.ndarray
    bias: np.ndarray
    multiplier: np.ndarray


@dataclass(frozen=True)
class IntegerNet:
    """The net and the line that turns a logit into a probability: sigmoid(slope * logit + offset)."""

    name: str
    layers: list[Layer]
    slope: float = 1.0
    offset: float = 0.0

    def logits(self, steps: np.ndarray) -> np.ndarray:
        """Integer logits [n] of quantized contexts, uint8 [n, frames, bands]."""
        x = views(steps).astype(np.int64)
        for layer in self.layers:
            x = _run(layer, x)
        return x[:, 0, 0, 0]

    def probabilities(self, steps: np.ndarray) -> np.ndarray:
        """Calibrated probabilities [n]."""
        line = np.float32(self.slope) * self.logits(steps).astype(np.float32) + np.float32(self.offset)
        return 1 / (1 + np.exp(-line))


def _run(layer: Layer, x: np.ndarray) -> np.ndarray:
    """Applies a layer to [n, rows, cols, channels]."""
    placed, weights = layer.placed, layer.weights.astype(np.int64)
    x = x.reshape(len(x), placed.inputs.rows, placed.inputs.cols, placed.inputs.channels)
    match placed.unit.kind:
        case Kind.POOL:
            return _pool(x, placed.unit.kernel[0])
        case Kind.CONV:
            sums = sum(tap @ weights[:, i, j].T for i, j, tap in _taps(x, placed))
        case Kind.DEPTHWISE:
            sums = sum(tap * weights[:, i, j] for i, j, tap in _taps(x, placed))
        case _:
            sums = x @ weights.T
    return requantize(sums, layer)


def requantize(sums: np.ndarray, layer: Layer) -> np.ndarray:
    """Accumulators to activations: 0..127 after a ReLU, which every layer but a raw one has."""
    total = sums + layer.bias
    if layer.placed.unit.raw:
        return total
    scaled = (total * layer.multiplier + (1 << (SHIFT - 1))) >> SHIFT
    return np.clip(scaled, 0, GREATEST)


def _taps(x: np.ndarray, placed: Placed) -> list[tuple[int, int, np.ndarray]]:
    """The input under each weight of a centred kernel, with zeros around; each of the shape of the outputs."""
    (height, width), (down, right) = placed.unit.kernel, placed.unit.stride
    padded = np.pad(x, ((0, 0), (height // 2, height // 2), (width // 2, width // 2), (0, 0)))
    rows, cols = (placed.outputs.rows - 1) * down + 1, (placed.outputs.cols - 1) * right + 1
    return [(i, j, padded[:, i : i + rows : down, j : j + cols : right]) for i in range(height) for j in range(width)]


def _pool(x: np.ndarray, recent: int) -> np.ndarray:
    late, early = x[:, -recent:, :1], x[:, :-recent, :1]
    sums = late.sum(axis=1), late.max(axis=1) * recent, early.sum(axis=1)
    return np.concatenate(sums, axis=-1)[:, None]
