"""Writes the golden vectors that hold the Python, Java and C++ features, and the model, together."""

import argparse
import base64
import json
import os
from pathlib import Path

import numpy as np

from .export import onnx_scorer, sha256
from .features import MODELS_DIR, LogMel, contexts

RATE = 16_000


def encoded(values: np.ndarray, dtype: str) -> dict:
    """An array as shape and little-endian base64."""
    packed = np.ascontiguousarray(values, dtype=dtype)
    names = {"<f4": "float32-le", "<i2": "int16-le", "<i4": "int32-le", "u1": "uint8"}
    return {
        "shape": list(packed.shape),
        "encoding": f"{names[dtype]}-base64",
        "data": base64.b64encode(packed.tobytes()).decode(),
    }


def noise(n: int, seed: int = 1) -> np.ndarray:
    """Noise in [-1, 1) of the generator s = 1664525 s + 1013904223 mod 2^32, upper 16 bits, shape [n]."""
    out = np.empty(n)
    state = seed
    for i in range(n):
        state = (1664525 * state + 1013904223) % (1 << 32)
        out[i] = (state >> 16) / 32768 - 1
    return out


def golden_pcm() -> np.ndarray:
    """2 s of int16: a chirp, noise, digital silence, an impulse, a full-scale clipped tone, harmonics in noise.

    The tones stand over a little noise, as every recording does: bands that hold nothing but a loud tone's far side
    lobes are rounding errors in single precision.
    """
    t = np.arange(2 * RATE) / RATE
    x = np.zeros(2 * RATE)
    x[:6400] = 0.3 * np.sin(2 * np.pi * (150 * t[:6400] + 8000 * t[:6400] ** 2))
    x[6400:11200] = 0.05 * noise(4800)
    x[13600] = 0.9
    x[16000:20800] = 1.5 * np.sin(2 * np.pi * 1000 * t[16000:20800])
    x[20800:] = sum(0.1 / k * np.sin(2 * np.pi * 420 * k * t[20800:]) for k in range(1, 12))
    x[20800:] += 0.003 * noise(11200, 7)
    x[:6400] += 0.001 * noise(6400, 3)
    x[16000:20800] += 0.001 * noise(4800, 5)
    return np.clip(np.round(x * 32767), -32768, 32767).astype("<i2")


def write_json(path: Path, content: dict) -> None:
    """Writes a file that appears whole."""
    partial = path.with_suffix(".part")
    partial.write_text(json.dumps(content, indent=1) + "\n")
    os.replace(partial, path)


def features_golden(path: Path) -> None:
    """Samples and the log-mel of each profile, computed in double precision from zero history."""
    pcm = golden_pcm()
    content = {"sample_rate_hz": RATE, "pcm": encoded(pcm, "<i2"), "profiles": {}}
    for name in ("cry-full", "cry-tiny"):
        content["profiles"][name] = encoded(LogMel.profile(name)(pcm.astype(np.float64) / 32768), "<f4")
    write_json(path, content)


def model_golden(path: Path, model: Path) -> None:
    """Two contexts of the golden samples, [w1, w1, w1, w1] and [w1, w1, w1, w2], and the model's answers."""
    log_mel = LogMel.profile("cry-full")
    windows = log_mel(golden_pcm().astype(np.float64) / 32768).reshape(2, log_mel.frames_per_window, log_mel.bands)
    inputs = contexts(windows.astype(np.float32), log_mel.context_windows)
    probability = onnx_scorer(model)(inputs)
    content = {"model": model.name, "model_sha256": sha256(model), "log_mel": encoded(inputs, "<f4")}
    write_json(path, content | {"probability": [float(p) for p in probability], "tolerance": 1e-4})


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=MODELS_DIR / "testdata")
    parser.add_argument("--model", type=Path, default=MODELS_DIR / "cry-full" / "cry-full.onnx")
    args = parser.parse_args()
    features_golden(args.out / "log_mel_golden.json")
    model_golden(args.out / "cry_full_golden.json", args.model)


if __name__ == "__main__":
    main()
