"""Writes the golden vectors that hold the colour models' ONNX files, as the program runs them, to what was trained.

The pictures are formulas, so that every language can make them: see `night` and `day`.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from .measure import MODELS, OnnxColors

SIDE = 64
STEP = 8


def night() -> np.ndarray:
    """L of the night picture [SIDE, SIDE]: 45 + 30 sin(x / 7) cos(y / 9), row y, column x."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float64)
    return (45 + 30 * np.sin(x / 7) * np.cos(y / 9)).astype(np.float32)


def day() -> np.ndarray:
    """Lab of the day picture [3, SIDE, SIDE]: L as the night's, 10 more; a = 40 sin(x / 11), b = 35 cos(y / 13)."""
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float64)
    return np.stack((night().astype(np.float64) + 10, 40 * np.sin(x / 11), 35 * np.cos(y / 13))).astype(np.float32)


def write_golden(models: Path, path: Path) -> None:
    """Each model's a and b at every STEP-th pixel of every STEP-th row, and its mean confidence."""
    content: dict[str, object] = {"side_px": SIDE, "step_px": STEP}
    for model in MODELS:
        colors = OnnxColors(models / model.removesuffix("-u8") / f"{model}.onnx")
        ab, sure = colors(torch.from_numpy(night())[None, None], torch.from_numpy(day())[None])
        places = ab[0, :, ::STEP, ::STEP].flatten(1).numpy().round(4).astype(float)
        content[model] = {"a": places[0].tolist(), "b": places[1].tolist(), "confidence": round(sure.mean().item(), 5)}
    path.write_text(json.dumps(content, indent=1) + "\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, required=True, help="the models folder")
    args = parser.parse_args()
    write_golden(args.models, args.models / "testdata" / "color_golden.json")


if __name__ == "__main__":
    main()
