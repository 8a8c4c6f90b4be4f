"""Calibrates a trained cry-tiny on validation scenes and writes the board's file and its ONNX twin."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from cry.export import calibration_error, fit_platt, onnx_scorer, sha256

from .binary import read, write
from .data import TinyBank, scene_contexts
from .integer import IntegerNet
from .net import QuantNet
from .twin import write_onnx
from .views import dequantize


def bank_logits(net: IntegerNet, bank: TinyBank) -> np.ndarray:
    """Integer logits of every second of a bank, shape [n, 8]."""
    return np.stack([net.logits(scene) for scene in scene_contexts(bank)])


def export(net: QuantNet, val: TinyBank, folder: Path, version: str) -> dict[str, object]:
    """Writes cry-tiny.bin and cry-tiny.onnx to the folder and returns what was measured."""
    raw = net.to_integers(f"cry-tiny {version}")
    logits = bank_logits(raw, val)
    slope, offset = fit_platt(logits * raw.slope, val.target, val.weight)
    calibrated = replace(raw, slope=float(np.float32(slope * raw.slope)), offset=float(np.float32(offset)))
    binary, twin = folder / "cry-tiny.bin", folder / "cry-tiny.onnx"
    write(calibrated, binary)
    write_onnx(calibrated, twin)
    steps = scene_contexts(val)[:8].reshape(-1, *scene_contexts(val).shape[2:])
    gap = float(np.abs(onnx_scorer(twin)(dequantize(steps)) - read(binary).probabilities(steps)).max())
    if gap > 1e-4:
        raise RuntimeError(f"{twin}: differs from {binary.name} by {gap} (expected under 1e-4)")
    placed = [layer.placed for layer in raw.layers]
    probability = 1 / (1 + np.exp(-(slope * raw.slope * logits + offset)))
    return {
        "parameters": sum(p.parameters for p in placed),
        "multiply_adds_per_second": sum(p.multiply_adds for p in placed),
        "bin_sha256": sha256(binary),
        "onnx_sha256": sha256(twin),
        "platt_slope": round(slope, 4),
        "platt_offset": round(offset, 4),
        "calibration_error_val_scenes": round(calibration_error(probability, val.target, val.weight), 4),
        "twin_gap": gap,
    }
