"""Measures the ONNX files on harder shifts, changed objects and real pairs, apart.

Test triples are made from the photos of a split like those for training: the true motion is known, so places where an
object came or went between day and night can be told apart.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
import torch.nn.functional as F

from .align import warp
from .bank import SIZE, ColorBank, ColorBankPlan, make_bank
from .batches import Batch, load
from .figures import ab_error, colored, colorfulness
from .triples import photos

SEED = 97
CHANGED_AB = 12.0
MODELS = ("color-auto", "color-auto-u8", "color-ref", "color-ref-u8")


@dataclass(frozen=True)
class Answer:
    """What a way to colour gave one triple, and where its reference shows something else."""

    source: str
    error: float
    delta_cf: float
    changed_error: float
    confidence: float
    changed_confidence: float


class OnnxColors:
    """A model as the program runs it."""

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options)
        self.inputs = [i.name for i in self.session.get_inputs()]

    def __call__(self, night: torch.Tensor, day: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """ab and confidence, 1 everywhere for a model without reference, of one picture."""
        given = {"night_l": night.contiguous().numpy(), "day_lab": day.contiguous().numpy()}
        found = [torch.from_numpy(x) for x in self.session.run(None, {name: given[name] for name in self.inputs})]
        return found[0], found[1] if len(found) > 1 else torch.ones(1, 1, *night.shape[2:])


def _changed(batch: Batch) -> torch.Tensor:
    """1 where the day picture, brought into place by the true motion, has another colour than the truth."""
    there = batch.places(SIZE)
    off = warp(batch.day, there)[:, 1:] - batch.truth[:, 1:]
    off = off - off.flatten(2).median(2).values[..., None, None]
    inside = (there.abs().amax(1, keepdim=True) < 1).float()
    mean = F.avg_pool2d(off, 9, 1, 4, count_include_pad=False)
    return (mean.norm(dim=1, keepdim=True) > CHANGED_AB).float() * inside


def answers(model: OnnxColors | None, bank: ColorBank, sources: list[str]) -> list[Answer]:
    """The model's answer to each triple; without one, the day's colours as they lie."""
    found = []
    for i in range(len(bank)):
        batch = load(bank, [i], SIZE)
        truth, changed = batch.truth[:, 1:], _changed(batch)
        ab, sure = (batch.day[:, 1:], torch.ones(1, 1, SIZE, SIZE)) if model is None else model(batch.night, batch.day)
        sure = F.interpolate(sure, size=(SIZE, SIZE), mode="bilinear")
        cf = colorfulness(colored(batch.night, ab)) - colorfulness(colored(batch.truth[:, :1], truth))
        far, area = (ab - truth).norm(dim=1, keepdim=True), changed.sum().clamp(min=1)
        enough = bool(changed.sum() > 200)
        found.append(
            Answer(
                sources[i],
                ab_error(ab, truth).item(),
                cf.abs().item(),
                (far * changed).sum().item() / area.item() if enough else np.nan,
                sure.mean().item(),
                (sure * changed).sum().item() / area.item() if enough else np.nan,
            )
        )
    return found


def _mean(values: list[float]) -> float | None:
    kept = [v for v in values if not np.isnan(v)]
    return round(float(np.mean(kept)), 3) if kept else None


def summary(found: list[Answer]) -> dict[str, float | int | None]:
    """Means over the triples."""
    return {
        "pictures": len(found),
        "ab_error": _mean([a.error for a in found]),
        "delta_cf": _mean([a.delta_cf for a in found]),
        "ab_error_changed": _mean([a.changed_error for a in found]),
        "confidence": _mean([a.confidence for a in found]),
        "confidence_changed": _mean([a.changed_confidence for a in found]),
    }


def measure(images: Path, work: Path, models: Path, split: str) -> dict[str, dict[str, dict[str, float | int | None]]]:
    """By set and way: shifts of level 2 and 3, skin (faces), and real pairs."""
    sources = [p.source for p in photos(images, split)]
    ways: dict[str, OnnxColors | None] = {"copy": None}
    ways |= {m: OnnxColors(models / m.removesuffix("-u8") / f"{m}.onnx") for m in MODELS}
    result: dict[str, dict[str, dict[str, float | int | None]]] = {}
    for level in (2, 3):
        plan = ColorBankPlan(images, work, f"{split}-level{level}", split, 1, SEED, level)
        make_bank(plan, 1)
        bank = ColorBank(plan.folder)
        for way, model in ways.items():
            found = answers(model, bank, sources)
            groups = {
                f"level {level}": [a for a in found if a.source != "epfl_nir"],
                f"level {level}, faces": [a for a in found if a.source == "fairface"],
                f"level {level}, real pairs": [a for a in found if a.source == "epfl_nir"],
            }
            for group, chosen in groups.items():
                result.setdefault(group, {})[way] = summary(chosen)
    return result


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--images", type=Path, required=True, help="folder with manifest.csv and make_pairs.py")
    parser.add_argument("--work", type=Path, required=True, help="where triples are made")
    parser.add_argument("--models", type=Path, required=True, help="the models folder")
    parser.add_argument("--split", default="val")
    args = parser.parse_args()
    print(json.dumps(measure(args.images, args.work, args.models, args.split), indent=1))


if __name__ == "__main__":
    main()
