"""The net's input: log-mel in steps of a tenth, and three views of a context that hold no level."""

import numpy as np

LOW = np.float32(-13.8125)
STEPS_PER_UNIT = np.float32(10)
SPAN = 10
HOP = 5


def quantize(log_mel: np.ndarray) -> np.ndarray:
    """Log-mel as uint8, in single precision: 0 is LOW, one step is 1 / STEPS_PER_UNIT."""
    steps = np.floor((log_mel.astype(np.float32) - LOW) * STEPS_PER_UNIT + np.float32(0.5))
    return np.clip(steps, 0, 255).astype(np.uint8)


def dequantize(steps: np.ndarray) -> np.ndarray:
    """The log-mel in the middle of each step."""
    return steps.astype(np.float32) / STEPS_PER_UNIT + LOW


def views(steps: np.ndarray) -> np.ndarray:
    """Three int8 views of contexts.

    Against the mean of the context; against each band's quiet floor, the least mean of SPAN frames; against the
    loudest mean of SPAN frames and one band. Divisions round to nearest, halves up.

    Args:
        steps: quantized log-mel, uint8, shape [..., frames, bands].

    Returns:
        shape [..., frames, bands, 3], within -127..127.
    """
    q = steps.astype(np.int32)
    count = q.shape[-2] * q.shape[-1]
    mean = (q.sum(axis=(-2, -1), keepdims=True) + count // 2) // count
    starts = range(0, q.shape[-2] - SPAN + 1, HOP)
    sums = np.stack([q[..., s : s + SPAN, :].sum(axis=-2) for s in starts], axis=-2)
    floor = (sums.min(axis=-2, keepdims=True) + SPAN // 2) // SPAN
    peak = (sums.max(axis=(-2, -1), keepdims=True) + SPAN // 2) // SPAN
    seen = np.clip(q - mean, -127, 127), np.clip(q - floor, -40, 120), np.clip(q - peak, -120, 60)
    return np.stack(seen, axis=-1).astype(np.int8)
